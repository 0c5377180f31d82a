import type { CheckEntry } from '@devdiag/catalog/types';
import { parseAsOf } from '@devdiag/engine/asof';
import { namesIn, pageNamed, type BookPage } from '@devdiag/engine/runbook/book';
import { schemaNameProblem } from '@devdiag/engine/query/quote';
import { timeZoneProblem } from '@devdiag/engine/settings/settings';
import { sourceOf, storedSettings, valueProblem, withOption } from '../check/request.ts';
import { nearest } from '../check/select.ts';
import { configFile, type SettingsOverrides } from '../check/settings.ts';
import { cannotRun } from '../failure.ts';
import { whereOf, type Where } from '../install/target.ts';
import type { Io } from '../io.ts';
import { environmentNamesDatabase, type PgTarget } from '../source/pg-target.ts';
import type { RunbookOptions } from './options.ts';

/** What to show, with what filled in. */
export interface RunbookRequest {
  /** undefined: the contents, or all of it for an export. */
  page: BookPage | undefined;
  /** The database that the queries are run on; null: they are shown. */
  database: PgTarget | null;
  /** Grafana, for links. */
  where: Where | null;
  /** Its settings are to be read: somebody named it on the command line. */
  readSettings: boolean;
  asOf: number;
  /** False: "now" was meant, so what is copied asks about the moment when it is run. */
  isPast: boolean;
  tenant: string | null;
  problem: string | null;
  target: string | null;
  stored: Record<string, unknown> | undefined;
  overrides: SettingsOverrides;
  timeoutMs: number;
  notes: string[];
}

/**
 * Options and environment made into a request, before anything is connected to.
 * @throws CannotRun with everything that is wrong with them
 */
export function runbookRequest(
  name: string | undefined,
  options: RunbookOptions,
  book: readonly BookPage[],
  catalog: CheckEntry[],
  io: Io
): RunbookRequest {
  const problems: string[] = [];
  const notes: string[] = [];
  const note = (problem: string | undefined) => problem !== undefined && problems.push(problem);

  const where = whereOf(options, io);
  const page = name === undefined ? undefined : pageNamed(book, name);
  note(name !== undefined && page === undefined ? unknownPage(name, book) : undefined);
  note(combinationProblem(name, options));
  const database = options.run === true ? databaseOf(options, io, problems, notes) : null;
  const asOf = parseAsOf(options.asOf ?? 'now', io.now());
  if ('problem' in asOf) {
    problems.push(`--as-of: ${asOf.problem}`);
  } else if (asOf.note) {
    notes.push(asOf.note);
  }
  for (const parameter of ['tenant', 'problem', 'target'] as const) {
    const value = options[parameter];
    note(value === '' ? `--${parameter} is empty. Leave it away for all.` : valueProblem(`--${parameter}`, value));
  }
  note(options.schema === undefined ? undefined : withOption('--schema', schemaNameProblem(options.schema)));
  note(options.timeZone === undefined ? undefined : withOption('--time-zone', timeZoneProblem(options.timeZone)));
  const file = configFile(options.config, options.grafanaUrl === undefined ? io.env : undefined);
  const stored = storedSettings(file, catalog, problems, notes);
  if (problems.length > 0 || 'problem' in asOf) {
    throw cannotRun(problems);
  }
  return {
    page,
    database,
    where,
    readSettings: options.grafanaUrl !== undefined && stored === undefined,
    asOf: asOf.asOf,
    isPast: !asOf.isNow,
    tenant: options.tenant ?? null,
    problem: options.problem ?? null,
    target: options.target ?? null,
    stored,
    overrides: { schema: options.schema, timeZone: options.timeZone },
    timeoutMs: Number(options.timeout) * 1000,
    notes,
  };
}

function combinationProblem(
  name: string | undefined,
  { run, export: folder, dsn }: RunbookOptions
): string | undefined {
  if (folder !== undefined) {
    if (folder === '') {
      return '--export needs the folder to write to.';
    }
    return run === true
      ? '--export writes the queries down; leave --run away, or run one page.'
      : name === undefined
        ? undefined
        : '--export writes all pages; leave the name of the page away.';
  }
  if (run === true && name === undefined) {
    return '--run needs the page whose queries are to be run, for example: devdiag-ops runbook stale-data --run.';
  }
  return dsn !== undefined && run !== true ? '--dsn goes with --run, which asks the database.' : undefined;
}

function databaseOf(options: RunbookOptions, io: Io, problems: string[], notes: string[]): PgTarget | null {
  const { dsn } = options;
  if (dsn === undefined && !environmentNamesDatabase(io.env)) {
    problems.push(
      '--run asks the database itself: name it with --dsn postgres://user@host/database, or with DEVDIAG_PG_HOST, _USER, _PASS and _DB.'
    );
    return null;
  }
  const source = sourceOf({ dsn }, io, problems, notes);
  return source?.kind === 'postgres' ? source.target : null;
}

const MOST_NEAR = 5;

function unknownPage(name: string, book: readonly BookPage[]): string {
  const near = nearPages(name, book);
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  const hint =
    near.length === 0
      ? ''
      : ` Did you mean ${near.slice(0, -1).join(', ')}${near.length > 1 ? ' or ' : ''}${near.at(-1)}?`;
  return `There is no page "${shown}".${hint} "devdiag-ops runbook" lists them all.`;
}

/** Names that look alike first, then pages whose name or title holds one of the words. */
export function nearPages(name: string, book: readonly BookPage[]): string[] {
  const wanted = name.trim().toLowerCase();
  const like = nearest(wanted, namesIn(book));
  const words = wanted.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 3);
  const holding = book
    .map(({ id, of, title, alerts }) => {
      const text = [id, title, ...(of === 'playbook' ? alerts : [])].join(' ').toLowerCase();
      return { id, hits: words.filter((word) => text.includes(word)).length };
    })
    // A name that is only misspelt needs no list of everything that shares a word with it.
    .filter(({ hits }) => hits > 0 && (like === undefined || hits === words.length))
    .sort((one, other) => other.hits - one.hits)
    .map(({ id }) => id);
  return [...new Set([...(like === undefined ? [] : [like]), ...holding])].slice(0, MOST_NEAR);
}
