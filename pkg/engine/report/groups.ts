import type { Outcome } from '@devdiag/catalog/types';
import type { CheckResult } from './report.ts';

/** In which part of a page or an export a check is shown. */
export type GroupId = 'action' | 'watch' | 'unknown' | 'passing' | 'muted';

/**
 * Groups in the order in which a tired person needs them. Every outcome is in exactly one: what failed and what broke
 * want somebody to act, what was not evaluated wants to be known.
 */
export const OUTCOME_GROUPS: ReadonlyArray<{ id: GroupId; title: string; outcomes: readonly Outcome[] }> = [
  { id: 'action', title: 'Needs action', outcomes: ['fail', 'error'] },
  { id: 'watch', title: 'Watch', outcomes: ['warn'] },
  { id: 'unknown', title: 'Could not be evaluated', outcomes: ['not-evaluated'] },
  { id: 'passing', title: 'Passing', outcomes: ['pass'] },
  { id: 'muted', title: 'Muted', outcomes: ['skipped'] },
];

export interface CheckGroup {
  id: GroupId;
  /** In English; the page has its own words. */
  title: string;
  checks: CheckResult[];
}

const BY_SEVERITY = ['critical', 'warning', 'info'];

/** Checks by group, in the groups' order; groups without checks are there too. Within a group the worst is first. */
export function groupChecks(checks: readonly CheckResult[]): CheckGroup[] {
  return OUTCOME_GROUPS.map(({ id, title, outcomes }) => ({
    id,
    title,
    checks: checks
      .filter((check) => outcomes.includes(check.outcome))
      // Sorting is stable: what is equally bad stays in the catalog's order.
      .sort(
        (a, b) =>
          outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome) ||
          (id === 'passing' ? 0 : BY_SEVERITY.indexOf(a.severity) - BY_SEVERITY.indexOf(b.severity))
      ),
  }));
}
