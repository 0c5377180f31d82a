import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { PageBlock, QueryBlock, Settings } from '@devdiag/catalog/types';
import type { BookPage } from '@devdiag/engine/runbook/book';
import { bookFiles } from '@devdiag/engine/runbook/markdown';
import { parsePage } from '@devdiag/engine/runbook/parse';
import { bookForTerminal, pageForTerminal, type TerminalLook } from '@devdiag/engine/runbook/terminal';
import { formatInstant } from '@devdiag/engine/report/format';
import { COULD_NOT_RUN } from '../check/exit.ts';
import { settingsInForce } from '../check/settings.ts';
import { Interrupted } from '../failure.ts';
import type { Io } from '../io.ts';
import { readPluginSettings } from '../source/grafana.ts';
import { paperContext, wholeBook } from './context.ts';
import { writeRunbook } from './exported.ts';
import { grid } from './grid.ts';
import type { RunbookOptions } from './options.ts';
import { runbookRequest, type RunbookRequest } from './request.ts';

/** At least one query of `--run` has no answer. */
const NOT_ALL_ANSWERED = 1;
const TEXT_WIDTH = 80;
/** For tables, where nobody says how wide the terminal is. */
const TABLE_WIDTH = 120;

/**
 * `devdiag-ops runbook`: a page in the terminal, with its queries run if asked for; the contents; or all of it as files.
 * @param name a page's, check's or alert's id
 * @returns the exit code
 * @throws CannotRun for a page that there isn't, mistakes in the options, files in the way; Interrupted
 */
export async function runRunbook(
  name: string | undefined,
  options: RunbookOptions,
  io: Io,
  signal: AbortSignal
): Promise<number> {
  const book = wholeBook();
  const request = runbookRequest(name, options, book, CHECKS, io);
  request.notes.forEach((note) => io.err(`${note}\n`));
  if (options.export === undefined && request.page === undefined) {
    io.out(bookForTerminal(book, lookOf(io)));
    return 0;
  }
  const { settings, known } = await settingsFor(request, io, signal);
  if (options.export !== undefined) {
    const files = bookFiles(book, paperContext(request, settings, known));
    writeRunbook(files, options.export);
    files.forEach(({ path }) => io.out(`${path}\n`));
    return 0;
  }
  return showPage(request.page!, request, settings, known, io, signal);
}

async function showPage(
  page: BookPage,
  request: RunbookRequest,
  settings: Settings,
  known: boolean,
  io: Io,
  signal: AbortSignal
): Promise<number> {
  const { database, asOf, timeoutMs } = request;
  const context = paperContext(request, settings, known);
  const look = lookOf(io);
  if (database === null) {
    io.out(pageForTerminal(page, context, look));
    return 0;
  }
  // Loaded here: whoever only reads does not wait for the driver.
  const { allAnswered, answerLines, askQueries } = await import('./answers.ts');
  const blocks = parsePage(page.text).blocks.filter(isQuery);
  const started = performance.now();
  const answers = await askQueries(blocks, context.question, database, { asOf, timeoutMs, signal });
  const took = ((performance.now() - started) / 1000).toFixed(1);
  // Tables may be wider than texts.
  const width = io.columns ?? TABLE_WIDTH;
  io.out(pageForTerminal(page, context, { ...look, answer: (block) => answerLines(block, answers, width) }));
  if (answers.noConnection !== null) {
    io.err(`No query was run. ${answers.noConnection}\n`);
    return COULD_NOT_RUN;
  }
  const answered = [...answers.byQuery.values()].filter((answer) => 'ok' in answer && answer.ok).length;
  io.err(`${answered} of ${blocks.length} queries answered in ${took} s, as of ${formatInstant(asOf)}.\n`);
  return allAnswered(blocks, answers) ? 0 : NOT_ALL_ANSWERED;
}

function isQuery(block: PageBlock): block is Extract<PageBlock, { kind: 'query' }> & QueryBlock {
  return block.kind === 'query';
}

/** The site's settings where somebody says which; a Grafana that doesn't answer is no reason to show no page. */
async function settingsFor(
  request: RunbookRequest,
  io: Io,
  signal: AbortSignal
): Promise<{ settings: Settings; known: boolean }> {
  const { stored, overrides, where, readSettings, timeoutMs } = request;
  const definitions = CHECKS.map(({ definition }) => definition);
  let found: unknown = stored;
  if (readSettings && where !== null) {
    try {
      found = (await readPluginSettings(where.target, { timeoutMs, signal }))?.stored;
    } catch (error) {
      if (error instanceof Interrupted) {
        throw error;
      }
      io.err(`The app's settings could not be read, so defaults are shown. ${(error as Error).message}\n`);
    }
  }
  const { settings, problems } = settingsInForce(found ?? {}, overrides, definitions);
  problems.forEach(({ path, message }) =>
    io.err(`The setting ${path} was not followed, its default is used: ${message}\n`)
  );
  return { settings, known: found !== undefined || Object.values(overrides).some((value) => value !== undefined) };
}

function lookOf(io: Io): TerminalLook {
  const { NO_COLOR, TERM } = io.env;
  const styled = io.outIsTerminal && !NO_COLOR && TERM !== 'dumb';
  const width = Math.min(TEXT_WIDTH, io.columns ?? TEXT_WIDTH);
  return {
    width,
    bold: (text) => (styled ? `\u001b[1m${text}\u001b[22m` : text),
    table: (head, rows) => grid(head, rows, Math.max(width, io.columns ?? width)),
  };
}
