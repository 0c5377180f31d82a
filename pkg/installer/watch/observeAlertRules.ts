import { rowsOfObserved, type Observed, type ObservedRule } from '@devdiag/catalog/checks/alert-rules/observed';
import { ALERT_TITLES } from '@devdiag/catalog/generated/alertTitles';
import type { CheckRow } from '@devdiag/catalog/types';
import { readRule } from '@devdiag/engine/alerts/live';
import { textAt, type JsonObject } from '../json.ts';
import { namesOf } from '../names.ts';
import { isFolderThere, readInstalled } from '../observe/installed.ts';
import type { Transport } from '../types.ts';
import { liveRules, type LiveRule } from '../verify/live.ts';
import { readChoice, type Choice } from './choice.ts';
import { deliveriesOf, readRouting } from './deliveries.ts';

/**
 * What the installed rules of a Grafana are up to, as rows of the check alert-rules. It only reads, in two round trips:
 * what is asked in each is asked at once.
 * @throws Refused, NoAnswer
 */
export async function observeAlertRules(transport: Transport, signal?: AbortSignal): Promise<CheckRow[]> {
  const [{ rules: all, byPrefix }, routing] = await Promise.all([
    readInstalled(transport, signal),
    readRouting(transport, signal),
  ]);
  const [scheduled, installations] = await Promise.all([
    readSchedule(transport, [...byPrefix.values()].flat(), signal),
    Promise.all(
      [...byPrefix].map(async ([prefix, rules]) => ({
        prefix,
        rules,
        choice: await choiceOf(transport, prefix, rules, signal),
      }))
    ),
  ]);
  const observed: Observed = { installations: [], rules: [], deliveries: [] };
  for (const { prefix, rules, choice } of installations.sort((a, b) => (a.prefix < b.prefix ? -1 : 1))) {
    observed.installations.push({ prefix, choiceUnknown: 'unknown' in choice ? choice.unknown : null });
    observed.rules.push(...rules.map((rule) => ruleThere(rule, scheduled.get(uidOf(rule)))));
    observed.rules.push(...('chosen' in choice ? rulesNotThere(prefix, choice.chosen, rules, all) : []));
    observed.deliveries.push(
      ...deliveriesOf(prefix, rules, (uid) => scheduled.get(uid)?.folder ?? namesOf(prefix).folder.title, routing)
    );
  }
  return rowsOfObserved(observed);
}

/** What the scheduler says of these rules, wherever somebody moved them to. */
async function readSchedule(
  transport: Transport,
  rules: JsonObject[],
  signal?: AbortSignal
): Promise<Map<string, LiveRule>> {
  const folders = new Set(rules.map((rule) => textAt(rule, 'folderUID')));
  const live = await Promise.all([...folders].map((folder) => liveRules(transport, folder, signal)));
  return new Map(live.flat().map((rule) => [rule.uid, rule]));
}

/** @throws Refused when not a single rule is seen, and the reason is that this person may not look into their folder */
async function choiceOf(
  transport: Transport,
  prefix: string,
  rules: JsonObject[],
  signal?: AbortSignal
): Promise<Choice> {
  const choice = await readChoice(transport, prefix, signal);
  if (rules.length === 0 && 'chosen' in choice && choice.chosen.length > 0) {
    await isFolderThere(transport, prefix, signal);
  }
  return choice;
}

function ruleThere(rule: JsonObject, live: LiveRule | undefined): ObservedRule {
  const written = Date.parse(textAt(rule, 'updated'));
  return {
    uid: uidOf(rule),
    title: textAt(rule, 'title'),
    presence: 'there',
    isPaused: rule.isPaused === true,
    isScheduled: live !== undefined,
    lastEvaluation: live?.lastEvaluation ?? null,
    interval: live !== undefined && live.intervalSeconds > 0 ? live.intervalSeconds : null,
    writtenAt: Number.isFinite(written) ? written : null,
    error: live === undefined ? null : errorOf(live),
  };
}

/** Also the error of a rule that keeps its last state on errors, or counts them as fine, which Grafana calls "ok". */
export function errorOf({ raw, intervalSeconds }: Pick<LiveRule, 'raw' | 'intervalSeconds'>): string | null {
  const { health, lastError } = readRule(raw, intervalSeconds, 0);
  return health === 'error' ? lastError || 'Grafana does not say why.' : null;
}

/** Chosen rules that are not among those of the installation. */
function rulesNotThere(prefix: string, chosen: string[], rules: JsonObject[], all: JsonObject[]): ObservedRule[] {
  const there = new Set(rules.map(uidOf));
  return chosen.flatMap((id) => {
    const names = namesOf(prefix).rule({ id, title: ALERT_TITLES[id] ?? id });
    const isForeign = all.some((rule) => uidOf(rule) === names.uid);
    return there.has(names.uid)
      ? []
      : [
          {
            ...names,
            presence: isForeign ? ('foreign' as const) : ('missing' as const),
            isPaused: false,
            isScheduled: false,
            lastEvaluation: null,
            interval: null,
            writtenAt: null,
            error: null,
          },
        ];
  });
}

function uidOf(rule: JsonObject): string {
  return textAt(rule, 'uid');
}
