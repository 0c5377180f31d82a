import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Unit } from '@devdiag/catalog/types';
import { fromInput, toInput, unitSuffix, withUnit } from './units.ts';

describe('numbers as people enter them', () => {
  it.each<[number, Unit, string]>([
    [0.2, 'share', '20'],
    [0.07, 'share', '7'],
    [0.125, 'share', '12.5'],
    [5 * 1024 ** 3, 'bytes', '5'],
    [1.5 * 1024 ** 3, 'bytes', '1.5'],
    [120, 'minutes', '120'],
    [0.7, 'score', '0.7'],
    [2000, 'milliseconds', '2000'],
    [0, 'count', '0'],
    [512, 'bytes', '0.000000476837'],
  ])('%f of unit %s is entered as %s and comes back', (value, unit, text) => {
    expect(toInput(value, unit)).toBe(text);
    expect(fromInput(text, unit)).toBe(value);
  });

  it('brings back every per cent with up to two decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
        const text = String(hundredths / 100);
        expect(toInput(fromInput(text, 'share'), 'share')).toBe(text);
      })
    );
  });

  it.each(['', ' ', 'abc', '1,500', '0,5', '1e3', '1 2', '0x10', '--1', '.', 'Infinity'])(
    'takes %j for no number',
    (text) => {
      expect(fromInput(text, 'count')).toBeNaN();
    }
  );

  it('reads numbers with blanks around them, signs and bare points', () => {
    expect([' 12 ', '+3', '-3', '.5', '5.'].map((text) => fromInput(text, 'count'))).toEqual([12, 3, -3, 0.5, 5]);
  });

  it('shows a number with its unit', () => {
    expect(withUnit(0.2, 'share')).toBe('20 %');
    expect(withUnit(10 * 1024 ** 3, 'bytes')).toBe('10 GB');
    expect(withUnit(1, 'days')).toBe('1 day');
    expect(withUnit(1, 'milliseconds')).toBe('1 ms');
    expect(withUnit(36_500, 'days')).toBe('36,500 days');
    expect(withUnit(0.12345, 'score')).toBe('0.12345');
    expect(withUnit(0.7, 'score')).toBe('0.7');
    expect(unitSuffix('score')).toBe('');
  });
});
