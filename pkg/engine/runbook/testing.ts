import { PAGE_TEXTS } from '@devdiag/catalog/generated/pageTexts';
import { PLAYBOOKS } from '@devdiag/catalog/generated/playbooks';
import type { PageBlock } from '@devdiag/catalog/types';
import { parsePage } from './parse.ts';

/** A block and where it stands. */
export interface Placed<B> {
  /** "pages/backup" or "checks/retention". */
  page: string;
  /** For titles of tests: the page with the query's id, or with the line. */
  where: string;
  block: B;
}

type OfKind<K extends PageBlock['kind']> = Extract<PageBlock, { kind: K }>;

/** Every block of a kind in all pages and playbooks. For tests. */
export function allBlocks<K extends PageBlock['kind']>(kind: K): Array<Placed<OfKind<K>>> {
  const texts = [
    ...Object.entries(PLAYBOOKS).map(([id, text]) => [`checks/${id}`, text]),
    ...Object.entries(PAGE_TEXTS).map(([id, text]) => [`pages/${id}`, text]),
  ];
  return texts.flatMap(([page, text]) =>
    parsePage(text)
      .blocks.filter((block): block is OfKind<K> => block.kind === kind)
      .map((block) => ({ page, where: `${page} ${'id' in block ? block.id : `line ${block.line}`}`, block }))
  );
}
