import type { CheckDefinition, Judgement } from '../../types.ts';
import { duration, plural, thousands } from '../../text.ts';

/**
 * Retention: whether the history is as long as the site wants it.
 *
 * A run that is kept on purpose beyond the policy must not count. The schema has no mark for such a run and none is
 * known yet, so every run counts; whatever keeps runs on purpose has to bring a mark along that the query can read.
 */
export const check: CheckDefinition = {
  id: 'retention',
  title: 'Retention',
  description: 'How old the oldest run is, against the number of days that runs are to be kept.',
  severity: 'warning',
  owner: 'database',
  source: 'sql',
  order: 40,
  unit: 'days',
  thresholds: [
    {
      id: 'tolerance',
      label: 'Tolerance',
      description: 'Days by which the oldest run may be younger or older than the retention policy.',
      unit: 'days',
      default: 10,
      min: 0,
      max: 365,
    },
    {
      id: 'factor',
      label: 'Fail beyond, times the policy',
      description: 'The check fails when the oldest run is older than this many times the retention policy.',
      unit: 'count',
      default: 2,
      min: 1,
      max: 100,
    },
  ],
  // The oldest run moves with every cleanup.
  history: 'none',
  // The cleanup knows no tenants.
  scope: 'database',
  reads: ['diag_run'],
  cost: { kind: 'constant' },
  // What is not deleted stays.
  explains: ['database-size'],
  evidenceColumns: [
    { id: 'what', label: 'What', kind: 'text' },
    { id: 'at', label: 'Written at', kind: 'time' },
    { id: 'age', label: 'Age', kind: 'days' },
    { id: 'id', label: 'Id', kind: 'text' },
  ],
  judge(rows, { thresholds, settings, asOf }) {
    const oldest = rows.find((row) => row.section === 'oldest');
    const smallestId = rows.find((row) => row.section === 'smallest-id')?.value ?? null;
    const age = oldest?.value ?? null;
    if (age === null) {
      return {
        outcome: 'not-evaluated',
        message: 'There is no run whose age could be compared with the retention policy.',
        value: null,
        threshold: settings.retentionDays,
        evidence: [],
        trend: [],
      };
    }
    const policy = settings.retentionDays;
    return {
      ...verdict(age, smallestId, policy, thresholds),
      value: age,
      evidence: [
        { what: 'Oldest run', at: oldest?.at ?? null, age, id: oldest?.key ?? null },
        { what: 'Policy', at: asOf - policy * 86_400_000, age: policy, id: null },
        { what: 'Smallest id', at: null, age: null, id: smallestId === null ? null : String(smallestId) },
      ],
      trend: [],
    };
  },
};

function verdict(
  age: number,
  smallestId: number | null,
  policy: number,
  { tolerance, factor }: Record<string, number>
): Pick<Judgement, 'outcome' | 'message' | 'threshold'> {
  const oldest = `The oldest run is ${duration(age * 1440)} old`;
  const kept = `the policy is ${plural(policy, 'day')}`;
  if (age > policy * factor) {
    return {
      outcome: 'fail',
      threshold: policy * factor,
      message: `${oldest}, more than ${factor} times the policy of ${plural(policy, 'day')}: nothing is being cleaned up.`,
    };
  }
  if (age > policy + tolerance) {
    return {
      outcome: 'warn',
      threshold: policy + tolerance,
      message: `${oldest} and ${kept}: the cleanup is not running.`,
    };
  }
  if (age >= policy - tolerance) {
    return { outcome: 'pass', threshold: policy + tolerance, message: `${oldest}; ${kept}.` };
  }
  if (smallestId !== null && smallestId <= 1) {
    return {
      outcome: 'pass',
      threshold: policy + tolerance,
      message: `${oldest} and nothing was ever deleted: still accumulating, ${kept}.`,
    };
  }
  return {
    outcome: 'warn',
    threshold: policy - tolerance,
    message: `${oldest} although ${kept} and older runs existed (ids begin at ${thousands(smallestId ?? 0)}): deleted too early.`,
  };
}
