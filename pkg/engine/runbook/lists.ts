import type { PageBlock } from '@devdiag/catalog/types';

/** One item of a list: its text on one line, and where it begins (from 1). */
export interface ListItem {
  line: number;
  text: string;
}

type Found = { block: PageBlock | null; mistakes: Array<{ line: number; text: string }> };

const STEP = /^\[ \]\s+([\s\S]+?)\s*<!--\s*step:\s*([a-z0-9]+(?:-[a-z0-9]+)*)\s*-->$/;
const BRANCH = /^\*\*If\*\*\s+([\s\S]+?),\s+\*\*then\*\*\s+([\s\S]+)$/;

/**
 * A list that is all steps or all branches; null for one that is neither. What looks like a step or a branch and isn't
 * quite one is a mistake: it would silently become text.
 */
export function parseList(items: ListItem[]): Found {
  const mistakes: Found['mistakes'] = [];
  const looksLikeStep = items.some(({ text }) => /^\[.?\]/.test(text) || text.includes('<!--'));
  const looksLikeBranch = items.some(({ text }) => /^(\*\*)?(if|when)\b[\s\S]*\bthen\b/i.test(text));
  if (looksLikeStep) {
    const steps = items.flatMap(({ line, text }) => {
      const found = STEP.exec(text);
      if (!found) {
        mistakes.push({
          line,
          text: 'a step reads "- [ ] Do this. <!-- step: its-id -->", and its list holds steps only',
        });
        return [];
      }
      return [{ id: found[2], markdown: found[1] }];
    });
    return { block: { kind: 'steps', line: items[0].line, steps }, mistakes };
  }
  if (looksLikeBranch) {
    const branches = items.flatMap(({ line, text }) => {
      const found = BRANCH.exec(text);
      if (!found) {
        mistakes.push({
          line,
          text: 'a branch reads "- **If** this, **then** do that.", and its list holds branches only',
        });
        return [];
      }
      return [{ condition: found[1], action: found[2] }];
    });
    return { block: { kind: 'branches', line: items[0].line, branches }, mistakes };
  }
  return { block: null, mistakes };
}
