import fc from 'fast-check';
import { parse } from 'libpg-query';
import { describe, expect, it } from 'vitest';
import { expectedMinutesSql, isAlways } from './expected.ts';

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const hours = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  from: time,
  to: fc.oneof(time, fc.constant('24:00')),
  zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Etc/GMT+2'),
});
const expressions = fc.constantFrom(
  [`'2026-01-01'::timestamptz`, `$__timeTo()::timestamptz`],
  [`r.ts at time zone 'UTC'`, `now_ at time zone 'UTC' - interval '1 day'`],
  ['(select max(ts) from t)', 'coalesce(a, b)']
);

describe('SQL for expected minutes', () => {
  it('is one expression that PostgreSQL’s parser accepts, for any hours', async () => {
    await fc.assert(
      fc.asyncProperty(hours, expressions, async (given, [from, to]) => {
        const sql = `select ${expectedMinutesSql(from, to, given)}::double precision + 1`.replaceAll(
          '$__timeTo()',
          `'x'`
        );
        const { stmts } = await parse(sql);
        expect(stmts).toHaveLength(1);
        expect(stmts[0].stmt.SelectStmt.targetList).toHaveLength(1);
      }),
      { numRuns: 500 }
    );
  });

  it('needs no opening hours when all the week is expected', () => {
    const always = { days: [7, 6, 5, 4, 3, 2, 1], from: '00:00', to: '24:00', zone: 'UTC' };
    expect(isAlways(always)).toBe(true);
    expect(expectedMinutesSql('a', 'b', always)).not.toContain('generate_series');
    expect(isAlways({ ...always, days: [1, 2, 3, 4, 5, 6] })).toBe(false);
    expect(isAlways({ ...always, days: [1, 1, 1, 1, 1, 1, 1] })).toBe(false);
    expect(isAlways({ ...always, to: '23:59' })).toBe(false);
  });

  it('cannot be left by a time zone', async () => {
    const sql = expectedMinutesSql('a', 'b', { days: [1], from: '08:00', to: '18:00', zone: `'; drop table t; --` });
    expect((await parse(`select ${sql}`)).stmts).toHaveLength(1);
    expect(sql).not.toContain('drop table t;');
  });
});
