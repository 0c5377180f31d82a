import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedAnswerError } from '../query/frames.ts';
import { readAnswer, withRowStopwatch, type AnswerColumn } from './answer.ts';
import { answerCsv, answerMarkdown } from './answerText.ts';

/** An answer as the stopwatch makes it: rows numbered, the time in each. */
function answer(columns: AnswerColumn[], count: number): AnswerColumn[] {
  const rows = Math.max(1, count);
  return [
    ...columns,
    { name: 'devdiag_row', values: Array.from({ length: rows }, (_, row) => (row < count ? row + 1 : null)) },
    { name: 'devdiag_took_ms', values: Array.from({ length: rows }, () => 7.5) },
  ];
}

describe('the answer to a query of a page', () => {
  it('has columns of Grafana\u2019s types, and no trace of the stopwatch', () => {
    const columns = [
      { name: 'at', type: 'time', values: [0, null] },
      { name: 'runs', type: 'number', values: [3, NaN] },
      { name: 'on', type: 'boolean', values: [true, false] },
      { name: 'detail', type: 'other', values: [{ a: 1 }, 'x'] },
    ];
    expect(readAnswer(answer(columns, 2), { rows: 5 })).toEqual({
      columns: [
        { name: 'at', kind: 'time' },
        { name: 'runs', kind: 'number' },
        { name: 'on', kind: 'boolean' },
        { name: 'detail', kind: 'text' },
      ],
      rows: [
        [0, 3, true, '{"a":1}'],
        [null, null, false, 'x'],
      ],
      more: false,
      tookMs: 7.5,
    });
  });

  it('without rows is not one that was cut off', () => {
    expect(readAnswer(answer([{ name: 'a', values: [null] }], 0), { rows: 5 })).toMatchObject({
      rows: [],
      tookMs: 7.5,
    });
    const whole = answer([{ name: 'a', values: [1] }], 1);
    for (const cut of [[], whole.slice(0, 2), whole.map((column) => ({ ...column, values: [] }))]) {
      expect(() => readAnswer(cut, { rows: 5 })).toThrow(MalformedAnswerError);
    }
  });

  it('shows as many rows as it may, and says that there are more exactly when there are', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.integer({ min: 1, max: 30 }), (count, rows) => {
        const values = Array.from({ length: Math.max(1, count) }, (_, row) => (row < count ? row : null));
        const read = readAnswer(answer([{ name: 'n', type: 'number', values }], count), { rows });
        expect(read.rows.map(([n]) => n)).toEqual(values.slice(0, Math.min(count, rows)));
        expect(read.more).toBe(count > rows);
      })
    );
  });

  it('is asked for once: the query as it is, inside', () => {
    const sql = withRowStopwatch({ sql: 'select 1 as a limit 51', rows: 50 });
    expect(sql).toContain('\nselect 1 as a limit 51\n');
    expect(sql).toMatch(/left join result on true/);
  });

  it('is handed on as CSV and Markdown, instants in UTC, nothing in it formatting', () => {
    const read = readAnswer(
      answer(
        [
          { name: 'at', type: 'time', values: [0] },
          { name: 'tenant', type: 'string', values: ['=a|b,"c"'] },
        ],
        1
      ),
      { rows: 1 }
    );
    expect(answerCsv(read)).toBe('at,tenant\r\n1970-01-01T00:00:00.000Z,"\'=a|b,""c"""\r\n');
    expect(answerMarkdown(read).split('\n')[2]).toBe('| 1970-01-01T00:00:00.000Z | \\=a\\|b,"c" |');
    expect(answerMarkdown({ ...read, rows: [] })).toBe('No rows.');
  });
});
