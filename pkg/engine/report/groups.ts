import type { Outcome } from '@devdiag/catalog/types';
import type { CheckResult } from './report.ts';

/** In which part of a report a check is shown. */
export type Group = 'needs-action' | 'unknown' | 'watch' | 'passing' | 'muted';

/** In order of the verdict's weight. */
export const GROUPS: ReadonlyArray<{ id: Group; title: string }> = [
  { id: 'needs-action', title: 'Needs action' },
  { id: 'unknown', title: 'Could not be evaluated' },
  { id: 'watch', title: 'Watch' },
  { id: 'passing', title: 'Passing' },
  { id: 'muted', title: 'Muted' },
];

const GROUP_OF: Record<Outcome, Group> = {
  fail: 'needs-action',
  error: 'unknown',
  'not-evaluated': 'unknown',
  warn: 'watch',
  pass: 'passing',
  skipped: 'muted',
};

export function groupOf(outcome: Outcome): Group {
  return GROUP_OF[outcome];
}

/** The checks of a group, in the report's order. */
export function checksIn(checks: readonly CheckResult[], group: Group): CheckResult[] {
  return checks.filter((check) => groupOf(check.outcome) === group);
}
