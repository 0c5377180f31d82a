import React from 'react';
import { t } from '@grafana/i18n';
import { Badge } from '@grafana/ui';

/** Marks an incident that only its person sees. */
export function OwnCopyBadge() {
  return <Badge color="purple" text={t('incidents.own-copy', 'Own copy')} />;
}
