import { css, cx } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { AlertState, Labels } from '@devdiag/engine/alerts/alerts';
import { holdsLabels, seriesState } from '@devdiag/engine/alerts/series';
import { formatValue } from '@devdiag/engine/report/format';
import { testIds } from '../../../components/testIds';
import type { Measurement } from '../../../grafana/alerts';
import { StatusBadge } from '../../alerts/parts/StatusBadge';
import { RAW, sinceWords, thresholdWords } from '../../alerts/words';

interface Props {
  alert: AlertState;
  /** The labels that the page was opened with. */
  asked: Labels;
  measurement: Measurement | undefined;
  /** What is shown is older than it should be. */
  isOld: boolean;
  now: number;
}

/** What the alert says about what the page was opened for, before what it says as a whole: another code may be firing. */
export function AskedSeries({ alert, asked, measurement, isOld, now }: Props) {
  const styles = useStyles2(getStyles);
  const state = seriesState(alert, asked);
  const name = Object.values(asked).join(', ');
  const { condition, definition } = alert;
  const values = measurement && 'values' in measurement ? measurement.values : [];
  const measured = values.find(({ labels }) => holdsLabels(labels, asked));
  return (
    <div data-testid={testIds.alerts.askedSeries()}>
      <div className={styles.line}>
        <StatusBadge of={{ ...state, isLate: state.isLate || isOld }} />
        <strong>{name}</strong>
        <span className={styles.quiet}>{sinceWords(state.since, now)}</span>
        {measured && condition && (
          <span className={cx(measured.isBeyond && styles.beyond)}>
            {formatValue(measured.value, definition.unit)}{' '}
            <span className={styles.quiet}>{thresholdWords(condition, definition.unit)}</span>
          </span>
        )}
      </div>
      {state.status === 'inactive' && (
        <p>{t('runbook.state.not-firing', '{{name}} does not fire (any more).', { name, ...RAW })}</p>
      )}
      {state.status === 'unknown' && (
        <p>
          {t('runbook.state.firing-unknown', 'Whether {{name}} fires is not known: the rule says nothing of it.', {
            name,
            ...RAW,
          })}
        </p>
      )}
      <div className={styles.quiet}>{t('runbook.state.whole', 'The alert as a whole:')}</div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
    overflowWrap: 'anywhere',
  }),
  beyond: css({ color: theme.colors.error.text, fontWeight: theme.typography.fontWeightMedium }),
  quiet: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
});
