import { at, isObject, textAt, type JsonObject } from '../json.ts';
import { refusal } from '../refused.ts';
import type { GrafanaRequest, Transport } from '../types.ts';

/** A rule as the scheduler sees it. */
export interface LiveRule {
  uid: string;
  title: string;
  /** inactive, pending, firing, recovering. An error or no data leaves it inactive: see `health`. */
  state: string;
  health: string;
  lastError: string;
  /** Milliseconds since 1970; null: not evaluated yet. */
  lastEvaluation: number | null;
  intervalSeconds: number;
  /** Title of its folder, as the label `grafana_folder` of its alerts has it. */
  folder: string;
  isPaused: boolean;
  raw: JsonObject;
}

const MOST_PAGES = 50;

/**
 * The scheduler's view of a folder's rules.
 * @throws Refused, NoAnswer
 */
export async function liveRules(transport: Transport, folderUid: string, signal?: AbortSignal): Promise<LiveRule[]> {
  const rules: LiveRule[] = [];
  let next = '';
  for (let page = 0; page < MOST_PAGES; page++) {
    const request: GrafanaRequest = {
      method: 'GET',
      path: `/api/prometheus/grafana/api/v1/rules?folder_uid=${encodeURIComponent(folderUid)}${next === '' ? '' : `&group_next_token=${encodeURIComponent(next)}`}`,
    };
    const answer = await transport.send(request, signal);
    const groups = at(answer.body, 'data', 'groups');
    if (answer.status !== 200 || !Array.isArray(groups)) {
      throw refusal(request, answer);
    }
    // An unknown or unreadable folder answers with every rule there is.
    rules.push(...groups.filter((group) => textAt(group, 'folderUid') === folderUid).flatMap(rulesOf));
    next = textAt(answer.body, 'data', 'groupNextToken');
    if (next === '') {
      break;
    }
  }
  return rules;
}

function rulesOf(group: JsonObject | unknown): LiveRule[] {
  const rules = at(group as JsonObject, 'rules');
  const interval = at(group as JsonObject, 'interval');
  return (Array.isArray(rules) ? rules : []).filter(isObject).map((rule) => {
    const evaluated = Date.parse(textAt(rule, 'lastEvaluation'));
    return {
      uid: textAt(rule, 'uid'),
      title: textAt(rule, 'name'),
      state: textAt(rule, 'state'),
      health: textAt(rule, 'health'),
      lastError: textAt(rule, 'lastError'),
      // The year 1 is Go's way to say never.
      lastEvaluation: Number.isFinite(evaluated) && evaluated > 0 ? evaluated : null,
      intervalSeconds: typeof interval === 'number' ? interval : 0,
      folder: textAt(group as JsonObject, 'file'),
      isPaused: rule.isPaused === true,
      raw: rule,
    };
  });
}
