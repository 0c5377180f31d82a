import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { CheckEntry, CheckRow, Judgement, Outcome } from '@devdiag/catalog/types';
import { completeSettings } from '../settings/settings.ts';
import type { QueryErrorKind } from '../query/errors.ts';
import { QuoteError } from '../query/quote.ts';
import { evaluateChecks, planQueries, type HealthQuestion, type QueryAnswer } from './evaluate.ts';
import type { Mute } from './report.ts';
import { summaryLine } from './summary.ts';
import { AS_OF, checkDefinition } from './testing.ts';
import { OUTCOMES_BY_WEIGHT, verdictOf } from './verdict.ts';

const { settings } = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
);
const question = (changes: Partial<HealthQuestion> = {}): HealthQuestion => ({
  asOf: AS_OF,
  isNow: true,
  tenant: null,
  settings,
  ...changes,
});

/** A check that says what its first row's section says. */
function entry(
  id: string,
  changes: Partial<CheckEntry['definition']> = {},
  query: string | null = 'select 1'
): CheckEntry {
  const judge = (rows: CheckRow[]): Judgement => {
    if (rows[0].section === 'throws') {
      throw new Error('boom');
    }
    const outcome = rows[0].section as Judgement['outcome'];
    return { outcome, message: 'm', value: rows[0].value, threshold: null, evidence: [], trend: [] };
  };
  return { definition: checkDefinition({ id, judge, ...changes }), query };
}

const row = (section: string): CheckRow => ({ section, key: null, at: null, value: 1, detail: null });
const says = (section: string): QueryAnswer => ({ ok: true, rows: [row(section)], tookMs: 1 });
const broken = (kind: QueryErrorKind): QueryAnswer => ({ ok: false, error: { kind, message: 'm' }, tookMs: null });

const KINDS: QueryErrorKind[] = [
  'connection',
  'authentication',
  'data-source-missing',
  'forbidden',
  'permission',
  'missing-schema',
  'missing-relation',
  'missing-column',
  'timeout',
  'cancelled',
  'offline',
  'other',
];
const answers = fc.oneof(
  fc.constantFrom(...['pass', 'warn', 'fail', 'not-evaluated', 'throws'].map(says)),
  fc.constantFrom(...KINDS.map(broken)),
  fc.constant<QueryAnswer>({ ok: true, rows: [], tookMs: null }),
  fc.constant(undefined)
);

describe('the verdict', () => {
  it('is the worst outcome: fail > error > not-evaluated > warn > pass, skipped without a say', () => {
    const all: Outcome[] = [...OUTCOMES_BY_WEIGHT, 'skipped'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all)), (outcomes) => {
        const said = outcomes.filter((outcome) => outcome !== 'skipped');
        const worst = ['fail', 'error', 'not-evaluated', 'warn', 'pass'].find((outcome) =>
          said.includes(outcome as never)
        );
        expect(verdictOf(outcomes)).toBe(worst ?? 'not-evaluated');
      })
    );
  });
});

describe('evaluating', () => {
  it('makes nothing unknown green, whatever the answers and the mutes', () => {
    const mutes = fc.subarray(['a', 'b', 'c']).map((ids) => ids.map((id) => muteOf(id)));
    fc.assert(
      fc.property(fc.array(answers, { minLength: 3, maxLength: 3 }), fc.boolean(), mutes, (given, isNow, muted) => {
        const entries = [entry('a'), entry('b', { history: 'none' }), entry('c')];
        const map = new Map(given.flatMap((answer, index) => (answer ? [['abc'[index], answer] as const] : [])));
        const report = evaluateChecks(entries, question({ isNow }), map, muted, AS_OF);
        report.checks.forEach((check, index) => {
          const answer = given[index];
          const measured = answer?.ok === true && answer.rows[0]?.section === 'pass' && (isNow || check.id !== 'b');
          expect(check.underlying === 'pass').toBe(measured);
          expect(check.outcome).toBe(muted.some(({ checkId }) => checkId === check.id) ? 'skipped' : check.underlying);
          expect(check.message).not.toBe('');
        });
        const counted = report.checks.filter(({ outcome }) => outcome !== 'skipped');
        expect(report.verdict === 'pass').toBe(
          counted.length > 0 && counted.every(({ outcome }) => outcome === 'pass')
        );
      }),
      { numRuns: 2000 }
    );
  });

  it('never calls the catalog’s checks green when their queries failed or were not sent', () => {
    for (const answer of [undefined, ...KINDS.map(broken)]) {
      for (const isNow of [true, false]) {
        const asked = question({ isNow });
        const map = new Map(answer ? planQueries(CHECKS, asked).map(({ checkId }) => [checkId, answer] as const) : []);
        const report = evaluateChecks(CHECKS, asked, map, [], AS_OF);
        expect(report.checks.filter(({ outcome }) => outcome === 'pass').map(({ id }) => id)).toEqual([]);
        expect(['error', 'not-evaluated', 'fail']).toContain(report.verdict);
      }
    }
  });

  it('says which one is broken and keeps the others', () => {
    const map = new Map([
      ['a', broken('timeout')],
      ['b', says('throws')],
      ['c', says('pass')],
      ['d', broken('permission')],
    ]);
    const { checks } = evaluateChecks(
      ['a', 'b', 'c', 'd'].map((id) => entry(id)),
      question(),
      map,
      [],
      AS_OF
    );
    expect(checks.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['error', 'The query hit its time limit: m.'],
      ['error', 'The answer could not be judged: boom'],
      ['pass', 'm'],
      ['not-evaluated', "The data source's role may not read what this needs: m."],
    ]);
  });

  it('asks the others when one check’s text cannot be written, and reports that one as an error', () => {
    const entries = [
      entry('a', {}, 'select {{nope}}'),
      entry('b', { parameters: () => ({ n: NaN }) }, 'select {{n}}'),
      entry(
        'c',
        {
          parameters: () => {
            throw new Error('boom');
          },
        },
        'select 1'
      ),
      entry('d'),
    ];
    expect(planQueries(entries, question())).toEqual([{ checkId: 'd', sql: 'select 1' }]);
    const { checks, verdict } = evaluateChecks(entries, question(), new Map([['d', says('pass')]]), [], AS_OF);
    expect(checks.map(({ outcome }) => outcome)).toEqual(['error', 'error', 'error', 'pass']);
    expect(checks[0].message).toBe(
      'The query could not be written: The query names a placeholder that nobody fills: {{nope}}.'
    );
    expect(verdict).toBe('error');
  });

  it('refuses a question that no query can hold', () => {
    expect(() => planQueries([entry('a', {}, '{{tenant_is t}}')], question({ tenant: '\0' }))).toThrow(QuoteError);
  });

  it('asks nothing about a past that is not kept', () => {
    const entries = [entry('a', { history: 'none' }), entry('b')];
    expect(planQueries(entries, question({ isNow: false })).map(({ checkId }) => checkId)).toEqual(['b']);
    const { checks } = evaluateChecks(entries, question({ isNow: false }), new Map(), [], AS_OF);
    expect(checks[0]).toMatchObject({
      outcome: 'not-evaluated',
      sql: null,
      message: expect.stringContaining('no history'),
    });
  });

  it('mutes from since until before until, as of the instant asked about', () => {
    const outcomeAt = (asOf: number) =>
      evaluateChecks([entry('a')], question({ asOf }), new Map([['a', says('fail')]]), [muteOf('a')], 0).checks[0]
        .outcome;
    expect([AS_OF - 2, AS_OF - 1, AS_OF, AS_OF + 1].map(outcomeAt)).toEqual(['fail', 'skipped', 'skipped', 'fail']);
  });
});

describe('the summary', () => {
  it('is only the verdict where none of its checks is there', () => {
    expect(summaryLine({ checks: [], verdict: 'not-evaluated' })).toBe('verdict: not-evaluated');
  });
});

function muteOf(checkId: string): Mute {
  return { id: checkId, checkId, reason: 'r', owner: 'o', since: AS_OF - 1, until: AS_OF + 1 };
}
