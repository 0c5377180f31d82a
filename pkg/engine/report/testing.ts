import type { CheckDefinition } from '@devdiag/catalog/types';
import { summaryLine } from './summary.ts';
import { verdictOf } from './verdict.ts';
import type { CheckResult, HealthReport } from './report.ts';

/** Reports for tests, without a database. */

export const AS_OF = Date.parse('2026-03-18T12:00:00Z');

/** A check that fails; change what matters to the test. `underlying` follows `outcome`. */
export function checkResult(changes: Partial<CheckResult> = {}): CheckResult {
  const outcome = changes.outcome ?? 'fail';
  return {
    id: 'stale-data',
    title: 'Data freshness',
    severity: 'critical',
    outcome,
    underlying: outcome === 'skipped' ? 'fail' : outcome,
    message: 'The newest run is 7 h old; the pipeline has stalled.',
    value: 420,
    unit: 'minutes',
    threshold: 360,
    evidence: [{ what: 'Newest', at: AS_OF - 420 * 60_000 }],
    trend: [],
    tookMs: 12.5,
    sql: 'select 1 where $__timeTo()::timestamptz is not null',
    error: null,
    mute: null,
    ...changes,
  };
}

export function healthReport(checks: CheckResult[], changes: Partial<HealthReport> = {}): HealthReport {
  const verdict = verdictOf(checks.map((check) => check.outcome));
  return {
    asOf: AS_OF,
    isNow: true,
    measuredAt: AS_OF + 1500,
    tenant: null,
    verdict,
    summary: summaryLine({ checks, verdict }),
    checks,
    ...changes,
  };
}

export function checkDefinition(changes: Partial<CheckDefinition> = {}): CheckDefinition {
  return {
    id: 'stale-data',
    title: 'Data freshness',
    description: 'How long ago the newest run was written.',
    severity: 'critical',
    source: 'sql',
    order: 90,
    unit: 'minutes',
    thresholds: [],
    history: 'full',
    scope: 'tenant',
    reads: ['diag_run'],
    cost: { kind: 'constant' },
    evidenceColumns: [
      { id: 'what', label: 'Run', kind: 'text' },
      { id: 'at', label: 'Written at', kind: 'time' },
    ],
    judge: () => ({ outcome: 'pass', message: 'Well.', value: 1, threshold: null, evidence: [], trend: [] }),
    ...changes,
  };
}
