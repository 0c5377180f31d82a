-- Which share of the last seven days' runs report a code, for the ten largest; and the largest one's share in each of
-- those seven periods of 24 hours.
-- Reads each period as a range of the index on ts, once. Equal lists of problems are counted before they are unpacked.
with clock as not materialized (
  select {{as_of}} as now
),
list as (
  select back, runs.tenant, runs.problems, runs.runs, runs.newest
  from clock, generate_series(0, 6) as back, lateral (
    select r.tenant, r.problems, count(*) as runs, max(r.ts) as newest
    from {{schema}}.diag_run r
    where r.ts > clock.now - make_interval(days => back + 1)
      and r.ts <= clock.now - make_interval(days => back)
      and {{tenant_is r.tenant}}
    group by r.tenant, r.problems
  ) as runs
),
period as (
  select back, sum(runs) as runs
  from list
  group by back
),
code as (
  select list.back, code.code, list.tenant, sum(list.runs) as runs, max(list.newest) as newest
  from list, lateral (
    -- A run that names a code twice is one run.
    select distinct element #>> '{}' as code
    from jsonb_array_elements(case when jsonb_typeof(list.problems) = 'array' then list.problems else '[]' end) as element
    where jsonb_typeof(element) = 'string'
  ) as code
  group by 1, 2, 3
),
top as (
  select code, sum(runs) as runs, count(distinct tenant) as tenants, max(newest) as newest
  from code
  group by code
  order by runs desc, code
  limit 10
),
total as (
  select coalesce(sum(runs), 0) as runs
  from period
)
select 'runs' as section, null::text as key, null::timestamptz as at, runs::double precision as value, null::jsonb as detail
from total
union all (
  select 'code', top.code, top.newest at time zone {{zone}}, top.runs / total.runs,
    jsonb_build_object('runs', top.runs, 'tenants', top.tenants)
  from top, total
  order by top.runs desc, top.code
)
union all (
  select 'trend', null, (clock.now - make_interval(days => period.back)) at time zone {{zone}},
    coalesce(sum(code.runs), 0) / period.runs, null
  from clock, period
  left join code on code.back = period.back and code.code = (select code from top order by runs desc, code limit 1)
  group by clock.now, period.back, period.runs
  order by period.back desc
)
