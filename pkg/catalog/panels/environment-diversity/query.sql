-- In how many different environments each problem code was seen in the dashboard's time range: many mean that the cause
-- is in what they share, one that it is in that environment.
-- Reads the range once, through the index on ts. A run counts once for a code, however often it names it.
with clock as not materialized (
  select {{as_of}} as now, {{from}} as since
),
seen as (
  -- Bytewise order (collation "C") is all that grouping needs, and several times faster than that of a language.
  select code.code collate "C" as code, r.env_fp collate "C" as env_fp, r.tenant collate "C" as tenant,
    count(*) as runs
  from clock, {{schema}}.diag_run r, lateral (
    select distinct element #>> '{}' as code
    from jsonb_array_elements(case when jsonb_typeof(r.problems) = 'array' then r.problems else '[]' end) as element
    where jsonb_typeof(element) = 'string'
  ) as code
  where r.ts > clock.since and r.ts <= clock.now and {{tenant_is r.tenant}}
  group by 1, 2, 3
)
select
  case when code = '' then '(no name)' when length(code) > 60 then left(code, 59) || '…' else code end as "Problem",
  count(distinct env_fp)::double precision as "Environments",
  count(distinct tenant)::double precision as "Tenants",
  sum(runs)::double precision as "Runs"
from seen
group by code
order by count(distinct env_fp) desc, sum(runs) desc, code
limit 100
