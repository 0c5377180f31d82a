import type { CheckEntry } from '@devdiag/catalog/types';

/**
 * Checks by id, in the catalog's order.
 * @param only ids, each perhaps several divided by commas; empty means all
 * @returns the checks, and a sentence for each id that there isn't
 */
export function selectChecks(entries: CheckEntry[], only: string[]): { entries: CheckEntry[]; problems: string[] } {
  const wanted = only
    .flatMap((ids) => ids.split(','))
    .map((id) => id.trim())
    .filter(Boolean);
  if (wanted.length === 0) {
    return only.length === 0
      ? { entries, problems: [] }
      : { entries: [], problems: ['--only names no check. Write ids divided by commas, or leave it away for all.'] };
  }
  const ids = entries.map(({ definition }) => definition.id);
  return {
    entries: entries.filter(({ definition }) => wanted.includes(definition.id)),
    problems: wanted.filter((id) => !ids.includes(id)).map((id) => unknown(id, ids)),
  };
}

function unknown(id: string, ids: string[]): string {
  const near = nearest(id, ids);
  const hint = near === undefined ? '"devdiag-ops checks" lists them.' : `Did you mean ${near}?`;
  return `There is no check "${id.slice(0, 60)}". ${hint}`;
}

/** The candidate that needs the fewest changes, when it needs few for its length. */
export function nearest(text: string, candidates: string[]): string | undefined {
  const wanted = text.toLowerCase();
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  if (best && best.distance <= Math.max(2, Math.floor(best.candidate.length / 3))) {
    return best.candidate;
  }
  return candidates.find((candidate) => wanted.length >= 3 && candidate.includes(wanted));
}

/** Letters to insert, remove or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
