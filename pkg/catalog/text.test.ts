import { describe, expect, it } from 'vitest';
import { bytes, duration, list, percent, plural, shorten, thousands } from './text.ts';

describe('numbers in sentences', () => {
  it.each([
    [0, 'less than a minute'],
    [1, '1 minute'],
    [59.6, '1 h'],
    [125, '2 h 5 min'],
    [48 * 60, '2 d'],
    [103 * 60, '4 d 7 h'],
  ])('%s minutes are "%s"', (minutes, text) => expect(duration(minutes)).toBe(text));

  it.each([
    [0, '0 %'],
    [0.034, '3.4 %'],
    [0.07, '7 %'],
    [0.0999, '10 %'],
    [0.2749, '27 %'],
    [1, '100 %'],
  ])('a share of %s is "%s"', (share, text) => expect(percent(share)).toBe(text));

  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1024, '1.0 kB'],
    [1023.9 * 1024, '1.0 MB'],
    [5.2 * 1024 ** 3, '5.2 GB'],
    [812 * 1024 ** 2, '812 MB'],
  ])('%s bytes are "%s"', (size, text) => expect(bytes(size)).toBe(text));

  it('counts with the right word and thousands set apart', () => {
    expect([plural(1, 'run'), plural(2, 'run'), plural(0, 'index', 'indexes')]).toEqual([
      '1 run',
      '2 runs',
      '0 indexes',
    ]);
    expect([thousands(999), thousands(1000), thousands(1234567)]).toEqual(['999', '1,000', '1,234,567']);
  });

  it('cuts by characters, never through one', () => {
    expect(shorten('a'.repeat(60))).toHaveLength(60);
    expect([...shorten('😀'.repeat(61))]).toEqual([...Array<string>(59).fill('😀'), '…']);
    expect(list(['a', 'b', 'c'])).toBe('a, b, c');
    expect(list(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
  });
});
