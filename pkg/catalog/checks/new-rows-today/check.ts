import type { CheckDefinition, JudgeContext } from '../../types.ts';
import { duration, plural } from '../../text.ts';

/** Whether the day has brought anything at all. */
export const check: CheckDefinition = {
  id: 'new-rows-today',
  title: 'Runs today',
  description: "How many diagnostic runs were written since the day began in the data's time zone.",
  severity: 'critical',
  owner: 'on-call',
  source: 'sql',
  order: 10,
  unit: 'runs',
  thresholds: [],
  history: 'full',
  scope: 'tenant',
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 1 },
  evidenceColumns: [
    { id: 'tenant', label: 'Tenant', kind: 'text' },
    { id: 'runs', label: 'Runs', kind: 'runs' },
    { id: 'newest', label: 'Newest run', kind: 'time' },
  ],
  trend: { title: 'Runs an hour since the day began', unit: 'runs', style: 'bars', threshold: false },
  judge(rows, context) {
    const one = (section: string) => rows.find((row) => row.section === section);
    const runs = one('runs')?.value ?? 0;
    const behind = one('behind')?.value ?? 0;
    const before = one('before');
    const evidence = rows
      .filter((row) => row.section === 'tenant')
      .map((row) => ({ tenant: row.key, runs: row.value, newest: row.at }));
    const common = {
      value: runs,
      threshold: 1,
      evidence: before ? [...evidence, { tenant: 'Newest before that day', runs: null, newest: before.at }] : evidence,
      trend: rows.filter((row) => row.section === 'trend').map((row) => ({ at: row.at ?? 0, value: row.value })),
    };
    const today = context.isNow ? 'today' : 'that day';
    const whose = context.tenant === null ? '' : ' for this tenant';
    if (runs > 0) {
      const tenants = Number(one('runs')?.detail?.tenants ?? 0);
      const from = context.tenant === null ? `, from ${plural(tenants, 'tenant')}` : '';
      return { ...common, outcome: 'pass', message: `${plural(runs, 'run')}${whose} ${today}${from}.` };
    }
    const limit = freshnessLimit(context);
    if (behind === 0) {
      return {
        ...common,
        outcome: 'warn',
        message: `No run${whose} ${today} so far; none of the expected hours has begun yet.`,
      };
    }
    return behind < limit
      ? {
          ...common,
          outcome: 'warn',
          message: `No run${whose} ${today} so far, ${duration(behind)} of expected time into the day; up to ${duration(limit)} is usual.`,
        }
      : {
          ...common,
          outcome: 'fail',
          message: `No run${whose} ${today}, although ${duration(behind)} of expected time have passed since midnight.`,
        };
  },
};

/** Minutes without a run that freshness tolerates: a day that is younger has nothing to answer for yet. */
function freshnessLimit({ settings }: JudgeContext): number {
  return settings.thresholds['stale-data']?.warn ?? 120;
}
