import type { Json } from '@devdiag/catalog/types';
import { isAsInstalled } from '../base.ts';
import { equal } from '../json.ts';
import type { FieldChange } from '../types.ts';

export interface Merge {
  /** The fields as they are to be. */
  merged: Record<string, Json>;
  /** Fields where not everybody agrees. */
  changes: FieldChange[];
}

/**
 * Three-way, field by field: what was installed (`base`), what is there (`theirs`), what is wanted (`ours`).
 *
 * What only people changed stays, what only we changed is written, and where both did, people's stays unless somebody
 * chose. Without a base everything that differs counts as changed by both: nothing is known of who did it.
 *
 * After writing, the base is `ours` for every field, the kept ones included: a kept edit is then changed by people
 * only, so that the next plan keeps it without asking.
 */
export function mergeFields(
  base: Record<string, Json> | null,
  theirs: Record<string, Json>,
  ours: Record<string, Json>,
  choices: Record<string, 'ours' | 'theirs'> = {}
): Merge {
  const merged: Record<string, Json> = {};
  const changes: FieldChange[] = [];
  for (const field of namesIn(ours, theirs)) {
    const mine = own(ours, field);
    const there = own(theirs, field);
    if (equal(mine, there)) {
      put(merged, field, mine);
      continue;
    }
    const installed = base === null ? undefined : own(base, field);
    const changedBy = whoChanged(base, installed, there, mine);
    const chosen = choices[field];
    const keep = chosen ?? (changedBy === 'ours' ? 'ours' : 'theirs');
    changes.push({
      field,
      ...(installed !== undefined && { base: installed }),
      ...(there !== undefined && { theirs: there }),
      ...(mine !== undefined && { ours: mine }),
      changedBy,
      keep,
      ...(changedBy === 'both' && chosen === undefined && { undecided: true }),
    });
    put(merged, field, keep === 'ours' ? mine : there);
  }
  return { merged, changes };
}

function whoChanged(
  base: Record<string, Json> | null,
  installed: Json | undefined,
  theirs: Json | undefined,
  ours: Json | undefined
): FieldChange['changedBy'] {
  if (base === null) {
    return 'both';
  }
  if (isAsInstalled(installed, theirs)) {
    return 'ours';
  }
  return isAsInstalled(installed, ours) ? 'theirs' : 'both';
}

function namesIn(ours: Record<string, Json>, theirs: Record<string, Json>): string[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
}

function own(fields: Record<string, Json>, name: string): Json | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function put(fields: Record<string, Json>, name: string, value: Json | undefined): void {
  if (value !== undefined) {
    fields[name] = value;
  }
}
