import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CHECKS } from '../../pkg/catalog/generated/checks.ts';
import type { Json, Settings } from '../../pkg/catalog/types.ts';
import { completeSettings } from '../../pkg/engine/settings/settings.ts';
import { applyPlan } from '../../pkg/installer/apply/apply.ts';
import { askedOnce } from '../../pkg/installer/askedOnce.ts';
import { desiredResources, type Desired } from '../../pkg/installer/desired/desired.ts';
import { NoAnswer } from '../../pkg/installer/noAnswer.ts';
import { observe } from '../../pkg/installer/observe/observe.ts';
import { defaultOptions } from '../../pkg/installer/options.ts';
import { makePlan, type FullPlan } from '../../pkg/installer/plan/plan.ts';
import type {
  ApplyReport,
  Choices,
  GrafanaAnswer,
  GrafanaRequest,
  InstallOptions,
  Transport,
} from '../../pkg/installer/types.ts';
import { startStandIn, type DataSourceSeed, type StandIn } from '../../pkg/sandbox/server/standin.ts';

/** A stand-in for tests of the installer; each space is a Grafana of its own. */
export interface InstallerWorld {
  standIn: StandIn;
  /** The way to one space, as an Admin unless somebody else is named. */
  transport(space: string, login?: string): Transport;
  /** Everything that a space holds but ids, versions, times and authors. */
  state(space: string): Json;
  stop(): Promise<void>;
}

export const DATASOURCE_UID = 'devdiag-postgres';
// Nobody listens there: these tests ask about rules and dashboards, not about data.
const NO_DATABASE: DataSourceSeed[] = [
  { uid: DATASOURCE_UID, name: 'DevDiag', dsn: 'postgres://grafana@127.0.0.1:9/devdiag' },
];

export async function startInstallerWorld(datasources = NO_DATABASE): Promise<InstallerWorld> {
  const directory = await mkdtemp(path.join(tmpdir(), 'devdiag-installer-'));
  const [distDir, hostDir] = [path.join(directory, 'plugin'), path.join(directory, 'host')];
  await mkdir(distDir);
  await mkdir(path.join(hostDir, 'public/fonts'), { recursive: true });
  const info = { author: { name: 'DevDiag' }, logos: { small: 'logo.svg', large: 'logo.svg' }, version: '1.0.0' };
  const plugin = { type: 'app', name: 'Ops', id: 'devdiag-ops-app', info, includes: [], dependencies: {} };
  await writeFile(path.join(distDir, 'plugin.json'), JSON.stringify(plugin));
  await writeFile(path.join(distDir, 'module.js'), 'define([], () => ({}));');
  const standIn = await startStandIn({
    port: 0,
    distDir,
    hostDir,
    datasources,
    // Rules are evaluated when a test says so, and never in between.
    scheduled: false,
    log: () => undefined,
  });
  return {
    standIn,
    transport: (space, login = 'admin') => httpTransport(standIn.url, space, login),
    state: (space) => stateOf(standIn, space),
    stop: async () => {
      await standIn.stop();
      await rm(directory, { recursive: true });
    },
  };
}

function httpTransport(url: string, space: string, login: string): Transport {
  const who = { 'x-standin-space': space, authorization: `Bearer standin-${login}` };
  return {
    namespace: async () => 'default',
    send: async ({ method, path: target, body, headers }, signal) => {
      const answer = await fetch(url + target, {
        method,
        headers: { ...who, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal,
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : parsed(text) };
    },
  };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new NoAnswer('malformed', 'Grafana answered with something that is not JSON.');
  }
}

const UNSTABLE = /^(id|version|guid|created|updated|updatedAt|createdBy|updatedBy|groupIndex)$/;
/** A group has no place of its own in a Grafana: each of its rules holds its interval. */
const OF_GROUP = 'intervalSeconds';

function stateOf(standIn: StandIn, name: string): Json {
  const { folders, dashboards, libraryPanels, alerting, dataSources } = standIn.space(name);
  const rules = alerting.rules.list();
  const groups = new Map(rules.map((rule) => [`${rule.folderUID}/${rule.ruleGroup}`, rule.intervalSeconds]));
  const everything = {
    folders: [...folders.values()].sort(byUid),
    dashboards: [...dashboards.values()].sort(byUid),
    libraryPanels: [...libraryPanels.values()].sort(byUid),
    rules: [...rules].sort(byUid),
    groups: [...groups].map(([uid, interval]) => ({ uid, interval })).sort(byUid),
    dataSources: dataSources.map(({ uid, name: title }) => ({ uid, title })),
  };
  return JSON.parse(
    JSON.stringify(everything, (key, value) =>
      UNSTABLE.test(key) || key === OF_GROUP ? undefined : (value as unknown)
    )
  ) as Json;
}

function byUid(one: { uid: string }, other: { uid: string }): number {
  return one.uid < other.uid ? -1 : 1;
}

export const SETTINGS: Settings = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
).settings;

export function someOptions(change: Partial<InstallOptions> = {}): InstallOptions {
  return { ...defaultOptions(DATASOURCE_UID, SETTINGS), ...change };
}

/** The options with something else said about one rule. */
export function withRule(
  options: InstallOptions,
  id: string,
  change: Partial<InstallOptions['rules'][string]>
): InstallOptions {
  return { ...options, rules: { ...options.rules, [id]: { ...options.rules[id], ...change } } };
}

export async function planFor(
  transport: Transport,
  options: InstallOptions = someOptions(),
  choices: Choices = {},
  desired: Desired[] = desiredResources(options, SETTINGS)
): Promise<FullPlan> {
  return makePlan(desired, await observe(transport, desired, options), choices);
}

/** Plans and applies. Throws unless that succeeds: what follows in a test would mean nothing. */
export async function install(
  transport: Transport,
  options: InstallOptions = someOptions(),
  choices: Choices = {}
): Promise<ApplyReport> {
  const report = await applyPlan({ plan: await planFor(transport, options, choices), transport });
  if (report.result !== 'installed') {
    throw new Error(`installing failed: ${report.error}`);
  }
  return report;
}

/** Ways in which a call can go wrong, and whether Grafana carries it out all the same. */
export const FAULTS = {
  '400': { status: 400 },
  '403': { status: 403 },
  '409': { status: 409 },
  '412': { status: 412 },
  '500': { status: 500 },
  '500, carried out': { status: 500, carriedOut: true },
  timeout: { kind: 'timeout' },
  'timeout, carried out': { kind: 'timeout', carriedOut: true },
  'connection dropped': { kind: 'network' },
  'connection dropped, carried out': { kind: 'network', carriedOut: true },
  'no JSON': { kind: 'malformed' },
  'no JSON, carried out': { kind: 'malformed', carriedOut: true },
  redirect: { status: 302 },
  'redirect, carried out': { status: 303, carriedOut: true },
  'unexpected error': { kind: 'unexpected' },
  'unexpected error, carried out': { kind: 'unexpected', carriedOut: true },
} as const satisfies Record<string, Fault>;

interface Fault {
  status?: number;
  /** `unexpected`: an error that no transport promises. */
  kind?: NoAnswer['kind'] | 'unexpected';
  carriedOut?: boolean;
}

export type FaultName = keyof typeof FAULTS;

export function isWrite({ method }: GrafanaRequest): boolean {
  return method !== 'GET';
}

/**
 * A tab that is closed at the first call that throws: that one is never answered, and nothing is sent after it.
 * @returns with `closed`, which resolves when that happens
 */
export function closingTab(transport: Transport): Transport & { closed: Promise<'closed'> } {
  const never = new Promise<never>(() => undefined);
  let close: (said: 'closed') => void = () => undefined;
  const closed = new Promise<'closed'>((resolve) => (close = resolve));
  let isClosed = false;
  const untilClosed = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    if (isClosed) {
      return never;
    }
    try {
      return await ask();
    } catch {
      isClosed = true;
      close('closed');
      return never;
    }
  };
  return {
    closed,
    namespace: () => untilClosed(() => transport.namespace()),
    send: (request, signal) => untilClosed(() => transport.send(request, signal)),
  };
}

/** A transport whose calls go wrong where `isHit` says so (calls are numbered from 0). It counts them. */
export function faulty(
  transport: Transport,
  fault: FaultName,
  isHit: (call: number, request: GrafanaRequest) => boolean
): Transport & { calls: number } {
  const { status, kind, carriedOut } = FAULTS[fault] as Fault;
  const wrapped = {
    calls: 0,
    // A call like any other, and asked for as the command line does.
    namespace: askedOnce(async () => {
      const { status: given } = await wrapped.send({ method: 'GET', path: '/api/frontend/settings' });
      if (given !== 200) {
        throw new NoAnswer('malformed', 'Grafana does not tell the namespace of its organisation.');
      }
      return transport.namespace();
    }),
    send: async (request: GrafanaRequest, signal?: AbortSignal): Promise<GrafanaAnswer> => {
      if (!isHit(wrapped.calls++, request)) {
        return transport.send(request, signal);
      }
      if (carriedOut) {
        await transport.send(request, signal);
      }
      if (kind === 'unexpected') {
        throw new Error('Nobody foresaw this.');
      }
      if (kind !== undefined) {
        throw new NoAnswer(kind, `Grafana gave no answer (${kind}).`);
      }
      return { status: status ?? 500, body: { message: `made to fail with ${status}` } };
    },
  };
  return wrapped;
}
