import React from 'react';
import { t } from '@grafana/i18n';
import { Badge } from '@grafana/ui';
import type { Severity } from '@devdiag/catalog/types';

/** How bad it is when a check fails. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  switch (severity) {
    case 'critical':
      return <Badge color="red" text={t('severity.critical', 'Critical')} />;
    case 'warning':
      return <Badge color="orange" text={t('severity.warning', 'Warning')} />;
    case 'info':
      return <Badge color="blue" text={t('severity.info', 'Info')} />;
  }
}
