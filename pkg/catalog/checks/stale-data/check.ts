import type { CheckDefinition } from '../../types.ts';
import { duration } from '../../text.ts';

/** Freshness: how long DevDiag has been silent. */
export const check: CheckDefinition = {
  id: 'stale-data',
  title: 'Data freshness',
  description: 'How long ago the newest diagnostic run was written, counting expected hours only.',
  severity: 'critical',
  owner: 'on-call',
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
  // Nothing new is seen, nobody is seen to run anything, and no problem is seen to go.
  explains: ['new-rows-today', 'run-volume', 'tenant-silent', 'ttr'],
  evidenceColumns: [
    { id: 'what', label: 'Run', kind: 'text' },
    { id: 'at', label: 'Written at', kind: 'time' },
  ],
  parameters: ({ isNow }) => ({ is_now: isNow ? 1 : 0 }),
  judge(rows, { thresholds, asOf, isNow, tenant }) {
    const newest = rows.find((row) => row.section === 'newest');
    const ahead = rows.find((row) => row.section === 'ahead');
    const latest = rows.filter((row) => row.section === 'latest');
    const minutes = newest?.value ?? null;
    const whose = tenant === null ? '' : ' for this tenant';
    const skew = ahead ? aheadOfClock(ahead.value ?? 0) : '';
    const answer = (outcome: 'pass' | 'warn' | 'fail', threshold: number, message: string) => ({
      outcome,
      value: minutes,
      threshold,
      message,
      evidence: [
        ...(ahead ? [{ what: 'Furthest ahead of the clock', at: ahead.at }] : []),
        ...latest.map((row, index) => ({ what: index === 0 ? 'Newest' : `${index + 1} from the end`, at: row.at })),
      ],
      trend: [],
    });
    if (minutes === null) {
      const when = isNow ? '' : ' at or before that time';
      return answer('fail', thresholds.fail, `There is no run at all${whose}${when}${skew && `; ${skew}`}.`);
    }
    // Where hours were left out, the clock on the wall says something else; the sentence says what was counted.
    const counted = newest?.at && (asOf - newest.at) / 60_000 > minutes + 1 ? 'of expected time ' : '';
    const age = `The newest run${whose} ${isNow ? 'is' : 'was'} ${duration(minutes)} ${counted}old`;
    if (minutes >= thresholds.fail) {
      return answer(
        'fail',
        thresholds.fail,
        `${age}: the pipeline ${isNow ? 'has' : 'had'} stalled${skew && `, or ${skew}`}.`
      );
    }
    if (minutes >= thresholds.warn) {
      return answer('warn', thresholds.warn, `${age}${skew && `; ${skew}`}.`);
    }
    return skew ? answer('warn', thresholds.warn, `${age}, but ${skew}.`) : answer('pass', thresholds.warn, `${age}.`);
  },
};

/** The query stops counting at a thousand. */
function aheadOfClock(runs: number): string {
  const many = runs >= 1000 ? '1,000 runs or more carry' : runs === 1 ? 'one run carries' : `${runs} runs carry`;
  return `${many} a time in the future: a clock or the time zone setting is wrong`;
}
