import { csvText, type CsvCell } from '../report/export/csvText.ts';
import { prose } from '../report/export/markdown-text.ts';
import { isoInstant } from '../report/format.ts';
import type { Cell, ColumnKind, PageAnswer } from './answer.ts';

/** An answer as CSV, with a header; instants as ISO 8601 in UTC. */
export function answerCsv({ columns, rows }: PageAnswer): string {
  return csvText([
    columns.map(({ name }) => name),
    ...rows.map((cells) => cells.map((cell, index) => plain(cell, columns[index].kind))),
  ]);
}

/** An answer as a Markdown table, for a chat or an incident's notes. */
export function answerMarkdown({ columns, rows, more }: PageAnswer): string {
  if (rows.length === 0) {
    return 'No rows.';
  }
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const table = [
    line(columns.map(({ name }) => prose(name))),
    line(columns.map(({ kind }) => (kind === 'number' ? '---:' : '---'))),
    ...rows.map((cells) => line(cells.map((cell, index) => prose(String(plain(cell, columns[index].kind) ?? ''))))),
  ];
  return [...table, ...(more ? ['', `The first ${rows.length} rows; there are more.`] : [])].join('\n');
}

function plain(cell: Cell, kind: ColumnKind): CsvCell {
  if (kind === 'time' && typeof cell === 'number') {
    return isoInstant(cell);
  }
  return typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : cell;
}
