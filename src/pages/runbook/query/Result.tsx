import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { EvidenceCell, QueryBlock } from '@devdiag/catalog/types';
import { formatValue } from '@devdiag/engine/report/format';
import type { PageAnswer } from '@devdiag/engine/runbook/answer';
import { DataTable, type DataColumn } from '../../../components/DataTable';
import { columnLabel, showCell, timeWriter } from './cells';
import { ResultPlot, seriesOf } from './ResultPlot';

interface Props {
  block: QueryBlock;
  answer: PageAnswer;
  asOf: number;
  /** The data's zone, in which days begin. */
  timeZone: string;
}

/** What a query answered: the plot where it has one, the rows, and how it came about. */
export function Result({ block, answer, asOf, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  const { rows, more, tookMs } = answer;
  const [rowsOpen, setRowsOpen] = useState(false);
  const plotted = block.plot !== null && seriesOf(block.plot, answer).length > 0;
  const count = more
    ? t('runbook.result.more', 'The first {{count}} rows; there are more', { count: rows.length })
    : t('runbook.result.rows', '{{count}} rows', { count: rows.length, defaultValue_one: '{{count}} row' });
  return (
    <div className={styles.result}>
      {rows.length === 0 ? (
        <p className={styles.empty}>{t('runbook.result.none', 'The query ran and found no rows.')}</p>
      ) : (
        <>
          {plotted && block.plot && <ResultPlot plot={block.plot} answer={answer} timeZone={timeZone} />}
          {plotted && (
            <Button
              size="sm"
              variant="secondary"
              fill="text"
              icon={rowsOpen ? 'angle-down' : 'angle-right'}
              aria-expanded={rowsOpen}
              className={styles.toggle}
              onClick={() => setRowsOpen(!rowsOpen)}
            >
              {t('runbook.result.numbers', 'Numbers')}
            </Button>
          )}
          <div className={plotted && !rowsOpen ? styles.printOnly : undefined}>
            <DataTable
              caption={t('runbook.result.caption', 'Result: {{title}}', {
                title: block.title,
                interpolation: { escapeValue: false },
              })}
              columns={columnsOf(answer)}
              rows={rows.map((cells) =>
                Object.fromEntries(cells.map((cell, index) => [String(index), evidence(cell)]))
              )}
            />
          </div>
        </>
      )}
      <p className={styles.how}>
        {rows.length > 0 && <span>{count}</span>}
        <span>{t('runbook.result.took', 'took {{time}}', { time: formatValue(tookMs, 'milliseconds') })}</span>
        <span>{t('runbook.result.as-of', 'as of {{instant}}', { instant: dateTimeFormat(asOf) })}</span>
      </p>
    </div>
  );
}

function columnsOf({ columns, rows }: PageAnswer): DataColumn[] {
  return columns.map(({ name, kind }, index) => {
    const cells = rows.map((row) => row[index]);
    const write = timeWriter(cells);
    return {
      id: String(index),
      label: columnLabel(name),
      kind: kind === 'number' ? 'count' : kind === 'time' ? 'time' : 'text',
      show: (cell) => showCell(cell, kind, write),
    };
  });
}

function evidence(cell: PageAnswer['rows'][number][number]): EvidenceCell {
  return typeof cell === 'boolean' ? showCell(cell, 'boolean', String) : cell;
}

const getStyles = (theme: GrafanaTheme2) => ({
  result: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
  toggle: css({ alignSelf: 'flex-start' }),
  printOnly: css({ '@media screen': { display: 'none' } }),
  empty: css({ margin: 0, fontWeight: theme.typography.fontWeightMedium }),
  how: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    margin: 0,
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
  }),
});
