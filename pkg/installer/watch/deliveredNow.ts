import { mostUrgent } from '../delivery/urgent.ts';
import { textAt, type JsonObject } from '../json.ts';
import { KINDS } from '../kinds/kinds.ts';
import { namesOf } from '../names.ts';
import { NoAnswer } from '../noAnswer.ts';
import { readRules } from '../observe/readRules.ts';
import { isOurs } from '../ours.ts';
import { Refused } from '../refused.ts';
import type { Transport } from '../types.ts';
import { deliveriesOfAll, readRouting } from './deliveries.ts';

/** Where the alerts of an installation go, as Grafana has its rules, contact points and notification policies now. */
export interface DeliveredNow {
  /** About its critical rules; false where it has none, and this is about all of them. */
  critical: boolean;
  /** One where all go the same way; none where it has no rule. */
  ways: DeliveryWay[];
}

export interface DeliveryWay {
  /** Contact points, by name. */
  receivers: string[];
  /** What they send to and who chose them, in a few words; nothing secret. */
  to: string;
  /** Why nobody is told: Grafana's placeholder address only, or no integration at all; null: somebody is. */
  nobody: 'placeholder' | 'nothing' | null;
  /** Why it could not be told, as a sentence; null when it could. */
  unknown: string | null;
}

/**
 * Looks where the most urgent alerts of an installation go. What this person may not read is said in the answer.
 * @throws what is neither a refusal nor a missing answer
 */
export async function deliveredNow(transport: Transport, prefix: string, signal?: AbortSignal): Promise<DeliveredNow> {
  try {
    const [all, routing] = await Promise.all([readRules(transport, signal), readRouting(transport, signal)]);
    const { critical, rules } = mostUrgent(all.filter((rule) => isOurs(prefix, rule)));
    const titles = await folderTitles(transport, prefix, rules, signal);
    const folderOf = (ruleUid: string) => titles.get(ruleUid) ?? namesOf(prefix).folder.title;
    return {
      critical,
      ways: deliveriesOfAll(prefix, rules, folderOf, routing).map(({ receivers, to, nobody, unknown }) => ({
        receivers,
        to,
        nobody,
        unknown,
      })),
    };
  } catch (error) {
    if (error instanceof Refused || error instanceof NoAnswer) {
      return { critical: true, ways: [{ receivers: [], to: '', nobody: null, unknown: error.message }] };
    }
    throw error;
  }
}

/** By rule: the title of the folder that it is in now, which Grafana makes a label of its alerts. */
async function folderTitles(
  transport: Transport,
  prefix: string,
  rules: JsonObject[],
  signal?: AbortSignal
): Promise<Map<string, string>> {
  const uids = [...new Set(rules.map((rule) => textAt(rule, 'folderUID')))];
  const titles = new Map(
    await Promise.all(
      uids.map(async (uid): Promise<[string, string]> => {
        const folder = await KINDS.folder.read(transport, uid, signal);
        return [uid, textAt(folder?.raw, 'title') || namesOf(prefix).folder.title];
      })
    )
  );
  return new Map(rules.map((rule) => [textAt(rule, 'uid'), titles.get(textAt(rule, 'folderUID')) ?? '']));
}
