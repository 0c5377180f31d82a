import type { CheckDefinition } from '@devdiag/catalog/types';

/**
 * The least that a query can do for its answer, as a query of its own, and what the check may cost against it.
 * Window checks read and unpack their window once; series checks sort it as well; whole ones read fix_outcome.
 */
export interface Floor {
  label: string;
  sql: string;
}

export function floorOf(definition: CheckDefinition): Floor | undefined {
  switch (definition.cost.kind) {
    case 'window':
      return {
        label: `${definition.cost.floorDays} days`,
        sql: unpacked(`devdiag.diag_run`, definition.cost.floorDays),
      };
    case 'series':
      return {
        label: `${definition.cost.floorDays} days, sorted`,
        sql: `select count(*) from (
          select problems from devdiag.diag_run
          where ${within(definition.cost.floorDays)}
          order by tenant, target_hash, preset, ts, id
          offset 0
        ) as runs, jsonb_array_elements_text(runs.problems)`,
      };
    case 'whole':
      return definition.reads.includes('fix_outcome')
        ? { label: 'fix_outcome', sql: 'select count(*), avg(confidence), max(ts) from devdiag.fix_outcome' }
        : undefined;
    case 'constant':
    case 'none':
      return undefined;
  }
}

function unpacked(table: string, days: number): string {
  return `select count(*) from ${table}, jsonb_array_elements_text(problems) where ${within(days)}`;
}

function within(days: number): string {
  const asOf = "($__timeTo()::timestamptz at time zone 'UTC')";
  return `ts > ${asOf} - interval '${days} days' and ts <= ${asOf}`;
}
