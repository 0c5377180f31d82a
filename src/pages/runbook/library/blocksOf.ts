/** The texts of all pages, taken apart. Loaded with texts.ts, never by the page's code. */
import { PAGE_TEXTS } from '@devdiag/catalog/generated/pageTexts';
import { PLAYBOOKS } from '@devdiag/catalog/generated/playbooks';
import type { PageBlock } from '@devdiag/catalog/types';
import { parsePage } from '@devdiag/engine/runbook/parse';
import type { RunbookEntry } from './pages';

const parsed = new Map<string, PageBlock[]>();

/** A page taken apart; once for each page. */
export function blocksOf({ id, check }: Pick<RunbookEntry, 'id' | 'check'>): PageBlock[] {
  const known = parsed.get(id);
  if (known) {
    return known;
  }
  const { blocks } = parsePage((check ? PLAYBOOKS[id] : PAGE_TEXTS[id]) ?? '');
  parsed.set(id, blocks);
  return blocks;
}
