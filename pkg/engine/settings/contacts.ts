import { CONTACTS } from '@devdiag/catalog/contacts';

/** Longest that a contact's details may be: an address, a number, a channel and when somebody is there. */
export const CONTACT_LIMIT = 200;

/** The details that can be shown, by contact id: those of contacts that the runbook names, without blanks around. */
export function knownContacts(stored: unknown): Record<string, string> {
  return Object.fromEntries(
    CONTACTS.flatMap(({ id }): Array<[string, string]> => {
      const details = detailsOf(stored, id);
      return typeof details === 'string' && problemOf(details) === undefined && details.trim() !== ''
        ? [[id, details.trim()]]
        : [];
    })
  );
}

/** What is wrong with stored contacts, one sentence each. */
export function contactProblems(stored: unknown): Array<{ path: string; message: string }> {
  if (stored === undefined || stored === null) {
    return [];
  }
  if (typeof stored !== 'object' || Array.isArray(stored)) {
    return [{ path: 'contacts', message: 'The contacts must be an object by contact.' }];
  }
  return CONTACTS.flatMap(({ id }) => {
    const details = detailsOf(stored, id);
    const message = details === undefined || details === null ? undefined : problemOf(details);
    return message === undefined ? [] : [{ path: `contacts.${id}`, message }];
  });
}

/**
 * Where a contact's details lead when they are an address as a whole: https, mailto or tel, or a bare e-mail address;
 * null for everything else, which is shown as text.
 */
export function contactLink(details: string): string | null {
  const text = details.trim();
  if (/^https:\/\/[^\s/]+\S*$/i.test(text) || /^(mailto:[^\s@]+@[^\s@]+|tel:[+\d][\d ().-]*)$/i.test(text)) {
    return text;
  }
  return /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text) ? `mailto:${text}` : null;
}

function detailsOf(stored: unknown, id: string): unknown {
  return typeof stored === 'object' && stored !== null && Object.hasOwn(stored, id)
    ? (stored as Record<string, unknown>)[id]
    : undefined;
}

function problemOf(details: unknown): string | undefined {
  return typeof details !== 'string'
    ? 'A contact must be text.'
    : details.length > CONTACT_LIMIT
      ? `Enter at most ${CONTACT_LIMIT} characters.`
      : undefined;
}
