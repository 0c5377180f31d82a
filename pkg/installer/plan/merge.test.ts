import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '@devdiag/catalog/types';
import { baseFor, decodeBase, digest, encodeBase, isAsInstalled } from '../base.ts';
import { mergeFields } from './merge.ts';

const value: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom('a', 'b', '#a', '', 0, 1, true, null),
  fc.constantFrom('x'.repeat(100), 'y'.repeat(100)),
  fc.constantFrom<Json[]>({ a: 1, b: 2 }, { b: 2, a: 1 }, [1, 2])
);
const fields = fc.dictionary(fc.constantFrom('title', 'for', 'query', 'label a', 'label b'), value);
const choices = fc.dictionary(
  fc.constantFrom('title', 'for', 'query', 'label a'),
  fc.constantFrom('ours' as const, 'theirs' as const)
);
const kept = (installed: Record<string, never> | Parameters<typeof baseFor>[2]) =>
  baseFor('1.0.0', '', installed).fields;

describe('merging field by field', () => {
  it('nobody changed anything: nothing happens', () => {
    fc.assert(
      fc.property(fields, choices, (same, chosen) => {
        expect(mergeFields(kept(same), same, same, chosen)).toEqual({ merged: same, changes: [] });
      })
    );
  });

  it('what only we changed is written', () => {
    fc.assert(
      fc.property(fields, fields, (base, ours) => {
        const { merged, changes } = mergeFields(kept(base), base, ours);
        expect(merged).toEqual(ours);
        expect(changes.every(({ changedBy, keep }) => changedBy === 'ours' && keep === 'ours')).toBe(true);
      })
    );
  });

  it('what only people changed stays', () => {
    fc.assert(
      fc.property(fields, fields, (base, theirs) => {
        const { merged, changes } = mergeFields(kept(base), theirs, base);
        expect(merged).toEqual(theirs);
        expect(changes.every(({ changedBy, undecided }) => changedBy === 'theirs' && !undecided)).toBe(true);
      })
    );
  });

  it('each field ends as ours or as theirs, as the changes say, and every question has a default: theirs', () => {
    fc.assert(
      fc.property(fc.option(fields, { nil: null }), fields, fields, choices, (base, theirs, ours, chosen) => {
        const { merged, changes } = mergeFields(base && kept(base), theirs, ours, chosen);
        for (const name of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
          const change = changes.find(({ field }) => field === name);
          expect(merged[name]).toEqual(change?.keep === 'ours' ? ours[name] : theirs[name]);
          if (change && name in chosen) {
            expect(change.keep).toBe(chosen[name]);
          }
          if (change?.undecided) {
            expect(change.keep).toBe('theirs');
          }
        }
      })
    );
  });

  it('after writing, ours is the base: merging again asks nothing and changes nothing', () => {
    fc.assert(
      fc.property(fc.option(fields, { nil: null }), fields, fields, choices, (base, theirs, ours, chosen) => {
        const { merged } = mergeFields(base && kept(base), theirs, ours, chosen);
        const again = mergeFields(kept(ours), merged, ours);
        expect(again.merged).toEqual(merged);
        expect(again.changes.some(({ undecided }) => undecided)).toBe(false);
      })
    );
  });

  it('without a base everything that differs is a question', () => {
    expect(mergeFields(null, { for: '5m' }, { for: '9m' }).changes).toEqual([
      { field: 'for', theirs: '5m', ours: '9m', changedBy: 'both', keep: 'theirs', undecided: true },
    ]);
  });
});

describe('the base', () => {
  it('comes back as it was written, and holds nothing that Grafana would expand', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.constantFrom('{{ $labels.x }}', '}}', '{{{'))),
        fc.string(),
        (all, prefix) => {
          const base = baseFor('1.2.3', prefix, all);
          const text = encodeBase(base);
          expect(decodeBase(text)).toEqual(base);
          expect(text).not.toContain('{{');
        }
      )
    );
  });

  it('knows a value again, long or short, and no other one', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const isEqual = digest(one) === digest(other) || JSON.stringify(digest(one)) === JSON.stringify(digest(other));
        expect(isAsInstalled(digest(one), one)).toBe(true);
        if (!isEqual && typeof one !== 'object') {
          expect(isAsInstalled(digest(one), other)).toBe(false);
        }
      })
    );
    expect(isAsInstalled(digest('#1234567890abcdef'), '#1234567890abcdef')).toBe(true);
    expect(isAsInstalled('#1234567890abcdef', '#1234567890abcdef')).toBe(false);
  });

  it('is nobody’s when the text is none', () => {
    for (const text of [undefined, null, '', '{', '[]', '{"version":1}', '{"version":"1","prefix":"","fields":[]}']) {
      expect(decodeBase(text)).toBeNull();
    }
  });
});
