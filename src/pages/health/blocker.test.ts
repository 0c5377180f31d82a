import type { QueryErrorKind } from '@devdiag/engine/query/errors';
import type { QueryAnswer } from '@devdiag/engine/report/evaluate';
import { blockerOf, type BlockerKind } from './blocker';
import { CHECKS } from './testing/checks';

const ok: QueryAnswer = { ok: true, rows: [], tookMs: 1 };
const failed = (kind: QueryErrorKind): QueryAnswer => ({
  ok: false,
  error: { kind, message: `said ${kind}` },
  tookMs: null,
});
/** Two checks read the runs, one the outcomes, one the catalog. */
const answers = (runs: QueryAnswer, volume = runs, outcomes = runs, size = runs) =>
  new Map([
    ['stale-data', runs],
    ['volume', volume],
    ['outcomes', outcomes],
    ['size', size],
  ]);

describe('what stands in the way of the page', () => {
  it.each<[QueryErrorKind, BlockerKind]>([
    ['data-source-missing', 'data-source-gone'],
    ['authentication', 'authentication'],
    ['connection', 'connection'],
    ['forbidden', 'not-allowed'],
    ['offline', 'offline'],
    ['timeout', 'no-answer'],
  ])('%s everywhere: %s', (kind, blocker) => {
    expect(blockerOf(CHECKS, answers(failed(kind)))).toEqual({ kind: blocker, message: `said ${kind}` });
  });

  it('is nothing while one check was answered', () => {
    expect(blockerOf(CHECKS, answers(failed('connection'), ok))).toBeNull();
    expect(blockerOf(CHECKS, answers(failed('timeout'), undefined, undefined, ok))).toBeNull();
  });

  it('is nothing when the checks failed for reasons of their own', () => {
    const other = (message: string): QueryAnswer => ({ ok: false, error: { kind: 'other', message }, tookMs: null });
    expect(blockerOf(CHECKS, answers(other('division by zero'), other('syntax error')))).toBeNull();
  });

  it('is the request when it broke with the same words for every query', () => {
    expect(blockerOf(CHECKS, answers(failed('other')))).toEqual({ kind: 'request-failed', message: 'said other' });
    expect(blockerOf(CHECKS, answers(failed('other'), undefined, undefined, ok))).toBeNull();
  });

  it('is the missing schema or the refused table although the catalog could be read', () => {
    expect(blockerOf(CHECKS, answers(failed('missing-relation'), undefined, ok, ok))?.kind).toBe('schema-missing');
    expect(blockerOf(CHECKS, answers(failed('permission'), undefined, ok, ok))?.kind).toBe('table-unreadable');
  });

  it('is not a missing schema when only the outcomes are missing', () => {
    expect(blockerOf(CHECKS, answers(ok, ok, failed('missing-relation'), ok))).toBeNull();
  });

  it('is nothing before anything was answered', () => {
    expect(blockerOf(CHECKS, new Map())).toBeNull();
  });
});
