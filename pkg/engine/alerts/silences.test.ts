import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertInstance, Matcher } from './alerts.ts';
import { isCovered, readSilences, silencesOf, type Silenceable } from './silences.ts';

const equals = (name: string, value: string): Matcher => ({ name, value, isRegex: false, isEqual: true });
const matches = (name: string, value: string): Matcher => ({ name, value, isRegex: true, isEqual: true });
const LABELS = { severity: 'critical', team: 'devdiag' };

describe('a silence’s matchers', () => {
  it.each([
    [[equals('severity', 'critical')], true],
    [[equals('severity', 'crit')], false],
    [[matches('severity', 'crit')], false],
    [[matches('severity', 'crit.*|warning')], true],
    [[matches('severity', '(?i)CRITICAL')], true],
    [[matches('team', 'dev\\-?diag')], true],
    [[{ ...matches('team', 'other'), isEqual: false }], true],
    [[equals('tenant', '')], true],
    [[matches('tenant', '.+')], false],
    [[equals('severity', 'critical'), equals('team', 'other')], false],
    [[], false],
    [[matches('severity', '\\pL+')], null],
    [[matches('severity', '(')], null],
    [[matches('severity', '('), equals('team', 'other')], false],
  ])('%j cover: %s', (matchers, expected) => {
    expect(isCovered(matchers, LABELS)).toBe(expected);
  });

  it('that name a label’s own value cover it, those that don’t never do', () => {
    const name = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(fc.dictionary(name, fc.string(), { minKeys: 1 }), (labels) => {
        const all = Object.entries(labels).map(([key, value]) => equals(key, value));
        expect(isCovered(all, labels)).toBe(true);
        expect(isCovered([...all, { ...all[0], isEqual: false }], labels)).toBe(false);
      })
    );
  });
});

describe('the silences of a rule', () => {
  const rule: Silenceable = {
    uid: 'devdiag-top-problem-dominates',
    title: 'One problem dominates',
    folder: 'DevDiag Alerts',
    labels: { severity: 'warning' },
    instances: [],
  };
  const instance = (code: string, status: AlertInstance['status']): AlertInstance => ({
    labels: { problem_code: code },
    status,
    reasons: [],
    since: null,
    error: '',
  });
  const silence = (...matchers: Matcher[]) => ({
    id: 'x',
    matchers,
    startsAt: 0,
    endsAt: 100,
    createdBy: 'editor',
    comment: '',
  });
  const covers = (given: Partial<Silenceable>, ...matchers: Matcher[]) =>
    silencesOf({ ...rule, ...given }, [silence(...matchers)], 50).map((one) => one.covers);

  it('are found by its uid, folder, title and labels', () => {
    for (const matcher of [
      equals('__alert_rule_uid__', rule.uid),
      equals('alertname', rule.title),
      equals('grafana_folder', rule.folder),
      matches('severity', 'warn.*'),
    ]) {
      expect(covers({}, matcher)).toEqual(['all']);
    }
  });

  it('cover the series in trouble, or some of them', () => {
    const two = { instances: [instance('A', 'firing'), instance('B', 'firing'), instance('C', 'inactive')] };
    expect(covers(two, equals('problem_code', 'A'))).toEqual(['some']);
    expect(covers(two, matches('problem_code', 'A|B'))).toEqual(['all']);
    expect(covers(two, equals('problem_code', 'C'))).toEqual([]);
    expect(covers({ instances: [instance('C', 'inactive')] }, equals('problem_code', 'C'))).toEqual(['all']);
  });

  it('tell errors by the name that Grafana gives them', () => {
    const broken = { instances: [instance('', 'error')] };
    expect(covers(broken, equals('alertname', 'DatasourceError'))).toEqual(['all']);
    expect(covers(broken, equals('alertname', rule.title))).toEqual([]);
    expect(covers(broken, equals('rulename', rule.title))).toEqual(['all']);
  });

  it('that cannot be read are told as such', () => {
    expect(covers({}, matches('severity', '(?P<x>w)'))).toEqual(['unknown']);
  });

  it('are not those that are over, and anything else is none', () => {
    const raw = (endsAt: string) => ({ id: 'a', matchers: [], startsAt: '2026-01-01T00:00:00Z', endsAt });
    const now = Date.parse('2026-01-02T00:00:00Z');
    expect(readSilences([raw('2026-01-03T00:00:00Z'), raw('2026-01-02T00:00:00Z'), null, 7], now)).toHaveLength(1);
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(readSilences(anything, now)).toEqual([]);
      })
    );
  });
});
