import type { CheckDefinition, CheckEntry, CheckRow, JudgeContext, Judgement, Settings } from '@devdiag/catalog/types';
import { QuoteError } from '../query/quote.ts';
import { renderCheckQuery } from '../query/render.ts';
import type { QueryError } from '../query/errors.ts';
import type { CheckResult, HealthReport, Mute } from './report.ts';
import { summaryLine } from './summary.ts';
import { verdictOf } from './verdict.ts';

/** What is asked. */
export interface HealthQuestion {
  /** Milliseconds since 1970. */
  asOf: number;
  isNow: boolean;
  tenant: string | null;
  settings: Settings;
}

/** A query to be sent, for one check. */
export interface PlannedQuery {
  checkId: string;
  /** Placeholders filled, `$__timeTo()` left; without the stopwatch. */
  sql: string;
}

/** What came back for one check: of its query, unless it is `from` Grafana itself. */
export type QueryAnswer = { tookMs: number | null; from?: 'grafana' } & (
  { ok: true; rows: CheckRow[] } | { ok: false; error: QueryError }
);

/** Checks that Grafana itself has to be asked about, for a question. */
export function askedOfGrafana(entries: CheckEntry[], question: HealthQuestion): CheckDefinition[] {
  return entries
    .map(({ definition }) => definition)
    .filter((definition) => definition.source === 'grafana' && canAnswer(definition, question));
}

/**
 * Queries to send for a question. Checks without a past are left out of a question about the past, and so is one whose
 * text cannot be written by a mistake of its own: it is an error in the report, the others are asked.
 * @throws QuoteError when the question itself holds what no query can (its message is for people)
 */
export function planQueries(entries: CheckEntry[], question: HealthQuestion): PlannedQuery[] {
  return entries.flatMap((entry) => {
    if (!canAnswer(entry.definition, question)) {
      return [];
    }
    const { sql } = textOf(entry, question);
    return sql === null ? [] : [{ checkId: entry.definition.id, sql }];
  });
}

/** The text of a check's query; null without one of its own, or with the reason why it cannot be written. */
function textOf(entry: CheckEntry, question: HealthQuestion): { sql: string | null; problem?: string } {
  try {
    return { sql: renderCheckQuery(entry, contextOf(entry.definition, question)) };
  } catch (error) {
    if (error instanceof QuoteError) {
      throw error;
    }
    return { sql: null, problem: `The query could not be written: ${messageOf(error)}` };
  }
}

/**
 * Judges every check: one broken query takes no other check down, and what is not known is never `pass`.
 * @param answers by check id, for the planned queries; rows of `grafana` checks by check id too
 * @param measuredAt milliseconds since 1970
 */
export function evaluateChecks(
  entries: CheckEntry[],
  question: HealthQuestion,
  answers: ReadonlyMap<string, QueryAnswer>,
  mutes: Mute[],
  measuredAt: number
): HealthReport {
  const checks = [...entries]
    .sort((a, b) => a.definition.order - b.definition.order)
    .map((entry) => withMute(evaluateCheck(entry, question, answers), mutes, question.asOf));
  const report = {
    asOf: question.asOf,
    isNow: question.isNow,
    measuredAt,
    tenant: question.tenant,
    verdict: verdictOf(checks.map((check) => check.outcome)),
    checks,
  };
  return { ...report, summary: summaryLine(report) };
}

function evaluateCheck(
  entry: CheckEntry,
  question: HealthQuestion,
  answers: ReadonlyMap<string, QueryAnswer>
): CheckResult {
  const { definition } = entry;
  const context = contextOf(definition, question);
  if (!canAnswer(definition, question)) {
    return result(definition, notEvaluated('This has no history: only the present can be asked about.'), null, null);
  }
  const { sql, problem } = textOf(entry, question);
  if (problem !== undefined) {
    return mistake(definition, problem, null, null);
  }
  const answer = definition.source === 'batch' ? batchAnswer(answers) : answers.get(definition.id);
  if (!answer) {
    const unasked = definition.source === 'grafana' ? 'Grafana was not asked.' : 'The query was not sent.';
    return result(definition, notEvaluated(unasked), sql, null);
  }
  if (!answer.ok) {
    return failedQuery(definition, answer.error, sql, answer.tookMs);
  }
  try {
    return result(definition, definition.judge(answer.rows, context), sql, answer.tookMs);
  } catch (error) {
    // A mistake of ours in judging must not look like a healthy database nor hide the other checks.
    return mistake(definition, `The answer could not be judged: ${messageOf(error)}`, sql, answer.tookMs);
  }
}

/** Everything a check needs to know about the question. */
export function contextOf(definition: CheckDefinition, question: HealthQuestion): JudgeContext {
  return { ...question, thresholds: question.settings.thresholds[definition.id] ?? {} };
}

function canAnswer(definition: CheckDefinition, question: HealthQuestion): boolean {
  return question.isNow || definition.history === 'full';
}

function result(
  definition: CheckDefinition,
  judgement: Judgement,
  sql: string | null,
  tookMs: number | null
): CheckResult {
  return {
    id: definition.id,
    title: definition.title,
    severity: definition.severity,
    unit: definition.unit,
    ...judgement,
    underlying: judgement.outcome,
    tookMs,
    sql,
    error: null,
    mute: null,
  };
}

function failedQuery(
  definition: CheckDefinition,
  error: QueryError,
  sql: string | null,
  tookMs: number | null
): CheckResult {
  // Something that is not there, or not allowed, was never measured; anything else broke on the way.
  const missing = definition.source === 'grafana' ? hiddenSentence(error) : missingSentence(error);
  return {
    ...result(definition, notEvaluated(missing ?? brokenSentence(definition, error)), sql, tookMs),
    outcome: missing ? 'not-evaluated' : 'error',
    underlying: missing ? 'not-evaluated' : 'error',
    error,
  };
}

/** An error that is ours and not the database's. */
function mistake(definition: CheckDefinition, message: string, sql: string | null, tookMs: number | null): CheckResult {
  return { ...failedQuery(definition, { kind: 'other', message }, sql, tookMs), message };
}

function missingSentence({ kind, message, subject }: QueryError): string | undefined {
  switch (kind) {
    case 'permission':
      return `The data source's role may not read ${subject ?? 'what this needs'}: ${message}.`;
    case 'missing-schema':
      return `The schema ${subject ?? ''} does not exist in this database.`;
    case 'missing-relation':
      return `${subject ?? 'A table'} does not exist in this database.`;
    case 'missing-column':
      return `A column is missing: ${message}.`;
    default:
      return undefined;
  }
}

/** What Grafana keeps from this person. */
function hiddenSentence({ kind, message }: QueryError): string | undefined {
  return kind === 'forbidden' ? `Grafana does not show it to you: ${message}` : undefined;
}

function brokenSentence({ source }: CheckDefinition, { kind, message }: QueryError): string {
  if (source === 'grafana') {
    return `Grafana could not be asked: ${message}`;
  }
  switch (kind) {
    case 'timeout':
      return `The query hit its time limit: ${message}.`;
    case 'cancelled':
      return 'The query was cancelled.';
    default:
      return `The query failed: ${message}`;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function notEvaluated(message: string): Judgement {
  return { outcome: 'not-evaluated', message, value: null, threshold: null, evidence: [], trend: [] };
}

/** How long each query took, as rows for the checks that judge the batch itself. What Grafana was asked is no query. */
function batchAnswer(answers: ReadonlyMap<string, QueryAnswer>): QueryAnswer {
  const queries = [...answers].filter(([, answer]) => answer.from !== 'grafana');
  const rows = queries.map(([id, answer]) => ({
    section: 'query',
    key: id,
    at: null,
    value: answer.tookMs,
    detail: { error: answer.ok ? null : answer.error.kind },
  }));
  return { ok: true, rows, tookMs: null };
}

function withMute(check: CheckResult, mutes: Mute[], asOf: number): CheckResult {
  const mute = mutes.find(
    (candidate) => candidate.checkId === check.id && candidate.since <= asOf && asOf < candidate.until
  );
  return mute ? { ...check, outcome: 'skipped', mute } : check;
}
