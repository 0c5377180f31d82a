import type { CheckDefinition } from '../../types.ts';
import { plural, thousands } from '../../text.ts';

/** Many different problems at once: usually one cause that shows in many ways, or a new kind of client. */
export const check: CheckDefinition = {
  id: 'problem-diversity',
  title: 'Different problems',
  description:
    'How many different problem codes were reported on each of the last seven days (today so far included) and in the ' +
    'last 24 hours; the largest of these numbers counts.',
  severity: 'warning',
  owner: 'devdiag',
  source: 'sql',
  order: 100,
  unit: 'count',
  thresholds: [
    {
      id: 'most',
      label: 'Different codes a day',
      description: 'More different problem codes on one day than this are unusual.',
      unit: 'count',
      default: 10,
      min: 1,
      max: 10_000,
      integer: true,
    },
  ],
  history: 'full',
  scope: 'tenant',
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 7 },
  alert: 'high-diversity',
  // New codes have no fix yet.
  explains: ['unlearned-problems'],
  evidenceColumns: [
    { id: 'code', label: 'Problem code', kind: 'text' },
    { id: 'reports', label: 'Reports', kind: 'count' },
    { id: 'days', label: 'On days', kind: 'count' },
    { id: 'first', label: 'First in these seven days', kind: 'time' },
    { id: 'newest', label: 'Last seen', kind: 'time' },
  ],
  trend: { title: 'Different problem codes a day', unit: 'count', style: 'bars' },
  judge(rows, { thresholds, isNow }) {
    const days = rows.filter((row) => row.section === 'day');
    const lastDay = rows.find((row) => row.section === 'last-day')?.value ?? 0;
    const common = {
      threshold: thresholds.most,
      evidence: rows
        .filter((row) => row.section === 'code')
        .map((row) => ({
          code: row.key,
          reports: row.value,
          days: Number(row.detail?.days),
          first: Number(row.detail?.first),
          newest: row.at,
        })),
      trend: days.map((row) => ({ at: row.at ?? 0, value: row.value })),
    };
    if (!rows.some((row) => row.section === 'runs')) {
      return {
        ...common,
        outcome: 'not-evaluated',
        value: null,
        message: `There is no run in ${isNow ? 'the last seven days' : 'the seven days before'}.`,
      };
    }
    // Of days alike, the latest is the one to talk about.
    const worst = days.reduce((most, day) => ((day.value ?? 0) >= (most.value ?? 0) ? day : most), days[0]);
    const value = Math.max(lastDay, worst.value ?? 0);
    const codes = plural(value, 'different problem code');
    const last24 = isNow ? 'in the last 24 hours' : 'in the 24 hours before';
    const when = lastDay === value ? last24 : `on ${worst.key}`;
    return value > thresholds.most
      ? { ...common, outcome: 'warn', value, message: `${codes} ${when}; more than ${thresholds.most} are unusual.` }
      : { ...common, outcome: 'pass', value, message: `At most ${codes} a day; ${thousands(lastDay)} ${last24}.` };
  },
};
