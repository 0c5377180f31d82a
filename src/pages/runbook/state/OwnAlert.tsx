import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { AlertState, Labels } from '@devdiag/engine/alerts/alerts';
import { AlertActions } from '../../alerts/parts/AlertActions';
import { AlertNotes } from '../../alerts/parts/AlertNotes';
import { AlertValue } from '../../alerts/parts/AlertValue';
import { HistoryStrip } from '../../alerts/parts/HistoryStrip';
import { StatusBadge } from '../../alerts/parts/StatusBadge';
import type { Alerts } from '../../alerts/useAlerts';
import { evaluationWords, sinceWords } from '../../alerts/words';
import { AskedSeries } from './AskedSeries';

interface Props {
  alert: AlertState;
  live: Pick<Alerts, 'measured' | 'failure'>;
  /** The labels that the page was opened with, of those that this alert has; null for none. */
  asked: Labels | null;
  /** Which installation it is of and whom it watches, where that isn't plain. */
  where: Array<string | null>;
  now: number;
}

/** The playbook's own alert in one installation: what the page was opened for first, then the alert as a whole. */
export function OwnAlert({ alert, live: { measured, failure }, asked, where, now }: Props) {
  const styles = useStyles2(getStyles);
  const isOld = failure !== null;
  const isThere = alert.status !== 'not-installed';
  const measurement = measured?.get(alert.uid);
  const words = where.filter((part) => part !== null);
  return (
    <div className={styles.alert}>
      {words.length > 0 && (
        <div className={styles.quiet}>
          {alert.definition.title} {words.join(' ')}
        </div>
      )}
      {asked && isThere && <AskedSeries {...{ alert, asked, measurement, isOld, now }} />}
      <div className={styles.columns}>
        <div>
          <StatusBadge of={{ ...alert, isLate: alert.isLate || isOld }} />{' '}
          <span className={styles.quiet}>{sinceWords(alert.since, now)}</span>
          <div className={styles.quiet}>{evaluationWords(alert, now)}</div>
        </div>
        {isThere && (
          <>
            <AlertValue alert={alert} measurement={measurement} measuring={measured === null} now={now} />
            <HistoryStrip segments={alert.history} now={now} />
          </>
        )}
      </div>
      <AlertNotes alert={alert} now={now} />
      <AlertActions alert={alert} playbook={false} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  alert: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 4fr) minmax(0, 5fr)',
    gap: theme.spacing(1, 3),
    '@container state (max-width: 699px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  quiet: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
});
