import { locationUtil, urlUtil } from '@grafana/data';

const DAY = 24 * 60 * 60 * 1000;

/** A query as Explore is to open it. */
export interface ExploreQuery {
  dataSource: { uid: string; type: string };
  /** As people read it: without a stopwatch, `$__timeTo()` left to the data source. */
  sql: string;
  /** Milliseconds since 1970; becomes the end of the time range, the query's only clock. */
  asOf: number;
}

/** Address of Grafana's Explore with a query and its instant filled in. */
export function exploreUrl({ dataSource, sql, asOf }: ExploreQuery): string {
  const pane = {
    datasource: dataSource.uid,
    queries: [{ refId: 'A', datasource: dataSource, rawSql: sql, rawQuery: true, editorMode: 'code', format: 'table' }],
    range: { from: String(asOf - DAY), to: String(asOf) },
  };
  return locationUtil.assureBaseUrl(
    urlUtil.renderUrl('/explore', { schemaVersion: 1, panes: JSON.stringify({ devdiag: pane }) })
  );
}
