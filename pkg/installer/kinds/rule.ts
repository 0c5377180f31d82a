import type { Json } from '@devdiag/catalog/types';
import { BASE_ANNOTATION, decodeBase, encodeBase } from '../base.ts';
import { at, clone, isObject, textAt, type JsonObject } from '../json.ts';
import { refusal } from '../refused.ts';
import type { GrafanaRequest } from '../types.ts';
import { RULES_PATH } from '../observe/readRules.ts';
import type { Found, Kind } from './kind.ts';
import { layRuleFields, ruleFields } from './ruleFields.ts';

/**
 * On every write, without exception: one call without it locks the rule as "provisioned by API", and then a call with
 * it is a bare 500.
 */
export const UNLOCKED = { 'X-Disable-Provenance': 'true' };

export const ruleKind: Kind = {
  kind: 'rule',
  async read(transport, uid, signal) {
    const request: GrafanaRequest = { method: 'GET', path: pathOf(uid) };
    const answer = await transport.send(request, signal);
    if (answer.status === 404) {
      return null;
    }
    if (answer.status !== 200 || !isObject(answer.body)) {
      throw refusal(request, answer);
    }
    return foundRule(answer.body);
  },
  fieldsOf: ruleFields,
  lay(onto, fields, base) {
    const rule = layRuleFields(onto, fields);
    if (base !== null) {
      (rule.annotations as JsonObject)[BASE_ANNOTATION] = encodeBase(base);
    }
    return rule;
  },
  create: (_, body) => [{ method: 'POST', path: RULES_PATH, headers: UNLOCKED, body: sendable(body) }],
  change: (uid, body) => [{ method: 'PUT', path: pathOf(uid), headers: UNLOCKED, body: sendable(body) }],
  remove: (uid) => [{ method: 'DELETE', path: pathOf(uid), headers: UNLOCKED }],
  restore: (uid, before, now) => [
    now === null
      ? { method: 'POST', path: RULES_PATH, headers: UNLOCKED, body: sendable(before.raw) }
      : { method: 'PUT', path: pathOf(uid), headers: UNLOCKED, body: sendable(before.raw) },
  ],
  essence: (raw) => sendable(raw),
};

/** A rule of Grafana's list as it is compared. */
export function foundRule(raw: JsonObject): Found {
  return {
    raw,
    fields: ruleFields(raw),
    base: decodeBase(at(raw, 'annotations', BASE_ANNOTATION)),
    provenance: textAt(raw, 'provenance'),
    // Grafana does not tell beforehand for a single rule; the folder's permissions do.
    canWrite: true,
  };
}

function pathOf(uid: string): string {
  return `${RULES_PATH}/${encodeURIComponent(uid)}`;
}

/** Without what Grafana numbers and dates itself, and without keys that it writes out to say nothing. */
function sendable(raw: JsonObject): Json {
  const { id: _id, updated: _updated, provenance: _provenance, ...rule } = clone(raw);
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null));
}
