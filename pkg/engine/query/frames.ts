import type { CheckRow } from '@devdiag/catalog/types';
import { TOOK_SECTION } from './stopwatch.ts';

/** One column of an answer of Grafana's data source, as a DataFrame's field or as a frame's JSON has it. */
export interface FrameColumn {
  name: string;
  values: ArrayLike<unknown>;
}

/** The rows of one check's query, without the stopwatch's own. */
export interface CheckRows {
  rows: CheckRow[];
  /** Milliseconds on the database server; null only when the query ran without a stopwatch. */
  tookMs: number | null;
}

export interface FrameOptions {
  /** The query ran inside `withStopwatch` (default): an answer without the stopwatch's row is incomplete. */
  stopwatch?: boolean;
}

/** An answer that does not have the common row shape. The message is a sentence for people. */
export class MalformedAnswerError extends Error {
  override name = 'MalformedAnswerError';
}

const COLUMNS = ['section', 'key', 'at', 'value', 'detail'] as const;

/**
 * Rows of a frame. Grafana sends jsonb as text, instants as milliseconds since 1970, NaN and infinities as null or,
 * in the browser, as themselves; an answer without rows has no columns either.
 * @throws MalformedAnswerError when a column is missing, a cell has another type or the stopwatch's row is not there:
 *   an answer that was cut off or isn't ours must not be judged as "nothing found"
 */
export function rowsFromFrame(columns: readonly FrameColumn[], options: FrameOptions = {}): CheckRows {
  if (columns.length === 0) {
    return withoutStopwatch([], options);
  }
  const [section, key, at, value, detail] = COLUMNS.map((name) => valuesOf(columns, name));
  const rows = Array.from({ length: section.length }, (_, index) =>
    rowOf({
      section: section[index],
      key: key[index],
      at: at[index],
      value: value[index],
      detail: parsed(detail[index]),
    })
  );
  return withoutStopwatch(rows, options);
}

/**
 * Rows of a connection of our own, as node-postgres hands them over: instants as Date, jsonb parsed, numeric and
 * bigint as text.
 * @throws MalformedAnswerError as `rowsFromFrame`
 */
export function rowsFromPg(rows: ReadonlyArray<Record<string, unknown>>, options: FrameOptions = {}): CheckRows {
  for (const name of COLUMNS) {
    if (rows.some((row) => !Object.hasOwn(row, name))) {
      throw missingColumn(name);
    }
  }
  return withoutStopwatch(rows.map(rowOf), options);
}

function valuesOf(columns: readonly FrameColumn[], name: string): ArrayLike<unknown> {
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) {
    throw missingColumn(name);
  }
  if (column.values.length !== columns[0].values.length) {
    throw new MalformedAnswerError(`The answer is damaged: its column "${name}" is not as long as the others.`);
  }
  return column.values;
}

function missingColumn(name: string): MalformedAnswerError {
  return new MalformedAnswerError(`The answer has no column "${name}"; it is not the answer to a check's query.`);
}

function rowOf(cells: Record<string, unknown>): CheckRow {
  const { section, key, at, value, detail } = cells;
  if (typeof section !== 'string') {
    throw unexpected('section', section);
  }
  if (key !== null && key !== undefined && typeof key !== 'string') {
    throw unexpected('key', key);
  }
  return { section, key: key ?? null, at: instant(at), value: number('value', value), detail: record(detail) };
}

function instant(cell: unknown): number | null {
  return number('at', cell instanceof Date ? cell.getTime() : cell);
}

/** What PostgreSQL writes for floating point values that no report can hold. */
const NOT_FINITE = /^(NaN|-?Infinity)$/;

function number(column: string, cell: unknown): number | null {
  if (cell === null || cell === undefined || (typeof cell === 'string' && NOT_FINITE.test(cell))) {
    return null;
  }
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? cell : null;
  }
  const value = typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : NaN;
  if (!Number.isFinite(value)) {
    throw unexpected(column, cell);
  }
  return value;
}

function parsed(cell: unknown): unknown {
  if (typeof cell !== 'string') {
    return cell;
  }
  try {
    return JSON.parse(cell);
  } catch {
    throw unexpected('detail', cell);
  }
}

function record(cell: unknown): Record<string, unknown> | null {
  if (cell === null || cell === undefined) {
    return null;
  }
  if (typeof cell !== 'object' || Array.isArray(cell)) {
    throw unexpected('detail', cell);
  }
  return cell as Record<string, unknown>;
}

function unexpected(column: string, cell: unknown): MalformedAnswerError {
  const shown = String(JSON.stringify(cell) ?? cell).slice(0, 60);
  return new MalformedAnswerError(`The answer's column "${column}" holds something unexpected: ${shown}`);
}

function withoutStopwatch(all: CheckRow[], { stopwatch = true }: FrameOptions): CheckRows {
  if (!stopwatch) {
    return { rows: all, tookMs: null };
  }
  const took = all.find((row) => row.section === TOOK_SECTION);
  if (!took) {
    throw new MalformedAnswerError(
      'The answer is incomplete: the row that ends every answer is missing, so rows may have been cut off.'
    );
  }
  return { rows: all.filter((row) => row !== took), tookMs: took.value };
}
