import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactLink, contactProblems, CONTACT_LIMIT, knownContacts } from './contacts.ts';

describe('contacts', () => {
  it('are those that the runbook names, without blanks around', () => {
    expect(knownContacts({ database: ' #dba ', grafana: '  ', nobody: 'x' })).toEqual({ database: '#dba' });
    expect(contactProblems({ database: '#dba', nobody: 7 })).toEqual([]);
  });

  it('that are no text, or too long, are said and not shown', () => {
    const stored = { pager: 7, database: 'x'.repeat(CONTACT_LIMIT + 1) };
    expect(contactProblems(stored).map(({ path }) => path)).toEqual(['contacts.pager', 'contacts.database']);
    expect(knownContacts(stored)).toEqual({});
    expect(contactProblems(['x']).map(({ path }) => path)).toEqual(['contacts']);
  });

  it('never break on what is stored, and never hide what they refuse', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        expect(Object.values(knownContacts(stored)).every((each) => typeof each === 'string')).toBe(true);
        contactProblems(stored);
      })
    );
  });

  it.each([
    ['https://chat.example/dba', 'https://chat.example/dba'],
    ['dba@example.test', 'mailto:dba@example.test'],
    ['tel:+49 30 1234', 'tel:+49 30 1234'],
    ['#dba, or +49 30 1234', null],
    ['javascript:alert', null],
    ['http://chat.example', null],
    ['https://', null],
    ['call https://chat.example', null],
  ])('%s leads to %s', (details, link) => expect(contactLink(details)).toBe(link));
});
