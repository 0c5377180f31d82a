import pg from 'pg';
import type { QueryBlock } from '@devdiag/catalog/types';
import { shorten } from '@devdiag/catalog/text';
import { formatInstant } from '@devdiag/engine/report/format';
import { missingParameters, runnableQuery, type PageQuestion } from '@devdiag/engine/runbook/query';
import { printable } from '../check/printable.ts';
import { CannotRun } from '../failure.ts';
import type { PgTarget } from '../source/pg-target.ts';
import { readPostgres, type Answer, type AskOptions } from '../source/postgres.ts';
import { grid } from './grid.ts';

/** Rows as a terminal shows them. */
export interface ShownRows {
  head: string[];
  rows: string[][];
  /** There were more than the query shows. */
  more: boolean;
}

/** What became of a query; `missing`: the options that would have to say something. */
export type QueryOutcome = Answer<ShownRows> | { missing: string[] };

/** What became of a page's queries. */
export interface PageAnswers {
  byQuery: ReadonlyMap<string, QueryOutcome>;
  /** Why there was no connection, in which case nothing was asked. */
  noConnection: string | null;
}

/** PostgreSQL's type numbers of what is not shown as it arrives. */
const INSTANT = 1184;
const TRUTH = 16;
const LONGEST_CELL = 200;

const parsers = pg.types as unknown as { getTypeParser(oid: number): (text: string) => unknown };

/** Text as PostgreSQL writes it, but for instants: those read the same in every session. */
const AS_TEXT: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number) =>
    oid === INSTANT
      ? instantText
      : oid === TRUTH
        ? (text: string) => (text === 't' ? 'yes' : 'no')
        : (text: string) => text) as pg.CustomTypesConfig['getTypeParser'],
};

function instantText(text: string): string {
  const at = parsers.getTypeParser(INSTANT)(text);
  return at instanceof Date ? formatInstant(at.getTime()) : text;
}

/**
 * Runs the queries of a page, each by itself.
 * @throws Interrupted
 */
export async function askQueries(
  blocks: readonly QueryBlock[],
  question: PageQuestion,
  database: PgTarget,
  options: AskOptions
): Promise<PageAnswers> {
  const missing = new Map<string, QueryOutcome>(
    blocks.flatMap((block) => {
      const names = missingParameters(block, question);
      return names.length === 0 ? [] : [[block.id, { missing: names as string[] }] as const];
    })
  );
  const asked = blocks.filter(({ id }) => !missing.has(id));
  try {
    const rowsOf = new Map(asked.map(({ id, rows }) => [id, rows]));
    const queries = asked.map((block) => ({ id: block.id, sql: runnableQuery(block, question).sql }));
    const answers =
      queries.length === 0
        ? new Map<string, Answer<pg.QueryResult>>()
        : await readPostgres(database, queries, options, (result) => result, AS_TEXT);
    const shown = [...answers].map(([id, answer]): [string, QueryOutcome] => [
      id,
      answer.ok ? { ok: true, value: shownRows(answer.value, rowsOf.get(id) ?? 0) } : answer,
    ]);
    return { byQuery: new Map([...missing, ...shown]), noConnection: null };
  } catch (error) {
    if (error instanceof CannotRun) {
      return { byQuery: missing, noConnection: error.message };
    }
    throw error;
  }
}

function shownRows({ fields, rows }: pg.QueryResult, most: number): ShownRows {
  const head = fields.map(({ name }) => name);
  const cell = (value: unknown) =>
    value === null || value === undefined ? '' : printable(shorten(String(value), LONGEST_CELL));
  return {
    head,
    rows: rows.slice(0, most).map((row: Record<string, unknown>) => head.map((name) => cell(row[name]))),
    more: rows.length > most,
  };
}

/**
 * What stands in the place of a query.
 * @param width columns of the terminal
 */
export function answerLines(block: QueryBlock, { byQuery, noConnection }: PageAnswers, width: number): string {
  const answer = byQuery.get(block.id);
  if (answer !== undefined && 'missing' in answer) {
    return `(not run: it needs ${answer.missing.map((name) => `--${name}`).join(' and ')})`;
  }
  if (answer === undefined) {
    return `(not run${noConnection === null ? '' : ': no connection'})`;
  }
  if (!answer.ok) {
    return `ERROR: ${printable(answer.error.message)}`;
  }
  const { head, rows, more } = answer.value;
  const count = `(${rows.length === 1 ? '1 row' : `${rows.length} rows`}${more ? ', and more' : ''})`;
  return rows.length === 0 ? '(no rows)' : `${grid(head, rows, width)}\n${count}`;
}

/** Every query that was to be run has an answer. */
export function allAnswered(blocks: readonly QueryBlock[], { byQuery }: PageAnswers): boolean {
  return blocks.every(({ id }) => {
    const answer = byQuery.get(id);
    return answer !== undefined && 'ok' in answer && answer.ok;
  });
}
