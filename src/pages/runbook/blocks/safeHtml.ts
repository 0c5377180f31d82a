import { renderMarkdown, textUtil } from '@grafana/data';
import { readLink, type PageLink } from '@devdiag/engine/runbook/links';

/** Where a link leads here; undefined when nowhere. */
export type LinkTarget = (link: PageLink) => string | undefined;

/**
 * Markdown as HTML that may be put into a page. Grafana's renderer lets frames and styles through, so its HTML goes
 * through the stricter sanitiser too; then links get what they need.
 *
 * @param outside says for screen readers that a link leaves Grafana
 */
export function safeHtml(markdown: string, target: LinkTarget, outside: string): string {
  const { body } = new DOMParser().parseFromString(textUtil.sanitize(renderMarkdown(markdown)), 'text/html');
  body.querySelectorAll('[style]').forEach((element) => element.removeAttribute('style'));
  body.querySelectorAll('a').forEach((link) => mendLink(link, target, outside));
  // Wide tables scroll by themselves, with the keyboard too.
  body.querySelectorAll('table').forEach((table) => table.setAttribute('tabindex', '0'));
  return body.innerHTML;
}

function mendLink(link: HTMLAnchorElement, target: LinkTarget, outside: string): void {
  const read = readLink(link.getAttribute('href') ?? '');
  link.removeAttribute('target');
  link.removeAttribute('rel');
  const href = target(read);
  if (href === undefined) {
    // Neither an address inside Grafana nor one outside: better no link than one that leads nowhere.
    link.removeAttribute('href');
    return;
  }
  link.setAttribute('href', href);
  if (read.kind === 'anchor') {
    // On paper other links show their addresses.
    link.setAttribute('data-here', '');
  } else if (read.kind === 'outside') {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
    const mark = link.ownerDocument.createElement('span');
    mark.className = 'sr-only';
    mark.textContent = ` ${outside}`;
    link.append(mark);
  }
}
