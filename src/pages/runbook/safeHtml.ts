import { locationUtil, renderMarkdown, textUtil } from '@grafana/data';
import { PLUGIN_BASE_URL, ROUTES } from '../../constants';
import { findPlaybook } from './playbooks';

/**
 * Markdown as HTML that may be put into a page. Grafana's renderer lets frames and styles through, so its HTML goes
 * through the stricter sanitiser too; then links get what they need.
 */
export function safeHtml(markdown: string): string {
  const { body } = new DOMParser().parseFromString(textUtil.sanitize(renderMarkdown(markdown)), 'text/html');
  body.querySelectorAll('[style]').forEach((element) => element.removeAttribute('style'));
  body.querySelectorAll('a').forEach(mendLink);
  return body.innerHTML;
}

function mendLink(link: HTMLAnchorElement): void {
  const href = link.getAttribute('href') ?? '';
  link.removeAttribute('target');
  link.removeAttribute('rel');
  const playbook = findPlaybook(/^(?:\.\.?\/)*([a-z0-9-]+)(?:\/playbook\.md|\.md)?$/.exec(href)?.[1] ?? '');
  if (/^https?:\/\//i.test(href) || /^\/\//.test(href)) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  } else if (playbook) {
    link.setAttribute(
      'href',
      locationUtil.assureBaseUrl(`${PLUGIN_BASE_URL}/${ROUTES.runbook}/${playbook.definition.id}`)
    );
  } else if (href.startsWith('/')) {
    link.setAttribute('href', locationUtil.assureBaseUrl(href));
  } else if (!href.startsWith('#')) {
    // Neither an address inside Grafana nor one outside: better no link than one that leads nowhere.
    link.removeAttribute('href');
  }
}
