import { MalformedAnswerError } from '../query/frames.ts';
import type { RunnableQuery } from './query.ts';

/** Columns that the stopwatch adds; no query of a page has columns of these names. */
const ROW = 'devdiag_row';
const TOOK = 'devdiag_took_ms';

/** A column of an answer as it arrives, Grafana's field or a connection's. */
export interface AnswerColumn {
  name: string;
  /** Grafana's type of the field; without one the values tell. */
  type?: string;
  values: ArrayLike<unknown>;
}

export type ColumnKind = 'time' | 'number' | 'boolean' | 'text';

/** `time` is milliseconds since 1970. */
export type Cell = string | number | boolean | null;

/** What a query of a page answered. */
export interface PageAnswer {
  columns: Array<{ name: string; kind: ColumnKind }>;
  rows: Cell[][];
  /** There are more rows than are shown. */
  more: boolean;
  /** Milliseconds on the database server. */
  tookMs: number;
}

/**
 * Puts a stopwatch around a query of any shape: each row brings its number and the time that all of them took. The time
 * is there without rows too, so that "no rows" can be told from an answer that was cut off. Not for people to read.
 */
export function withRowStopwatch({ sql }: RunnableQuery): string {
  return `with result as materialized (
select *, row_number() over () as ${ROW} from (
${sql}
) as numbered
)
select result.*, watch.${TOOK}
from (
  select extract(epoch from clock_timestamp() - statement_timestamp()) * 1000 as ${TOOK}
  from (select count(*) from result) as finished
) as watch
left join result on true
order by result.${ROW}`;
}

/**
 * Reads the answer to `withRowStopwatch`.
 *
 * @throws MalformedAnswerError for an answer that is cut off or isn't ours: it must not look like "no rows"
 */
export function readAnswer(columns: readonly AnswerColumn[], { rows: shown }: Pick<RunnableQuery, 'rows'>): PageAnswer {
  const numbers = columns.find(({ name }) => name === ROW)?.values;
  const took = columns.find(({ name }) => name === TOOK)?.values;
  if (!numbers || !took || took.length === 0 || columns.some(({ values }) => values.length !== took.length)) {
    throw new MalformedAnswerError('The answer is incomplete: rows or columns may have been cut off.');
  }
  const own = columns.filter(({ name }) => name !== ROW && name !== TOOK);
  const count = numbers[0] === null || numbers[0] === undefined ? 0 : numbers.length;
  const kinds = own.map(kindOf);
  return {
    columns: own.map(({ name }, index) => ({ name, kind: kinds[index] })),
    rows: Array.from({ length: Math.min(count, shown) }, (_, row) =>
      own.map(({ values }, column) => cellOf(values[row], kinds[column]))
    ),
    more: count > shown,
    tookMs: Number(took[0]),
  };
}

function kindOf({ type, values }: AnswerColumn): ColumnKind {
  if (type === 'time' || type === 'number' || type === 'boolean') {
    return type;
  }
  const all = Array.from(values).filter((value) => value !== null && value !== undefined);
  if (type === undefined && all.length > 0) {
    return all.every((value) => value instanceof Date)
      ? 'time'
      : all.every((value) => typeof value === 'number')
        ? 'number'
        : all.every((value) => typeof value === 'boolean')
          ? 'boolean'
          : 'text';
  }
  return 'text';
}

function cellOf(value: unknown, kind: ColumnKind): Cell {
  if (value === null || value === undefined) {
    return null;
  }
  if (kind === 'text') {
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  if (kind === 'boolean') {
    return Boolean(value);
  }
  const number = value instanceof Date ? value.getTime() : Number(value);
  return Number.isFinite(number) ? number : null;
}
