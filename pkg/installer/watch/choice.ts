import { decodeBase } from '../base.ts';
import { baseOf } from '../desired/dashboardBase.ts';
import { isObject } from '../json.ts';
import { namesOf } from '../names.ts';
import { NoAnswer } from '../noAnswer.ts';
import { readDashboard } from '../observe/readDashboard.ts';
import { Refused } from '../refused.ts';
import type { Transport } from '../types.ts';

/** Ids of the alerts whose rules an Admin chose, or why nobody knows. */
export type Choice = { chosen: string[] } | { unknown: string };

/** What was chosen, as the installation's dashboard keeps it. An alert that came with a later version was not chosen. */
export async function readChoice(transport: Transport, prefix: string, signal?: AbortSignal): Promise<Choice> {
  try {
    const there = await readDashboard(transport, namesOf(prefix).dashboard.uid, signal);
    const base = there && decodeBase(baseOf(there.dashboard));
    const rules: unknown = base?.prefix === prefix ? base.options?.rules : undefined;
    if (!isObject(rules)) {
      return {
        unknown:
          there === null
            ? 'the dashboard that keeps the choice is gone'
            : 'the dashboard does not say any more what was chosen',
      };
    }
    return {
      chosen: Object.entries(rules).flatMap(([id, rule]) => (isObject(rule) && rule.install === true ? [id] : [])),
    };
  } catch (error) {
    if (error instanceof Refused || error instanceof NoAnswer) {
      return { unknown: `the dashboard that keeps the choice could not be read. ${error.message}` };
    }
    throw error;
  }
}
