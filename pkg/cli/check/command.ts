import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { CheckEntry } from '@devdiag/catalog/types';
import { evaluateChecks, planQueries, type HealthQuestion, type QueryAnswer } from '@devdiag/engine/report/evaluate';
import type { Mute } from '@devdiag/engine/report/report';
import { askGrafanaChecks } from '@devdiag/installer/watch/askGrafana';
import { CannotRun, Interrupted } from '../failure.ts';
import type { Io } from '../io.ts';
import { askGrafana, readMutes, readPluginSettings } from '../source/grafana.ts';
import { small } from '../source/http.ts';
import { httpTransport } from '../source/transport.ts';
import { exitCode } from './exit.ts';
import { quietLine, reportText } from './output.ts';
import { checkRequest, type CheckOptions, type CheckRequest } from './request.ts';
import { settingsInForce } from './settings.ts';

/** What a source knows beside the answers. */
interface Asked {
  question: HealthQuestion;
  answers: Map<string, QueryAnswer>;
  mutes: Mute[];
}

/**
 * `devdiag-ops check`: asks, judges, says it on stdout.
 * @param catalog the checks there are; tests bring their own
 * @returns the exit code
 * @throws CannotRun before anything was measured; Interrupted
 */
export async function runCheck(
  options: CheckOptions,
  io: Io,
  signal: AbortSignal,
  catalog: CheckEntry[] = CHECKS
): Promise<number> {
  const request = checkRequest(options, catalog, io);
  request.notes.forEach((note) => io.err(`${note}\n`));
  const progress = progressOf(io, request);
  const { question, answers, mutes } =
    request.source.kind === 'postgres'
      ? await askDatabase(request, catalog, signal, progress)
      : await askThroughGrafana(request, catalog, io, signal);
  progress.clear();
  const report = evaluateChecks(request.entries, question, answers, mutes, io.now());
  const code = exitCode(
    report.checks.map(({ outcome }) => outcome),
    request.failOn
  );
  const definitions = request.entries.map(({ definition }) => definition);
  const { NO_COLOR, TERM } = io.env;
  const colour = io.outIsTerminal && !NO_COLOR && TERM !== 'dumb';
  io.out(
    request.quiet && code === 0 ? quietLine(report) : await reportText(report, definitions, { ...request, colour })
  );
  return code;
}

async function askDatabase(
  request: CheckRequest,
  catalog: CheckEntry[],
  signal: AbortSignal,
  progress: Progress
): Promise<Asked> {
  const { source, stored, overrides, asOf, timeoutMs } = request;
  if (source.kind !== 'postgres') {
    throw new TypeError('not a database');
  }
  const { settings } = settingsInForce(
    stored,
    overrides,
    catalog.map(({ definition }) => definition)
  );
  const question = questionOf(request, settings);
  const planned = planQueries(request.entries, question);
  // Loaded here: whoever asks through Grafana, or made a mistake in the options, does not wait for the driver.
  const { askPostgres } = await import('../source/postgres.ts');
  progress.show(0, planned.length);
  const onAnswer = (answered: number) => progress.show(answered, planned.length);
  const answers = await askPostgres(source.target, planned, { asOf, timeoutMs, signal, onAnswer });
  return { question, answers, mutes: [] };
}

async function askThroughGrafana(
  request: CheckRequest,
  catalog: CheckEntry[],
  io: Io,
  signal: AbortSignal
): Promise<Asked> {
  const { source, overrides, asOf, timeoutMs } = request;
  if (source.kind !== 'grafana') {
    throw new TypeError('not a Grafana');
  }
  const { target } = source;
  const call = { timeoutMs, signal };
  const plugin = await readPluginSettings(target, call);
  const stored = request.stored ?? plugin?.stored ?? {};
  const { settings, problems } = settingsInForce(
    stored,
    overrides,
    catalog.map(({ definition }) => definition)
  );
  // As the page does: the default is used, and said.
  problems.forEach(({ path, message }) =>
    io.err(`The setting ${path} was not followed, its default is used: ${message}\n`)
  );
  const question = questionOf(request, settings);
  const planned = planQueries(request.entries, question);
  const uid = source.datasource ?? datasourceOf(plugin?.stored);
  // What is asked of Grafana itself needs no data source.
  if (uid === undefined && planned.length > 0) {
    throw new CannotRun(
      plugin === null
        ? `The app is not installed in the Grafana at ${target.url}. Install it, or name the data source with --datasource.`
        : 'The app in this Grafana has no data source chosen yet. Choose one on its configuration page, or with --datasource.'
    );
  }
  const transport = httpTransport(target, small(call).timeoutMs);
  const [answers, observed, mutes] = await Promise.all([
    askGrafana(target, uid ?? '', planned, asOf, call),
    askGrafanaChecks(transport, request.entries, question, signal),
    mutesOrNone(target, asOf, call, io),
  ]);
  return { question, answers: new Map([...answers, ...observed]), mutes };
}

/** Without mutes more is reported, not less: a refusal to list them is worth a note and no more. */
async function mutesOrNone(...[target, asOf, call, io]: [...Parameters<typeof readMutes>, Io]): Promise<Mute[]> {
  try {
    return await readMutes(target, asOf, call);
  } catch (error) {
    if (error instanceof Interrupted || !(error instanceof CannotRun)) {
      throw error;
    }
    io.err(`Mutes could not be read, so none is followed. ${error.message}\n`);
    return [];
  }
}

function datasourceOf(stored: unknown): string | undefined {
  const uid = (stored as { datasourceUid?: unknown } | undefined)?.datasourceUid;
  return typeof uid === 'string' && uid !== '' ? uid : undefined;
}

function questionOf({ asOf, isNow, tenant }: CheckRequest, settings: HealthQuestion['settings']): HealthQuestion {
  return { asOf, isNow, tenant, settings };
}

interface Progress {
  show(answered: number, all: number): void;
  clear(): void;
}

/** One line that is written over, and only where somebody watches. */
function progressOf(io: Io, { quiet }: CheckRequest): Progress {
  const watched = io.errIsTerminal && !quiet;
  return {
    show: (answered, all) => watched && io.err(`\r${answered} of ${all} checks answered`),
    clear: () => watched && io.err('\r\u001b[K'),
  };
}
