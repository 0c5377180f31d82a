import { marked, type Token, type Tokens } from 'marked';
import type { PageBlock, QueryBlock } from '@devdiag/catalog/types';
import { BOOK_SECTIONS, panelTitles, SECTION_TITLES, type BookPage } from './book.ts';
import { readLink } from './links.ts';
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

/** What the terminal brings along. */
export interface TerminalLook {
  /** Columns for texts. */
  width: number;
  bold(text: string): string;
  /** Lines of a table, however it is drawn. */
  table(head: string[], rows: string[][]): string;
  /** What a query answered, instead of its SQL; undefined where it was not run. */
  answer?(block: QueryBlock): string | undefined;
}

/**
 * A page to read in a terminal. Commands and SQL stand at the left edge between fences, so that they can be copied as
 * they are, heredocs included.
 */
export function pageForTerminal(page: BookPage, context: PaperContext, look: TerminalLook): string {
  const parts = paperBlocks(page, context).map((block) => blockLines(block, context, look));
  const whom = textLines(marked.lexer(contactsMarkdown(page, context.facts)), context, look);
  return `${[look.bold(page.title), aboutLines(page, context, look), whom, ...parts].filter(Boolean).join('\n\n')}\n`;
}

/** The contents: every page by section, and what leads to it. */
export function bookForTerminal(book: readonly BookPage[], look: Pick<TerminalLook, 'bold'>): string {
  const widest = Math.max(0, ...book.map(({ id }) => id.length));
  const sections = BOOK_SECTIONS.flatMap((section) => {
    const pages = book.filter((page) => page.section === section);
    const lines = pages.map(({ id, of, title, alerts }) => {
      const alarm = of === 'playbook' && alerts.length > 0 ? ` (alert ${alerts.join(', ')})` : '';
      return `  ${id.padEnd(widest)}  ${title}${alarm}`;
    });
    return pages.length === 0 ? [] : [[look.bold(SECTION_TITLES[section]), ...lines].join('\n')];
  });
  const how = "Read one: devdiag-ops runbook NAME. An alert's id leads to its playbook as well.";
  return `${[...sections, how].join('\n\n')}\n`;
}

function aboutLines(page: BookPage, { facts, verified }: PaperContext, { width }: TerminalLook): string {
  const { owner, of, checks, alerts, panels, summary } = page;
  const about = [
    `Owner: ${ownerContact(owner, facts.contacts)?.title ?? owner}`,
    ...(of === 'playbook' ? [`check ${checks.join(', ')}`] : []),
    ...(of === 'playbook' && alerts.length > 0 ? [`alert ${alerts.join(', ')}`] : []),
    ...(of === 'playbook' && panels.length > 0 ? [`panel ${panelTitles(panels, facts.panels)}`] : []),
  ];
  return [summary, about.join(', '), `${verifiedWords(verified)}.`].map((text) => wrapped(text, width)).join('\n');
}

function blockLines(block: PageBlock, context: PaperContext, look: TerminalLook): string {
  const words = (markdown: string) => inlineWords(inlineTokens(markdown), context);
  switch (block.kind) {
    case 'heading':
      return look.bold(`${'#'.repeat(block.level)} ${block.text}`);
    case 'text':
      return textLines(marked.lexer(block.markdown), context, look);
    case 'query': {
      const answer = look.answer?.(block);
      if (answer !== undefined) {
        return `${look.bold(block.title)}\n${answer}`;
      }
      const { sql, examples } = paperSql(block, context);
      const replace =
        examples.length === 0
          ? []
          : [wrapped(`(replace the example: ${exampleWords(examples).join(', ')})`, look.width)];
      return [look.bold(block.title), ...replace, fenced('sql', `${sql};`)].join('\n');
    }
    case 'statement':
      return `${wrapped(`WRITES: ${block.changes}.`, look.width)}\n${fenced('sql', paperText(block.sql, context))}`;
    case 'shell': {
      const changes = block.changes === null ? 'Changes nothing.' : `CHANGES: ${block.changes}.`;
      return `${wrapped(changes, look.width)}\n${fenced('shell', paperText(block.commands, context))}`;
    }
    case 'sample':
      return `${look.bold(block.title)}\n${fenced(block.language, block.text)}`;
    case 'branches':
      return block.branches
        .map(
          ({ condition, action }) =>
            `${wrapped(`- If ${words(condition)},`, look.width, '  ')}\n${wrapped(`  then ${words(action)}`, look.width, '  ')}`
        )
        .join('\n');
    case 'steps':
      return block.steps.map(({ markdown }) => wrapped(`[ ] ${words(markdown)}`, look.width, '    ')).join('\n');
    case 'state':
      return wrapped(words(stateWords(block.of, context.facts)), look.width);
    case 'contact':
    case 'facts':
      throw new TypeError(`paperBlocks leaves no ${block.kind}`);
  }
}

function textLines(tokens: Token[], context: PaperContext, look: TerminalLook): string {
  const { width } = look;
  return tokens
    .flatMap((token) => {
      switch (token.type) {
        case 'space':
          return [];
        case 'table': {
          const { header, rows } = token as Tokens.Table;
          const cells = (row: Tokens.TableCell[]) => row.map((cell) => inlineWords(cell.tokens, context));
          return [look.table(cells(header), rows.map(cells))];
        }
        case 'list': {
          const { items, ordered, start } = token as Tokens.List;
          return [
            items
              .map((item, index) => {
                const mark = ordered ? `${Number(start) + index}. ` : '- ';
                return wrapped(`${mark}${inlineWords(item.tokens, context)}`, width, ' '.repeat(mark.length));
              })
              .join('\n'),
          ];
        }
        case 'blockquote':
          return [wrapped(`| ${inlineWords((token as Tokens.Blockquote).tokens, context)}`, width, '| ')];
        default:
          return [wrapped(inlineWords('tokens' in token && token.tokens ? token.tokens : [token], context), width)];
      }
    })
    .join('\n\n');
}

function inlineTokens(markdown: string): Token[] {
  return marked.Lexer.lexInline(markdown);
}

/** Words of Markdown as they are read: emphasis goes, code keeps its marks, links say where they lead. */
function inlineWords(tokens: Token[], context: PaperContext): string {
  return tokens
    .map((token) => {
      switch (token.type) {
        case 'codespan':
          return `\`${token.text}\``;
        case 'link':
          return linkWords(inlineWords(token.tokens ?? [], context), token.href, context);
        case 'escape':
          return token.text;
        case 'br':
          return '\n';
        default:
          return 'tokens' in token && token.tokens ? inlineWords(token.tokens, context) : ownWords(token);
      }
    })
    .join('')
    .replace(/[ \n]+/g, ' ');
}

function ownWords(token: Token): string {
  return 'text' in token && typeof token.text === 'string' ? token.text : token.raw;
}

function linkWords(label: string, address: string, context: PaperContext): string {
  const link = readLink(address);
  switch (link.kind) {
    case 'page':
      return `${label} (runbook ${link.id})`;
    case 'anchor':
      return label;
    case 'grafana':
      return `${label} (${grafanaAddress(link.path, context)})`;
    default:
      return label === address.replace(/^mailto:/, '') ? label : `${label} (${address})`;
  }
}

/** Lines of at most so many columns; a longer word stands alone. */
export function wrapped(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  // What a line begins with by itself stays.
  const [, first, words] = /^( *)([\s\S]*)$/.exec(text) ?? ['', '', text];
  let line = first;
  let empty = true;
  for (const word of words.split(/\s+/).filter(Boolean)) {
    if (!empty && [...line].length + 1 + [...word].length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line += empty ? word : ` ${word}`;
    }
    empty = false;
  }
  return [...lines, line].join('\n');
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.replace(/\n+$/, '')}\n\`\`\``;
}
