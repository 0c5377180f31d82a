import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import type { JsonObject } from '../json.ts';
import { lineDiff, valueDiff, valueText, type DiffLine } from './lineDiff.ts';

const text = (lines: DiffLine[] | undefined) => lines?.map(({ sign, text: line }) => `${sign}${line}`);
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `line ${n}`);

describe('the difference of two texts', () => {
  it('is the changed lines with two around them', () => {
    const before = numbered(20);
    const after = before.with(10, 'another line').toSpliced(15, 0, 'a new line');
    expect(text(lineDiff(before.join('\n'), after.join('\n')))).toEqual([
      '…',
      ' line 8',
      ' line 9',
      '-line 10',
      '+another line',
      ' line 11',
      ' line 12',
      ' line 13',
      ' line 14',
      '+a new line',
      ' line 15',
      ' line 16',
      '…',
    ]);
  });

  it('shows a change at the very end of a long query, where both sides begin alike', () => {
    const query = ALERTS.map(({ query: sql }) => sql).reduce((a, b) => (a.length > b.length ? a : b));
    const lines = query.trimEnd().split('\n');
    const edited = [...lines.slice(0, -1), `${lines.at(-1)} -- mine`].join('\n');
    const difference = lineDiff(edited, lines.join('\n'));
    expect(text(difference)?.slice(-2)).toEqual([`-${lines.at(-1)} -- mine`, `+${lines.at(-1)}`]);
    expect(difference).toHaveLength(5);
  });

  it('cuts a long line to where it differs', () => {
    const long = (word: string) => `${'a'.repeat(300)}${word}${'z'.repeat(300)}`;
    expect(text(lineDiff(long('mine'), long('yours')))).toEqual([
      `-…${'a'.repeat(40)}mine${'z'.repeat(40)}…`,
      `+…${'a'.repeat(40)}yours${'z'.repeat(40)}…`,
    ]);
  });

  it('is nothing but a gap for equal texts', () => {
    expect(lineDiff('a\nb', 'a\nb')).toEqual([{ sign: '…', text: '' }]);
  });

  it('takes a block for a block where there are more lines than can be compared', () => {
    const [before, after] = [numbered(2500), numbered(2500).map((line) => `${line}!`)];
    const signs = lineDiff(before.join('\n'), after.join('\n')).map(({ sign }) => sign);
    expect([signs.length, signs[0], signs.at(-1)]).toEqual([5000, '-', '+']);
  });

  it('leaves out nothing that differs: each side can be told from what is shown', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const shown = lineDiff(before.join('\n'), after.join('\n'));
        // As many lines as are gone or new, and no more of them than a plain replacement would show.
        const of = (sign: string) => shown.filter((line) => line.sign === sign).length;
        const [b, a] = [before.join('\n').split('\n'), after.join('\n').split('\n')];
        expect(of('+') - of('-')).toBe(a.length - b.length);
        expect(of('-')).toBeLessThanOrEqual(b.length);
        expect(of('-') + of('+') === 0).toBe(before.join('\n') === after.join('\n'));
        for (const line of shown) {
          expect(line.sign === '+' ? a : line.sign === '…' ? [''] : b).toContain(line.text);
        }
      })
    );
  });
});

describe('the difference of two values', () => {
  it('is none where both are read at a glance, or one is not there', () => {
    expect(valueDiff(120, 500)).toBeUndefined();
    expect(valueDiff('5m', '42m')).toBeUndefined();
    expect(valueDiff(undefined, 'x'.repeat(500))).toBeUndefined();
  });

  it('lays JSON out first, on both sides', () => {
    const ours: JsonObject = {
      unit: 'percent',
      steps: [{ color: 'green' }, { color: 'red', value: 80 }],
      description: 'a'.repeat(90),
    };
    expect(text(valueDiff({ ...ours, unit: 'short' }, ours))).toEqual([
      ' {',
      '-  "unit": "short",',
      '+  "unit": "percent",',
      '   "steps": [',
      '     {',
      '…',
    ]);
    expect(text(valueDiff({ unit: 'short' }, ours))?.[0]).toBe(' {');
  });

  it('shows a value as people write it', () => {
    expect(valueText('5m')).toBe('5m');
    expect(valueText({ a: 1 })).toBe('{"a":1}');
    expect(valueText({ a: 'x'.repeat(200) })).toContain('\n  "a"');
  });
});
