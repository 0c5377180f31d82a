import type { CheckDefinition } from '../../types.ts';
import { plural } from '../../text.ts';

/** What is wrong with the rows of a kind, as the query calls it. */
const KINDS: Record<string, string> = {
  object: 'problems is an object, not an array',
  string: 'problems is a text, not an array',
  number: 'problems is a number, not an array',
  boolean: 'problems is true or false, not an array',
  null: 'problems is null, not an array',
  array: 'problems holds something that is not a text',
  future: 'the time is in the future',
};

/** Rows that other checks must leave out or misread. */
export const check: CheckDefinition = {
  id: 'data-quality',
  title: 'Malformed runs',
  description: 'Runs of the last seven days whose problems are not an array of texts, or whose time is in the future.',
  severity: 'warning',
  owner: 'devdiag',
  source: 'sql',
  order: 140,
  unit: 'share',
  thresholds: [
    {
      id: 'fail',
      label: 'Fail above',
      description: 'A larger share of malformed runs than this fails; any at all is a warning.',
      unit: 'share',
      default: 0.01,
      min: 0,
      max: 1,
    },
  ],
  history: 'full',
  scope: 'tenant',
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 7 },
  // Runs in the future count as not there yet, and malformed ones report nothing.
  explains: ['stale-data', 'top-problem', 'problem-diversity'],
  evidenceColumns: [
    { id: 'what', label: 'What is wrong', kind: 'text' },
    { id: 'runs', label: 'Runs', kind: 'runs' },
    { id: 'tenant', label: 'Tenant', kind: 'text' },
    { id: 'newest', label: 'Newest', kind: 'time' },
    { id: 'id', label: 'Highest id', kind: 'text' },
  ],
  trend: { title: 'Malformed runs, by 24 hours', unit: 'runs', style: 'bars' },
  parameters: ({ isNow }) => ({ is_now: isNow ? 1 : 0 }),
  judge(rows, { thresholds, isNow }) {
    const kinds = rows.filter((row) => row.section === 'kind' || row.section === 'ahead');
    const ahead = rows.find((row) => row.section === 'ahead')?.value ?? 0;
    const runs = (rows.find((row) => row.section === 'runs')?.value ?? 0) + ahead;
    const odd = kinds.reduce((sum, row) => sum + (row.value ?? 0), 0);
    const days = isNow ? 'the last seven days' : 'the seven days before';
    const common = {
      evidence: kinds.map((row) => ({
        what: KINDS[row.key ?? ''] ?? row.key,
        runs: row.value,
        tenant: (row.detail?.tenant as string | null) ?? 'several',
        newest: row.at,
        id: String(row.detail?.id),
      })),
      trend: rows.filter((row) => row.section === 'trend').map((row) => ({ at: row.at ?? 0, value: row.value })),
    };
    if (runs === 0) {
      const message = `There is no run in ${days}.`;
      return { ...common, outcome: 'not-evaluated', value: null, threshold: thresholds.fail, message };
    }
    const value = odd / runs;
    if (odd === 0) {
      const message = `All runs of ${days} are well-formed (${plural(runs, 'run')}).`;
      return { ...common, outcome: 'pass', value, threshold: 0, message };
    }
    const parts = [
      odd > ahead ? `${plural(odd - ahead, 'run')} with malformed problems` : '',
      ahead > 0 ? `${plural(ahead, 'run')} with a time in the future` : '',
    ];
    const message = `${parts.filter(Boolean).join(' and ')}, of ${plural(runs, 'run')} in ${days}.`;
    return value > thresholds.fail
      ? { ...common, outcome: 'fail', value, threshold: thresholds.fail, message }
      : { ...common, outcome: 'warn', value, threshold: 0, message };
  },
};
