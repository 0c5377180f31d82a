import type { CheckEntry } from '@devdiag/catalog/types';
import { parseAsOf } from '@devdiag/engine/asof';
import { quoteLiteral, schemaNameProblem } from '@devdiag/engine/query/quote';
import { timeZoneProblem } from '@devdiag/engine/settings/settings';
import { cannotRun } from '../failure.ts';
import type { Io } from '../io.ts';
import { grafanaTarget } from '../source/grafana.ts';
import type { GrafanaTarget } from '../source/http.ts';
import { environmentNamesDatabase, pgTarget, type PgTarget } from '../source/pg-target.ts';
import { FAIL_ON_LEVELS, type FailOn } from './exit.ts';
import { FORMATS, type Format } from './output.ts';
import { nearest, selectChecks } from './select.ts';
import {
  configFile,
  readConfigFile,
  settingsInForce,
  unreadSettings,
  type ConfigFile,
  type SettingsOverrides,
} from './settings.ts';

/** Options as Commander hands them over: text, nothing looked at. */
export interface CheckOptions {
  dsn?: string;
  grafanaUrl?: string;
  token?: string;
  datasource?: string;
  asOf?: string;
  tenant?: string;
  only?: string[];
  format: string;
  failOn: string;
  quiet?: boolean;
  schema?: string;
  timeZone?: string;
  timeout: string;
  config?: string;
}

/** What to ask, whom, and how to say the answer. */
export interface CheckRequest {
  source: { kind: 'postgres'; target: PgTarget } | { kind: 'grafana'; target: GrafanaTarget; datasource?: string };
  entries: CheckEntry[];
  asOf: number;
  isNow: boolean;
  tenant: string | null;
  /** Stored settings of a file; undefined: Grafana's, or the defaults. */
  stored?: Record<string, unknown>;
  overrides: SettingsOverrides;
  timeoutMs: number;
  format: Format;
  failOn: FailOn;
  quiet: boolean;
  /** What was assumed, for whoever watches. */
  notes: string[];
}

export const LONGEST_TIMEOUT_S = 3600;

/**
 * Options and environment made into a request, before anything is connected to.
 * @throws CannotRun with everything that is wrong with them
 */
export function checkRequest(options: CheckOptions, catalog: CheckEntry[], io: Io): CheckRequest {
  const problems: string[] = [];
  const notes: string[] = [];
  const note = (problem: string | undefined) => problem !== undefined && problems.push(problem);

  const source = sourceOf(options, io, problems, notes);
  const { entries, problems: unknown } = selectChecks(catalog, options.only ?? []);
  problems.push(...unknown);
  const asOf = parseAsOf(options.asOf ?? 'now', io.now());
  if ('problem' in asOf) {
    problems.push(`--as-of: ${asOf.problem}`);
  } else if (asOf.note) {
    notes.push(asOf.note);
  }
  note(tenantProblem(options.tenant));
  note(options.schema === undefined ? undefined : withOption('--schema', schemaNameProblem(options.schema)));
  note(options.timeZone === undefined ? undefined : withOption('--time-zone', timeZoneProblem(options.timeZone)));
  note(choiceProblem('--format', options.format, FORMATS));
  note(choiceProblem('--fail-on', options.failOn, FAIL_ON_LEVELS));
  const seconds = Number(options.timeout);
  note(timeoutProblem(options.timeout));
  const overrides = { schema: options.schema, timeZone: options.timeZone };
  const file = configFile(options.config, source?.kind === 'postgres' ? io.env : undefined);
  const stored = storedSettings(file, catalog, problems, notes);
  if (problems.length > 0 || !source || 'problem' in asOf) {
    throw cannotRun(problems);
  }
  return {
    source,
    entries: source.kind === 'postgres' ? withoutGrafana(entries, options.only ?? []) : entries,
    asOf: asOf.asOf,
    isNow: asOf.isNow,
    tenant: options.tenant ?? null,
    stored,
    overrides,
    timeoutMs: seconds * 1000,
    format: options.format as Format,
    failOn: options.failOn as FailOn,
    quiet: options.quiet === true,
    notes,
  };
}

export function timeoutProblem(timeout: string): string | undefined {
  const seconds = Number(timeout);
  return !/^\d+(\.\d+)?$/.test(timeout) || seconds < 1 || seconds > LONGEST_TIMEOUT_S
    ? `--timeout must be a number of seconds from 1 to ${LONGEST_TIMEOUT_S}.`
    : undefined;
}

/** Where the data is, by options and environment; takes every secret in them out of what is written from here on. */
export function sourceOf(
  options: Pick<CheckOptions, 'dsn' | 'grafanaUrl' | 'token' | 'datasource'>,
  io: Io,
  problems: string[],
  notes: string[]
): CheckRequest['source'] | undefined {
  const { dsn, grafanaUrl, token, datasource } = options;
  const { env } = io;
  [
    dsn === undefined ? undefined : passwordIn(dsn),
    token,
    env.GRAFANA_TOKEN,
    env.DEVDIAG_PG_PASS,
    env.PGPASSWORD,
  ].forEach(io.hide);
  if (dsn !== undefined && grafanaUrl !== undefined) {
    problems.push('Use either --dsn or --grafana-url: one report comes from one place.');
    return undefined;
  }
  const url =
    grafanaUrl ?? (dsn === undefined && !environmentNamesDatabase(env) ? env.GRAFANA_URL || undefined : undefined);
  if (url !== undefined) {
    io.hide(passwordIn(url));
    const grafana = grafanaTarget(url, token ?? (env.GRAFANA_TOKEN || undefined));
    if ('problem' in grafana) {
      problems.push(grafana.problem);
      return undefined;
    }
    return { kind: 'grafana', target: grafana.target, datasource };
  }
  for (const [option, value] of [
    ['--token', token],
    ['--datasource', datasource],
  ] as const) {
    if (value !== undefined) {
      problems.push(`${option} goes with --grafana-url (or GRAFANA_URL), which says where Grafana is.`);
    }
  }
  if (dsn === undefined && !environmentNamesDatabase(env)) {
    problems.push(
      'Say where the data is: --dsn postgres://user@host/database, or DEVDIAG_PG_HOST, _USER, _PASS and _DB, or --grafana-url. See devdiag-ops check --help.'
    );
    return undefined;
  }
  const database = pgTarget(dsn, env);
  if ('problem' in database) {
    problems.push(database.problem);
    return undefined;
  }
  io.hide(database.target.password);
  notes.push(...database.notes);
  return { kind: 'postgres', target: database.target };
}

/** Also of an address that is none: whatever stands where the password would. */
export function passwordIn(address: string): string | undefined {
  const password = /^[^/]*\/\/[^:@/]*:(.*)@/.exec(address)?.[1] ?? /[?&\s]password=([^&\s]+)/.exec(address)?.[1];
  return password ? password : undefined;
}

/** Checks that look at Grafana itself have nobody to ask on a bare database; asked for by name that is an error. */
function withoutGrafana(entries: CheckEntry[], only: string[]): CheckEntry[] {
  const here = entries.filter(({ definition }) => definition.source !== 'grafana');
  if (only.length > 0 && here.length < entries.length) {
    const ids = entries.filter((entry) => !here.includes(entry)).map(({ definition }) => definition.id);
    throw cannotRun([`${ids.join(', ')} looks at Grafana itself: use --grafana-url instead of a database.`]);
  }
  return here;
}

export function storedSettings(
  file: ConfigFile | undefined,
  catalog: CheckEntry[],
  problems: string[],
  notes: string[]
) {
  if (file === undefined) {
    return undefined;
  }
  const read = readConfigFile(file);
  if ('problem' in read) {
    problems.push(read.problem);
    return undefined;
  }
  const definitions = catalog.map(({ definition }) => definition);
  const { path, by } = file;
  // Somebody wrote this file for these runs: what is wrong in it is refused, not replaced.
  const wrong = settingsInForce(read.stored, {}, definitions).problems;
  problems.push(...wrong.map(({ path: setting, message }) => `${by} ${path}: ${setting}: ${message}`));
  notes.push(...unreadSettings(read.stored, definitions).map((key) => `${by} ${path}: nothing reads "${key}".`));
  return read.stored;
}

function tenantProblem(tenant: string | undefined): string | undefined {
  return tenant === '' ? '--tenant is empty. Leave it away for all tenants.' : valueProblem('--tenant', tenant);
}

/** Why no query can hold what an option says. */
export function valueProblem(option: string, value: string | undefined): string | undefined {
  try {
    quoteLiteral(value ?? '');
    return undefined;
  } catch (error) {
    return withOption(option, (error as Error).message);
  }
}

export function choiceProblem(option: string, value: string, choices: readonly string[]): string | undefined {
  if (choices.includes(value)) {
    return undefined;
  }
  const near = nearest(value, [...choices]);
  return `${option} must be ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}${near ? `; did you mean ${near}?` : '.'}`;
}

export function withOption(option: string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : `${option}: ${problem}`;
}
