/** The rules of an installation as Grafana's scheduler has them, wherever their folder is. */
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { isObject } from '@devdiag/installer/json';
import { namesOf } from '@devdiag/installer/names';
import { RULES_PATH } from '@devdiag/installer/observe/readRules';
import { isOurs } from '@devdiag/installer/ours';
import type { Installation, Transport } from '@devdiag/installer/types';
import { liveRules, type LiveRule } from '@devdiag/installer/verify/live';

export interface RulesThere {
  rules: LiveRule[];
  /** Uids of rules that are not among them and may be there all the same: nobody may call these gone. */
  hidden: ReadonlySet<string>;
  /** Rules were moved, made or removed since the installation was read: it has to be read again. */
  isOutdated: boolean;
}

/**
 * In one round trip: a request for each folder that holds rules, and one for each chosen rule that Grafana did not list.
 * @throws Refused, NoAnswer
 */
export async function rulesThere(
  transport: Transport,
  { prefix, options, folders }: Installation,
  signal?: AbortSignal
): Promise<RulesThere> {
  const names = namesOf(prefix);
  const listed = Object.keys(folders);
  const chosen = ALERTS.flatMap(({ definition }) =>
    options.rules[definition.id]?.install ? [names.rule(definition).uid] : []
  );
  const unlisted = chosen.filter((uid) => !Object.hasOwn(folders, uid));
  const places = listed.length === 0 ? [names.folder.uid] : [...new Set(Object.values(folders))];
  const [live, whereabouts] = await Promise.all([
    Promise.all(places.map((folder) => liveRules(transport, folder, signal))),
    Promise.all(unlisted.map((uid) => whereaboutsOf(transport, prefix, uid, signal))),
  ]);
  const rules = live.flat();
  const isThere = new Set(rules.map(({ uid }) => uid));
  const lost = listed.filter((uid) => !isThere.has(uid));
  const unseen = unlisted.filter((_, i) => whereabouts[i] !== 'gone');
  return {
    rules,
    hidden: new Set([...lost, ...unseen]),
    isOutdated: lost.length > 0 || whereabouts.includes('there'),
  };
}

/** What became of one rule. Grafana leaves rules in folders that one may not see out of its list without a word. */
async function whereaboutsOf(
  transport: Transport,
  prefix: string,
  uid: string,
  signal?: AbortSignal
): Promise<'there' | 'gone' | 'unknown'> {
  try {
    const path = `${RULES_PATH}/${encodeURIComponent(uid)}`;
    const { status, body } = await transport.send({ method: 'GET', path }, signal);
    if (status === 200 && isObject(body)) {
      // The same uid may be somebody else's rule: ours is gone then.
      return isOurs(prefix, body) ? 'there' : 'gone';
    }
    return status === 404 ? 'gone' : 'unknown';
  } catch {
    return 'unknown';
  }
}
