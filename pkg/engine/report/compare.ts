import { duration } from '@devdiag/catalog/text';
import type { Unit } from '@devdiag/catalog/types';
import type { HealthQuestion } from './evaluate.ts';
import { formatValue } from './format.ts';
import type { CheckResult, HealthReport, Verdict } from './report.ts';

/**
 * - `new`: passed then, does not now (or cannot be evaluated any more)
 * - `worse`: warned then and fails now, or was bad then and cannot be evaluated now
 * - `better`: failed then, warns now
 * - `resolved`: was bad then, passes now
 * - `unchanged`: the same outcome then and now
 * - `no-history`: what it was then is not known
 */
export type ChangeKind = 'new' | 'worse' | 'better' | 'resolved' | 'unchanged' | 'no-history';

/** What needs attention first. */
export const CHANGE_KINDS: readonly ChangeKind[] = ['new', 'worse', 'better', 'resolved', 'no-history', 'unchanged'];

export interface CheckChange {
  id: string;
  title: string;
  kind: ChangeKind;
  /** What changed, in one sentence. */
  message: string;
  /** Outcomes as measured; mutes don't matter here. null: the check was not part of the earlier report. */
  before: Verdict | null;
  now: Verdict;
  valueBefore: number | null;
  valueNow: number | null;
  unit: Unit;
}

export interface Comparison {
  /** Milliseconds since 1970. */
  asOf: number;
  comparedWith: number;
  verdictBefore: Verdict;
  verdictNow: Verdict;
  /** In the order of the report. */
  changes: CheckChange[];
  counts: Record<ChangeKind, number>;
  /** All of it in one sentence. */
  message: string;
}

const DAY_MS = 86_400_000;
/** Outcomes that were measured, by how bad they are. */
const RANK: Partial<Record<Verdict, number>> = { pass: 0, warn: 1, fail: 2 };

/** The same question as of 24 hours earlier. */
export function dayBefore<Q extends Pick<HealthQuestion, 'asOf' | 'isNow'>>(question: Q): Q {
  return { ...question, asOf: question.asOf - DAY_MS, isNow: false };
}

/**
 * What changed between two reports over the same checks. Outcomes are compared as measured, so muting a check does not
 * make it look resolved; nothing unknown, then or now, counts as better.
 * @throws RangeError when `before` is not the earlier one or about another tenant
 */
export function compareReports(now: HealthReport, before: HealthReport): Comparison {
  if (before.asOf >= now.asOf || before.tenant !== now.tenant) {
    throw new RangeError('A report can only be compared with an earlier one about the same tenant.');
  }
  const span = duration((now.asOf - before.asOf) / 60_000);
  const earlier = `${span === '24 h' ? '24 hours' : span} earlier`;
  const byId = new Map(before.checks.map((check) => [check.id, check]));
  const changes = now.checks.map((check) => changeOf(check, byId.get(check.id), earlier));
  const counts = Object.fromEntries(
    CHANGE_KINDS.map((kind) => [kind, changes.filter((change) => change.kind === kind).length])
  ) as Record<ChangeKind, number>;
  return {
    asOf: now.asOf,
    comparedWith: before.asOf,
    verdictBefore: before.verdict,
    verdictNow: now.verdict,
    changes,
    counts,
    message: overall(counts, earlier),
  };
}

function changeOf(now: CheckResult, before: CheckResult | undefined, earlier: string): CheckChange {
  const kind = kindOf(now.underlying, before?.underlying);
  return {
    id: now.id,
    title: now.title,
    kind,
    message: sentence(kind, now, before, earlier),
    before: before?.underlying ?? null,
    now: now.underlying,
    valueBefore: before?.value ?? null,
    valueNow: now.value,
    unit: now.unit,
  };
}

function kindOf(now: Verdict, before: Verdict | undefined): ChangeKind {
  const rankBefore = before === undefined ? undefined : RANK[before];
  const rankNow = RANK[now];
  if (rankBefore === undefined) {
    return 'no-history';
  }
  if (rankNow === undefined) {
    return rankBefore === 0 ? 'new' : 'worse';
  }
  if (rankNow === rankBefore) {
    return 'unchanged';
  }
  if (rankNow > rankBefore) {
    return rankBefore === 0 ? 'new' : 'worse';
  }
  return rankNow === 0 ? 'resolved' : 'better';
}

const STATE: Record<Verdict, string> = {
  pass: 'passes',
  warn: 'warns',
  fail: 'fails',
  error: 'is broken',
  'not-evaluated': 'is not evaluated',
};
const WAS: Record<Verdict, string> = {
  pass: 'passed',
  warn: 'warned',
  fail: 'failed',
  error: 'was broken',
  'not-evaluated': 'was not evaluated',
};

function sentence(kind: ChangeKind, now: CheckResult, before: CheckResult | undefined, earlier: string): string {
  if (before === undefined) {
    return `This check was not part of the report ${earlier}.`;
  }
  if (kind === 'no-history') {
    return `What it was ${earlier} is not known. ${before.message}`;
  }
  const muted = now.mute ? ' (muted)' : '';
  if (RANK[now.underlying] === undefined) {
    return `It ${WAS[before.underlying]} ${earlier} and cannot be evaluated now${muted}. ${now.message}`;
  }
  const values = valuesOf(now, before);
  return kind === 'unchanged'
    ? `It ${STATE[now.underlying]}${muted} as it did ${earlier}${values}.`
    : `It ${STATE[now.underlying]} now${muted} and ${WAS[before.underlying]} ${earlier}${values}.`;
}

function valuesOf(now: CheckResult, before: CheckResult): string {
  if (now.value === null || before.value === null) {
    return '';
  }
  const [then, today] = [formatValue(before.value, before.unit), formatValue(now.value, now.unit)];
  return then === today ? `: ${today}` : `: ${today}, ${then} then`;
}

function overall(counts: Record<ChangeKind, number>, earlier: string): string {
  const said = CHANGE_KINDS.filter((kind) => counts[kind] > 0).map((kind) =>
    kind === 'no-history' ? `${counts[kind]} without history` : `${counts[kind]} ${kind}`
  );
  return said.length === 0 ? 'There is nothing to compare.' : `Compared with ${earlier}: ${said.join(', ')}.`;
}
