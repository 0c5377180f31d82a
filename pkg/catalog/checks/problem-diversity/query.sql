-- Different problem codes on each of seven days of the data's zone (today so far and the six before it) and in the
-- last 24 hours, which is what the alert looks at; and the codes themselves, newcomers first.
-- Reads those days once, through the index on ts. The filter on the type of an element is also what tells the planner
-- that a run has few codes: it expects a hundred of them otherwise, and makes a dear plan.
with clock as not materialized (
  select {{as_of}} as now, date_trunc('day', {{as_of}}) as midnight
),
code as (
  select date_trunc('day', r.ts) as day, element #>> '{}' as code, count(*) as reports, min(r.ts) as first, max(r.ts) as newest
  from clock, {{schema}}.diag_run r,
    jsonb_array_elements(case when jsonb_typeof(r.problems) = 'array' then r.problems else '[]' end) as element
  where r.ts >= clock.midnight - interval '6 days' and r.ts <= clock.now and {{tenant_is r.tenant}}
    and jsonb_typeof(element) = 'string'
  group by 1, 2
)
select 'runs' as section, null::text as key, null::timestamptz as at, 1::double precision as value, null::jsonb as detail
where exists (
  select from {{schema}}.diag_run r, clock
  where r.ts >= clock.midnight - interval '6 days' and r.ts <= clock.now and {{tenant_is r.tenant}}
)
union all
select 'last-day', null, {{as_of_tz}}, count(distinct code.code), null
from code, clock
where code.newest > clock.now - interval '1 day'
union all (
  select 'day', to_char(day.day, 'Dy YYYY-MM-DD'), day.day at time zone {{zone}}, count(code.code), null
  from clock, generate_series(clock.midnight - interval '6 days', clock.midnight, interval '1 day') as day (day)
  left join code using (day)
  group by day.day
  order by day.day
)
union all (
  select 'code', code, max(newest) at time zone {{zone}}, sum(reports),
    jsonb_build_object('days', count(*), 'first', extract(epoch from min(first) at time zone {{zone}}) * 1000)
  from code
  group by code
  order by min(first) desc, code
  limit 50
)
