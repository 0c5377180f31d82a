-- Which share of the last seven days' runs report a code, for the ten largest; and the largest one's share in each of
-- those seven periods of 24 hours.
-- Reads the seven days once, through the index on ts. Each run counts once for itself, as the code null, and once for
-- every code it names, however often it names it. The filter on the type of an element is also what tells the planner
-- that a run has few codes: it expects a hundred of them otherwise, and makes a dear plan.
with clock as not materialized (
  select {{as_of}} as now
),
code as (
  select code.code, count(*) as runs, max(r.ts) as newest,
    min(r.tenant) as tenant, min(r.tenant) <> max(r.tenant) as several,
    -- Runs up to each end of a period, the latest first.
    array[
      count(*),
      count(*) filter (where r.ts <= clock.now - interval '1 day'),
      count(*) filter (where r.ts <= clock.now - interval '2 days'),
      count(*) filter (where r.ts <= clock.now - interval '3 days'),
      count(*) filter (where r.ts <= clock.now - interval '4 days'),
      count(*) filter (where r.ts <= clock.now - interval '5 days'),
      count(*) filter (where r.ts <= clock.now - interval '6 days'),
      0
    ] as until
  from clock, {{schema}}.diag_run r, lateral (
    select null::text as code
    union all (
      select distinct element #>> '{}'
      from jsonb_array_elements(case when jsonb_typeof(r.problems) = 'array' then r.problems else '[]' end) as element
      where jsonb_typeof(element) = 'string'
    )
  ) as code
  where r.ts > clock.now - interval '7 days' and r.ts <= clock.now and {{tenant_is r.tenant}}
  group by 1
),
total as (
  select runs, until
  from code
  where code is null
),
top as (
  select *
  from code
  where code is not null
  order by runs desc, code
  limit 10
)
select 'runs' as section, null::text as key, null::timestamptz as at, runs::double precision as value, null::jsonb as detail
from total
union all (
  select 'code', top.code, top.newest at time zone {{zone}}, top.runs::double precision / total.runs,
    jsonb_build_object('runs', top.runs, 'tenant', case when not top.several then top.tenant end)
  from top, total
  order by top.runs desc, top.code
)
union all (
  select 'trend', null, (clock.now - make_interval(days => period - 1)) at time zone {{zone}},
    (first.until[period] - first.until[period + 1])::double precision
      / nullif(total.until[period] - total.until[period + 1], 0),
    null
  from clock, total, (select until from top order by runs desc, code limit 1) as first, generate_series(1, 7) as period
  order by period desc
)
