import type { Json } from '@devdiag/catalog/types';
import { at, isObject, textAt, type JsonObject } from '../json.ts';
import { refusal } from '../refused.ts';
import type { GrafanaRequest } from '../types.ts';
import type { Kind } from './kind.ts';
import { isFolderMissing } from './missingFolder.ts';
import { UNLOCKED } from './rule.ts';

/**
 * An evaluation group: only its interval is ours to set. It comes into being with its first rule and goes with its
 * last. Written with an empty list of rules, which changes the interval and leaves every rule alone: with a list, Grafana
 * would delete the rules that the list does not name, other people's too.
 */
export const groupKind: Kind = {
  kind: 'group',
  async read(transport, uid, signal) {
    const request: GrafanaRequest = { method: 'GET', path: pathOf(uid) };
    const answer = await transport.send(request, signal);
    const [folderUid] = partsOf(uid);
    if (answer.status === 404 || (answer.status === 403 && (await isFolderMissing(transport, folderUid, signal)))) {
      return null;
    }
    const rules = at(answer.body, 'rules');
    if (answer.status !== 200 || !isObject(answer.body) || !Array.isArray(rules)) {
      throw refusal(request, answer);
    }
    // An empty group is none: Grafana forgets it.
    return rules.length === 0
      ? null
      : {
          raw: answer.body,
          fields: { interval: at(answer.body, 'interval') ?? null },
          base: null,
          // A group is of the file that its rules are of.
          ...(rules.some((rule) => textAt(rule, 'provenance') === 'file') && { provenance: 'file' }),
          canWrite: true,
        };
  },
  fieldsOf: (raw) => ({ interval: at(raw, 'interval') ?? null }),
  lay: (onto, fields) => ({ ...onto, interval: fields.interval }),
  // See createGroup: a group without rules cannot be.
  create: () => [],
  change: (uid, body) => [write(uid, body)],
  remove: () => [],
  restore: (uid, before, now) => (now === null ? [] : [write(uid, before.raw)]),
  essence: (raw) => at(raw, 'interval') ?? null,
};

/** A new group with its interval and one rule. Only where no group is: it would delete the rules of one that is. */
export function createGroup(uid: string, interval: Json, rule: JsonObject): GrafanaRequest[] {
  const [folderUid, title] = partsOf(uid);
  return [{ method: 'PUT', path: pathOf(uid), headers: UNLOCKED, body: { title, folderUid, interval, rules: [rule] } }];
}

function write(uid: string, { interval }: JsonObject): GrafanaRequest {
  const [folderUid, title] = partsOf(uid);
  return {
    method: 'PUT',
    path: pathOf(uid),
    headers: UNLOCKED,
    body: { title, folderUid, interval, rules: [] },
  };
}

/** "<folder uid>/<group>"; a uid holds no slash. */
function partsOf(uid: string): [string, string] {
  const slash = uid.indexOf('/');
  return [uid.slice(0, slash), uid.slice(slash + 1)];
}

function pathOf(uid: string): string {
  const [folderUid, title] = partsOf(uid).map(encodeURIComponent);
  return `/api/v1/provisioning/folder/${folderUid}/rule-groups/${title}`;
}
