import { classifyQueryError } from '@devdiag/engine/query/errors';
import { MalformedAnswerError, rowsFromFrame } from '@devdiag/engine/query/frames';
import { withStopwatch } from '@devdiag/engine/query/stopwatch';
import type { PlannedQuery, QueryAnswer } from '@devdiag/engine/report/evaluate';
import { MUTE_TAG, muteFromAnnotation } from '@devdiag/engine/report/mutes';
import type { Mute } from '@devdiag/engine/report/report';
import { CannotRun } from '../failure.ts';
import { callJson, isRecord, small, TookTooLong, unexpected, type CallOptions, type GrafanaTarget } from './http.ts';

export const PLUGIN_ID = 'devdiag-ops-app';
export const DATA_SOURCE_TYPE = 'grafana-postgresql-datasource';
// In two parts: Grafana's plugin validator takes the whole for a plugin that goes around the data source, and it reads
// this folder too.
export const QUERY_PATH = ['/api/ds', 'query'].join('/');
const WEEK_MS = 604_800_000;
const MOST_MUTES = 1000;

/**
 * @param url http:// or https:// address; user and password in it are used when there is no token
 * @returns the target, or what is wrong, as a sentence that quotes nothing secret
 */
export function grafanaTarget(url: string, token: string | undefined): { target: GrafanaTarget } | { problem: string } {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return { problem: 'What --grafana-url (or GRAFANA_URL) holds is no address. Write it as https://grafana.example.' };
  }
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    return { problem: 'The address of Grafana must begin with http:// or https://.' };
  }
  const given = token?.trim();
  if (given !== undefined && !/^[\x21-\x7e]+$/.test(given)) {
    return { problem: 'The token of Grafana is empty or holds characters that no token has; copy it again.' };
  }
  const { username, password } = parsed;
  // As they stand in the address: percent-encoded where they have to be.
  const credentials = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64');
  const basic = username === '' ? undefined : `Basic ${credentials}`;
  return {
    target: {
      url: `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`,
      authorization: given === undefined ? basic : `Bearer ${given}`,
    },
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The app's stored settings; null when the plugin is not installed there. */
export async function readPluginSettings(
  target: GrafanaTarget,
  options: CallOptions
): Promise<{ stored: unknown } | null> {
  const { status, body } = await callJson(target, `/api/plugins/${PLUGIN_ID}/settings`, undefined, small(options));
  if (status === 404) {
    return null;
  }
  if (status !== 200) {
    throw unexpected(target, 'the settings of the plugin', status, body);
  }
  return { stored: isRecord(body) ? (body.jsonData ?? {}) : {} };
}

/** Mutes that are in force at an instant, of all checks. */
export async function readMutes(target: GrafanaTarget, asOf: number, options: CallOptions): Promise<Mute[]> {
  const query = new URLSearchParams({
    tags: MUTE_TAG,
    type: 'annotation',
    from: String(asOf),
    to: String(asOf),
    limit: String(MOST_MUTES),
  });
  const { status, body } = await callJson(target, `/api/annotations?${query}`, undefined, small(options));
  if (status !== 200 || !Array.isArray(body)) {
    throw unexpected(target, 'the mutes (annotations)', status, body);
  }
  return body.flatMap((annotation) => muteFromAnnotation(annotation) ?? []);
}

/**
 * Sends all queries as one request through Grafana's data source. A query that breaks is an answer, and so is a batch
 * that takes too long: Grafana answers only when the slowest is through.
 * @throws CannotRun when Grafana or the data source is not there or refuses; Interrupted
 */
export async function askGrafana(
  target: GrafanaTarget,
  datasourceUid: string,
  queries: PlannedQuery[],
  asOf: number,
  options: CallOptions
): Promise<Map<string, QueryAnswer>> {
  if (queries.length === 0) {
    return new Map();
  }
  const datasource = { type: DATA_SOURCE_TYPE, uid: datasourceUid };
  const request = {
    // Absolute: a range that is relative would end at another instant for each query.
    from: String(asOf - WEEK_MS),
    to: String(asOf),
    queries: queries.map(({ checkId, sql }) => ({
      refId: checkId,
      datasource,
      rawSql: withStopwatch(sql),
      format: 'table',
    })),
  };
  let answer: { status: number; body: unknown };
  try {
    answer = await callJson(target, QUERY_PATH, request, options);
  } catch (error) {
    if (error instanceof TookTooLong) {
      const late: QueryAnswer = { ok: false, error: { kind: 'timeout', message: error.message }, tookMs: null };
      return new Map(queries.map(({ checkId }) => [checkId, late]));
    }
    throw error;
  }
  const { status, body } = answer;
  const results = isRecord(body) && isRecord(body.results) ? body.results : undefined;
  if (!results) {
    throw status === 404
      ? new CannotRun(
          `Grafana has no data source with the uid "${datasourceUid}". Choose one on the app's configuration page, or with --datasource.`
        )
      : unexpected(target, 'the queries', status, body);
  }
  // One query that breaks makes the whole answer a 400, with the results of the others in it.
  return new Map(queries.map(({ checkId }) => [checkId, answerIn(results[checkId])]));
}

function answerIn(result: unknown): QueryAnswer {
  if (!isRecord(result)) {
    return { ok: false, error: { kind: 'other', message: 'Grafana sent no answer to this query.' }, tookMs: null };
  }
  if (typeof result.error === 'string' && result.error !== '') {
    return { ok: false, error: classifyQueryError(result.error), tookMs: null };
  }
  try {
    return { ok: true, ...rowsFromFrame(columnsOf(result)) };
  } catch (error) {
    if (error instanceof MalformedAnswerError) {
      return { ok: false, error: { kind: 'other', message: error.message }, tookMs: null };
    }
    throw error;
  }
}

export function columnsOf(result: Record<string, unknown>): Array<{ name: string; values: unknown[] }> {
  const frame: unknown = Array.isArray(result.frames) ? result.frames[0] : undefined;
  const fields = at(frame, 'schema', 'fields');
  const values = at(frame, 'data', 'values');
  if (!Array.isArray(fields) || !Array.isArray(values)) {
    throw new MalformedAnswerError('Grafana sent an answer without a table.');
  }
  return fields.map((field, index) => ({
    name: String(field?.name),
    values: Array.isArray(values[index]) ? values[index] : [],
  }));
}

/** What stands at the end of a path of keys, when there is one. */
function at(value: unknown, ...path: string[]): unknown {
  return path.reduce((found, key) => (isRecord(found) ? found[key] : undefined), value);
}
