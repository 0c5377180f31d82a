import type { Json } from '@devdiag/catalog/types';
import { equal } from '../json.ts';
import type { Found } from '../kinds/kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { PlannedItem } from '../plan/plan.ts';

/** Whether what is there is what the step wanted: every field, and the base. */
export function isAsPlanned({ action, kind, body, base }: PlannedItem, now: Found | null): boolean {
  if (action === 'remove') {
    return now === null;
  }
  return (
    now !== null &&
    body !== null &&
    equal(KINDS[kind].fieldsOf(body), now.fields) &&
    (base === null || equal(base as unknown as Json, now.base as unknown as Json))
  );
}

/** Whether two readings of a resource are the same but for ids, times and versions. */
export function isSame({ kind }: Pick<PlannedItem, 'kind'>, one: Found | null, other: Found | null): boolean {
  if (one === null || other === null) {
    return one === other;
  }
  return equal(KINDS[kind].essence(one.raw), KINDS[kind].essence(other.raw));
}
