import type { QueryPort } from '@devdiag/installer/types';
import { Interrupted } from '../failure.ts';
import { columnsOf, DATA_SOURCE_TYPE, QUERY_PATH } from './grafana.ts';
import { callJson, isRecord, type GrafanaTarget } from './http.ts';

const NEVER = new AbortController().signal;

/** Runs SQL through a Grafana's data source, over HTTP. What goes wrong is an answer; it throws Interrupted alone. */
export function httpQueries(target: GrafanaTarget, timeoutMs: number): QueryPort {
  return {
    async run(datasourceUid, queries, { from, to }, signal = NEVER) {
      const datasource = { type: DATA_SOURCE_TYPE, uid: datasourceUid };
      const request = {
        from: String(from),
        to: String(to),
        queries: queries.map(({ refId, sql, format }) => ({ refId, datasource, rawSql: sql, format })),
      };
      const all = (error: string) => Object.fromEntries(queries.map(({ refId }) => [refId, { error }]));
      try {
        const { status, body } = await callJson(target, QUERY_PATH, request, { timeoutMs, signal });
        const results = isRecord(body) && isRecord(body.results) ? body.results : undefined;
        if (!results) {
          return all(
            status === 404
              ? `Grafana has no data source with the uid "${datasourceUid}".`
              : `Grafana answered ${status} instead of running the query.`
          );
        }
        return Object.fromEntries(queries.map(({ refId }) => [refId, outcomeOf(results[refId])]));
      } catch (error) {
        if (error instanceof Interrupted) {
          throw error;
        }
        // Whatever kept the answers away is the outcome of each query: the report of everything else is written.
        const message = error instanceof Error ? error.message : String(error);
        return all(message.endsWith('.') ? message : `${message}.`);
      }
    },
  };
}

function outcomeOf(result: unknown): { rows: number } | { error: string } {
  if (!isRecord(result)) {
    return { error: 'Grafana sent no answer to this query.' };
  }
  if (typeof result.error === 'string' && result.error !== '') {
    return { error: result.error };
  }
  try {
    return { rows: Math.max(0, ...columnsOf(result).map(({ values }) => values.length)) };
  } catch (error) {
    // "Malformed answer": the sentence says what is missing.
    return { error: (error as Error).message };
  }
}
