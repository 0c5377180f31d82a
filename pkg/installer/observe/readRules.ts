import { isObject, type JsonObject } from '../json.ts';
import { refusal } from '../refused.ts';
import type { Transport } from '../types.ts';

export const RULES_PATH = '/api/v1/provisioning/alert-rules';

/** Every rule that may be read, as Grafana lists them. @throws Refused, NoAnswer */
export async function readRules(transport: Transport, signal?: AbortSignal): Promise<JsonObject[]> {
  const request = { method: 'GET', path: RULES_PATH } as const;
  const answer = await transport.send(request, signal);
  if (answer.status !== 200 || !Array.isArray(answer.body)) {
    throw refusal(request, answer);
  }
  return answer.body.filter(isObject);
}
