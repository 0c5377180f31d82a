/** Panels' queries through the data source's own class, as a dashboard runs them. */
import { CoreApp, dateTime, type DataFrame, type DataQueryResponse } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { firstValueFrom, from, takeLast, timeout, TimeoutError } from 'rxjs';
import type { QueryPort } from '@devdiag/installer/types';
import { wordsIn } from './words';

const LIMIT_MS = 35_000;
let requests = 0;

export const grafanaQueries: QueryPort = {
  async run(datasourceUid, queries, range) {
    try {
      const dataSource = await getDataSourceSrv().get(datasourceUid);
      const span = { from: dateTime(range.from), to: dateTime(range.to) };
      const reply = dataSource.query({
        app: CoreApp.Unknown,
        requestId: `devdiag-ops-verify-${Date.now()}-${++requests}`,
        hideFromInspector: true,
        skipQueryCache: true,
        interval: '1m',
        intervalMs: 60_000,
        maxDataPoints: 1000,
        range: { ...span, raw: span },
        scopedVars: {},
        startTime: Date.now(),
        timezone: 'utc',
        targets: queries.map(({ refId, sql, format }) => ({
          refId,
          datasource: dataSource.getRef(),
          rawSql: sql,
          rawQuery: true,
          editorMode: 'code',
          format,
        })),
      });
      const response = await firstValueFrom(from(reply).pipe(takeLast(1), timeout(LIMIT_MS)));
      return Object.fromEntries(queries.map(({ refId }) => [refId, answerOf(refId, response)]));
    } catch (error) {
      const message =
        error instanceof TimeoutError ? `Grafana did not answer within ${LIMIT_MS / 1000} s` : wordsIn(error);
      return Object.fromEntries(queries.map(({ refId }) => [refId, { error: message }]));
    }
  },
};

function answerOf(refId: string, { data, errors = [] }: DataQueryResponse): { rows: number } | { error: string } {
  const failed = errors.find((error) => error.refId === refId) ?? errors.find((error) => error.refId === undefined);
  if (failed) {
    return { error: wordsIn(failed) };
  }
  const frames: DataFrame[] = data.filter((frame: DataFrame) => frame.refId === refId);
  return frames.length === 0
    ? { error: 'Grafana gave no answer to this query' }
    : { rows: frames.reduce((rows, frame) => rows + frame.length, 0) };
}
