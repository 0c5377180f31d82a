import { css, cx } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { AlertState } from '@devdiag/engine/alerts/alerts';
import { formatValue } from '@devdiag/engine/report/format';
import type { Measurement } from '../../../grafana/alerts';
import { RAW, clock, seriesName, thresholdWords } from '../words';

interface Props {
  alert: AlertState;
  /** Undefined while it is not measured. */
  measurement: Measurement | undefined;
  /** Nothing will be measured any more: whether it is still to come. */
  measuring: boolean;
  now: number;
}

/** Of a rule with a row for each problem, more than these say nothing more. */
const MOST = 3;

/** What the rule measures now against when it fires: those beyond the threshold, or the furthest. */
export function AlertValue({ alert, measurement, measuring, now }: Props) {
  const styles = useStyles2(getStyles);
  const { condition, definition } = alert;
  return (
    <div className={styles.value}>
      <Measured {...{ alert, measurement, measuring, now }} />
      {condition && <div className={styles.quiet}>{thresholdWords(condition, definition.unit)}</div>}
    </div>
  );
}

function Measured({ alert, measurement, measuring, now }: Props) {
  const styles = useStyles2(getStyles);
  const { unit, firesWhen } = alert.definition;
  if (alert.condition === null) {
    return alert.status === 'not-installed' || alert.status === 'unknown' ? null : (
      <span className={styles.quiet}>{t('alerts.value.rebuilt', 'Somebody rebuilt this rule in Grafana')}</span>
    );
  }
  if (measurement === undefined) {
    return measuring ? (
      <span className={styles.quiet}>{t('alerts.value.measuring', 'Measuring …')}</span>
    ) : (
      <LastKnown alert={alert} now={now} />
    );
  }
  if ('problem' in measurement) {
    return (
      <>
        <LastKnown alert={alert} now={now} />
        <span className={styles.error}>
          {t('alerts.value.failed', 'Could not be measured: {{problem}}', { problem: measurement.problem, ...RAW })}
        </span>
      </>
    );
  }
  const values = [...measurement.values].sort((a, b) =>
    firesWhen === 'above' ? b.value - a.value : a.value - b.value
  );
  const beyond = values.filter(({ isBeyond }) => isBeyond);
  const shown = beyond.length > 0 ? beyond : values.slice(0, 1);
  if (shown.length === 0) {
    return <span className={styles.quiet}>{t('alerts.value.none', 'No value now: nothing to measure')}</span>;
  }
  return (
    <>
      {shown.slice(0, MOST).map(({ labels, value, isBeyond }) => {
        const name = seriesName(labels, alert.labels);
        return (
          <div key={name} className={cx(styles.number, isBeyond && styles.beyond)}>
            {formatValue(value, unit)} {name !== '' && <span className={styles.series}>{name}</span>}
          </div>
        );
      })}
      {shown.length > MOST && (
        <div className={styles.quiet}>
          {t('alerts.value.more', 'and {{count}} more', { count: shown.length - MOST })}
        </div>
      )}
    </>
  );
}

/** What was measured when the state last changed, where nothing newer is known. */
function LastKnown({ alert: { lastChange, definition }, now }: Pick<Props, 'alert' | 'now'>) {
  const styles = useStyles2(getStyles);
  const value = lastChange?.values.A;
  return value === undefined ? null : (
    <div className={styles.quiet}>
      {t('alerts.value.last-known', '{{value}} at {{when}}', {
        value: formatValue(value, definition.unit),
        when: clock(lastChange?.at ?? 0, now),
        ...RAW,
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  value: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  number: css({ fontVariantNumeric: 'tabular-nums', fontWeight: theme.typography.fontWeightMedium }),
  beyond: css({ color: theme.colors.error.text }),
  series: css({ ...theme.typography.bodySmall }),
  quiet: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  error: css({ ...theme.typography.bodySmall, color: theme.colors.error.text }),
});
