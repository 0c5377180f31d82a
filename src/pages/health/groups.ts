import type { Outcome } from '@devdiag/catalog/types';
import type { CheckResult } from '@devdiag/engine/report/report';

export type GroupId = 'action' | 'watch' | 'unknown' | 'passing' | 'muted';

/** Groups in the order in which a tired person needs them. Every outcome is in exactly one. */
export const OUTCOME_GROUPS: ReadonlyArray<{ id: GroupId; outcomes: readonly Outcome[] }> = [
  { id: 'action', outcomes: ['fail', 'error'] },
  { id: 'watch', outcomes: ['warn'] },
  { id: 'unknown', outcomes: ['not-evaluated'] },
  { id: 'passing', outcomes: ['pass'] },
  { id: 'muted', outcomes: ['skipped'] },
];

export interface CheckGroup {
  id: GroupId;
  checks: CheckResult[];
}

const BY_SEVERITY = ['critical', 'warning', 'info'];

/** Checks by group, in the groups' order; groups without checks are there too. Within a group the worst is first. */
export function groupChecks(checks: CheckResult[]): CheckGroup[] {
  return OUTCOME_GROUPS.map(({ id, outcomes }) => ({
    id,
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
