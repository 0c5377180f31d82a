import React from 'react';
import { t } from '@grafana/i18n';

/** The page's own heading: Grafana would take it from the navigation, which an Admin may rearrange. */
export function HealthTitle() {
  return <h1>{t('health.title', 'Health')}</h1>;
}
