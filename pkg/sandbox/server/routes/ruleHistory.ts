import { sendJson } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { neverRecorded } from '../http/refusal.ts';
import type { HistoryEntry } from '../alerting/history.ts';
import type { Alerting } from '../alerting/alerting.ts';

const DEFAULT_LIMIT = 100;

/** How the state of a rule changed, through the API that is made for it. */
export function ruleHistoryRoutes(context: Context): void {
  context.app.get('/api/v1/rules/history', signedIn(context, asFrame, 'alert.rules:read'));
}

/** A rule's history as annotations, the newest first; `from` and `to` in milliseconds, 0 for none. */
export function historyAsAnnotations(alerting: Alerting, ruleUid: string, asked: URLSearchParams): object[] {
  const [from, to, limit] = ['from', 'to', 'limit'].map((name) => Number(asked.get(name) ?? 0)) as [
    number,
    number,
    number,
  ];
  return entriesOf(alerting, ruleUid)
    .filter(({ time }) => !(from > 0 && to > 0) || (time >= from && time <= to))
    .slice(0, limit || DEFAULT_LIMIT)
    .map(({ id, ruleId, ruleTitle, before, after, created, time, text, data }) => ({
      id,
      alertId: ruleId,
      alertName: ruleTitle,
      dashboardUID: '',
      newState: after,
      prevState: before,
      created,
      updated: created,
      time,
      timeEnd: time,
      text,
      data,
    }));
}

function asFrame({ request, reply, space: { alerting } }: SignedIn) {
  const { ruleUID, ...others } = request.query as Record<string, string>;
  if (!ruleUID || Object.keys(others).length > 0) {
    throw neverRecorded('the history of other than one rule');
  }
  const entries = entriesOf(alerting, ruleUID);
  const columns: Array<[name: string, type: string, frame: string, value: (entry: HistoryEntry) => unknown]> = [
    // A thousand times too much: milliseconds are taken for seconds. Recorded.
    ['time', 'time', 'time.Time', ({ time }) => time * 1000],
    ['text', 'string', 'string', ({ text }) => text],
    ['prev', 'string', 'string', ({ before }) => before],
    ['next', 'string', 'string', ({ after }) => after],
    ['data', 'string', 'string', ({ data }) => JSON.stringify(data)],
  ];
  const labels = { from: 'state-history', ruleUID };
  const fields = columns.map(([name, type, frame]) => ({ name, type, typeInfo: { frame }, labels }));
  const values = columns.map(([, , , value]) => entries.map(value));
  return sendJson(reply, 200, { schema: { name: 'states', fields }, data: { values } });
}

function entriesOf({ history }: Alerting, ruleUid: string): HistoryEntry[] {
  return history.filter((entry) => entry.ruleUid === ruleUid).reverse();
}
