-- Runs since the day began in the data's zone: in all, by tenant, by hour; and how much expected time the day has
-- behind it. Reads today's part of the index on ts once, and the newest run before today.
with clock as not materialized (
  select {{as_of}} as now, date_trunc('day', {{as_of}}) as midnight
),
today as (
  select r.tenant, date_trunc('hour', r.ts) as hour, count(*) as runs, min(r.ts) as first, max(r.ts) as newest
  from {{schema}}.diag_run r, clock
  where r.ts >= clock.midnight and r.ts <= clock.now and {{tenant_is r.tenant}}
  group by 1, 2
),
tenants as (
  select tenant, sum(runs) as runs, min(first) as first, max(newest) as newest
  from today
  group by tenant
),
before as (
  select (
    select r.ts
    from {{schema}}.diag_run r, clock
    where r.ts < clock.midnight and r.ts > '-infinity' and {{tenant_is r.tenant}}
    order by r.ts desc
    limit 1
  ) as ts
)
select 'runs' as section,
  null::text as key,
  null::timestamptz as at,
  coalesce(sum(runs), 0)::double precision as value,
  jsonb_build_object('tenants', count(*)) as detail
from tenants
union all
select 'behind', null, midnight at time zone {{zone}},
  ({{expected_minutes midnight at time zone {{zone}} | {{as_of_tz}}}})::double precision, null
from clock
union all
select 'before', null, ts at time zone {{zone}}, null, null
from before
where ts is not null
union all (
  select 'tenant', tenant, newest at time zone {{zone}}, runs, null
  from tenants
  order by runs desc, tenant
  limit 50
)
union all (
  select 'trend', null, hour at time zone {{zone}}, coalesce(sum(today.runs), 0), null
  from clock, generate_series(clock.midnight, clock.now, interval '1 hour') as hour
  left join today using (hour)
  -- An hour that daylight saving skips was never there.
  where (hour at time zone {{zone}}) at time zone {{zone}} = hour
  group by hour
  order by hour
)
