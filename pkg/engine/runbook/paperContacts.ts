import type { Contact, OwnerRole } from '@devdiag/catalog/types';
import { contactLink } from '../settings/contacts.ts';
import type { BookPage } from './book.ts';
import type { FactsContext } from './facts.ts';
import { parseInlines } from './inline.ts';
import { parsePage, textsOf } from './parse.ts';

type Site = Pick<FactsContext, 'contacts' | 'settings'>;

/** The contact who acts on a page. */
export function ownerContact(owner: OwnerRole, contacts: readonly Contact[]): Contact | undefined {
  return contacts.find(({ id }) => id === (owner === 'on-call' ? 'pager' : owner));
}

/**
 * How the owner of a page and everybody whom its texts name are reached here, as Markdown. Contacts that have a block of
 * their own on the page are left to that.
 */
export function contactsMarkdown(page: Pick<BookPage, 'text' | 'owner'>, site: Site): string {
  const { blocks } = parsePage(page.text);
  const shown = new Set(blocks.flatMap((block) => (block.kind === 'contact' ? [block.id] : [])));
  const named = new Set(
    blocks
      .flatMap(textsOf)
      .flatMap((text) => parseInlines(text).pieces)
      .flatMap((piece) => (piece.kind === 'contact' ? [piece.argument] : []))
  );
  const owner = ownerContact(page.owner, site.contacts);
  const whom = site.contacts.filter(({ id }) => (id === owner?.id || named.has(id)) && !shown.has(id));
  if (whom.length === 0) {
    return '';
  }
  if (whom.every(({ id }) => detailsOf(id, site) === undefined)) {
    return `Whom to turn to: ${whom.map(({ title }) => title).join(', ')}. How to reach them is not in the settings that this was made with.`;
  }
  return `Whom to turn to:\n\n${whom.map(({ id, title }) => `- ${title}: ${reachedAt(id, site)}`).join('\n')}`;
}

/** How a contact is reached here, as Markdown; words that say so where nobody entered it. */
export function reachedAt(id: string, site: Site): string {
  const details = detailsOf(id, site);
  if (details === undefined) {
    return 'not in the settings that this was made with';
  }
  const link = contactLink(details);
  // Angle brackets make an address a link as it stands; what they can't hold is text.
  return link !== null && !link.startsWith('tel:') && !/[<>\s\\]/.test(link)
    ? `<${link.replace(/^mailto:/, '')}>`
    : plainMarkdown(details.replace(/^tel:/, ''));
}

function detailsOf(id: string, { settings }: Site): string | undefined {
  const { contacts = {} } = settings;
  return Object.hasOwn(contacts, id) ? contacts[id] : undefined;
}

/** Any text as Markdown that shows exactly it, on one line. */
function plainMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>()#~&!|:@]/g, '\\$&');
}
