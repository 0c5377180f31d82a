-- How long ago the newest run was written, in expected time; the last few runs; and runs ahead of the clock.
-- Reads the end of the index on ts and nothing else, so it takes the same time on any amount of data.
with clock as not materialized (
  select {{as_of}} as now
),
latest as (
  select r.ts
  from {{schema}}.diag_run r, clock
  where r.ts <= clock.now and r.ts > '-infinity' and {{tenant_is r.tenant}}
  order by r.ts desc
  limit 5
),
-- Only the present has a future that is wrong. Counting stops at 1,000: a wrong time zone puts hours of runs there.
ahead as (
  select r.ts
  from {{schema}}.diag_run r, clock
  where {{is_now}} = 1 and r.ts > clock.now + interval '5 minutes' and {{tenant_is r.tenant}}
    -- In the hour that daylight saving repeats, ts has two meanings; it is ahead only if the earlier one is.
    and (least(r.ts, '9999-12-31') - interval '1 hour') at time zone {{zone}} + interval '1 hour'
      > {{as_of_tz}} + interval '5 minutes'
  order by r.ts desc
  limit 1000
)
select 'newest' as section,
  null::text as key,
  newest.ts at time zone {{zone}} as at,
  ({{expected_minutes newest.ts at time zone {{zone}} | {{as_of_tz}}}})::double precision as value,
  null::jsonb as detail
from (select max(ts) as ts from latest) as newest
where newest.ts is not null
union all
select 'latest', null, ts at time zone {{zone}}, null, null
from latest
union all
-- Infinity is a time that no display knows, and so is the year 294276.
select 'ahead', null, least(max(ts), '9999-12-31') at time zone {{zone}}, count(*), null
from ahead
having count(*) > 0
