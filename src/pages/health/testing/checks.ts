/** A small catalog for tests: what the page does must not depend on which checks there are. */
import type { CheckDefinition, CheckEntry, CheckRow, Judgement } from '@devdiag/catalog/types';

function judge(rows: CheckRow[], thresholds: Record<string, number>): Judgement {
  const value = rows.find(({ section }) => section === 'value')?.value ?? null;
  const evidence = rows.filter(({ section }) => section === 'evidence').map(({ key, value: runs }) => ({ key, runs }));
  const trend = rows
    .filter(({ section }) => section === 'trend')
    .map(({ at, value: point }) => ({ at: at ?? 0, value: point }));
  const outcome = value === null || value >= thresholds.fail ? 'fail' : value >= thresholds.warn ? 'warn' : 'pass';
  return { outcome, value, threshold: thresholds.fail, message: `Measured ${value ?? 'nothing'}.`, evidence, trend };
}

function entry(id: string, title: string, order: number, more: Partial<CheckDefinition> = {}): CheckEntry {
  const threshold = (which: string, value: number) => ({
    id: which,
    label: `${which} at`,
    description: '',
    unit: 'count' as const,
    default: value,
    min: 0,
    max: 1000,
  });
  return {
    query: `select '${id}' from {{schema}}.diag_run where {{tenant_is tenant}} and ts <= {{as_of}}`,
    definition: {
      id,
      title,
      description: `About ${title}.`,
      severity: 'warning',
      source: 'sql',
      order,
      unit: 'count',
      thresholds: [threshold('warn', 10), threshold('fail', 20)],
      history: 'full',
      scope: 'tenant',
      reads: ['diag_run'],
      cost: { kind: 'constant' },
      evidenceColumns: [
        { id: 'key', label: 'Key', kind: 'text' },
        { id: 'runs', label: 'Runs', kind: 'count' },
      ],
      trend: { title: `Trend of ${title}`, unit: 'count', style: 'bars' },
      judge: (rows, { thresholds }) => judge(rows, thresholds),
      ...more,
    },
  };
}

export const CHECKS: CheckEntry[] = [
  entry('stale-data', 'Freshness', 10, { severity: 'critical', alert: 'runs-stalled' }),
  entry('volume', 'Volume', 20),
  entry('outcomes', 'Outcomes', 30, { reads: ['fix_outcome'], history: 'none' }),
  entry('size', 'Size', 40, { reads: ['catalog'], scope: 'database' }),
];

export const CHECK_DEFINITIONS: CheckDefinition[] = CHECKS.map(({ definition }) => definition);
