import type { CheckDefinition } from '../../types.ts';
import { percent, plural, shorten } from '../../text.ts';

/** One problem that so many runs report that it hides the others. */
export const check: CheckDefinition = {
  id: 'top-problem',
  title: 'Leading problem',
  description: "Which share of the last seven days' runs report the same problem code.",
  severity: 'warning',
  owner: 'devdiag',
  source: 'sql',
  order: 110,
  unit: 'share',
  thresholds: [
    {
      id: 'share',
      label: 'Share of runs',
      description: 'A code that a larger share of the runs report dominates.',
      unit: 'share',
      default: 0.2,
      min: 0.01,
      max: 1,
    },
    {
      id: 'least',
      label: 'Too few to judge',
      description: 'With fewer runs than this in seven days, shares say nothing.',
      unit: 'runs',
      default: 20,
      min: 1,
      max: 1_000_000,
      integer: true,
    },
  ],
  history: 'full',
  scope: 'tenant',
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 7 },
  alert: 'top-problem-dominates',
  explains: ['ttr'],
  evidenceColumns: [
    { id: 'code', label: 'Problem code', kind: 'text' },
    { id: 'share', label: 'Share of runs', kind: 'share' },
    { id: 'runs', label: 'Runs', kind: 'runs' },
    { id: 'tenant', label: 'Tenant', kind: 'text' },
    { id: 'newest', label: 'Last seen', kind: 'time' },
  ],
  trend: { title: 'Share of the leading code, by 24 hours', unit: 'share', style: 'line' },
  judge(rows, { thresholds, isNow }) {
    const runs = rows.find((row) => row.section === 'runs')?.value ?? 0;
    const codes = rows.filter((row) => row.section === 'code');
    const days = isNow ? 'the last seven days' : 'the seven days before';
    const common = {
      threshold: thresholds.share,
      evidence: codes.map((row) => ({
        code: row.key,
        share: row.value,
        runs: Number(row.detail?.runs),
        tenant: (row.detail?.tenant as string | null) ?? 'several',
        newest: row.at,
      })),
      trend: rows.filter((row) => row.section === 'trend').map((row) => ({ at: row.at ?? 0, value: row.value })),
    };
    if (runs < thresholds.least) {
      const few = runs === 0 ? 'There is no run' : `Only ${plural(runs, 'run')}`;
      const message = `${few} in ${days}; shares mean something from ${thresholds.least} on.`;
      return { ...common, outcome: 'not-evaluated', value: null, message };
    }
    const [top] = codes;
    if (!top) {
      return {
        ...common,
        outcome: 'pass',
        value: 0,
        message: `None of ${plural(runs, 'run')} of ${days} reports a problem.`,
      };
    }
    const share = top.value ?? 0;
    const others = codes.filter((row) => (row.value ?? 0) > thresholds.share).length - 1;
    const sentence = `${shorten(top.key ?? '') || 'A code without a name'} is in ${percent(share)} of the runs of ${days}`;
    if (share > thresholds.share) {
      const more =
        others > 0 ? `, and ${plural(others, 'other code')} in more than ${percent(thresholds.share)} too` : '';
      return { ...common, outcome: 'warn', value: share, message: `${sentence}${more}.` };
    }
    return { ...common, outcome: 'pass', value: share, message: `${sentence}, more than any other.` };
  },
};
