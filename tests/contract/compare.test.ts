import { describe, expect, it } from 'vitest';
import { differences } from './compare.ts';

describe('comparing answers', () => {
  it('finds nothing when there is nothing', () => {
    expect(differences({ a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] })).toEqual([]);
  });

  it.each([
    ['another value', { a: 1 }, { a: 2 }, 'a is 2, recorded is 1'],
    ['another type', { a: { b: 1 } }, { a: { b: '1' } }, 'a.b is "1", recorded is 1'],
    ['null in place of a value', { a: 'x' }, { a: null }, 'a is null, recorded is "x"'],
    ['a missing key', { a: 1, b: 1 }, { a: 1 }, 'b is missing'],
    ['a key more', { a: 1 }, { a: 1, b: 1 }, 'b was never recorded'],
    ['an item more', [1], [1, 2], ' has 2 items, recorded are 1'],
    ['another item', { a: [1, 2] }, { a: [1, 3] }, 'a[1] is 3, recorded is 2'],
  ])('names %s', (_, recorded, given, line) => {
    expect(differences(recorded, given)).toEqual([line]);
  });

  it('compares only the type of what differs from run to run', () => {
    const options = { volatile: /^id$|^at$/ };
    expect(differences({ id: 1, at: { s: 'x' } }, { id: 2, at: { s: 'y' } }, options)).toEqual([]);
    expect(differences({ id: 1 }, { id: '2' }, options)).toEqual(['id is "2", recorded is 1']);
    expect(differences({ at: { s: 'x' } }, { at: { s: 1 } }, options)).toEqual(['at.s is 1, recorded is "x"']);
  });

  it('takes further keys for granted where the recording was cut', () => {
    expect(differences({ a: { b: 1 } }, { a: { b: 1 }, c: 1 }, { cut: /^$/ })).toEqual([]);
    expect(differences({ a: { b: 1 } }, { a: { b: 1, c: 1 } }, { cut: /^$/ })).toEqual(['a.c was never recorded']);
  });
});
