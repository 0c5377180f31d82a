import type { FieldChange, PlanItem } from '../types.ts';

/** In changes and choices, in place of a field: the resource as such. */
export const EXISTENCE = '(whole)';

/** The changes for which somebody can choose: of a rule that is not wanted any more, only whether it stays. */
export function choosable({ changes }: Pick<PlanItem, 'changes'>): FieldChange[] {
  const whole = changes.filter(({ field }) => field === EXISTENCE);
  return whole.length > 0 ? whole : changes;
}
