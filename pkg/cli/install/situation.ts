import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { Settings } from '@devdiag/catalog/types';
import { desiredResources, type Desired } from '@devdiag/installer/desired/desired';
import { findInstallations } from '@devdiag/installer/installations';
import { prefixProblem } from '@devdiag/installer/names';
import { observe, type Observation } from '@devdiag/installer/observe/observe';
import { defaultOptions, optionProblems } from '@devdiag/installer/options';
import type { Installation, InstallOptions, QueryPort, Transport } from '@devdiag/installer/types';
import { storedSettings } from '../check/request.ts';
import { configFile, settingsInForce } from '../check/settings.ts';
import { CannotRun, cannotRun } from '../failure.ts';
import type { Io } from '../io.ts';
import { readPluginSettings } from '../source/grafana.ts';
import { httpQueries } from '../source/queries.ts';
import { httpTransport } from '../source/transport.ts';
import { withChoices, type ChosenOnCommandLine } from './choose.ts';
import type { GrafanaOptions, InstallationOptions } from './options.ts';
import { whereOf, type Where } from './target.ts';
import { inWords } from './words.ts';

/** A Grafana, and which installation there a command is about. */
export interface Place {
  url: string;
  transport: Transport;
  queries: QueryPort;
  settings: Settings;
  /** The data source that the command line or the app's settings name. */
  datasourceUid: string | undefined;
  prefix: string;
  /** The installation with this prefix; null when there is none. */
  installation: Installation | null;
}

/** Everything that a command knows before it does anything. */
export interface Situation extends Place {
  options: InstallOptions;
  desired: Desired[];
  observed: Observation;
}

/** The settings in force, and the data source that the app's settings name. */
export interface SettingsThere {
  settings: Settings;
  datasourceUid: string | undefined;
}

const DEFINITIONS = CHECKS.map(({ definition }) => definition);

/**
 * Looks at a Grafana, changing nothing: which settings are in force, what is installed.
 * @throws CannotRun when there is no Grafana, it refuses, or the options hold mistakes; Interrupted
 */
export async function placeOf(
  given: InstallationOptions & { datasource?: string },
  io: Io,
  signal: AbortSignal
): Promise<Place> {
  const where = whereOf(given, io);
  if (where === null) {
    throw new CannotRun('Say where Grafana is: --grafana-url https://grafana.example, or GRAFANA_URL.');
  }
  const { prefix } = given;
  const wrong = prefixProblem(prefix);
  if (wrong !== undefined) {
    throw new CannotRun(`--prefix: ${wrong}`);
  }
  const { settings, datasourceUid } = await settingsThere(given, where, io, signal);
  const { target, timeoutMs } = where;
  const transport = httpTransport(target, timeoutMs);
  const installations = await inWords(findInstallations(transport, settings, signal));
  return {
    url: target.url,
    transport,
    queries: httpQueries(target, timeoutMs),
    settings,
    datasourceUid: given.datasource ?? datasourceUid,
    prefix,
    installation: installations.find((candidate) => candidate.prefix === prefix) ?? null,
  };
}

/**
 * What is to be there, and what is.
 * @throws CannotRun when no data source is named, Grafana refuses, or the choices hold mistakes; Interrupted
 */
export async function situationIn(place: Place, given: ChosenOnCommandLine, signal: AbortSignal): Promise<Situation> {
  const { installation, settings, transport } = place;
  const options = chosen(installation?.options ?? startingFrom(place), given);
  const desired = desiredResources(options, settings);
  const observed = await inWords(observe(transport, desired, options, signal));
  return { ...place, options, desired, observed };
}

/** Options of a first installation. */
function startingFrom({ datasourceUid, prefix, settings, url }: Place): InstallOptions {
  if (datasourceUid === undefined) {
    throw new CannotRun(
      `Name the data source that reads DevDiag's database, with --datasource UID: the app in the Grafana at ${url} is not installed there or has none chosen.`
    );
  }
  return { ...defaultOptions(datasourceUid, settings), prefix };
}

/** Those of what is installed; of nothing, the defaults, with an empty data source where none is named. */
export function optionsThere({ installation, datasourceUid, prefix, settings }: Place): InstallOptions {
  return installation?.options ?? { ...defaultOptions(datasourceUid ?? '', settings), prefix };
}

/** @throws CannotRun with every mistake in the command line's choices */
export function chosen(start: InstallOptions, given: ChosenOnCommandLine): InstallOptions {
  const { options, problems } = withChoices(start, given);
  const all = [...problems, ...optionProblems(options).map(({ path, message }) => `${optionOf(path)}: ${message}`)];
  if (all.length > 0) {
    throw cannotRun(all);
  }
  return options;
}

/** The option of the command line that sets a path of the options. */
function optionOf(path: string): string {
  const [first, id, part] = path.split('.');
  if (first === 'rules') {
    return `${part === 'threshold' ? '--threshold' : part === 'forMinutes' ? '--for' : '--rule'} ${id}`;
  }
  const names: Record<string, string> = { datasourceUid: '--datasource', dashboardFolder: '--dashboard-folder' };
  return names[first] ?? `--${first}`;
}

/**
 * Settings of a file, or else of the app in that Grafana, or else the defaults. What is not followed is said.
 * @param where null asks no Grafana
 */
export async function settingsThere(
  given: GrafanaOptions,
  where: Where | null,
  io: Io,
  signal: AbortSignal
): Promise<SettingsThere> {
  const problems: string[] = [];
  const notes: string[] = [];
  const file = storedSettings(configFile(given.config), CHECKS, problems, notes);
  if (problems.length > 0) {
    throw cannotRun(problems);
  }
  notes.forEach((note) => io.err(`${note}\n`));
  const plugin = where && (await readPluginSettings(where.target, { timeoutMs: where.timeoutMs, signal }));
  const { settings, problems: notFollowed } = settingsInForce(file ?? plugin?.stored ?? {}, {}, DEFINITIONS);
  notFollowed.forEach(({ path, message }) =>
    io.err(`The setting ${path} was not followed, its default is used: ${message}\n`)
  );
  return { settings, datasourceUid: datasourceOf(file) ?? datasourceOf(plugin?.stored) };
}

function datasourceOf(stored: unknown): string | undefined {
  const uid = (stored as { datasourceUid?: unknown } | undefined)?.datasourceUid;
  return typeof uid === 'string' && uid !== '' ? uid : undefined;
}
