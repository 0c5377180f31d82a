import type { Judgement } from '../../types.ts';
import type { ObservedRule } from './observed.ts';

/** What one rule is up to. */
export type RuleState = 'missing' | 'foreign' | 'failing' | 'late' | 'never' | 'unseen' | 'waiting' | 'paused' | 'well';

/** So many intervals may pass without an evaluation: one may be missed by a restart. */
const MOST_INTERVALS = 2;

/** @param asOf milliseconds since 1970 */
export function ruleState(rule: ObservedRule, asOf: number): RuleState {
  if (rule.presence !== 'there') {
    return rule.presence;
  }
  if (rule.isPaused) {
    return 'paused';
  }
  if (!rule.isScheduled || rule.interval === null) {
    return 'unseen';
  }
  const since = asOf - MOST_INTERVALS * rule.interval * 1000;
  if (rule.error !== null) {
    return 'failing';
  }
  if (rule.lastEvaluation !== null && rule.lastEvaluation >= since) {
    return 'well';
  }
  // Grafana begins anew with a rule that is made, changed or resumed: its turn comes within one interval.
  if (rule.writtenAt !== null && rule.writtenAt >= since) {
    return 'waiting';
  }
  return rule.lastEvaluation === null ? 'never' : 'late';
}

interface Meaning {
  outcome: Judgement['outcome'];
  /** In a table. */
  word: string;
  /** In a sentence, behind how many there are. */
  verb(count: number): string;
  detail(rule: ObservedRule): string;
}

const nothing = () => '';
const always = (text: string) => () => text;

export const RULE_STATES: Record<RuleState, Meaning> = {
  missing: {
    outcome: 'fail',
    word: 'missing',
    verb: (count) => (count === 1 ? 'is missing' : 'are missing'),
    detail: always('It was chosen to be installed, and is not there.'),
  },
  foreign: {
    outcome: 'fail',
    word: 'replaced',
    verb: (count) => (count === 1 ? 'is replaced by somebody else’s' : 'are replaced by somebody else’s'),
    detail: ({ uid }) => `The rule with the uid ${uid} was not installed by DevDiag Ops.`,
  },
  failing: {
    outcome: 'fail',
    word: 'failing',
    verb: (count) => (count === 1 ? 'fails' : 'fail'),
    detail: ({ error }) => error ?? '',
  },
  late: {
    outcome: 'fail',
    word: 'not evaluated in time',
    verb: (count) => (count === 1 ? 'was not evaluated in time' : 'were not evaluated in time'),
    detail: always('Two intervals and more have passed since its last evaluation.'),
  },
  never: {
    outcome: 'fail',
    word: 'never evaluated',
    verb: (count) => (count === 1 ? 'was never evaluated' : 'were never evaluated'),
    detail: always('Two intervals and more have passed since it was written.'),
  },
  unseen: {
    outcome: 'not-evaluated',
    word: 'unknown',
    verb: (count) => (count === 1 ? 'is not listed by the scheduler' : 'are not listed by the scheduler'),
    detail: always('Grafana has it, and does not say what its scheduler does with it.'),
  },
  waiting: {
    outcome: 'not-evaluated',
    word: 'waiting',
    verb: (count) => (count === 1 ? 'waits for its first evaluation' : 'wait for their first evaluation'),
    detail: ({ interval, writtenAt }) =>
      writtenAt === null || interval === null
        ? ''
        : `It was made, changed or resumed; its turn comes by ${clock(writtenAt + interval * 1000)}.`,
  },
  paused: {
    outcome: 'warn',
    word: 'paused',
    verb: (count) => (count === 1 ? 'is paused' : 'are paused'),
    detail: always('Grafana does not evaluate it until somebody resumes it.'),
  },
  well: { outcome: 'pass', word: 'evaluated', verb: nothing, detail: nothing },
};

function clock(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
