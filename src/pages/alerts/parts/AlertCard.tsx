import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { AlertState } from '@devdiag/engine/alerts/alerts';
import { SeverityBadge } from '../../../components/SeverityBadge';
import { testIds } from '../../../components/testIds';
import type { Measurement } from '../../../grafana/alerts';
import { evaluationWords, sinceWords } from '../words';
import { lookOf, toneColors, type StatusLook } from '../statusLook';
import { AlertActions } from './AlertActions';
import { AlertNotes } from './AlertNotes';
import { AlertValue } from './AlertValue';
import { HistoryStrip } from './HistoryStrip';
import { StatusBadge } from './StatusBadge';

interface Props {
  alert: AlertState;
  measurement: Measurement | undefined;
  measuring: boolean;
  /** When what is shown was read. */
  now: number;
}

/** One alert: what it says and since when, what it measures, its last week, where to go. */
export function AlertCard({ alert, measurement, measuring, now }: Props) {
  const { definition, status, since } = alert;
  const styles = useStyles2(getStyles, lookOf(alert).tone);
  const isThere = status !== 'not-installed';
  return (
    <li className={styles.card} id={definition.id} tabIndex={-1} data-testid={testIds.alerts.alert(definition.id)}>
      <div className={styles.columns}>
        <div className={styles.what}>
          <div className={styles.head}>
            <h2 className={styles.title}>{definition.title}</h2>
            <SeverityBadge severity={definition.severity} />
          </div>
          <div>
            <StatusBadge of={alert} /> <span className={styles.quiet}>{sinceWords(since, now)}</span>
          </div>
          <div className={styles.quiet}>{evaluationWords(alert, now)}</div>
        </div>
        <div className={styles.value}>
          {isThere && <AlertValue alert={alert} measurement={measurement} measuring={measuring} now={now} />}
        </div>
        <div className={styles.history}>{isThere && <HistoryStrip segments={alert.history} now={now} />}</div>
      </div>
      <AlertNotes alert={alert} now={now} />
      <AlertActions alert={alert} />
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: StatusLook['tone']) => ({
  card: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    padding: theme.spacing(2),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    borderLeft: `${theme.spacing(0.5)} solid ${toneColors(tone, theme).main}`,
  }),
  // The page may stand in a side window: its own width counts, not the screen's.
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 4fr) minmax(0, 5fr)',
    gap: theme.spacing(1, 3),
    '@container alerts (max-width: 799px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  what: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), minWidth: 0 }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  title: css({ ...theme.typography.h5, margin: 0 }),
  value: css({ minWidth: 0 }),
  history: css({ minWidth: 0 }),
  quiet: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
});
