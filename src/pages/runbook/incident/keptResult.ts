import type { QueryBlock } from '@devdiag/catalog/types';
import type { KeptResult } from '@devdiag/engine/incident/event';
import { formatInstant } from '@devdiag/engine/report/format';
import type { PageAnswer } from '@devdiag/engine/runbook/answer';

/** An answer as evidence: times in words, since a log is read without its columns' kinds. */
export function keptResult(
  page: string,
  { id, title }: Pick<QueryBlock, 'id' | 'title'>,
  { columns, rows, more }: PageAnswer,
  asOf: number,
  sql: string
): KeptResult {
  return {
    kind: 'result',
    page,
    query: id,
    title,
    asOf,
    sql,
    columns: columns.map(({ name }) => name),
    rows: rows.map((row) =>
      row.map((cell, index) =>
        columns[index].kind === 'time' && typeof cell === 'number' ? formatInstant(cell) : cell
      )
    ),
    more,
  };
}
