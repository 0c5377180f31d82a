import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareReports, dayBefore, type ChangeKind } from './compare.ts';
import type { CheckResult, Verdict } from './report.ts';
import { AS_OF, checkResult, healthReport } from './testing.ts';

const DAY = 86_400_000;
const OUTCOMES: Verdict[] = ['pass', 'warn', 'fail', 'error', 'not-evaluated'];

function compared(now: Partial<CheckResult>, before: Partial<CheckResult> | null) {
  const earlier = healthReport(before ? [checkResult(before)] : [], { asOf: AS_OF - DAY, isNow: false });
  return compareReports(healthReport([checkResult(now)]), earlier);
}

const kind = (now: Verdict, before: Verdict) => compared({ outcome: now }, { outcome: before }).changes[0].kind;

describe('what changed since yesterday', () => {
  it.each<[Verdict, Verdict, ChangeKind]>([
    ['pass', 'warn', 'new'],
    ['pass', 'fail', 'new'],
    ['pass', 'error', 'new'],
    ['pass', 'not-evaluated', 'new'],
    ['warn', 'fail', 'worse'],
    ['warn', 'error', 'worse'],
    ['fail', 'error', 'worse'],
    ['fail', 'not-evaluated', 'worse'],
    ['fail', 'warn', 'better'],
    ['fail', 'pass', 'resolved'],
    ['warn', 'pass', 'resolved'],
    ['pass', 'pass', 'unchanged'],
    ['warn', 'warn', 'unchanged'],
    ['fail', 'fail', 'unchanged'],
    ['error', 'pass', 'no-history'],
    ['not-evaluated', 'pass', 'no-history'],
    ['not-evaluated', 'fail', 'no-history'],
    ['not-evaluated', 'not-evaluated', 'no-history'],
  ])('%s then and %s now is %s', (before, now, expected) => {
    expect(kind(now, before)).toBe(expected);
  });

  it('says both outcomes and both values', () => {
    expect(compared({ outcome: 'fail', value: 420 }, { outcome: 'pass', value: 3 }).changes[0].message).toBe(
      'It fails now and passed 24 hours earlier: 7 h, 3 minutes then.'
    );
    expect(compared({ outcome: 'fail', value: 420 }, { outcome: 'fail', value: 420 }).changes[0].message).toBe(
      'It fails as it did 24 hours earlier: 7 h.'
    );
  });

  it('says what has no history', () => {
    const message = 'This has no history: only the present can be asked about.';
    expect(compared({ outcome: 'pass' }, { outcome: 'not-evaluated', value: null, message }).changes[0].message).toBe(
      `What it was 24 hours earlier is not known. ${message}`
    );
    expect(compared({ outcome: 'pass' }, null).changes[0]).toMatchObject({ kind: 'no-history', before: null });
  });

  it('says why a check that was known is not any more', () => {
    const change = compared(
      { outcome: 'error', value: null, message: 'The query hit its time limit.' },
      { outcome: 'pass' }
    ).changes[0];
    expect(change.message).toBe(
      'It passed 24 hours earlier and cannot be evaluated now. The query hit its time limit.'
    );
  });

  it('is not taken in by a mute', () => {
    const mute = { id: '1', checkId: 'stale-data', reason: 'r', owner: 'o', since: 0, until: AS_OF + 1 };
    const change = compared({ outcome: 'skipped', underlying: 'fail', mute }, { outcome: 'fail' }).changes[0];
    expect(change).toMatchObject({ kind: 'unchanged', now: 'fail' });
    expect(change.message).toContain('fails (muted) as it did');
  });

  it('counts, and says all of it in one sentence', () => {
    const ids = ['a', 'b', 'c'];
    const now = healthReport(
      ids.map((id, index) => checkResult({ id, outcome: (['fail', 'pass', 'pass'] as const)[index] }))
    );
    const before = healthReport(
      ids.map((id, index) => checkResult({ id, outcome: (['pass', 'fail', 'not-evaluated'] as const)[index] })),
      { asOf: AS_OF - DAY, isNow: false }
    );
    const comparison = compareReports(now, before);
    expect(comparison.counts).toMatchObject({ new: 1, resolved: 1, 'no-history': 1, unchanged: 0 });
    expect(comparison.message).toBe('Compared with 24 hours earlier: 1 new, 1 resolved, 1 without history.');
  });

  it('refuses reports that cannot be compared', () => {
    const now = healthReport([checkResult()]);
    expect(() => compareReports(now, now)).toThrow(RangeError);
    expect(() => compareReports(now, healthReport([], { asOf: AS_OF - DAY, tenant: 'acme' }))).toThrow(RangeError);
  });

  it('asks the same question a day earlier, as a past instant', () => {
    const question = { asOf: AS_OF, isNow: true, tenant: 'acme' };
    expect(dayBefore(question)).toEqual({ asOf: AS_OF - DAY, isNow: false, tenant: 'acme' });
  });

  it('never calls anything unknown better, and nothing bad unchanged from something good', () => {
    const outcome = fc.constantFrom(...OUTCOMES);
    const known = new Set<Verdict>(['pass', 'warn', 'fail']);
    fc.assert(
      fc.property(outcome, outcome, fc.boolean(), (now, before, muted) => {
        const change = compared(muted ? { outcome: 'skipped', underlying: now } : { outcome: now }, { outcome: before })
          .changes[0];
        if (change.kind === 'better' || change.kind === 'resolved') {
          expect(known.has(now) && known.has(before)).toBe(true);
        }
        if (change.kind === 'unchanged') {
          expect(now).toBe(before);
        }
        expect(change.message.length).toBeGreaterThan(10);
      })
    );
  });
});
