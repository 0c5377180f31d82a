import type { PageBlock } from '@devdiag/catalog/types';
import { BOOK_SECTIONS, panelTitles, SECTION_TITLES, type BookPage } from './book.ts';
import { replaceLinks, type PageLink } from './links.ts';
import {
  exampleWords,
  grafanaAddress,
  paperBlocks,
  paperSql,
  paperText,
  stateWords,
  type PaperContext,
} from './paper.ts';
import { contactsMarkdown, ownerContact } from './paperContacts.ts';
import { verifiedWords } from './verified.ts';

/** A file of the runbook as plain Markdown. All of them lie in one folder. */
export interface PaperFile {
  path: string;
  text: string;
}

export const INDEX_FILE = 'README.md';

/**
 * The whole runbook as plain Markdown, for people without Grafana: a file for each page, and one that lists them. Links
 * between pages lead from file to file; headings are named in links as GitHub, GitLab and most others name them.
 */
export function bookFiles(book: readonly BookPage[], context: PaperContext): PaperFile[] {
  const read = book.map((page) => ({ page, blocks: paperBlocks(page, context) }));
  const anchors = new Map(read.map(({ page, blocks }) => [page.id, anchorsOf(page.title, blocks)]));
  return [
    { path: INDEX_FILE, text: indexText(book, context) },
    ...read.map(({ page, blocks }) => ({
      path: fileOf(page.id),
      text: pageText(page, blocks, context, anchors),
    })),
  ];
}

function fileOf(id: string): string {
  return `${id}.md`;
}

/** Anchors by the ids that our own links use. */
type Anchors = ReadonlyMap<string, string>;

function anchorsOf(title: string, blocks: readonly PageBlock[]): Anchors {
  const taken = new Set<string>();
  slug(title, taken);
  return new Map(blocks.flatMap((block) => (block.kind === 'heading' ? [[block.id, slug(block.text, taken)]] : [])));
}

/** A heading's name in a link as GitHub makes it: punctuation goes, spaces become hyphens. */
function slug(text: string, taken: Set<string>): string {
  const base = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replace(/ /g, '-');
  let name = base;
  for (let count = 1; taken.has(name); count++) {
    name = `${base}-${count}`;
  }
  taken.add(name);
  return name;
}

function pageText(
  page: BookPage,
  blocks: readonly PageBlock[],
  context: PaperContext,
  anchors: ReadonlyMap<string, Anchors>
): string {
  const own = anchors.get(page.id);
  const link = (markdown: string) =>
    replaceLinks(markdown, (label, address, target) => linkText(label, address, target, context, own, anchors));
  const parts = blocks.map((block) => blockText(block, context, link));
  return `${[`# ${page.title}`, aboutText(page, context), contactsMarkdown(page, context.facts), ...parts].filter(Boolean).join('\n\n')}\n`;
}

/** Whose page it is, what it is about, and the way back. */
function aboutText(page: BookPage, { facts, verified }: PaperContext): string {
  const { owner, of, checks, alerts, panels, summary } = page;
  const about = [
    `Owner: ${ownerContact(owner, facts.contacts)?.title ?? owner}`,
    ...(of === 'playbook' ? [`check: \`${checks.join('`, `')}\``] : []),
    ...(of === 'playbook' && alerts.length > 0 ? [`alert: \`${alerts.join('`, `')}\``] : []),
    ...(of === 'playbook' && panels.length > 0 ? [`panel: ${panelTitles(panels, facts.panels)}`] : []),
    `[all pages](${INDEX_FILE})`,
  ];
  return `${summary}\n\n${about.join(' · ')}\n\n${verifiedWords(verified)}.`;
}

function linkText(
  label: string,
  address: string,
  link: PageLink,
  context: PaperContext,
  own: Anchors | undefined,
  anchors: ReadonlyMap<string, Anchors>
): string {
  switch (link.kind) {
    case 'page': {
      const anchor = link.anchor === null ? undefined : anchors.get(link.id)?.get(link.anchor);
      return `[${label}](${fileOf(link.id)}${anchor === undefined ? '' : `#${anchor}`})`;
    }
    case 'anchor':
      return `[${label}](#${own?.get(link.anchor) ?? link.anchor})`;
    case 'grafana':
      // Without an address of Grafana's it would be a link into whatever shows the file.
      return context.grafanaUrl === null
        ? `${label} (in Grafana: \`${link.path}\`)`
        : `[${label}](${grafanaAddress(link.path, context)})`;
    default:
      return `[${label}](${address})`;
  }
}

function blockText(block: PageBlock, context: PaperContext, link: (markdown: string) => string): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${block.text}`;
    case 'text':
      return link(block.markdown);
    case 'query': {
      const { sql, examples } = paperSql(block, context);
      const replace =
        examples.length === 0 ? '' : ` Put your own in for the example: ${exampleWords(examples).join(', ')}.`;
      return `**${block.title}**${replace}\n\n${fenced('sql', `${sql};`)}`;
    }
    case 'statement':
      return `> **Writes.** It ${block.changes}.\n\n${fenced('sql', paperText(block.sql, context))}`;
    case 'shell': {
      const changes = block.changes === null ? 'Changes nothing.' : `**Changes:** ${block.changes}.`;
      return `> ${changes}\n\n${fenced('shell', paperText(block.commands, context))}`;
    }
    case 'sample':
      return `**${block.title}**\n\n${fenced(block.language, block.text)}`;
    case 'branches':
      return block.branches
        .map(({ condition, action }) => `- **If** ${link(condition)}, **then** ${link(action)}`)
        .join('\n');
    case 'steps':
      return block.steps.map(({ markdown }) => `- [ ] ${link(markdown)}`).join('\n');
    case 'state':
      return link(stateWords(block.of, context.facts));
    case 'contact':
    case 'facts':
      throw new TypeError(`paperBlocks leaves no ${block.kind}`);
  }
}

function fenced(language: string, text: string): string {
  const body = text.replace(/\n+$/, '');
  const longest = Math.max(2, ...[...body.matchAll(/^`{3,}/gm)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${body}\n${ticks}`;
}

function indexText(book: readonly BookPage[], context: PaperContext): string {
  const { facts, question, settingsKnown } = context;
  const { schema, timeZone } = facts.settings;
  const alerts = [...facts.rules.values()].map(
    ({ alert }) => `| ${alert.title} | ${alert.severity} | [${titleOf(book, alert.check)}](${fileOf(alert.check)}) |`
  );
  const sections = BOOK_SECTIONS.map((section) => {
    const pages = book.filter((page) => page.section === section);
    const items = pages.map(({ id, title, summary }) => `- [${title}](${fileOf(id)}): ${summary}`);
    return pages.length === 0 ? '' : `## ${SECTION_TITLES[section]}\n\n${items.join('\n')}`;
  });
  return `${[
    '# DevDiag runbook',
    'Woken by an alert? Its playbook:',
    `| Alert | Severity | Playbook |\n|---|---|---|\n${alerts.join('\n')}`,
    ...sections,
    '## How to read it',
    [
      `- Schema ${code(schema)}, time zone of the data ${code(timeZone)}. Thresholds are ${settingsKnown ? 'those of the settings this was written with' : 'the defaults'}.`,
      `- Queries only read; run them with psql as the role that Grafana uses. They ask about ${context.asOf === null ? 'the moment when they are run' : new Date(context.asOf).toISOString()}${question.tenant === null ? '; a condition for one tenant, problem or target stands beside them as a comment' : `, of the tenant ${code(question.tenant)}`}.`,
      '- What changes something says so above it. Read [Before you copy a command](commands.md) first.',
    ].join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}

function titleOf(book: readonly BookPage[], id: string): string {
  return book.find((page) => page.id === id)?.title ?? id;
}

/** A code span for any text. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  const room = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${room}${text.replace(/\s+/g, ' ')}${room}${ticks}`;
}
