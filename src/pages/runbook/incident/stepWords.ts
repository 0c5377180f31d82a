import { fillInlines } from '@devdiag/engine/runbook/inline';
import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import { CONTACTS } from '@devdiag/catalog/contacts';
import type { PageBlock, PageStep, Settings } from '@devdiag/catalog/types';

const THRESHOLDS = new Map(CHECK_DEFINITIONS.map(({ id, thresholds }) => [id, thresholds]));

/** A step in plain words, for logs and reports. */
export function stepWords({ markdown }: PageStep, settings: Settings | undefined): string {
  return fillInlines(markdown, { settings, thresholds: THRESHOLDS, contacts: CONTACTS })
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|`/g, '')
    .trim();
}

/** Every step of a page, in order. */
export function stepsOf(blocks: readonly PageBlock[]): PageStep[] {
  return blocks.flatMap((block) => (block.kind === 'steps' ? block.steps : []));
}
