export type CsvCell = string | number | null;

/**
 * Rows as CSV (RFC 4180: CRLF, quotes doubled, UTF-8 without a byte order mark). A text that a spreadsheet would take
 * for a formula begins with an apostrophe.
 */
export function csvText(rows: readonly CsvCell[][]): string {
  return rows.map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
}

/** What spreadsheets evaluate, also behind white space; full-width forms count in some of them. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

function field(cell: CsvCell): string {
  if (cell === null) {
    return '';
  }
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? String(cell) : '';
  }
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
