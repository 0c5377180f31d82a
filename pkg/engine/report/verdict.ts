import type { Outcome } from '@devdiag/catalog/types';
import type { Verdict } from './report.ts';

/** Worst first. */
export const OUTCOMES_BY_WEIGHT: readonly Verdict[] = ['fail', 'error', 'not-evaluated', 'warn', 'pass'];

/**
 * The verdict over a set of outcomes: fail > error > not-evaluated > warn > pass. Skipped ones have no say; where
 * nothing is left, nothing is known.
 */
export function verdictOf(outcomes: Iterable<Outcome>): Verdict {
  const present = new Set(outcomes);
  return OUTCOMES_BY_WEIGHT.find((outcome) => present.has(outcome)) ?? 'not-evaluated';
}
