import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { TrendPoint, Unit } from '@devdiag/catalog/types';
import { formatValue } from '@devdiag/engine/report/format';
import { labelledPoints, linePath, valueAxis } from './plotScale';

interface Props {
  width: number;
  /** In order of time. */
  points: TrendPoint[];
  unit: Unit;
  style: 'bars' | 'line';
  threshold: number | null;
  expectedLabel?: string;
  labelOf: (at: number) => string;
}

const HEIGHT = 160;
const PAD = { top: 8, right: 8, bottom: 22, left: 76 };
const LABEL_WIDTH = 90;

/** The plot itself. Hidden from screen readers: the plot's caption is for them. */
export function TrendDrawing({ width, points, unit, style, threshold, expectedLabel, labelOf }: Props) {
  const styles = useStyles2(getStyles);
  const plot = { width: Math.max(60, width - PAD.left - PAD.right), height: HEIGHT - PAD.top - PAD.bottom };
  const { max, showThreshold } = axisOf(points, threshold, unit);
  const slot = plot.width / points.length;
  const x = (index: number) => PAD.left + slot * (index + 0.5);
  const y = (value: number) => PAD.top + plot.height * (1 - Math.max(0, value) / max);
  const path = (pick: (point: TrendPoint) => number | null | undefined) =>
    linePath(
      points.map((point, i) => ({ x: x(i), y: typeof pick(point) === 'number' ? y(pick(point) as number) : null }))
    );
  return (
    <svg className={styles.svg} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
      {[0, max / 2, max].map((tick) => (
        <g key={tick}>
          <line className={styles.grid} x1={PAD.left} x2={PAD.left + plot.width} y1={y(tick)} y2={y(tick)} />
          <text className={styles.label} x={PAD.left - 8} y={y(tick)} textAnchor="end" dominantBaseline="middle">
            {formatValue(tick, unit)}
          </text>
        </g>
      ))}
      {style === 'bars' &&
        points.map(({ at, value }, i) =>
          value === null ? null : (
            <rect
              key={at}
              className={styles.bar}
              x={x(i) - Math.min(slot * 0.35, 24)}
              width={Math.min(slot * 0.7, 48)}
              y={y(value)}
              height={Math.max(value > 0 ? 1 : 0, PAD.top + plot.height - y(value))}
            />
          )
        )}
      {style === 'line' && <path className={styles.line} d={path(({ value }) => value)} />}
      {style === 'line' &&
        points.length <= 40 &&
        points.map(
          ({ at, value }, i) =>
            value !== null && <circle key={at} className={styles.dot} cx={x(i)} cy={y(value)} r={2.5} />
        )}
      <path className={styles.expected} d={path(({ expected }) => expected)} />
      {showThreshold && threshold !== null && (
        <line
          className={styles.threshold}
          x1={PAD.left}
          x2={PAD.left + plot.width}
          y1={y(threshold)}
          y2={y(threshold)}
        />
      )}
      {labelledPoints(points.length, plot.width, LABEL_WIDTH).map((i) => (
        <text key={i} className={styles.label} {...labelPlace(x(i), width)} y={HEIGHT - 6}>
          {labelOf(points[i].at)}
        </text>
      ))}
      {points.map((point, i) => (
        <rect key={point.at} className={styles.hit} x={x(i) - slot / 2} y={PAD.top} width={slot} height={plot.height}>
          <title>{tooltip(point, unit, labelOf, expectedLabel)}</title>
        </rect>
      ))}
    </svg>
  );
}

/** The value axis of a plot, and whether the threshold is on it. */
export function axisOf(points: TrendPoint[], threshold: number | null, unit: Unit): ReturnType<typeof valueAxis> {
  const numbers = points.flatMap(({ value, expected }) => [value, expected]);
  return valueAxis(
    numbers.filter((each): each is number => typeof each === 'number'),
    threshold,
    unit === 'bytes'
  );
}

/** Below its point, but never beyond the edge. */
function labelPlace(x: number, width: number): { x: number; textAnchor: 'middle' | 'end' } {
  return x + LABEL_WIDTH / 2 > width ? { x: width, textAnchor: 'end' } : { x, textAnchor: 'middle' };
}

function tooltip(
  { at, value, expected }: TrendPoint,
  unit: Unit,
  labelOf: (at: number) => string,
  expectedLabel?: string
): string {
  const usual = typeof expected === 'number' ? ` (${expectedLabel ?? ''} ${formatValue(expected, unit)})` : '';
  return `${labelOf(at)}: ${formatValue(value, unit)}${usual}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  svg: css({ display: 'block', maxWidth: '100%' }),
  grid: css({ stroke: theme.colors.border.weak, strokeWidth: 1 }),
  label: css({ fill: theme.colors.text.secondary, fontSize: 12, fontFamily: theme.typography.fontFamily }),
  bar: css({ fill: theme.visualization.getColorByName('blue'), fillOpacity: 0.8 }),
  line: css({ fill: 'none', stroke: theme.visualization.getColorByName('blue'), strokeWidth: 2 }),
  dot: css({ fill: theme.visualization.getColorByName('blue') }),
  expected: css({ fill: 'none', stroke: theme.colors.text.secondary, strokeWidth: 1.5, strokeDasharray: '4 3' }),
  threshold: css({ stroke: theme.colors.error.text, strokeWidth: 1.5, strokeDasharray: '8 4' }),
  hit: css({ fill: 'transparent', '&:hover': { fill: theme.colors.action.hover } }),
});
