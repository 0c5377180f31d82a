import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '@devdiag/catalog/types';
import { exitCode, FAIL_ON_LEVELS, type FailOn } from './exit.ts';

describe('the exit code', () => {
  it.each<[Outcome[], number, number, number]>([
    //                                        warn fail error
    [['pass', 'pass'], 0, 0, 0],
    [['pass', 'warn'], 1, 0, 0],
    [['warn', 'fail'], 2, 2, 0],
    [['pass', 'error'], 3, 3, 3],
    [['warn', 'error'], 3, 3, 3],
    [['pass', 'not-evaluated'], 3, 3, 3],
    [['warn', 'not-evaluated'], 3, 3, 3],
    [['fail', 'error', 'warn'], 2, 2, 3],
    [['fail', 'not-evaluated'], 2, 2, 3],
    [['pass', 'skipped'], 0, 0, 0],
    [['warn', 'skipped'], 1, 0, 0],
    [['skipped'], 3, 3, 3],
    [[], 3, 3, 3],
  ])('of %j is %i, %i or %i, counting from warn, fail or error', (outcomes, ...codes) => {
    expect(FAIL_ON_LEVELS.map((level) => exitCode(outcomes, level))).toEqual(codes);
  });

  it('is never 0 when something could not be evaluated, and never better at a stricter level', () => {
    const outcome = fc.constantFrom<Outcome>('pass', 'warn', 'fail', 'error', 'not-evaluated', 'skipped');
    fc.assert(
      fc.property(fc.array(outcome), fc.constantFrom<FailOn>(...FAIL_ON_LEVELS), (outcomes, level) => {
        const code = exitCode(outcomes, level);
        if (outcomes.includes('error') || outcomes.includes('not-evaluated')) {
          expect(code).toBeGreaterThan(0);
        }
        if (exitCode(outcomes, 'error') !== 0) {
          expect(code).not.toBe(0);
        }
        expect(exitCode([...outcomes].reverse(), level)).toBe(code);
      })
    );
  });
});
