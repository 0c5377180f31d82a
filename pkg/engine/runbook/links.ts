import type { PageBlock } from '@devdiag/catalog/types';
import { textsOf } from './parse.ts';

/** Where a link of a page leads. */
export type PageLink =
  /** Another page or playbook, by id; `anchor` without its sign. */
  | { kind: 'page'; of: 'page' | 'playbook'; id: string; anchor: string | null }
  /** A heading of the same page. */
  | { kind: 'anchor'; anchor: string }
  /** Inside Grafana: a path without the place it is served under. */
  | { kind: 'grafana'; path: string }
  | { kind: 'outside'; address: string }
  /** None of these: a mistake, and no link. */
  | { kind: 'unknown' };

const LINK_TEXT = String.raw`(?<!!)\[((?:[^\]\\]|\\.)*)\]\(\s*(?:<([^>]*)>|([^\s)]+))(?:\s+"[^"]*")?\s*\)`;
const CODE_SPAN_TEXT = '(`+)(?!`)[\\s\\S]*?[^`]\\1(?!`)';
const LINK = new RegExp(LINK_TEXT, 'g');
const CODE_SPAN = new RegExp(CODE_SPAN_TEXT, 'g');
const CODE_SPAN_OR_LINK = new RegExp(`${CODE_SPAN_TEXT}|${LINK_TEXT}`, 'g');

/** Addresses of all links of a block, as written. */
export function linksOf(block: PageBlock): string[] {
  return textsOf(block).flatMap((markdown) =>
    [...markdown.replace(CODE_SPAN, '').matchAll(LINK)].map(([, , angled, bare]) => angled ?? bare)
  );
}

/**
 * Markdown with each of its links written anew, for places where the files lie elsewhere. Code spans stay as they are.
 *
 * @param write label in Markdown, address and what it means, to Markdown
 */
export function replaceLinks(
  markdown: string,
  write: (label: string, address: string, link: PageLink) => string
): string {
  return markdown.replace(CODE_SPAN_OR_LINK, (whole, ticks, label, angled, bare) => {
    if (ticks !== undefined) {
      return whole;
    }
    const address: string = angled ?? bare;
    return write(label, address, readLink(address));
  });
}

/**
 * What an address means. Links between pages are paths from file to file, so that they also work where the repository is
 * read: `../stale-data/playbook.md#mitigation`, `../../pages/backup/page.md`.
 */
export function readLink(address: string): PageLink {
  const [path, anchor = null] = address.split('#', 2);
  const page = /^(?:\.\.\/)+(?:(?:pages|checks)\/)?([a-z0-9-]+)\/(page|playbook)\.md$/.exec(path);
  if (page) {
    return { kind: 'page', of: page[2] as 'page' | 'playbook', id: page[1], anchor };
  }
  if (path === '' && anchor !== null) {
    return { kind: 'anchor', anchor };
  }
  if (/^\/(?!\/)/.test(address)) {
    return { kind: 'grafana', path: address };
  }
  return /^https:\/\//.test(address) ? { kind: 'outside', address } : { kind: 'unknown' };
}
