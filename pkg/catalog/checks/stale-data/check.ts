import type { CheckDefinition } from '../../types.ts';
import { duration } from '../../text.ts';

/** Freshness: how long DevDiag has been silent. */
export const check: CheckDefinition = {
  id: 'stale-data',
  title: 'Data freshness',
  description: 'How long ago the newest diagnostic run was written, counting expected hours only.',
  severity: 'critical',
  source: 'sql',
  order: 90,
  unit: 'minutes',
  thresholds: [
    {
      id: 'warn',
      label: 'Warn after',
      description: 'Minutes of expected time without a run after which the data counts as late.',
      unit: 'minutes',
      default: 120,
      min: 5,
      max: 100_000,
      atMost: 'fail',
    },
    {
      id: 'fail',
      label: 'Fail after',
      description: 'Minutes of expected time without a run after which the pipeline counts as stalled.',
      unit: 'minutes',
      default: 360,
      min: 5,
      max: 100_000,
    },
  ],
  history: 'full',
  scope: 'tenant',
  reads: ['diag_run'],
  cost: { kind: 'constant' },
  alert: 'runs-stalled',
  evidenceColumns: [
    { id: 'what', label: 'Run', kind: 'text' },
    { id: 'at', label: 'Written at', kind: 'time' },
  ],
  judge(rows, { thresholds, isNow, tenant }) {
    const newest = rows.find((row) => row.section === 'newest');
    const ahead = isNow ? rows.find((row) => row.section === 'ahead') : undefined;
    const evidence = [
      ...(newest ? [{ what: 'Newest', at: newest.at }] : []),
      ...(ahead ? [{ what: `Furthest ahead of the clock, of ${ahead.value}`, at: ahead.at }] : []),
    ];
    const minutes = newest?.value ?? null;
    const common = { value: minutes, evidence, trend: [] };
    const whose = tenant === null ? '' : ' for this tenant';
    if (minutes === null) {
      return { ...common, outcome: 'fail', threshold: thresholds.fail, message: `There is no run at all${whose}.` };
    }
    if (minutes >= thresholds.fail) {
      return {
        ...common,
        outcome: 'fail',
        threshold: thresholds.fail,
        message: `The newest run${whose} is ${duration(minutes)} old; the pipeline has stalled.`,
      };
    }
    if (minutes >= thresholds.warn) {
      return {
        ...common,
        outcome: 'warn',
        threshold: thresholds.warn,
        message: `The newest run${whose} is ${duration(minutes)} old.`,
      };
    }
    if (ahead) {
      return {
        ...common,
        outcome: 'warn',
        threshold: thresholds.warn,
        message: `${ahead.value} runs carry a time in the future; a clock or the time zone setting is wrong.`,
      };
    }
    return { ...common, outcome: 'pass', threshold: thresholds.warn, message: `The newest run${whose} is ${duration(minutes)} old.` };
  },
};
