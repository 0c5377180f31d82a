import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from '../state/dataSources.ts';
import { delayFor, hasDataSourceFault, queryErrorFor, type Fault } from '../state/faults.ts';
import { toField } from './columns.ts';
import { BROKEN_CONNECTION, describeDatabaseError, reported, unreachable, wrongPassword } from './databaseErrors.ts';
import { frameJson, type Frame } from './frame.ts';
import { expandMacros } from './macros.ts';
import { AbortedError, ColumnCountError, LateError, runSql, type SqlResult } from './runSql.ts';
import { convertTimeColumns, ShapeError, toTimeSeries } from './timeSeries.ts';
import type { TimeRange } from './timeRange.ts';

/** One query of a request, as plugins send it. */
export interface QueryModel {
  refId: string;
  rawSql: string;
  /** `time_series` or `table`; anything else fails, nothing too. */
  format: string;
  intervalMs: number;
  range: TimeRange;
}

export interface QueryAnswer {
  refId: string;
  ok: boolean;
  /** The refId's part of the response. */
  json: string;
}

export interface QueryEnvironment {
  pool: pg.Pool;
  dataSource: DataSource;
  faults: Fault[];
  rowLimit: number;
  /** Aborted when the caller goes away; the statement is cancelled then. */
  signal: AbortSignal;
}

/** What a query came to: a frame, or why there is none. */
export type QueryOutcome =
  { ok: true; frame: Frame } | { ok: false; error: string; source: 'downstream' | 'plugin'; sql: string | undefined };

/** Runs one query and answers it in Grafana's shape, failures included. Rejects only when the caller went away. */
export async function runQuery(query: QueryModel, environment: QueryEnvironment): Promise<QueryAnswer> {
  const { refId } = query;
  const outcome = await executeQuery(query, environment);
  return outcome.ok
    ? { refId, ok: true, json: `{"status":200,"frames":[${frameJson(outcome.frame)}]}` }
    : failure(refId, outcome.sql, outcome.error, outcome.source);
}

/** Runs one query. Rejects only when the caller went away. */
export async function executeQuery(query: QueryModel, environment: QueryEnvironment): Promise<QueryOutcome> {
  const { format, range, intervalMs } = query;
  let sql = query.rawSql;
  const failed = (error: string, source: 'downstream' | 'plugin'): QueryOutcome => ({ ok: false, error, source, sql });
  try {
    sql = expandMacros(query.rawSql, { range, intervalMs });
  } catch (error) {
    sql = '';
    return failed(`interpolation failed: ${(error as Error).message}`, 'plugin');
  }
  if (format !== 'table' && format !== 'time_series') {
    const error = `Unrecognized query model format: ${JSON.stringify(format)}`;
    return { ok: false, error, source: 'plugin', sql: undefined };
  }

  let result: SqlResult;
  try {
    await sleep(delayFor(environment.faults, sql), undefined, { signal: environment.signal });
    const problem = faultFor(environment, sql);
    if (problem) {
      return failed(`db query error: ${problem}`, 'downstream');
    }
    result = await runSql(environment.pool, environment.dataSource, sql, environment);
  } catch (error) {
    if (error instanceof AbortedError || environment.signal.aborted) {
      throw new AbortedError();
    }
    if (error instanceof ColumnCountError) {
      return failed(`convert frame from rows error: ${error.message}`, 'plugin');
    }
    const { queryMessage } = describeDatabaseError(error, environment.dataSource);
    const late = error instanceof LateError || queryMessage === BROKEN_CONNECTION;
    return failed(`${late ? 'convert frame from rows error' : 'db query error'}: ${queryMessage}`, 'downstream');
  }

  try {
    return { ok: true, frame: toFrame(query, sql, result, environment.rowLimit) };
  } catch (error) {
    const shape = error instanceof ShapeError;
    const message = shape ? error.message : `convert frame from rows error: ${(error as Error).message}`;
    return failed(message, shape ? error.source : 'plugin');
  }
}

function faultFor({ dataSource, faults }: QueryEnvironment, sql: string): string | undefined {
  if (hasDataSourceFault(faults, 'refused', dataSource.uid)) {
    return unreachable(dataSource, 'connect: connection refused').queryMessage;
  }
  if (hasDataSourceFault(faults, 'wrong-password', dataSource.uid)) {
    return wrongPassword(dataSource).queryMessage;
  }
  const message = queryErrorFor(faults, sql);
  return message === undefined ? undefined : reported(message).queryMessage;
}

function toFrame(
  { refId, format }: QueryModel,
  sql: string,
  { columns, rows, cut }: SqlResult,
  rowLimit: number
): Frame {
  const frame: Frame = { refId, executedQueryString: sql, fields: [] };
  checkNames(columns.map(({ name }) => name));
  if (cut) {
    const text = `Results have been limited to ${rowLimit} because the SQL row limit was reached`;
    frame.notices = [{ severity: 'warning', text }];
  }
  if (rows.length === 0) {
    // Grafana drops the columns when there is no row. Recorded.
    return frame;
  }
  frame.fields = columns.map((column, index) =>
    toField(
      column,
      rows.map((row) => row[index] ?? null),
      index
    )
  );
  convertTimeColumns(frame, format);
  return format === 'time_series' ? toTimeSeries(frame, columns) : frame;
}

function checkNames(names: string[]): void {
  names.forEach((name, index) => {
    const before = names.indexOf(name);
    if (before !== index) {
      throw new ShapeError(
        'convert frame from rows error: duplicate column names are not allowed, ' +
          `found identical name "${name}" at column indices ${before} and ${index}`,
        'downstream'
      );
    }
  });
}

/** Without SQL there is no frame either. Recorded for an unknown format. */
function failure(refId: string, sql: string | undefined, error: string, errorSource: string): QueryAnswer {
  if (sql === undefined) {
    return { refId, ok: false, json: JSON.stringify({ error, errorSource, status: 500 }) };
  }
  const empty = frameJson({ refId, executedQueryString: sql, fields: [] });
  const head = JSON.stringify({ error, errorSource, status: 500 }).slice(1, -1);
  return { refId, ok: false, json: `{${head},"frames":[${empty}]}` };
}
