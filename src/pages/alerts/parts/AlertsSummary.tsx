import { css } from '@emotion/css';
import React from 'react';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { AlertState } from '@devdiag/engine/alerts/alerts';
import { testIds } from '../../../components/testIds';
import { lookOf } from '../statusLook';
import { RAW } from '../words';

interface Props {
  alerts: AlertState[];
  readAt: number;
  /** The installation watches this tenant only; null: all. */
  tenant: string | null;
}

/** How many rules say what, in one line. Screen readers hear it when it changes, not at every refresh. */
export function AlertsSummary({ alerts, readAt, tenant }: Props) {
  const styles = useStyles2(getStyles);
  const counts = new Map<string, number>();
  for (const alert of alerts) {
    const { label } = lookOf(alert);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return (
    <div className={styles.summary}>
      <div role="status" className={styles.counts} data-testid={testIds.alerts.summary()}>
        {[...counts].map(([label, count]) => `${count} ${label.toLowerCase()}`).join(' · ')}
      </div>
      <div className={styles.quiet}>
        {tenant !== null && t('alerts.summary.tenant', 'Tenant {{tenant}} only. ', { tenant, ...RAW })}
        {t('alerts.summary.read', 'Read at {{when}}', { when: dateTimeFormat(readAt, { format: 'HH:mm:ss' }) })}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0.5, 2) }),
  counts: css({ ...theme.typography.h4 }),
  quiet: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});
