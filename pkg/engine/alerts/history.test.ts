import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryEntry, SegmentStatus } from './alerts.ts';
import { readHistory, segmentsOf } from './history.ts';
import { WORST_FIRST, worstOf } from './stateText.ts';

const WINDOW = { from: 1000, to: 2000 };
const SAID = { before: 'Normal', after: 'Alerting' };
const status = fc.constantFrom<SegmentStatus>(...WORST_FIRST);

/** Changes as Grafana writes them: each series goes on from where it was. */
const entries = fc
  .array(
    fc.record({ at: fc.integer({ min: 900, max: 2100 }), series: fc.integer({ min: 0, max: 3 }), after: status }),
    {
      maxLength: 20,
    }
  )
  .map((changes) => {
    const was = new Map<number, SegmentStatus>();
    return changes
      .sort((one, other) => one.at - other.at)
      .map(({ at, series, after }, id): HistoryEntry => {
        const before = was.get(series) ?? 'inactive';
        was.set(series, after);
        return { id, at, instance: `rule {n=${series}}`, before, after, said: { before, after }, values: {} };
      });
  });
const present = fc.record({
  status,
  since: fc.option(fc.integer({ min: 0, max: 2000 })),
  instances: fc.array(fc.record({ since: fc.option(fc.integer({ min: 0, max: 2000 })) }), { maxLength: 3 }),
  knownSince: fc.option(fc.integer({ min: 0, max: 2000 })),
});

describe('the strip of a rule', () => {
  it('covers its window without gaps and never says the same twice in a row', () => {
    fc.assert(
      fc.property(entries, present, fc.boolean(), (given, now, isWhole) => {
        const segments = segmentsOf(given, WINDOW, now, isWhole);
        expect(segments[0].from).toBe(WINDOW.from);
        expect(segments.at(-1)?.to).toBe(WINDOW.to);
        segments.forEach((segment, i) => {
          expect(segment.from).toBeLessThan(segment.to);
          if (i > 0) {
            expect(segment.from).toBe(segments[i - 1].to);
            expect(segment.status).not.toBe(segments[i - 1].status);
          }
        });
      })
    );
  });

  it('says at each instant the worst that a series said then, until the present begins', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1000, max: 1999 }), (given, at) => {
        const last = given.filter((entry) => entry.at < WINDOW.to).at(-1);
        fc.pre(last !== undefined && last.at > at);
        const series = new Map<string, SegmentStatus>();
        for (const entry of [...given].reverse().filter((one) => one.at > at && one.at < WINDOW.to)) {
          series.set(entry.instance, entry.before);
        }
        for (const entry of given.filter((one) => one.at <= at)) {
          series.set(entry.instance, entry.after);
        }
        const segments = segmentsOf(given, WINDOW, { status: 'firing', since: null, instances: [], knownSince: 0 });
        expect(segments.find(({ from, to }) => from <= at && at < to)?.status).toBe(worstOf(series.values()));
      })
    );
  });

  it('ends with the present, or with not knowing since when that is', () => {
    fc.assert(
      fc.property(entries, present, (given, now) => {
        const last = segmentsOf(given, WINDOW, now).at(-1)?.status;
        // A state that began at the very end takes no time.
        fc.pre(now.since === null || now.since < WINDOW.to);
        expect(now.since === null ? ['unknown', now.status] : [now.status]).toContain(last);
      })
    );
  });

  it('does not depend on the order of Grafana’s answer', () => {
    const raw = (id: number, time: number, newState: string) => ({
      id,
      time,
      prevState: 'Normal',
      newState,
      text: 'rule {a=} - } - x} - A=1',
      data: { values: { A: 1, B: 'NaN' } },
    });
    const answer = [raw(3, 30, 'Alerting'), raw(1, 10, 'Pending'), raw(2, 10, 'Normal (Error)')];
    const read = readHistory(answer);
    expect(read).toEqual(readHistory([...answer].reverse()));
    expect(read.map(({ id, after, instance, values }) => [id, after, instance, values])).toEqual([
      [1, 'pending', 'rule {a=} - } - x}', { A: 1 }],
      [2, 'error', 'rule {a=} - } - x}', { A: 1 }],
      [3, 'firing', 'rule {a=} - } - x}', { A: 1 }],
    ]);
    expect(read[1].said).toEqual({ before: 'Normal', after: 'Normal (Error)' });
  });

  it('of a rule without changes is known from when its oldest series became what it is', () => {
    const now = {
      status: 'inactive' as const,
      since: 1500,
      instances: [{ since: 1500 }, { since: 1400 }],
      knownSince: null,
    };
    expect(segmentsOf([], WINDOW, now)).toEqual([
      { from: 1000, to: 1400, status: 'unknown' },
      { from: 1400, to: 2000, status: 'inactive' },
    ]);
  });

  it('of a rule that fired is known before that as far back as the rules beside it are', () => {
    const entry: HistoryEntry = {
      id: 1,
      at: 1800,
      instance: 'a',
      before: 'inactive',
      after: 'firing',
      said: SAID,
      values: {},
    };
    const now = { status: 'firing' as const, since: 1800, instances: [], knownSince: 1600 };
    expect(segmentsOf([entry], WINDOW, now).map(({ from, status: said }) => [from, said])).toEqual([
      [1000, 'unknown'],
      [1600, 'inactive'],
      [1800, 'firing'],
    ]);
    expect(segmentsOf([entry], WINDOW, now, false).map(({ status: said }) => said)).toEqual(['unknown', 'firing']);
  });

  it('of a rule that was paused at some time is unknown since its last change', () => {
    const entry: HistoryEntry = {
      id: 1,
      at: 1200,
      instance: 'a',
      before: 'firing',
      after: 'inactive',
      said: SAID,
      values: {},
    };
    expect(segmentsOf([entry], WINDOW, { status: 'paused', since: null, instances: [], knownSince: 900 })).toEqual([
      { from: 1000, to: 1200, status: 'firing' },
      { from: 1200, to: 2000, status: 'unknown' },
    ]);
  });

  it('takes anything else than annotations for no history', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(readHistory(anything)).toEqual([]);
      })
    );
    expect(readHistory([null, 3, { time: 'x' }, { time: 5 }])).toEqual([]);
  });
});
