import type { PageBlock } from '@devdiag/catalog/types';
import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import { CONTACTS } from '@devdiag/catalog/contacts';
import { fillInlines } from '@devdiag/engine/runbook/inline';
import { textsOf } from '@devdiag/engine/runbook/parse';
import { plainText } from '@devdiag/engine/runbook/slug';
import { ALL_PAGES, alertTitle, type RunbookEntry } from './pages';
import { blocksOf } from './blocksOf';

/** A page that holds what was searched for. */
export interface Hit {
  page: RunbookEntry;
  /** The heading under which it stands; null for the page as a whole. */
  heading: { id: string; text: string } | null;
  /** The words around the place; null where the title says it all. */
  excerpt: string | null;
  firing: boolean;
  /** The text that was searched for is a problem code, which this page's queries can be asked about. */
  takesCode: boolean;
}

/** A part of a page under one heading. */
interface Part {
  heading: { id: string; text: string } | null;
  text: string;
}

interface Indexed {
  page: RunbookEntry;
  /** Titles and ids by which people know it. */
  names: string;
  headings: string;
  summary: string;
  parts: Part[];
  all: string;
  usesCode: boolean;
}

const PROBLEM_CODE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const AROUND = 70;

let index: Indexed[] | undefined;

/**
 * The pages in which every word occurs: playbooks of firing alerts first, then by where the words are (title, heading,
 * summary, text), then in the order of the list. A problem code also finds the pages that can be asked about it.
 *
 * @param firing ids of alerts that fire
 */
export function searchPages(query: string, firing: readonly string[] = []): Hit[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return [];
  }
  index ??= ALL_PAGES.map(indexed);
  const isCode = PROBLEM_CODE.test(query.trim());
  return index
    .flatMap((entry) => {
      const takesCode = isCode && entry.usesCode;
      const score = scoreOf(entry, words);
      if (score === 0 && !takesCode) {
        return [];
      }
      const fires = entry.page.check !== null && entry.page.alerts.some((alert) => firing.includes(alert));
      const hit: Hit = { page: entry.page, ...placeOf(entry, words), firing: fires, takesCode };
      return [{ hit, score: score + (fires ? 1000 : 0) }];
    })
    .sort((one, other) => other.score - one.score)
    .map(({ hit }) => hit);
}

function scoreOf({ names, headings, summary, all }: Indexed, words: string[]): number {
  if (!words.every((word) => all.includes(word))) {
    return 0;
  }
  const inAll = (text: string) => words.every((word) => text.includes(word));
  return inAll(names) ? 100 : inAll(`${names} ${headings}`) ? 60 : inAll(`${names} ${summary}`) ? 40 : 20;
}

/** Where on the page the words are: under a heading that holds them, else in the part that holds most of them. */
function placeOf({ names, parts }: Indexed, words: string[]): Pick<Hit, 'heading' | 'excerpt'> {
  if (words.every((word) => names.includes(word))) {
    return { heading: null, excerpt: null };
  }
  const held = (text: string) => words.filter((word) => text.toLowerCase().includes(word)).length;
  let best: Part | undefined;
  let most = 0;
  for (const part of parts) {
    const count = held(part.text) + 2 * held(part.heading?.text ?? '');
    if (count > most) {
      [best, most] = [part, count];
    }
  }
  return best ? { heading: best.heading, excerpt: excerptOf(best.text, words) } : { heading: null, excerpt: null };
}

function excerptOf(text: string, words: string[]): string | null {
  const lower = text.toLowerCase();
  const at = Math.min(...words.map((word) => lower.indexOf(word)).filter((place) => place !== -1));
  if (!Number.isFinite(at)) {
    return null;
  }
  const from = at <= AROUND ? 0 : text.indexOf(' ', at - AROUND) + 1;
  const to = at + AROUND >= text.length ? text.length : text.lastIndexOf(' ', at + AROUND + words[0].length);
  const cut = text.slice(from, Math.max(to, at + words[0].length));
  return `${from > 0 ? '… ' : ''}${cut.trim()}${to < text.length ? ' …' : ''}`;
}

function indexed(page: RunbookEntry): Indexed {
  const blocks = blocksOf(page);
  const parts = partsOf(blocks);
  const about = [...page.checks, ...page.alerts, ...page.alerts.map(alertTitle)];
  // A playbook is known by the alert that leads to it; other pages only speak of it.
  const names = [page.id, page.title, ...(page.section === 'alerts' ? about : [])].join(' ').toLowerCase();
  const headings = parts
    .map(({ heading }) => heading?.text ?? '')
    .join(' ')
    .toLowerCase();
  const summary = page.summary.toLowerCase();
  const all = [names, ...about, headings, summary, ...parts.map(({ text }) => text)].join(' ').toLowerCase();
  const usesCode = blocks.some((block) => block.kind === 'query' && block.sql.includes('{{problem_'));
  return { page, names, headings, summary, parts, all, usesCode };
}

function partsOf(blocks: PageBlock[]): Part[] {
  const parts: Part[] = [{ heading: null, text: '' }];
  for (const block of blocks) {
    if (block.kind === 'heading') {
      parts.push({ heading: { id: block.id, text: block.text }, text: '' });
    } else {
      const last = parts[parts.length - 1];
      last.text = [last.text, ...wordsOf(block)].filter(Boolean).join(' ');
    }
  }
  return parts;
}

function wordsOf(block: PageBlock): string[] {
  switch (block.kind) {
    case 'query':
      return [block.title];
    case 'shell':
      return [block.commands];
    case 'statement':
      return [block.sql];
    case 'sample':
      return [block.title, block.text];
    case 'facts':
      return block.of === 'checks' ? CHECK_DEFINITIONS.map(({ id, title }) => `${title} ${id}`) : [];
    default:
      return textsOf(block).map((markdown) =>
        plainText(fillInlines(markdown, { thresholds: THRESHOLDS, contacts: CONTACTS })).replace(/[|\s]+/g, ' ')
      );
  }
}

const THRESHOLDS = new Map(CHECK_DEFINITIONS.map(({ id, thresholds }) => [id, thresholds]));
