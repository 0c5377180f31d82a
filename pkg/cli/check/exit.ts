import type { Outcome } from '@devdiag/catalog/types';
import { verdictOf } from '@devdiag/engine/report/verdict';

/** From which level on an outcome counts: warn < fail < error. */
export const FAIL_ON_LEVELS = ['warn', 'fail', 'error'] as const;
export type FailOn = (typeof FAIL_ON_LEVELS)[number];

/** Exit code of everything that could not be run or evaluated. */
export const COULD_NOT_RUN = 3;

const CODE: Record<Outcome, number> = {
  pass: 0,
  skipped: 0,
  warn: 1,
  fail: 2,
  error: COULD_NOT_RUN,
  'not-evaluated': COULD_NOT_RUN,
};

const COUNTS: Record<FailOn, ReadonlySet<Outcome>> = {
  warn: new Set(['warn', 'fail', 'error', 'not-evaluated']),
  fail: new Set(['fail', 'error', 'not-evaluated']),
  error: new Set(['error', 'not-evaluated']),
};

/**
 * 0; or 1 for warn, 2 for fail, 3 for what could not be evaluated, of the worst outcome that counts. Outcomes below
 * the level count as passed; muted checks don't count; where nothing at all was evaluated, that is 3.
 */
export function exitCode(outcomes: Outcome[], failOn: FailOn): number {
  const evaluated = outcomes.filter((outcome) => outcome !== 'skipped');
  return CODE[verdictOf(evaluated.map((outcome) => (COUNTS[failOn].has(outcome) ? outcome : 'pass')))];
}
