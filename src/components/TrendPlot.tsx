import { css } from '@emotion/css';
import React, { useId } from 'react';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { TrendPoint, Unit } from '@devdiag/catalog/types';
import { formatValue } from '@devdiag/engine/report/format';
import { axisOf, TrendDrawing } from './TrendDrawing';
import { useWidth } from './useWidth';

interface Props {
  title: string;
  points: TrendPoint[];
  unit: Unit;
  style: 'bars' | 'line';
  /** Drawn as a line across; null where there is none or it is in another unit. */
  threshold: number | null;
  expectedLabel?: string;
  /** Zone in which the points' days begin. */
  timeZone: string;
  'data-testid'?: string;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * A small plot of a check's trend. Drawn here instead of with Grafana's plotting, which needs panel machinery that
 * is not there on an app's page and cannot be read by a screen reader; the sentence below says the same in words.
 */
export function TrendPlot({
  title,
  points,
  unit,
  style,
  threshold,
  expectedLabel,
  timeZone,
  'data-testid': testId,
}: Props) {
  const styles = useStyles2(getStyles);
  const titleId = useId();
  const [ref, width] = useWidth<HTMLDivElement>(640);
  if (points.length === 0) {
    return null;
  }
  const sorted = [...points].sort((a, b) => a.at - b.at);
  const span = sorted[sorted.length - 1].at - sorted[0].at;
  const format = sorted.every(({ at }, i) => i === 0 || at - sorted[i - 1].at >= DAY * 0.9)
    ? 'ddd MM-DD'
    : span < DAY
      ? 'HH:mm'
      : 'MM-DD HH:mm';
  const labelOf = (at: number) => dateTimeFormat(at, { timeZone, format });
  return (
    <figure className={styles.figure} aria-labelledby={titleId} data-testid={testId}>
      <div id={titleId} className={styles.title}>
        {title}
      </div>
      <div ref={ref}>
        <TrendDrawing {...{ width, points: sorted, unit, style, threshold, expectedLabel, labelOf }} />
      </div>
      <figcaption className={styles.caption}>{inWords({ sorted, unit, threshold, expectedLabel, labelOf })}</figcaption>
    </figure>
  );
}

function inWords({
  sorted,
  unit,
  threshold,
  expectedLabel,
  labelOf,
}: Pick<Props, 'unit' | 'threshold' | 'expectedLabel'> & {
  sorted: TrendPoint[];
  labelOf: (at: number) => string;
}): string {
  const measured = sorted.filter((point): point is TrendPoint & { value: number } => point.value !== null);
  if (measured.length === 0) {
    return t('trend.nothing', 'Nothing was measured in this time.');
  }
  const last = measured[measured.length - 1];
  const values = measured.map(({ value }) => value);
  const parts = [
    t('trend.range', 'Latest {{latest}} ({{when}}), lowest {{lowest}}, highest {{highest}}.', {
      latest: formatValue(last.value, unit),
      when: labelOf(last.at),
      lowest: formatValue(Math.min(...values), unit),
      highest: formatValue(Math.max(...values), unit),
    }),
  ];
  if (last.expected !== undefined && last.expected !== null) {
    const label = expectedLabel ?? t('trend.expected', 'Usual');
    parts.push(
      t('trend.expected-value', '{{label}} then: {{value}}.', { label, value: formatValue(last.expected, unit) })
    );
  }
  // Only where it can be compared with the points; a limit far beyond them is in the check's own line.
  if (threshold !== null && axisOf(sorted, threshold, unit).showThreshold) {
    parts.push(t('trend.threshold', 'Threshold: {{value}}.', { value: formatValue(threshold, unit) }));
  }
  return parts.join(' ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  figure: css({ margin: 0 }),
  title: css({ fontWeight: theme.typography.fontWeightMedium, marginBottom: theme.spacing(1) }),
  caption: css({
    marginTop: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
