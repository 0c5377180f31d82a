import type { CheckDefinition, CheckRow, EvidenceCell } from '../../types.ts';
import { duration, list, plural } from '../../text.ts';

/**
 * Time to remediation: how long problems stay once they appear.
 *
 * From fewer than five episodes no median is drawn, here as in the alert: that is too little history, not health.
 */
export const check: CheckDefinition = {
  id: 'ttr',
  title: 'Time to remediation',
  description:
    'Median time until a problem that appeared in the last 7 days is gone, those still there taken into account.',
  severity: 'warning',
  owner: 'devdiag',
  source: 'sql',
  order: 120,
  unit: 'days',
  thresholds: [
    {
      id: 'warn',
      label: 'Warn above',
      description: 'Median days until a problem is gone above which fixing has become slow.',
      unit: 'days',
      default: 2,
      min: 0.01,
      max: 7,
    },
    {
      id: 'episodes',
      label: 'Episodes to judge by',
      description: 'The median is judged only from this many episodes on.',
      unit: 'count',
      default: 5,
      // The definition of "at least" needs five at risk.
      min: 5,
      max: 10_000,
      integer: true,
    },
  ],
  history: 'full',
  scope: 'tenant',
  reads: ['diag_run'],
  cost: { kind: 'series', floorDays: 7 },
  alert: 'ttr-regression',
  evidenceColumns: [
    { id: 'code', label: 'Problem', kind: 'text' },
    { id: 'median', label: 'Median', kind: 'days' },
    { id: 'atLeast', label: 'At least', kind: 'days' },
    { id: 'episodes', label: 'Episodes', kind: 'count' },
    { id: 'open', label: 'Still open', kind: 'count' },
    { id: 'longest', label: 'Longest so far', kind: 'days' },
  ],
  trend: { title: 'Problems that appeared, by day', unit: 'count', style: 'bars' },
  judge(rows, { thresholds, tenant }) {
    const all = rows.find((row) => row.section === 'median');
    const episodes = Number(all?.detail?.episodes ?? 0);
    const days = all?.value ?? null;
    const whose = tenant === null ? '' : ' of this tenant';
    const slowest = rows.filter((row) => row.section === 'evidence');
    const common = {
      threshold: thresholds.warn,
      evidence: slowest.map(evidenceOf),
      trend: rows.filter((row) => row.section === 'trend').map((row) => ({ at: row.at ?? 0, value: row.value })),
    };
    if (days === null || episodes < thresholds.episodes) {
      const count = episodes === 0 ? `No problem${whose}` : `Only ${plural(episodes, 'problem')}${whose}`;
      return {
        ...common,
        outcome: 'not-evaluated',
        value: null,
        message: `${count} appeared in the last 7 days; a median needs ${thresholds.episodes}.`,
      };
    }
    const said =
      all?.detail?.reached === true
        ? `Half of the ${plural(episodes, 'problem')}${whose} that appeared in the last 7 days were gone after ${duration(days * 1440)}`
        : `More than half of the ${plural(episodes, 'problem')}${whose} that appeared in the last 7 days are not known to be gone; the median time until they are gone is at least ${duration(days * 1440)}`;
    if (days > thresholds.warn) {
      const names = list(slowest.map((row) => row.key ?? ''));
      return {
        ...common,
        outcome: 'warn',
        value: days,
        message: `${said}, against a limit of ${duration(thresholds.warn * 1440)}; slowest: ${names}.`,
      };
    }
    return { ...common, outcome: 'pass', value: days, message: `${said}.` };
  },
};

function evidenceOf({ key, value, detail }: CheckRow): Record<string, EvidenceCell> {
  const number = (name: string) => (typeof detail?.[name] === 'number' ? (detail[name] as number) : null);
  return {
    code: key,
    median: value,
    atLeast: value === null ? number('at_least') : null,
    episodes: number('episodes'),
    open: (number('episodes') ?? 0) - (number('resolved') ?? 0),
    longest: number('longest'),
  };
}
