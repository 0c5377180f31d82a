import { expect, it } from 'vitest';
import type { CheckRow, JudgeContext } from '@devdiag/catalog/types';
import { check } from './check.ts';

const query = (key: string, value: number | null, error: string | null = null): CheckRow => ({
  section: 'query',
  key,
  at: null,
  value,
  detail: { error },
});

const judge = (...rows: CheckRow[]) => check.judge(rows, { thresholds: { warn: 2_000 } } as unknown as JudgeContext);

it('passes while every query is below two seconds', () => {
  expect(judge(query('a', 12.4), query('b', 1_999.9))).toMatchObject({
    outcome: 'pass',
    value: 1_999.9,
    threshold: 2_000,
  });
});

it('warns from two seconds on, and names the slow ones, slowest first', () => {
  const judgement = judge(query('a', 12), query('b', 2_000), query('c', 7_300));
  expect(judgement).toMatchObject({ outcome: 'warn', value: 7_300 });
  expect(judgement.message).toBe('2 queries took 2.0 s or longer: c (7.3 s), b (2.0 s).');
  expect(judgement.evidence.map((row) => row.check)).toEqual(['c', 'b', 'a']);
});

it('fails when one hit its time limit, whatever the others took', () => {
  expect(judge(query('a', 12), query('b', null, 'timeout'))).toMatchObject({
    outcome: 'fail',
    value: 12,
    message: '1 query hit the time limit: b.',
  });
});

it('does not take a query that failed otherwise for a slow one, and says that its time is unknown', () => {
  expect(judge(query('a', 12), query('b', null, 'permission'))).toMatchObject({
    outcome: 'pass',
    message: 'The slowest of 2 queries took 12 ms (1 of 2 did not tell).',
  });
});

it('is not evaluated when no time is known', () => {
  expect(judge(query('a', null), query('b', null, 'connection'))).toMatchObject({
    outcome: 'not-evaluated',
    value: null,
  });
  expect(judge()).toMatchObject({ outcome: 'not-evaluated', value: null });
});
