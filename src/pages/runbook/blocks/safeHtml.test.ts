import type { PageLink } from '@devdiag/engine/runbook/links';
import { safeHtml } from './safeHtml';

const target = (link: PageLink) =>
  link.kind === 'page'
    ? `/a/devdiag-ops-app/runbook/${link.id}`
    : link.kind === 'grafana'
      ? link.path
      : link.kind === 'outside'
        ? link.address
        : link.kind === 'anchor'
          ? `/here#${link.anchor}`
          : undefined;

const dom = (markdown: string) => {
  const element = document.createElement('div');
  element.innerHTML = safeHtml(markdown, target, '(another site)');
  return element;
};

describe('Markdown in a page', () => {
  it.each([
    ['a script', 'hello <script>steal()</script>'],
    ['an event handler', '<img src="x" onerror="steal()">'],
    ['a handler in a link', '<a href="/x" onclick="steal()">x</a>'],
    ['a frame', '<iframe src="https://evil.example"></iframe>'],
    ['an svg with a handler', '<svg onload="steal()"></svg>'],
    ['a form', '<form action="https://evil.example"><input name="p"></form>'],
    ['a style', '<p style="position:fixed;inset:0">cover</p>'],
  ])('loses %s', (_, markdown) => {
    const body = dom(markdown);
    expect(body.querySelector('script, iframe, form, input, [onerror], [onclick], [onload], [style]')).toBeNull();
    expect(body.querySelector('svg')).toBeNull();
  });

  it.each([
    'javascript:steal()',
    'JaVaScRiPt:steal()',
    ' javascript:steal()',
    'data:text/html,<script>x</script>',
    'vbscript:x',
    '//evil.example',
    'http://evil.example',
    'somewhere',
  ])('has no link to %j', (href) => {
    for (const markdown of [`[x](<${href}>)`, `<a href="${href}">x</a>`]) {
      expect(dom(markdown).querySelector('a')?.hasAttribute('href')).not.toBe(true);
    }
  });

  it('opens other sites apart and says so, without handing over the window or the address', () => {
    const link = dom('[docs](https://www.postgresql.org/docs/)').querySelector('a');
    expect(link).toHaveAttribute('target', '_blank');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    expect(link).toHaveTextContent('docs (another site)');
  });

  it('stays in the tab for Grafana, other pages and headings', () => {
    expect(dom('[rules](/alerting/list)').querySelector('a')).not.toHaveAttribute('target');
    expect(dom('[fresh](../stale-data/playbook.md)').querySelector('a')).toHaveAttribute(
      'href',
      '/a/devdiag-ops-app/runbook/stale-data'
    );
    expect(dom('[on](#mitigation)').querySelector('a')).toHaveAttribute('href', '/here#mitigation');
  });

  it('keeps what a page needs', () => {
    const body = dom('**Bold** and `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n- two');
    expect(body.querySelectorAll('strong, code, table td, li')).toHaveLength(6);
  });
});
