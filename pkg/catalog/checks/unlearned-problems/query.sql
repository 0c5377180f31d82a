-- Problem codes of the last 30 days that a tenant reports without any fix having been learned for it there.
-- The window is read once through the index on ts. Runs with the same problems are counted together before they are
-- unpacked: far fewer rows, and a code that a run names twice still counts as one run.
with clock as not materialized (
  select {{as_of}} as now
),
alike as (
  select r.tenant, r.problems, count(*) as runs, min(r.ts) as first_seen, max(r.ts) as last_seen
  from {{schema}}.diag_run r, clock
  where r.ts > clock.now - interval '30 days' and r.ts <= clock.now and {{tenant_is r.tenant}}
  group by r.tenant, r.problems
),
reported as (
  select alike.tenant,
    problem.code,
    sum(alike.runs)::bigint as runs,
    min(alike.first_seen) as first_seen,
    max(alike.last_seen) as last_seen
  from alike
  cross join lateral (
    select distinct element.value #>> '{}' as code
    from jsonb_array_elements(
      case jsonb_typeof(alike.problems) when 'array' then alike.problems else '[]' end
    ) as element (value)
    where jsonb_typeof(element.value) = 'string'
  ) as problem
  group by alike.tenant, problem.code
),
unlearned as (
  select reported.*, row_number() over (partition by reported.code order by reported.runs desc, reported.tenant) as place
  from reported
  where not exists (
    select
    from {{schema}}.fix_outcome o
    where o.tenant = reported.tenant and o.problem_code = reported.code
  )
),
by_code as (
  select code,
    sum(runs) as runs,
    count(*) as tenants,
    -- Names for the sentence; a table of a thousand tenants helps nobody.
    jsonb_agg(tenant order by place) filter (where place <= 5) as names,
    min(first_seen) as first_seen,
    max(last_seen) as last_seen
  from unlearned
  group by code
)
select 'runs' as section,
  null::text as key,
  null::timestamptz as at,
  coalesce(sum(runs), 0)::double precision as value,
  null::jsonb as detail
from alike
union all
select 'codes', null, null, count(*), null
from by_code
union all
(
  select 'evidence', code, last_seen at time zone {{zone}}, runs,
    jsonb_build_object(
      'tenants', tenants,
      'names', names,
      'first', extract(epoch from first_seen at time zone {{zone}}) * 1000
    )
  from by_code
  order by runs desc, code
  limit 50
)
