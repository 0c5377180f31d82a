import { describe, expect, it } from 'vitest';
import { refuseUnknownMoves } from '../../pkg/sandbox/server/alerting/stateMachine.ts';
import { RECORDED_MOVES } from '../../pkg/sandbox/server/alerting/recordedMoves.ts';
import {
  NO_ROW,
  recordedStates,
  recordedWalks,
  Rehearsal,
  SQL_ERROR,
  sqlError,
  values,
  type RecordedWalks,
  type SeenState,
} from './ruleStates.ts';
import type { Outcome } from '../../pkg/sandbox/server/alerting/outcome.ts';

const recorded = recordedStates();
const TICK = recorded.evaluationIntervalSeconds;
const BY_LABEL = 'by-label-for0s';

/** What the queries came to in each phase, in order. */
function outcomeOf(phaseIndex: number, uid: string): Outcome {
  const name = recorded.phases[phaseIndex]!.phase;
  const label = (text: string): Record<string, string> => (uid === BY_LABEL ? { label: text } : {});
  switch (name) {
    case 'no row':
      return NO_ROW;
    case 'NULL':
      return values([NaN, label('a')]);
    case 'SQL error':
    case 'error while firing':
      return SQL_ERROR;
    case 'value 1':
    case 'value 1, then error':
    case 'value 1 after the error':
      return values([1, label('a')]);
    case 'label a becomes b, value 1':
      return values([1, label('b')]);
    default:
      return values([0, label(phaseIndex === recorded.phases.length - 1 ? 'b' : 'a')]);
  }
}

interface Change {
  phaseIndex: number;
  seconds: number;
  seen: SeenState;
}

/** Puts a rule through all phases, evaluated every ten seconds, and notes each change of what it says. */
function rehearse(rule: (typeof recorded.rules)[number], moves: Set<string>): Change[] {
  const rehearsal = new Rehearsal({ ...rule, condition: 'C', title: rule.uid }, (move) => moves.add(move));
  const nameOf = rule.uid === BY_LABEL ? 'label' : 'alertname';
  const changes: Change[] = [{ phaseIndex: 0, seconds: 0, seen: rehearsal.seen(nameOf) }];
  let start = 0;
  recorded.phases.forEach(({ seconds }, phaseIndex) => {
    for (let at = Math.ceil(start / TICK) * TICK; at < start + seconds; at += TICK) {
      rehearsal.evaluate(outcomeOf(phaseIndex, rule.uid), at * 1000);
      const seen = rehearsal.seen(nameOf);
      if (JSON.stringify(seen) !== JSON.stringify(changes.at(-1)!.seen)) {
        changes.push({ phaseIndex, seconds: at - start, seen });
      }
    }
    start += seconds;
  });
  return changes;
}

describe.each(recorded.rules)('a rule with no data $noDataState, error $execErrState, for $for', (rule) => {
  const changes = rehearse(rule, new Set());
  const seen = recorded.changes.filter((change) => change.rule === rule.uid);

  it('changes in each phase as recorded', () => {
    const states = seen.map(({ phaseIndex, state, health, lastError, instances }) => {
      return { phaseIndex, seen: { state, health, lastError, instances } };
    });
    expect(changes.map(({ phaseIndex, seen }) => ({ phaseIndex, seen }))).toEqual(states);
  });

  it('takes as many evaluations between changes as recorded', () => {
    // The recording looked every few seconds, so that one change can be seen late by as much.
    const gaps = (all: Array<{ phaseIndex: number; seconds: number }>) =>
      all.flatMap(({ phaseIndex, seconds }, index) => {
        const before = all[index - 1];
        const counts = index > 1 && before?.phaseIndex === phaseIndex;
        return counts ? [Math.round((seconds - before.seconds) / TICK)] : [];
      });
    expect(gaps(changes)).toEqual(
      gaps(seen.map(({ phaseIndex, secondsIntoPhase }) => ({ phaseIndex, seconds: secondsIntoPhase })))
    );
  });
});

const walks = recordedWalks();
const LETTERS: Record<string, Outcome> = {
  '0': values([0]),
  '1': values([1]),
  n: NO_ROW,
  e: sqlError('division by zero'),
};

/** Puts a rule through its walk and notes each change of what it says, from its first evaluation on. */
function walk(rule: RecordedWalks['rules'][number], moves: Set<string>): SeenState[] {
  const rehearsal = new Rehearsal({ ...rule, condition: 'C' }, (move) => moves.add(move));
  const changes: SeenState[] = [];
  const ticks = walks.phaseSeconds / walks.evaluationIntervalSeconds;
  [...rule.walk].forEach((letter, phaseIndex) => {
    for (let tick = 0; tick < ticks; tick++) {
      const at = (phaseIndex * ticks + tick) * walks.evaluationIntervalSeconds;
      rehearsal.evaluate(LETTERS[letter]!, at * 1000);
      const seen = rehearsal.seen('ref_id');
      if (JSON.stringify(seen) !== JSON.stringify(changes.at(-1))) {
        changes.push(seen);
      }
    }
  });
  return changes;
}

/** With an error and no data at once, Grafana's health is the one it happens to look at last. */
function withoutChance(changes: SeenState[]): SeenState[] {
  const steady = changes.map((seen) => {
    const both = seen.lastError !== '' && seen.instances.some(([state]) => state === 'NoData');
    return both ? { ...seen, health: 'error or nodata' } : seen;
  });
  return steady.filter((seen, index) => JSON.stringify(seen) !== JSON.stringify(steady[index - 1]));
}

describe('rules that go through all pairs of outcomes', () => {
  it.each(walks.rules)('$uid, by way of $walk', (rule) => {
    const seen = walks.changes
      .filter((change) => change.rule === rule.uid && change.instances.length > 0)
      .map(({ state, health, lastError, instances }) => {
        return { state, health, lastError: lastError.slice(0, 90), instances };
      });
    expect(withoutChance(walk(rule, new Set()))).toEqual(withoutChance(seen));
  });
});

describe('steps that were never recorded', () => {
  it('are those that the recordings do not hold', () => {
    const moves = new Set<string>();
    recorded.rules.forEach((rule) => rehearse(rule, moves));
    walks.rules.forEach((rule) => walk(rule, moves));
    // The first recording had a rule for each state from the start.
    const first: Array<[rule: object, outcome: Outcome]> = [
      [{ for: '0s' }, values([1])],
      [{ for: '1h' }, values([1])],
      [{ for: '5m' }, values([0])],
      [{ for: '0s' }, SQL_ERROR],
      [{ for: '0s' }, NO_ROW],
    ];
    for (const [rule, outcome] of first) {
      const rehearsal = new Rehearsal(rule, (move) => moves.add(move));
      [0, 10, 20].forEach((seconds) => rehearsal.evaluate(outcome, seconds * 1000));
    }
    expect([...RECORDED_MOVES].sort()).toEqual([...moves].sort());
    expect(() => refuseUnknownMoves('Recovering + normal -> Normal')).toThrow(/is not part of the stand-in yet/);
  });

  it.each([
    ['a rule that keeps firing', { keep_firing_for: '5m' }, values([1])],
    ['a rule that says when missing series are resolved', { missingSeriesEvalsToResolve: 3 }, values([1])],
  ])('are refused: %s', (_, rule, outcome) => {
    expect(() => new Rehearsal(rule).evaluate(outcome, 0)).toThrow(/is not part of the stand-in yet/);
  });
});
