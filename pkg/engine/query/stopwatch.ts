/**
 * Grafana does not say how long each query of a batch took, so each one brings its own time along: the last row has
 * section `took` and the milliseconds between the arrival of the statement and the moment when its last row was
 * ready. The result is materialised first; the count over it is what makes the server finish before it looks at the
 * clock. The text that people see, copy and explore is the query without this.
 */
export const TOOK_SECTION = 'took';

/** Puts a stopwatch around a query of the common row shape; a semicolon at its end is left out. */
export function withStopwatch(sql: string): string {
  return `with result as materialized (
${sql.trim().replace(/;+$/, '')}
)
select section, key, at, value, detail from result
union all
select '${TOOK_SECTION}', null, null, extract(epoch from clock_timestamp() - statement_timestamp()) * 1000, null
from (select count(*) from result) as finished`;
}
