import type { AlertDefinition } from '@devdiag/catalog/types';
import { at, isObject, textAt, type JsonObject } from '../json.ts';
import { refusal } from '../refused.ts';
import type { GrafanaRequest, RuleVerification, Transport } from '../types.ts';

type Evaluation = Pick<RuleVerification, 'state' | 'ok' | 'values' | 'error'>;

const NULL_VALUE =
  'Its query answers NULL, which Grafana takes for normal: nothing is known, and this would never fire. Look at the query and its data.';

/**
 * Evaluates a rule at once, without waiting for its group: Grafana runs its queries and its condition as of an instant.
 * @param now milliseconds since 1970
 * @throws Refused, NoAnswer
 */
export async function evaluateRule(
  transport: Transport,
  rule: JsonObject,
  alert: Pick<AlertDefinition, 'noData'>,
  now: number,
  signal?: AbortSignal
): Promise<Evaluation> {
  const request: GrafanaRequest = {
    method: 'POST',
    path: '/api/v1/eval',
    body: { data: rule.data, condition: rule.condition, now: new Date(now).toISOString() },
  };
  const answer = await transport.send(request, signal);
  const results = at(answer.body, 'results');
  if (answer.status !== 200 || !isObject(results)) {
    throw refusal(request, answer);
  }
  return interpret(results, textAt(rule, 'condition'), alert);
}

function interpret(results: JsonObject, condition: string, alert: Pick<AlertDefinition, 'noData'>): Evaluation {
  // The query's own error says more than that of the expression that depends on it.
  const errors = Object.keys(results)
    .sort()
    .map((refId) => textAt(results, refId, 'error'))
    .filter((text) => text !== '');
  if (errors.length > 0) {
    return { state: 'error', ok: false, values: [], error: errors[0] };
  }
  const fired = seriesOf(results[condition]);
  if (fired.length === 0) {
    return { state: 'no-data', ok: alert.noData === 'OK', values: [] };
  }
  const measured = new Map(seriesOf(results.A).map(({ key, value }) => [key, value]));
  const isNull = fired.some(({ key, value }) => value === null || measured.get(key) === null);
  const values = fired.map(({ key, labels, value }) => ({
    labels,
    value: measured.get(key) ?? null,
    firing: value !== null && value !== 0,
  }));
  if (isNull) {
    return { state: 'error', ok: false, values, error: NULL_VALUE };
  }
  return { state: values.some(({ firing }) => firing) ? 'firing' : 'normal', ok: true, values };
}

interface Series {
  key: string;
  labels: Record<string, string>;
  value: number | null;
}

/** A frame for each series, its labels on its only field. */
function seriesOf(result: unknown): Series[] {
  const frames = at(result as JsonObject, 'frames');
  return (Array.isArray(frames) ? frames : []).flatMap((frame) => {
    const field = at(frame, 'schema', 'fields', 0);
    if (!isObject(field)) {
      return [];
    }
    const given = at(field, 'labels');
    const labels = isObject(given)
      ? Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
      : {};
    const value = at(frame, 'data', 'values', 0, 0);
    return [
      { key: JSON.stringify(Object.entries(labels).sort()), labels, value: typeof value === 'number' ? value : null },
    ];
  });
}
