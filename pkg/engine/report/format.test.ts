import { describe, expect, it } from 'vitest';
import type { Unit } from '@devdiag/catalog/types';
import { formatAgainstThreshold, formatCell, formatInstant, formatValue, isoInstant } from './format.ts';

describe('values with their units', () => {
  it.each<[number | null, Unit, string]>([
    [1234, 'runs', '1,234 runs'],
    [1, 'runs', '1 run'],
    [2.5, 'runs', '2.5 runs'],
    [12, 'count', '12'],
    [1234.56, 'count', '1,234.6'],
    [-2.5, 'count', '-2.5'],
    [0.83, 'share', '83 %'],
    [0.034, 'share', '3.4 %'],
    [0, 'share', '0 %'],
    [125, 'minutes', '2 h 5 min'],
    [3, 'minutes', '3 minutes'],
    [0.4, 'minutes', 'less than a minute'],
    [0, 'minutes', '0 minutes'],
    [-90, 'minutes', '-1 h 30 min'],
    [6, 'hours', '6 h'],
    [2.25, 'days', '2 d 6 h'],
    [180, 'days', '180 d'],
    [5 * 1024 ** 3, 'bytes', '5.0 GB'],
    [834.4, 'milliseconds', '834 ms'],
    [2340, 'milliseconds', '2.3 s'],
    [0.7, 'score', '0.70'],
    [null, 'runs', '–'],
    [NaN, 'share', '–'],
    [Infinity, 'minutes', '–'],
  ])('%s %s is "%s"', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  it('names the threshold where there is one', () => {
    expect(formatAgainstThreshold({ value: 420, threshold: 360, unit: 'minutes' })).toBe('7 h (threshold 6 h)');
    expect(formatAgainstThreshold({ value: 6, threshold: null, unit: 'count' })).toBe('6');
  });
});

describe('cells of evidence', () => {
  it('follow their column', () => {
    expect(formatCell(0.5, 'share')).toBe('50 %');
    expect(formatCell(Date.parse('2026-03-18T12:00:00Z'), 'time')).toBe('2026-03-18 12:00 UTC');
    expect(formatCell(7, 'text')).toBe('7');
    expect(formatCell('<b>`', 'text')).toBe('<b>`');
    expect(formatCell('unknown', 'time')).toBe('unknown');
    expect(formatCell(null, 'text')).toBe('–');
    expect(formatCell(undefined, 'runs')).toBe('–');
  });
});

describe('instants', () => {
  it('are in UTC, with seconds where there are some', () => {
    expect(formatInstant(Date.parse('2026-03-18T12:00:00Z'))).toBe('2026-03-18 12:00 UTC');
    expect(formatInstant(Date.parse('2026-03-18T12:00:07.9Z'))).toBe('2026-03-18 12:00:07 UTC');
  });

  it('that are none are a dash, and nothing throws', () => {
    expect(formatInstant(NaN)).toBe('–');
    expect(formatInstant(1e300)).toBe('–');
    expect(isoInstant(Infinity)).toBeNull();
  });
});
