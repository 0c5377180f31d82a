import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { PANELS } from '@devdiag/catalog/generated/panels';
import type { Json } from '@devdiag/catalog/types';
import { panelQueries } from './panelQueries.ts';
import type { Desired } from '../desired/desired.ts';
import { panelOf } from '../desired/dashboardFields.ts';
import { whereProvisioned } from '../desired/provisioned.ts';
import { GROUP_SECONDS } from '../desired/rule.ts';
import { textAt, type JsonObject } from '../json.ts';
import type { Found } from '../kinds/kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import { namesOf } from '../names.ts';
import { NoAnswer } from '../noAnswer.ts';
import { readRules } from '../observe/readRules.ts';
import { mergeFields } from '../plan/merge.ts';
import { Refused } from '../refused.ts';
import type {
  InstallOptions,
  PanelVerification,
  QueryPort,
  RuleVerification,
  Transport,
  VerifyReport,
} from '../types.ts';
import { evaluateRule } from './evaluate.ts';
import { liveRules, type LiveRule } from './live.ts';

export interface VerifyArguments {
  transport: Transport;
  queries: QueryPort;
  desired: Desired[];
  options: InstallOptions;
  /** Milliseconds since 1970. */
  now: number;
  signal?: AbortSignal;
}

const WEEK_MS = 7 * 86_400_000;

/**
 * Looks whether an installation works: everything is there, every rule evaluates, every panel's query runs. It reads what
 * Grafana has, not what was sent. A firing alert is no failure of the installation.
 */
export async function verifyInstallation(args: VerifyArguments): Promise<VerifyReport> {
  const { transport, options, signal } = args;
  const listed = await rulesOrNothing(transport, signal);
  const desired = withoutDeserted(whereProvisioned(args.desired, options.prefix, listed), listed);
  const differences: string[] = [];
  const edited: string[] = [];
  const scheduleOf = schedules(transport, signal);
  const rules: RuleVerification[] = [];
  let panels: PanelVerification[] = [];
  for (const resource of desired) {
    const what = `The ${resource.kind} "${resource.title}"`;
    try {
      const found = await KINDS[resource.kind].read(transport, resource.uid, signal);
      if (found === null) {
        differences.push(`${what} is missing.`);
        continue;
      }
      if (/^(rule|dashboard)$/.test(resource.kind) && found.base?.prefix !== options.prefix) {
        differences.push(`${what} is there, and was not installed by this installation (uid ${resource.uid}).`);
        continue;
      }
      edited.push(...editsOf(what, resource, found));
      if (resource.kind === 'rule') {
        rules.push(await verifyRule(args, resource, found.raw, await scheduleOf(textAt(found.raw, 'folderUID'))));
      } else if (resource.kind === 'dashboard') {
        const dashboard = found.raw.dashboard as JsonObject;
        differences.push(...panelsNotThere(dashboard));
        panels = await verifyPanels(args, dashboard, found.fields['data source']);
      }
    } catch (error) {
      differences.push(`${what} could not be checked: ${wordsOf(error)}`);
    }
  }
  return {
    ok: differences.length === 0 && rules.every(({ ok }) => ok) && panels.every(({ error }) => error === undefined),
    differences,
    warnings: emptyPanels(panels),
    edited,
    rules,
    panels,
  };
}

function editsOf(what: string, { fields }: Desired, found: Found): string[] {
  const names = mergeFields(null, found.fields, fields).changes.map(({ field }) => field);
  return [
    ...(names.length > 0 ? [`${what} was changed here: ${names.join(', ')}.`] : []),
    ...(found.raw.isPaused === true
      ? [`${what} is paused: Grafana does not evaluate it until somebody resumes it.`]
      : []),
  ];
}

async function verifyRule(
  { transport, options, now, signal }: VerifyArguments,
  { uid, title }: Desired,
  raw: JsonObject,
  live: LiveRule[]
): Promise<RuleVerification> {
  const entry = ALERTS.find(({ definition }) => namesOf(options.prefix).rule(definition).uid === uid);
  const alert = entry?.definition ?? { noData: 'Alerting' as const, group: 'devdiag-health' as const };
  const scheduled = live.find((rule) => rule.uid === uid);
  const seconds = scheduled?.intervalSeconds || GROUP_SECONDS[alert.group];
  const isPaused = raw.isPaused === true;
  const isWaiting = scheduled?.lastEvaluation == null && !isPaused;
  return {
    uid,
    title: textAt(raw, 'title') || title,
    ...(await evaluateRule(transport, raw, alert, now, signal)),
    ...(isPaused && { paused: true as const }),
    firstEvaluationBy: isWaiting ? new Date(now + seconds * 1000).toISOString() : null,
  };
}

/** @param source uid of the data source that the dashboard's variable holds: somebody may have chosen another one */
async function verifyPanels(
  { queries, now, signal }: VerifyArguments,
  dashboard: JsonObject,
  source: Json | undefined
): Promise<PanelVerification[]> {
  const wanted = panelQueries(dashboard);
  if (typeof source !== 'string' || source === '') {
    const error = 'The dashboard does not say which data source it reads.';
    return wanted.map(({ number, title }) => ({ number, title, rows: 0, error }));
  }
  const answers = await queries.run(
    source,
    wanted.map(({ refId, sql, format }) => ({ refId, sql, format })),
    { from: now - WEEK_MS, to: now },
    signal
  );
  return wanted.map(({ number, title, refId }) => {
    const answer = answers[refId] ?? { error: 'Grafana gave no answer for this query.' };
    return 'rows' in answer ? { number, title, rows: answer.rows } : { number, title, rows: 0, error: answer.error };
  });
}

/** A panel that somebody removed is not verified, and so nobody can say that it works. */
function panelsNotThere(dashboard: JsonObject): string[] {
  return PANELS.filter(({ definition }) => panelOf(dashboard, definition.number) === undefined).map(
    ({ definition }) => `The panel "${definition.title}" is not on the dashboard, so it could not be verified.`
  );
}

/** What panels without rows mean; one that failed is told of beside it. */
function emptyPanels(panels: PanelVerification[]): string[] {
  const empty = panels.filter(({ rows, error }) => rows === 0 && error === undefined);
  if (empty.length === 0) {
    return [];
  }
  const share = `${empty.length} of ${panels.length} panels ${empty.length === 1 ? 'has' : 'have'} no data`;
  // It lists runs: where it is empty, there is none.
  const runs = PANELS.find(({ definition }) => definition.id === 'recent-activity')?.definition.number;
  return [
    empty.some(({ number }) => number === runs)
      ? `${share}: the database holds no run of the last 7 days, so nobody can see yet whether they work.`
      : `${share} for the last 7 days: ${empty.map(({ title }) => title).join(', ')}.`,
  ];
}

/** Without the groups whose rules people moved elsewhere, all of them: Grafana has no group without rules. */
function withoutDeserted(desired: Desired[], listed: JsonObject[]): Desired[] {
  const groups = desired
    .filter(({ kind }) => kind === 'rule')
    .map(({ uid, body }) => listed.find((rule) => textAt(rule, 'uid') === uid) ?? body)
    .map((rule) => `${textAt(rule, 'folderUID')}/${textAt(rule, 'ruleGroup')}`);
  return desired.filter(({ kind, uid }) => kind !== 'group' || groups.includes(uid));
}

/** Where rules are that come from files; that they cannot be listed is told of each of them. */
async function rulesOrNothing(transport: Transport, signal?: AbortSignal): Promise<JsonObject[]> {
  try {
    return await readRules(transport, signal);
  } catch (error) {
    if (error instanceof Refused || error instanceof NoAnswer) {
      return [];
    }
    throw error;
  }
}

/**
 * What the scheduler says of a folder's rules: of each folder once, for a rule may have been moved out of its own. The
 * schedule is told where it can be; that it cannot be read says nothing about the rules.
 */
function schedules(transport: Transport, signal?: AbortSignal): (folderUid: string) => Promise<LiveRule[]> {
  const known = new Map<string, LiveRule[]>();
  return async (folderUid) => {
    const live = known.get(folderUid) ?? (await liveOrNothing(transport, folderUid, signal));
    known.set(folderUid, live);
    return live;
  };
}

async function liveOrNothing(transport: Transport, folderUid: string, signal?: AbortSignal): Promise<LiveRule[]> {
  try {
    return await liveRules(transport, folderUid, signal);
  } catch (error) {
    if (error instanceof Refused || error instanceof NoAnswer) {
      return [];
    }
    throw error;
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof Refused || error instanceof NoAnswer) {
    return error.message;
  }
  throw error;
}
