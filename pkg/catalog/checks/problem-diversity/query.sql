-- Different problem codes on each of seven days of the data's zone (today so far and the six before it) and in the
-- last 24 hours, which is what the alert looks at; and the codes themselves.
-- Reads each day as a range of the index on ts, once. Equal lists of problems are counted before they are unpacked.
with clock as not materialized (
  select {{as_of}} as now, date_trunc('day', {{as_of}}) as midnight
),
list as (
  select back, runs.problems, runs.runs, runs.first, runs.newest
  from clock, generate_series(0, 6) as back, lateral (
    select r.problems, count(*) as runs, min(r.ts) as first, max(r.ts) as newest
    from {{schema}}.diag_run r
    where r.ts >= clock.midnight - make_interval(days => back)
      and r.ts < clock.midnight - make_interval(days => back - 1)
      and r.ts <= clock.now
      and {{tenant_is r.tenant}}
    group by r.problems
  ) as runs
),
code as (
  select list.back, code.code, sum(list.runs) as runs, min(list.first) as first, max(list.newest) as newest
  from list, lateral (
    select distinct element #>> '{}' as code
    from jsonb_array_elements(case when jsonb_typeof(list.problems) = 'array' then list.problems else '[]' end) as element
    where jsonb_typeof(element) = 'string'
  ) as code
  group by 1, 2
)
select 'runs' as section, null::text as key, null::timestamptz as at, sum(runs)::double precision as value, null::jsonb as detail
from list
having count(*) > 0
union all
select 'last-day', null, {{as_of_tz}}, count(distinct code.code), null
from code, clock
where code.newest > clock.now - interval '1 day'
union all (
  select 'day', to_char(midnight - make_interval(days => day.back), 'Dy YYYY-MM-DD'),
    (midnight - make_interval(days => day.back)) at time zone {{zone}}, count(code.code), null
  from clock, generate_series(0, 6) as day (back)
  left join code using (back)
  group by midnight, day.back
  order by day.back desc
)
union all (
  select 'code', code, max(newest) at time zone {{zone}}, sum(runs),
    jsonb_build_object('days', count(*), 'first', extract(epoch from min(first) at time zone {{zone}}) * 1000)
  from code
  group by code
  order by min(first) desc, code
  limit 50
)
