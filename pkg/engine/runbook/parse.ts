import type { PageBlock, PageFacts } from '@devdiag/catalog/types';
import { FACTS } from './blocks.ts';
import { parseFence } from './fence.ts';
import { parseInlines } from './inline.ts';
import { parseList, type ListItem } from './lists.ts';
import { headingId, plainText } from './slug.ts';

/** A mistake in a page's text, as a sentence, and the line it is on (from 1). */
export interface PageMistake {
  line: number;
  text: string;
}

export interface ParsedPage {
  /** The first-level heading that every page begins with; empty when it is missing. */
  title: string;
  blocks: PageBlock[];
  /** All of them; a page with mistakes still has blocks, so that a reader gets what there is. */
  mistakes: PageMistake[];
}

const FENCE = /^(`{3,}|~{3,})\s*([^\s`]*)\s*([^`]*)$/;
const HEADING = /^(#{1,6})\s+(.+?)\s*#*\s*$/;
const PLACEHOLDER_LINE = /^\{\{([^{}]*)\}\}\s*$/;
const ITEM = /^(?:[-*+])\s+(.*)$/;

/**
 * Takes a page apart. Blocks begin at the left edge; what is indented belongs to the list item above it.
 *
 * The format is described in docs/runbook-blocks.md.
 */
export function parsePage(source: string): ParsedPage {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const page: ParsedPage = { title: '', blocks: [], mistakes: [] };
  const ids = new Set<string>();
  const wrong = (line: number, text: string) => page.mistakes.push({ line, text });
  let text: string[] = [];
  let textFrom = 1;
  const endText = () => {
    const markdown = text.join('\n').trim();
    if (markdown !== '') {
      const skipped = text.findIndex((line) => line.trim() !== '');
      page.blocks.push({ kind: 'text', line: textFrom + skipped, markdown });
    }
    text = [];
  };

  let at = 0;
  while (at < lines.length) {
    const line = at + 1;
    const content = lines[at];
    const fence = FENCE.exec(content);
    const heading = HEADING.exec(content);
    const placeholder = PLACEHOLDER_LINE.exec(content);
    if (fence) {
      endText();
      const end = closingFence(lines, at, fence[1]);
      if (end === lines.length) {
        wrong(line, 'a fenced block that is never closed');
      }
      const { block, mistakes } = parseFence(fence[2], fence[3], lines.slice(at + 1, end).join('\n'), line);
      mistakes.forEach((mistake) => wrong(line, mistake));
      if (block) {
        page.blocks.push(block);
      }
      at = end + 1;
    } else if (heading) {
      endText();
      const level = heading[1].length;
      const words = plainText(heading[2]);
      if (level === 1) {
        if (page.title !== '' || page.blocks.length > 0) {
          wrong(line, 'a first-level heading that is not the first line: a page has one title');
        }
        page.title ||= words;
      } else {
        if (/\{\{|[`*_<[]/.test(heading[2])) {
          wrong(line, 'a heading of more than plain words: links name headings by them');
        }
        page.blocks.push({ kind: 'heading', line, level, text: words, id: headingId(words, ids) });
      }
      at++;
    } else if (placeholder && !isInline(placeholder[1])) {
      endText();
      const { block, mistake } = placeholderBlock(placeholder[1].trim(), line);
      if (mistake !== undefined) {
        wrong(line, mistake);
      }
      if (block) {
        page.blocks.push(block);
      }
      at++;
    } else if (ITEM.test(content)) {
      const { items, end } = listAt(lines, at);
      const { block, mistakes } = parseList(items);
      page.mistakes.push(...mistakes);
      if (block) {
        endText();
        page.blocks.push(block);
      } else {
        if (text.length === 0) {
          textFrom = line;
        }
        text.push(...lines.slice(at, end));
      }
      at = end;
    } else {
      if (text.length === 0) {
        textFrom = line;
      }
      text.push(content);
      at++;
    }
  }
  endText();
  if (page.title === '') {
    wrong(1, 'no title: the first line is "# " and the title');
  }
  page.mistakes.push(...textMistakes(page.blocks), ...idMistakes(page.blocks), ...levelMistakes(page.blocks));
  page.mistakes.sort((one, other) => one.line - other.line);
  return page;
}

/** Every text of a block that may hold inline placeholders and links. */
export function textsOf(block: PageBlock): string[] {
  switch (block.kind) {
    case 'text':
      return [block.markdown];
    case 'branches':
      return block.branches.flatMap(({ condition, action }) => [condition, action]);
    case 'steps':
      return block.steps.map(({ markdown }) => markdown);
    default:
      return [];
  }
}

function closingFence(lines: string[], opening: number, fence: string): number {
  const closing = new RegExp(`^${fence[0]}{${fence.length},}\\s*$`);
  const found = lines.findIndex((line, index) => index > opening && closing.test(line));
  return found === -1 ? lines.length : found;
}

/** A list from its first item to the line that is neither an item nor belongs to one. */
function listAt(lines: string[], from: number): { items: ListItem[]; end: number } {
  const items: ListItem[] = [];
  let at = from;
  for (; at < lines.length; at++) {
    const item = ITEM.exec(lines[at]);
    if (item) {
      items.push({ line: at + 1, text: item[1].trim() });
    } else if (/^\s+\S/.test(lines[at]) && items.length > 0) {
      items[items.length - 1].text += ` ${lines[at].trim()}`;
    } else {
      break;
    }
  }
  return { items, end: at };
}

/** `{{contact pager}}` alone on a line is a block; `{{threshold …}}` is a word wherever it stands. */
function isInline(inside: string): boolean {
  return /^\s*(threshold|setting)\s/.test(inside);
}

function placeholderBlock(inside: string, line: number): { block: PageBlock | null; mistake?: string } {
  const [kind, argument, id, ...rest] = inside.split(/\s+/);
  if (kind === 'state' && argument !== undefined && id === undefined) {
    return { block: { kind: 'state', line, of: argument } };
  }
  if (kind === 'contact' && argument !== undefined && id === undefined) {
    return { block: { kind: 'contact', line, id: argument } };
  }
  if (kind === 'facts' && FACTS.includes(argument as PageFacts) && rest.length === 0) {
    const one = argument === 'alert';
    return one === (id !== undefined)
      ? { block: { kind: 'facts', line, of: argument as PageFacts, id: id ?? null } }
      : { block: null, mistake: `{{${inside}}}: ${one ? 'says not of which alert' : 'takes nothing more'}` };
  }
  return {
    block: null,
    mistake: `{{${inside}}} is no block; known are {{state …}}, {{contact …}} and {{facts ${FACTS.join(' | ')}}}`,
  };
}

function textMistakes(blocks: PageBlock[]): PageMistake[] {
  return blocks.flatMap((block) =>
    textsOf(block).flatMap((markdown) => {
      const mistakes = parseInlines(markdown).mistakes;
      const bare = markdown.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
      if (/<[a-z!/]/i.test(bare)) {
        mistakes.push('HTML, which no page shows; write Markdown');
      }
      if (/^\s+(`{3,}|~{3,})/m.test(markdown)) {
        mistakes.push('an indented fence: blocks begin at the left edge, after the list');
      }
      return mistakes.map((text) => ({ line: block.line, text }));
    })
  );
}

function idMistakes(blocks: PageBlock[]): PageMistake[] {
  const taken = new Set<string>();
  const named = blocks.flatMap((block) =>
    block.kind === 'query'
      ? [{ line: block.line, name: `query ${block.id}` }]
      : block.kind === 'steps'
        ? block.steps.map(({ id }) => ({ line: block.line, name: `step ${id}` }))
        : []
  );
  return named.flatMap(({ line, name }) => {
    const again = taken.has(name);
    taken.add(name);
    return again ? [{ line, text: `${name} is there twice; ids are links and logs` }] : [];
  });
}

function levelMistakes(blocks: PageBlock[]): PageMistake[] {
  let before = 1;
  return blocks.flatMap((block) => {
    if (block.kind !== 'heading') {
      return [];
    }
    const jump = block.level > before + 1;
    const again = /-\d+$/.test(block.id) && !/\d$/.test(block.text);
    before = block.level;
    return [
      ...(jump ? [{ line: block.line, text: `a heading of level ${block.level} without one above it` }] : []),
      ...(again ? [{ line: block.line, text: `the heading "${block.text}" is there twice` }] : []),
    ];
  });
}
