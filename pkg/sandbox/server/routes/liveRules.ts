import { sendJson } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { neverRecorded } from '../http/refusal.ts';
import { describeAlert, describeLive } from '../alerting/liveView.ts';
import { ZERO_TIME, type StoredRule } from '../alerting/rule.ts';
import type { Space } from '../state/space.ts';

const KNOWN = [
  'folder_uid',
  'rule_group',
  'rule_name',
  'limit_alerts',
  'limit_rules',
  'group_limit',
  'group_next_token',
];

/** What rules say right now. */
export function liveRuleRoutes(context: Context): void {
  const { app } = context;
  app.get('/api/prometheus/grafana/api/v1/rules', signedIn(context, rules, 'alert.rules:read'));
  app.get('/api/prometheus/grafana/api/v1/alerts', signedIn(context, alerts, 'alert.instances:read'));
}

function rules({ request, reply, space }: SignedIn) {
  const asked = new URL(request.url, 'http://localhost').searchParams;
  const unknown = [...asked.keys()].find((name) => !KNOWN.includes(name));
  if (unknown) {
    throw neverRecorded(`asking for live rules by ${unknown}`);
  }
  const limit = (name: string) => (asked.get(name) ? Number(asked.get(name)) : undefined);
  const groupLimit = limit('group_limit');
  // Pages follow the folders' identifiers, what is on a page the folders' titles (source).
  const all = groupsOf(space, asked);
  const token = readToken(asked.get('group_next_token') ?? '');
  const after = token ? all.slice(all.findIndex(({ key }) => key === token) + 1) : all;
  const page = after.slice(0, groupLimit);
  const next = page.length < after.length ? page.at(-1) : undefined;
  page.sort((a, b) => (a.folder < b.folder ? -1 : a.folder > b.folder ? 1 : 0));
  const described = page.map((group) => describeGroup(space, group, limit('limit_alerts'), limit('limit_rules')));
  return sendJson(reply, 200, {
    status: 'success',
    data: {
      groups: described.map(({ group }) => group),
      ...(next ? { groupNextToken: Buffer.from(next.key).toString('base64') } : {}),
      // Only without pages.
      ...(groupLimit === undefined ? { totals: sum(described.map(({ totals }) => totals)) } : {}),
    },
  });
}

interface Group {
  /** What Grafana's tokens hold. Recorded. */
  key: string;
  folder: string;
  rules: StoredRule[];
}

/** Rules in groups, by the folder's identifier and name. An unknown folder means all of them. Recorded. */
function groupsOf(space: Space, asked: URLSearchParams): Group[] {
  const folderUid = asked.get('folder_uid') ?? '';
  const [groups, names] = [asked.getAll('rule_group'), asked.getAll('rule_name')];
  const found = new Map<string, Group>();
  for (const rule of space.alerting.rules.list()) {
    const folder = space.folders.get(rule.folderUID)?.title;
    const wanted =
      (!space.folders.has(folderUid) || rule.folderUID === folderUid) &&
      (groups.length === 0 || groups.includes(rule.ruleGroup)) &&
      (names.length === 0 || names.includes(rule.title));
    if (folder !== undefined && wanted) {
      const key = JSON.stringify({ n: rule.folderUID, g: rule.ruleGroup });
      const group = found.get(key) ?? { key, folder, rules: [] };
      group.rules.push(rule);
      found.set(key, group);
    }
  }
  return [...found.values()];
}

function readToken(token: string): string {
  return Buffer.from(token, 'base64').toString();
}

function describeGroup(
  { alerting }: Space,
  { folder, rules: members }: Group,
  limitAlerts: number | undefined,
  limitRules: number | undefined
) {
  const described = members.map((rule) => describeLive(rule, alerting.runs.get(rule.uid), limitAlerts));
  const totals = sum(
    described.map(({ state, health }) => ({ [state]: 1, ...(health === 'ok' ? {} : { [health]: 1 }) }))
  );
  const last = described.at(-1);
  const group = {
    name: members[0]!.ruleGroup,
    file: folder,
    folderUid: members[0]!.folderUID,
    rules: described.slice(0, limitRules),
    totals,
    interval: members[0]!.intervalSeconds,
    lastEvaluation: last?.lastEvaluation ?? ZERO_TIME,
    evaluationTime: last?.evaluationTime ?? 0,
  };
  return { group, totals };
}

function alerts({ reply, space: { alerting } }: SignedIn) {
  const all = alerting.rules
    .list()
    .flatMap((rule) => (alerting.runs.get(rule.uid)?.instances ?? []).map((one) => describeAlert(one, rule)));
  return sendJson(reply, 200, { status: 'success', data: { alerts: all } });
}

function sum(all: Array<Record<string, number>>): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [name, count] of all.flatMap((one) => Object.entries(one))) {
    total[name] = (total[name] ?? 0) + count;
  }
  return total;
}
