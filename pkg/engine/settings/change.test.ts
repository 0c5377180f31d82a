import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { applyChange, changeBetween, conflictingPaths, type SettingsChange } from './change.ts';

const stored = {
  datasourceUid: 'pg',
  other: 1,
  thresholds: { 'stale-data': { warn: 60, fail: 90 }, future: { x: 1 } },
};

describe('laying a change over stored settings', () => {
  it('keeps keys that the change does not name, known or not, at every depth', () => {
    expect(applyChange(stored, { schema: 'ops', thresholds: { 'stale-data': { warn: 30 } } })).toEqual({
      ...stored,
      schema: 'ops',
      thresholds: { 'stale-data': { warn: 30, fail: 90 }, future: { x: 1 } },
    });
  });

  it('removes a key whose value is undefined, and an object that this empties', () => {
    const change = { thresholds: { 'stale-data': { warn: undefined, fail: undefined } } };
    expect(applyChange(stored, change)).toEqual({ ...stored, thresholds: { future: { x: 1 } } });
  });

  it('replaces lists whole', () => {
    const hours = { expectedHours: { days: [1, 2, 3], from: '08:00' } };
    expect(applyChange(hours, { expectedHours: { days: [7] } })).toEqual({
      expectedHours: { days: [7], from: '08:00' },
    });
  });

  it('lays an object over something that is none', () => {
    expect(applyChange({ thresholds: 'broken' }, { thresholds: { a: { b: 1 } } })).toEqual({
      thresholds: { a: { b: 1 } },
    });
  });

  it('alters neither argument', () => {
    const before = structuredClone(stored);
    applyChange(stored, { thresholds: { 'stale-data': { warn: undefined } } });
    expect(stored).toEqual(before);
  });
});

describe('the change between two states', () => {
  const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.integer(), { maxLength: 3 }));
  const key = fc.constantFrom('a', 'b', 'c', 'd');
  const group = fc.dictionary(key, leaf, { minKeys: 1 });
  const settings: fc.Arbitrary<SettingsChange> = fc.dictionary(key, fc.oneof(leaf, group));

  it('leads from one to the other', () => {
    fc.assert(
      fc.property(settings, settings, (before, after) => {
        expect(applyChange(before, changeBetween(before, after))).toEqual(after);
      })
    );
  });

  it('is empty when nothing changed', () => {
    expect(changeBetween(stored, structuredClone(stored))).toEqual({});
  });

  it('names only what changed', () => {
    expect(
      changeBetween(stored, { ...stored, thresholds: { ...stored.thresholds, 'stale-data': { warn: 61 } } })
    ).toEqual({
      thresholds: { 'stale-data': { warn: 61, fail: undefined } },
    });
  });
});

describe('somebody else saved meanwhile', () => {
  const change = { schema: 'mine', thresholds: { 'stale-data': { warn: 30 } } };

  it('is no conflict when they changed other keys', () => {
    expect(conflictingPaths(stored, { ...stored, timeZone: 'Asia/Tokyo' }, change)).toEqual([]);
  });

  it('is a conflict when they changed the same key to something else', () => {
    const theirs = { ...stored, schema: 'theirs', thresholds: { 'stale-data': { warn: 10, fail: 90 } } };
    expect(conflictingPaths(stored, theirs, change)).toEqual(['schema', 'thresholds.stale-data.warn']);
  });

  it('is no conflict when they came to the same value', () => {
    expect(conflictingPaths(stored, { ...stored, schema: 'mine' }, change)).toEqual([]);
  });

  it('compares lists by content', () => {
    const hours = (days: number[]) => ({ expectedHours: { days } });
    expect(conflictingPaths(hours([1, 2]), hours([1, 2]), hours([3]))).toEqual([]);
    expect(conflictingPaths(hours([1, 2]), hours([1, 4]), hours([3]))).toEqual(['expectedHours.days']);
  });
});
