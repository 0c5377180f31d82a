import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { QueryBlock, TrendPoint } from '@devdiag/catalog/types';
import type { PageAnswer } from '@devdiag/engine/runbook/answer';
import { TrendPlot } from '../../../components/TrendPlot';
import { columnLabel } from './cells';

interface Props {
  plot: NonNullable<QueryBlock['plot']>;
  answer: PageAnswer;
  timeZone: string;
}

/** An answer over time, a small plot for each of its columns: they differ in scale. The table has the same numbers. */
export function ResultPlot({ plot, answer, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  const series = seriesOf(plot, answer);
  return (
    <div className={styles.plots}>
      {series.map(({ name, points }) => (
        <TrendPlot
          key={name}
          title={columnLabel(name)}
          points={points}
          unit="count"
          style={plot.style}
          threshold={null}
          timeZone={timeZone}
        />
      ))}
    </div>
  );
}

/** Points of each column to plot; none where the answer has no times or not the columns that the plot names. */
export function seriesOf(
  { x, y }: Pick<Props['plot'], 'x' | 'y'>,
  { columns, rows }: Pick<PageAnswer, 'columns' | 'rows'>
): Array<{ name: string; points: TrendPoint[] }> {
  const at = columns.findIndex(({ name, kind }) => name === x && kind === 'time');
  return y.flatMap((name) => {
    const column = columns.findIndex((candidate) => candidate.name === name && candidate.kind === 'number');
    const points = rows.flatMap((row): TrendPoint[] => {
      const [time, value] = [row[at], row[column]];
      return typeof time === 'number' ? [{ at: time, value: typeof value === 'number' ? value : null }] : [];
    });
    return at === -1 || column === -1 || points.length === 0 ? [] : [{ name, points }];
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  plots: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), '& > *': { minWidth: 0 } }),
});
