import { describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { selectChecks } from './select.ts';

const chosen = (...only: string[]) => {
  const { entries, problems } = selectChecks(CHECKS, only);
  return { ids: entries.map(({ definition }) => definition.id), problems };
};

describe('choosing checks', () => {
  it('takes all, or some in the order of the catalog', () => {
    expect(chosen().ids).toEqual(CHECKS.map(({ definition }) => definition.id));
    expect(new Set(chosen('stale-data, fix-confidence').ids)).toEqual(new Set(['stale-data', 'fix-confidence']));
    expect(new Set(chosen('stale-data', 'fix-confidence,').ids)).toEqual(new Set(['stale-data', 'fix-confidence']));
  });

  it('suggests the nearest for one that there is not', () => {
    expect(chosen('stale-dta').problems).toEqual(['There is no check "stale-dta". Did you mean stale-data?']);
    expect(chosen('STALE-DATA').problems).toEqual(['There is no check "STALE-DATA". Did you mean stale-data?']);
    expect(chosen('zzz').problems).toEqual(['There is no check "zzz". "devdiag-ops checks" lists them.']);
  });

  it('does not take nothing for all', () => {
    expect(chosen('').problems).toHaveLength(1);
    expect(chosen(' , ')).toEqual({ ids: [], problems: [expect.stringContaining('names no check')] });
  });

  it('quotes a very long id in part', () => {
    expect(chosen('x'.repeat(1000)).problems[0].length).toBeLessThan(150);
  });
});
