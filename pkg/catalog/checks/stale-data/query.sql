-- How long ago the newest run was written, in expected time.
-- The newest run is read from the end of the index on ts; nothing else is scanned.
with clock as not materialized (
  select {{as_of}} as now
),
newest as (
  select (
    select r.ts
    from {{schema}}.diag_run r, clock
    where r.ts <= clock.now and {{tenant_is r.tenant}}
    order by r.ts desc
    limit 1
  ) as ts
),
ahead as (
  select max(r.ts) as ts, count(*) as runs
  from {{schema}}.diag_run r, clock
  where r.ts > clock.now + interval '5 minutes' and {{tenant_is r.tenant}}
)
select 'newest' as section,
  null::text as key,
  newest.ts at time zone {{zone}} as at,
  ({{expected_minutes newest.ts at time zone {{zone}} | {{as_of_tz}}}})::double precision as value,
  null::jsonb as detail
from newest
where newest.ts is not null
union all
select 'ahead', null, ahead.ts at time zone {{zone}}, ahead.runs, null
from ahead
where ahead.runs > 0
