import { quoteLiteral } from '@devdiag/engine/query/quote';
import type { Question } from './questions.ts';

/**
 * The least that a query can do for its answer, as a query of its own, and what a question may cost against it.
 * Windows are read and unpacked once; series are sorted as well; whole ones read fix_outcome. Asked about one tenant,
 * the floor reads that tenant's rows only.
 */
export interface Floor {
  label: string;
  sql: string;
}

/** @param asOf milliseconds since 1970, the end of the window */
export function floorOf({ cost, reads, tenant }: Question, asOf: number): Floor | undefined {
  const ofTenant = tenant === null ? '' : ` and tenant = ${quoteLiteral(tenant)}`;
  const within = (days: number) => {
    const end = `timestamp '${new Date(asOf).toISOString().replace('Z', '')}'`;
    return `ts > ${end} - interval '${days} days' and ts <= ${end}${ofTenant}`;
  };
  switch (cost.kind) {
    case 'window':
      return {
        label: days(cost.floorDays),
        sql: `select count(*) from devdiag.diag_run, jsonb_array_elements_text(problems) where ${within(cost.floorDays)}`,
      };
    case 'series':
      return {
        label: `${days(cost.floorDays)}, sorted`,
        sql: `select count(*) from (
          select problems from devdiag.diag_run
          where ${within(cost.floorDays)}
          order by tenant, target_hash, preset, ts, id
          offset 0
        ) as runs, jsonb_array_elements_text(runs.problems)`,
      };
    case 'whole':
      return reads.includes('fix_outcome')
        ? {
            label: 'fix_outcome',
            sql: `select count(*), avg(confidence), max(ts) from devdiag.fix_outcome where true${ofTenant}`,
          }
        : undefined;
    case 'constant':
    case 'none':
      return undefined;
  }
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
