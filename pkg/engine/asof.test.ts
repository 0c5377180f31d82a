import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAsOf } from './asof.ts';

const NOW = Date.parse('2026-03-18T12:00:00Z');
const at = (iso: string) => ({ asOf: Date.parse(iso), isNow: false });

describe('an as-of instant', () => {
  it.each(['now', ' NOW ', 'now-0h'])('takes "%s" as the present', (text) => {
    expect(parseAsOf(text, NOW)).toEqual({ asOf: NOW, isNow: true });
  });

  it.each([
    ['now-24h', '2026-03-17T12:00:00Z'],
    ['now-7d', '2026-03-11T12:00:00Z'],
    ['now - 90m', '2026-03-18T10:30:00Z'],
    ['now-2w', '2026-03-04T12:00:00Z'],
    ['now-30s', '2026-03-18T11:59:30Z'],
    ['2026-03-18T12:00:00Z', '2026-03-18T12:00:00Z'],
    ['2026-03-18T12:00:00.123456Z', '2026-03-18T12:00:00.123Z'],
    ['2026-03-18t10:00+02:00', '2026-03-18T08:00:00Z'],
    ['2026-03-18 10:00:05-0530', '2026-03-18T15:30:05Z'],
    ['2024-02-29T00:00Z', '2024-02-29T00:00:00Z'],
  ])('reads "%s"', (text, iso) => {
    const now = Math.max(NOW, Date.parse(iso));
    expect(parseAsOf(text, now)).toEqual(at(iso));
  });

  it.each([
    ['2026-03-17', '2026-03-17T00:00:00.000Z'],
    ['2026-03-17T08:30', '2026-03-17T08:30:00.000Z'],
    ['2026-03-17 08:30:15.5', '2026-03-17T08:30:15.500Z'],
  ])('reads "%s" as UTC and says so', (text, iso) => {
    expect(parseAsOf(text, NOW)).toEqual({
      ...at(iso),
      note: `"${text}" names no time zone and was read as ${iso} (UTC).`,
    });
  });

  it.each([
    ['yesterdayish', /is not an instant\. Write now, now-24h/],
    ['', /is not an instant/],
    ['now-24', /is not an instant/],
    ['now-1M', /is not an instant/],
    ['now+1h', /is not an instant/],
    ['now/d', /is not an instant/],
    ['1773835200000', /is not an instant/],
    ['18.03.2026', /is not an instant/],
    ['2026-02-30', /not a day of the calendar/],
    ['2025-02-29T00:00Z', /not a day of the calendar/],
    ['2026-13-01', /not a day of the calendar/],
    ['0050-01-01', /not a day of the calendar/],
    ['2026-03-17T24:00', /not a time of day/],
    ['2026-03-17T10:61Z', /not a time of day/],
    ['2026-03-17T10:00:60Z', /not a time of day/],
    ['2026-03-17T10:00+19:00', /not an offset/],
    ['2026-03-17T10:00+02:75', /not an offset/],
    ['2026-03-18T12:00:01Z', /lies in the future; it is 2026-03-18T12:00:00.000Z now\. Write now/],
    ['2026-03-19', /lies in the future/],
    ['now-99999999w', /lies before 1970/],
    ['1969-12-31', /lies before 1970/],
    [`${'x'.repeat(500)}`, /^"x{59}…" is not/],
  ])('refuses "%s" with what to write instead', (text, sentence) => {
    const read = parseAsOf(text, NOW);
    expect(read).toHaveProperty('problem');
    expect('problem' in read && read.problem).toMatch(sentence);
  });

  it('reads back every instant that JavaScript writes, and never one in the future', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
        const read = parseAsOf(date.toISOString(), NOW);
        expect('asOf' in read ? read.asOf : read.problem).toEqual(
          date.getTime() > NOW ? expect.stringContaining('future') : date.getTime()
        );
      })
    );
  });

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^(now|\d{4})[-+:.TZ0-9a-z ]*$/)),
        (text) => {
          const read = parseAsOf(text, NOW);
          expect('problem' in read || (read.asOf >= 0 && read.asOf <= NOW)).toBe(true);
        }
      )
    );
  });
});
