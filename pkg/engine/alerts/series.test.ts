import { describe, expect, it } from 'vitest';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { readRule } from './live.ts';
import { holdsLabels, seriesState } from './series.ts';
import { alertState } from './state.ts';

const NOW = Date.parse('2026-03-18T12:00:00Z');
const { definition } = ALERTS.find((entry) => entry.definition.id === 'top-problem-dominates')!;

const series = (state: string, problem_code: string, activeAt = '2026-03-18T11:00:00Z') => ({
  labels: { alertname: 'x', problem_code },
  annotations: {},
  state,
  activeAt,
});

/** The alert as a rule of Grafana's with these parts makes it. */
function alertOf(part: object) {
  const raw = {
    uid: 'u',
    name: 'x',
    state: 'inactive',
    health: 'ok',
    lastEvaluation: '2026-03-18T11:58:00Z',
    alerts: [],
    ...part,
  };
  return alertState(definition, {
    ruleUid: 'u',
    rule: readRule(raw, 300, NOW),
    folder: 'DevDiag',
    isWanted: true,
    isHidden: false,
    silences: [],
    history: null,
    knownSince: null,
    window: { from: 0, to: NOW },
  });
}

describe('one series of a rule', () => {
  const firing = {
    state: 'firing',
    alerts: [series('Alerting', 'Y'), series('Normal', 'X'), series('Alerting', 'X', '2026-03-18T10:00:00Z')],
  };

  it.each([
    ['X', firing, { status: 'firing', since: Date.parse('2026-03-18T10:00:00Z'), isQuiet: false }],
    ['Y', firing, { status: 'firing', since: Date.parse('2026-03-18T11:00:00Z'), isQuiet: false }],
    ['Z', firing, { status: 'inactive', since: null, isQuiet: true }],
    ['X', { alerts: [series('Normal', 'X')] }, { status: 'inactive', isQuiet: false }],
    ['X', { alerts: [series('Normal (Error)', 'X')] }, { status: 'error' }],
    ['X', { ...firing, isPaused: true }, { status: 'paused', since: null }],
    ['X', { alerts: [{ ...series('Error', ''), labels: {} }], health: 'error' }, { status: 'unknown' }],
    ['X', { health: 'nodata' }, { status: 'unknown' }],
    ['X', { lastEvaluation: '0001-01-01T00:00:00Z' }, { status: 'not-evaluated' }],
    ['Z', { ...firing, lastEvaluation: '2026-03-18T09:00:00Z' }, { status: 'inactive', isLate: true }],
  ])('%s of %j', (problem_code, part, expected) => {
    expect(seriesState(alertOf(part), { problem_code })).toMatchObject(expected);
  });

  it('is found by all of what is wanted, and by no label that everything has', () => {
    expect(holdsLabels({ a: '1', b: '2' }, { a: '1' })).toBe(true);
    expect(holdsLabels({ a: '1' }, { a: '1', b: '2' })).toBe(false);
    expect(holdsLabels({}, { toString: '1' })).toBe(false);
  });
});
