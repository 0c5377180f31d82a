import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCondition, readMeasured } from './condition.ts';
import { readRule } from './live.ts';

const NOW = Date.parse('2026-01-02T00:00:00Z');
const AT = '2026-01-01T23:58:00Z';
const rule = (part: object) => ({
  uid: 'u',
  name: 'n',
  state: 'inactive',
  health: 'ok',
  lastEvaluation: AT,
  alerts: [{ state: 'Normal', activeAt: AT, labels: {}, annotations: {} }],
  ...part,
});
const read = (part: object) => readRule(rule(part), 300, NOW);

describe('a rule', () => {
  it('is well only when everything says so', () => {
    expect(read({})).toMatchObject({ status: 'inactive', isQuiet: false, isLate: false });
    expect(read({ health: 'nonsense' }).status).toBe('unknown');
    expect(read({ state: 'nonsense' }).status).toBe('unknown');
    expect(read({ alerts: [{ state: 'Strange' }] }).status).toBe('unknown');
    expect(read({ lastEvaluation: '0001-01-01T00:00:00Z' }).status).toBe('not-evaluated');
    expect(read({ isPaused: true, state: 'firing' }).status).toBe('paused');
    expect(read({ state: 'recovering' }).status).toBe('recovering');
  });

  it('tells an error that its state hides, with the database’s words', () => {
    const hidden = read({ alerts: [{ state: 'Normal (Error, KeepLast)', annotations: { Error: 'no such table' } }] });
    expect(hidden).toMatchObject({ status: 'error', health: 'error', isErrorHidden: true, lastError: 'no such table' });
    const firing = read({
      state: 'firing',
      alerts: [{ state: 'Alerting (Error, KeepLast)', annotations: { Error: 'x' } }],
    });
    expect(firing).toMatchObject({ status: 'firing', health: 'error', isErrorHidden: true, lastError: 'x' });
  });

  it('is quiet, not well, without rows', () => {
    expect(read({ alerts: [{ state: 'Normal (NoData)' }] })).toMatchObject({ status: 'inactive', isQuiet: true });
    expect(read({ alerts: [] })).toMatchObject({ status: 'inactive', isQuiet: true });
  });

  it('is late after two intervals without an evaluation', () => {
    expect(readRule(rule({}), 30, NOW).isLate).toBe(true);
    expect(readRule(rule({ isPaused: true }), 30, NOW).isLate).toBe(false);
  });

  it('fires since the first of its series does', () => {
    const alerts = [
      { state: 'Alerting', activeAt: '2026-01-01T23:50:00Z' },
      { state: 'Alerting', activeAt: '2026-01-01T23:40:00Z' },
      { state: 'Normal', activeAt: '2026-01-01T10:00:00Z' },
    ];
    expect(read({ state: 'firing', alerts }).since).toBe(Date.parse('2026-01-01T23:40:00Z'));
  });

  it('can be anything, and then nothing good is said of it', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(readRule(anything, 300, NOW).status).not.toBe('inactive');
      })
    );
  });
});

describe('a rule’s condition', () => {
  const query = (evaluator: object, expression = 'A') =>
    JSON.stringify([
      { refId: 'A', datasourceUid: 'pg', model: { rawSql: 'select 1' } },
      {
        refId: 'C',
        datasourceUid: '__expr__',
        model: { type: 'threshold', expression, conditions: [{ evaluator }] },
      },
    ]);

  it('is what Grafana compares', () => {
    expect(readCondition(query({ type: 'gt', params: [120] }))).toEqual({
      comparison: 'above',
      threshold: 120,
      sql: 'select 1',
      dataSourceUid: 'pg',
    });
    expect(readCondition(query({ type: 'lt', params: [0.7] }))?.comparison).toBe('below');
  });

  it('is not guessed', () => {
    expect(readCondition(query({ type: 'within_range', params: [1, 2] }))).toBeNull();
    expect(readCondition(query({ type: 'gt', params: [] }))).toBeNull();
    expect(readCondition('[{"refId":"A" ...')).toBeNull();
    expect(readCondition(query({ type: 'gt', params: [1] }, 'B'))).toMatchObject({ sql: null, dataSourceUid: null });
  });

  it('holds for values beyond the threshold, never for the threshold itself', () => {
    const fields = [
      { name: 'problem_code', values: ['A', 'B', 'C'] },
      { name: 'value', values: [0.3, 0.2, null] },
    ];
    expect(readMeasured(fields, { comparison: 'above', threshold: 0.2 })).toEqual([
      { labels: { problem_code: 'A' }, value: 0.3, isBeyond: true },
      { labels: { problem_code: 'B' }, value: 0.2, isBeyond: false },
    ]);
    expect(readMeasured(fields, { comparison: 'below', threshold: 0.3 }).map(({ isBeyond }) => isBeyond)).toEqual([
      false,
      true,
    ]);
    expect(readMeasured([], { comparison: 'above', threshold: 1 })).toEqual([]);
  });
});
