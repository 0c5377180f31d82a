import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MalformedAnswerError, rowsFromFrame, rowsFromPg, type FrameColumn } from './frames.ts';

/** Columns as Grafana sends them for two rows and the stopwatch's. */
function columns(changes: Record<string, unknown[]> = {}): FrameColumn[] {
  const values: Record<string, unknown[]> = {
    section: ['newest', 'evidence', 'took'],
    key: [null, 'CSP_INLINE_BLOCKED', null],
    at: [1767323045678, null, null],
    value: [2.5, null, 12.25],
    detail: [null, '{"runs": 3, "codes": ["a"]}', null],
    ...changes,
  };
  return Object.entries(values).map(([name, cells]) => ({ name, values: cells }));
}

const ROWS = [
  { section: 'newest', key: null, at: 1767323045678, value: 2.5, detail: null },
  { section: 'evidence', key: 'CSP_INLINE_BLOCKED', at: null, value: null, detail: { runs: 3, codes: ['a'] } },
];

describe('rows of a frame', () => {
  it('parts the stopwatch from the rows, parses jsonb and keeps instants', () => {
    expect(rowsFromFrame(columns())).toEqual({ rows: ROWS, tookMs: 12.25 });
  });

  it('finds columns by name, in any order', () => {
    expect(rowsFromFrame(columns().reverse()).rows).toEqual(ROWS);
  });

  it('takes NaN and infinities as not measured', () => {
    expect(rowsFromFrame(columns({ value: [NaN, Infinity, 1] })).rows.map((row) => row.value)).toEqual([null, null]);
  });

  it('refuses an answer that lacks a column, whichever it is', () => {
    for (const { name } of columns()) {
      const rest = columns().filter((column) => column.name !== name);
      expect(() => rowsFromFrame(rest), name).toThrow(
        new MalformedAnswerError(`The answer has no column "${name}"; it is not the answer to a check's query.`)
      );
    }
  });

  it('refuses an answer without the row that ends it: rows were cut off, or nothing came at all', () => {
    const cut = columns().map(({ name, values }) => ({ name, values: Array.from(values).slice(0, 2) }));
    expect(() => rowsFromFrame(cut)).toThrow(/incomplete/);
    expect(() => rowsFromFrame([])).toThrow(/incomplete/);
  });

  it('knows an answer without rows, which has no columns, where no stopwatch ran', () => {
    expect(rowsFromFrame([], { stopwatch: false })).toEqual({ rows: [], tookMs: null });
    expect(rowsFromFrame(columns(), { stopwatch: false }).rows).toHaveLength(3);
  });

  it.each<[string, Record<string, unknown[]>]>([
    ['section', { section: [null, 'evidence', 'took'] }],
    ['key', { key: [7, null, null] }],
    ['at', { at: ['2026-01-02', null, null] }],
    ['value', { value: ['many', null, 1] }],
    ['value', { value: ['', null, 1] }],
    ['value', { value: [true, null, 1] }],
    ['detail', { detail: ['{', null, null] }],
    ['detail', { detail: ['[1]', null, null] }],
    ['detail', { detail: ['7', null, null] }],
  ])('refuses another type in column %s', (name, change) => {
    expect(() => rowsFromFrame(columns(change))).toThrow(`column "${name}" holds something unexpected`);
  });

  it('refuses columns of different lengths', () => {
    expect(() => rowsFromFrame(columns({ value: [1] }))).toThrow(/not as long/);
  });

  it('reads what a real Grafana recorded for jsonb, instants, NaN and infinity', () => {
    const calls = recorded();
    const frame = calls.find((call) => call.name === 'query: every column type').response.results.A.frames[0];
    const cell = (name: string) =>
      frame.data.values[frame.schema.fields.findIndex((field: { name: string }) => field.name === name)];
    const { rows } = rowsFromFrame(
      [
        { name: 'section', values: cell('txt') },
        { name: 'key', values: cell('nm') },
        { name: 'at', values: cell('ts') },
        { name: 'value', values: cell('nan') },
        { name: 'detail', values: cell('j') },
      ],
      { stopwatch: false }
    );
    expect(rows).toEqual([{ section: 'x', key: 'a', at: 1767323045678, value: null, detail: { a: [1] } }]);
  });
});

describe('rows of a connection', () => {
  const pg = (changes: Record<string, unknown> = {}) => [
    { section: 'newest', key: null, at: new Date(1767323045678), value: 2.5, detail: null, ...changes },
    { section: 'evidence', key: 'CSP_INLINE_BLOCKED', at: null, value: null, detail: { runs: 3, codes: ['a'] } },
    { section: 'took', key: null, at: null, value: 12.25, detail: null },
  ];

  it('gives the same rows as a frame', () => {
    expect(rowsFromPg(pg())).toEqual(rowsFromFrame(columns()));
  });

  it('reads numeric and bigint, which arrive as text, and infinities as not measured', () => {
    expect(rowsFromPg(pg({ value: '12345.5' })).rows[0].value).toBe(12345.5);
    expect(rowsFromPg(pg({ value: 'NaN' })).rows[0].value).toBeNull();
    expect(rowsFromPg(pg({ at: -Infinity })).rows[0].at).toBeNull();
  });

  it('refuses missing columns, other types and cut off answers', () => {
    expect(() => rowsFromPg(pg().map(({ detail: _, ...row }) => row))).toThrow(/no column "detail"/);
    expect(() => rowsFromPg(pg({ detail: 'text' }))).toThrow(/column "detail"/);
    expect(() => rowsFromPg(pg().slice(0, 2))).toThrow(/incomplete/);
    expect(() => rowsFromPg([])).toThrow(/incomplete/);
  });
});

function recorded(): any[] {
  return JSON.parse(readFileSync(new URL('./frames.recorded.json', import.meta.url), 'utf8'));
}
