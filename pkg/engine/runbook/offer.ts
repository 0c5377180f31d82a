import type { PageParameter, QueryBlock } from '@devdiag/catalog/types';

/** Values that are offered; any other can be typed. */
const MOST = 100;

const SQL: Record<PageParameter, string> = {
  tenant: `select tenant as value, count(*) as runs
from {{schema}}.diag_run
where ts > {{as_of}} - interval '7 days' and ts <= {{as_of}}
group by tenant
order by runs desc, tenant`,
  problem: `select code #>> '{}' as value, count(*) as runs
from {{schema}}.diag_run r
cross join lateral jsonb_array_elements(
  case when jsonb_typeof(r.problems) = 'array' then r.problems else '[]'::jsonb end
) as code
where r.ts > {{as_of}} - interval '7 days' and r.ts <= {{as_of}} and {{tenant_is r.tenant}}
  and jsonb_typeof(code) = 'string'
group by 1
order by runs desc, 1`,
  target: `select target_hash as value, count(*) as runs
from {{schema}}.diag_run r
where ts > {{as_of}} - interval '7 days' and ts <= {{as_of}} and {{tenant_is r.tenant}} and {{problem_in r.problems}}
group by target_hash
order by runs desc, target_hash`,
};

/**
 * A query for the values that a parameter had in the last 7 days, most runs first: columns `value` and `runs`. What else
 * was asked about narrows it.
 */
export function offerQuery(parameter: PageParameter): QueryBlock {
  return { kind: 'query', id: `offer-${parameter}`, title: '', sql: SQL[parameter], needs: [], rows: MOST, plot: null };
}
