-- Runs on each of the last 7 full days and of the 28 days before those, days of the data's zone, oldest first.
-- Each day is counted as a range of the index on ts. Days up to the one on which the first run was written are left
-- out: nobody knows what was usual then, and that day itself was not a full one.
with clock as not materialized (
  select date_trunc('day', {{as_of}}) as midnight
),
first as (
  select (
    select r.ts
    from {{schema}}.diag_run r
    where r.ts > '-infinity' and {{tenant_is r.tenant}}
    order by r.ts
    limit 1
  ) as ts
)
select 'day' as section,
  to_char(day.begins, 'Dy YYYY-MM-DD') as key,
  day.begins at time zone {{zone}} as at,
  day.runs::double precision as value,
  jsonb_build_object('back', day.back) as detail
from first, (
  select back, clock.midnight - make_interval(days => back) as begins, counted.runs
  from clock, generate_series(1, 35) as back, lateral (
    select count(*) as runs
    from {{schema}}.diag_run r
    where r.ts >= clock.midnight - make_interval(days => back)
      and r.ts < clock.midnight - make_interval(days => back - 1)
      and {{tenant_is r.tenant}}
  ) as counted
) as day
where day.begins > first.ts
order by day.begins
