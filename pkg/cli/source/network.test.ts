import { describe, expect, it } from 'vitest';
import { firstError, unreachableBecause } from './network.ts';

describe('errors of the network', () => {
  it('of a name with several addresses are told by the first of them', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' });
    const all = new AggregateError([refused, new Error('connect ECONNREFUSED 127.0.0.1:5432')]);
    expect(firstError(all)).toBe(refused);
    expect(firstError(refused)).toBe(refused);
    expect(firstError(new AggregateError([], 'none'))).toMatchObject({ message: 'none' });
    expect(firstError('text')).toEqual({ message: 'text' });
  });

  it('say what can be done about them', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']) {
      expect(unreachableBecause(code)).toMatch(/^[a-z].*\.$/);
    }
    expect(unreachableBecause('28P01')).toBeUndefined();
    expect(unreachableBecause(undefined)).toBeUndefined();
  });
});
