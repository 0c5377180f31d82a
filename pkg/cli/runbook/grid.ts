import { plainTable } from '../check/table.ts';

/** Between two columns. */
const GAP = 1;
/** A long text still reads in this many columns. */
const NARROWEST = 18;

/**
 * Rows as a table, or one below the other where they don't fit side by side: a table that the terminal breaks up can't
 * be read.
 * @param head names of the columns; empty for a table without
 * @param width columns there are
 */
export function grid(head: string[], rows: string[][], width: number): string {
  const count = Math.max(head.length, ...rows.map((row) => row.length));
  const natural = Array.from({ length: count }, (_, column) =>
    Math.max(...[head, ...rows].map((row) => lengthOf(row[column] ?? '')), 1)
  );
  const least = natural.map((length) => Math.min(length, NARROWEST));
  const room = width - GAP * count;
  if (sum(least) > room) {
    return rows.map((row, index) => record(head, row, index)).join('\n\n');
  }
  // The widest gives way first, as far as it has to.
  const widths = [...natural];
  while (sum(widths) > room) {
    const widest = widths.indexOf(Math.max(...widths.filter((length, column) => length > least[column])));
    widths[widest]--;
  }
  const table = plainTable(
    widths.map((length) => length + GAP),
    head
  );
  table.push(...rows.map((row) => Array.from({ length: count }, (_, column) => row[column] ?? '')));
  return table.toString().replace(/ +$/gm, '');
}

function record(head: string[], row: string[], index: number): string {
  const widest = Math.max(0, ...head.map(lengthOf));
  const lines = row.map((cell, column) => `  ${(head[column] ?? '').padEnd(widest)}  ${cell}`.trimEnd());
  return [`- row ${index + 1}`, ...lines].join('\n');
}

function lengthOf(text: string): number {
  return [...text].length;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
