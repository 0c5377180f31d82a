import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { likelyCausesFirst } from './causes.ts';

/** Things that explain only later ones, so that nothing explains itself. */
const graph = fc.integer({ min: 1, max: 10 }).chain((size) =>
  fc.record({
    ids: fc.shuffledSubarray(
      Array.from({ length: size }, (_, i) => `c${i}`),
      { minLength: 1 }
    ),
    explanations: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 20 }).map((pairs) => {
      const explains = new Map<string, string[]>();
      for (const [one, other] of pairs.filter(([from, to]) => from < to)) {
        explains.set(`c${one}`, [...(explains.get(`c${one}`) ?? []), `c${other}`]);
      }
      return explains;
    }),
  })
);

describe('likely causes first', () => {
  it('keeps everybody but the subject, once', () => {
    fc.assert(
      fc.property(graph, ({ ids, explanations }) => {
        const ranked = likelyCausesFirst(
          ids.map((id) => ({ id })),
          explanations,
          ids[0]
        );
        expect(ranked.map(({ item }) => item.id).sort()).toEqual(ids.slice(1).sort());
      })
    );
  });

  it('a cause always stands before what it explains, and what explains the subject before the rest', () => {
    fc.assert(
      fc.property(graph, ({ ids, explanations }) => {
        const ranked = likelyCausesFirst(
          ids.map((id) => ({ id })),
          explanations,
          ids[0]
        );
        const place = (id: string) => ranked.findIndex(({ item }) => item.id === id);
        for (const { item, explains } of ranked) {
          for (const effect of explains) {
            expect(place(item.id)).toBeLessThan(place(effect));
          }
        }
        const marks = ranked.map(({ explainsSubject }) => Number(explainsSubject));
        expect(marks).toEqual([...marks].sort().reverse());
      })
    );
  });

  it('of equals the worse one is first', () => {
    const ranked = likelyCausesFirst([{ id: 'b' }, { id: 'a' }], new Map(), null);
    expect(ranked.map(({ item }) => item.id)).toEqual(['b', 'a']);
  });

  it('ends where things explain each other', () => {
    const round = new Map([
      ['a', ['b']],
      ['b', ['a']],
    ]);
    expect(likelyCausesFirst([{ id: 'a' }, { id: 'b' }], round, null)).toHaveLength(2);
  });

  it('a stalled pipeline explains missing data elsewhere', () => {
    const explanations = new Map(CHECKS.map(({ definition }) => [definition.id, definition.explains ?? []]));
    const troubled = ['run-volume', 'views', 'new-rows-today', 'tenant-silent', 'stale-data'].map((id) => ({ id }));
    const ranked = likelyCausesFirst(troubled, explanations, 'run-volume');
    expect(ranked.map(({ item, explainsSubject }) => [item.id, explainsSubject])).toEqual([
      ['stale-data', true],
      ['tenant-silent', true],
      ['views', false],
      ['new-rows-today', false],
    ]);
    expect(ranked[3].explainedBy).toEqual(['tenant-silent', 'stale-data']);
  });
});
