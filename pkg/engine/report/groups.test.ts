import type { Outcome, Severity } from '@devdiag/catalog/types';
import { describe, expect, it } from 'vitest';
import { groupChecks, OUTCOME_GROUPS } from './groups.ts';
import type { CheckResult } from './report.ts';

const check = (id: string, outcome: Outcome, severity: Severity = 'warning') =>
  ({ id, outcome, severity }) as CheckResult;
const idsByGroup = (checks: CheckResult[]) =>
  Object.fromEntries(groupChecks(checks).map(({ id, checks: own }) => [id, own.map((each) => each.id)]));

describe('groups', () => {
  it('come in the order in which they matter, with every outcome in exactly one', () => {
    expect(OUTCOME_GROUPS.map(({ id }) => id)).toEqual(['action', 'watch', 'unknown', 'passing', 'muted']);
    const outcomes: Outcome[] = ['pass', 'warn', 'fail', 'error', 'not-evaluated', 'skipped'];
    expect(OUTCOME_GROUPS.flatMap((group) => group.outcomes).sort()).toEqual([...outcomes].sort());
  });

  it('put what is failing before what is broken, and critical before the rest', () => {
    const checks = [
      check('broken', 'error', 'critical'),
      check('late', 'fail', 'info'),
      check('slow', 'fail', 'warning'),
      check('stalled', 'fail', 'critical'),
    ];
    expect(idsByGroup(checks).action).toEqual(['stalled', 'slow', 'late', 'broken']);
  });

  it('leave passing checks in the catalog’s order and count nothing unknown among them', () => {
    const checks = [
      check('b', 'pass'),
      check('a', 'pass', 'critical'),
      check('c', 'not-evaluated'),
      check('d', 'skipped'),
    ];
    expect(idsByGroup(checks)).toEqual({ action: [], watch: [], unknown: ['c'], passing: ['b', 'a'], muted: ['d'] });
  });
});
