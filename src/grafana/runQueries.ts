/**
 * SQL through Grafana's PostgreSQL data source: one request for a whole batch, each query answered or failed on its
 * own. Nothing here knows what the queries are about.
 */
import {
  CoreApp,
  dateTime,
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { catchError, defaultIfEmpty, defer, from, map, of, switchMap, takeLast, timeout, type Observable } from 'rxjs';
import { classifyQueryError, type QueryError } from '@devdiag/engine/query/errors';
import { POSTGRES_TYPES } from '@devdiag/installer/datasource';
import { wordsIn } from './words';

/** A query of a batch. The id becomes its refId. */
export interface SqlQuery {
  id: string;
  sql: string;
}

/** A column of an answer. */
export interface AnswerField {
  name: string;
  /** Grafana's type of the field: time, number, string, boolean … */
  type?: string;
  values: ArrayLike<unknown>;
}

/** What one query came to. A query without rows has no fields. */
export type SqlAnswer = { ok: true; fields: AnswerField[] } | { ok: false; error: QueryError };

export interface RunOptions {
  dataSourceUid: string;
  /** The instant that is asked about, milliseconds since 1970: the end of the time range. */
  asOf: number;
  /** How long to wait for the batch, in milliseconds. */
  limitMs: number;
}

interface PostgresQuery extends DataQuery {
  rawSql: string;
  rawQuery: boolean;
  editorMode: 'code';
  format: 'table';
}

const DAY = 24 * 60 * 60 * 1000;
let requests = 0;

/**
 * Runs a batch. Emits once, with an answer for every query, and never errors; unsubscribing cancels the request.
 */
export function runQueries(queries: SqlQuery[], options: RunOptions): Observable<Map<string, SqlAnswer>> {
  if (queries.length === 0) {
    return of(new Map());
  }
  const everyQuery = (error: QueryError) =>
    new Map<string, SqlAnswer>(queries.map(({ id }) => [id, { ok: false, error }]));
  return defer(() => from(getDataSourceSrv().get(options.dataSourceUid))).pipe(
    switchMap((dataSource) => {
      if (!POSTGRES_TYPES.includes(dataSource.type)) {
        return of(
          everyQuery({
            kind: 'other',
            message: `The data source "${dataSource.name}" is not a PostgreSQL data source.`,
          })
        );
      }
      const reply = dataSource.query(requestFor(queries, dataSource.getRef(), options)) as
        Observable<DataQueryResponse> | Promise<DataQueryResponse>;
      return from(reply).pipe(
        takeLast(1),
        defaultIfEmpty<DataQueryResponse, DataQueryResponse>({ data: [] }),
        map((response) => sortOut(queries, response))
      );
    }),
    timeout({
      first: options.limitMs,
      with: () =>
        of(everyQuery({ kind: 'timeout', message: `Grafana did not answer within ${options.limitMs / 1000} s` })),
    }),
    catchError((error: unknown) => of(everyQuery(errorOf(error as DataQueryError))))
  );
}

function requestFor(
  queries: SqlQuery[],
  datasource: DataQuery['datasource'],
  { asOf }: RunOptions
): DataQueryRequest<PostgresQuery> {
  const range = { from: dateTime(asOf - DAY), to: dateTime(asOf) };
  return {
    app: CoreApp.Unknown,
    // A request id that is used twice cancels the earlier request.
    requestId: `devdiag-ops-${Date.now()}-${++requests}`,
    hideFromInspector: true,
    // A cached answer would be an old one that looks new.
    skipQueryCache: true,
    interval: '1m',
    intervalMs: 60_000,
    maxDataPoints: 1000,
    range: { ...range, raw: range },
    scopedVars: {},
    startTime: Date.now(),
    timezone: 'utc',
    targets: queries.map(({ id, sql }) => ({
      refId: id,
      datasource,
      rawSql: sql,
      rawQuery: true,
      editorMode: 'code',
      // The data source's default is time_series, which wants a time column and sorts by it.
      format: 'table',
    })),
  };
}

/** One failed query turns the whole answer into an error, with the good results still inside. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- a request that fails as a whole still says so here alone
function sortOut(queries: SqlQuery[], { data, error, errors }: DataQueryResponse): Map<string, SqlAnswer> {
  const failed = [...(errors ?? []), ...(error ? [error] : [])];
  if (failed.length === 0 && data.length === 0) {
    // Every query that arrives is answered by a frame or an error. A request that never left the browser is turned by
    // Grafana's data source layer into an answer with neither.
    const error: QueryError = { kind: 'offline', message: 'Grafana gave no answer' };
    return new Map(queries.map(({ id }) => [id, { ok: false, error }]));
  }
  return new Map(
    queries.map(({ id }): [string, SqlAnswer] => {
      const own = failed.find((candidate) => candidate.refId === id);
      if (own) {
        return [id, { ok: false, error: errorOf(own) }];
      }
      const frame: DataFrame | undefined = data.find((candidate) => candidate.refId === id);
      if (frame) {
        return [id, { ok: true, fields: frame.fields }];
      }
      const general = failed.find((candidate) => candidate.refId === undefined);
      return [
        id,
        {
          ok: false,
          error: general ? errorOf(general) : { kind: 'other', message: 'Grafana gave no answer to this query' },
        },
      ];
    })
  );
}

/** The status tells what Grafana itself refused; whatever PostgreSQL said arrives as text. */
function errorOf(error: DataQueryError | undefined): QueryError {
  const { kind, message, subject } = classifyQueryError(wordsIn(error));
  // A query's own status is always 500: only the status of the whole request says something.
  switch (error?.refId === undefined ? error?.status : undefined) {
    case 401:
    case 403:
      return { kind: 'forbidden', message };
    case 404:
      return { kind: 'data-source-missing', message };
    case 408:
    case 504:
      return { kind: 'timeout', message };
    default:
      return { kind, message, subject };
  }
}
