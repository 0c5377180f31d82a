-- Runs of the last seven days whose problems are not an array of texts, by kind and by period of 24 hours; and runs
-- ahead of the clock. Reads the seven days once, through the index on ts.
with clock as not materialized (
  select {{as_of}} as now
),
looked as (
  select
    case
      when jsonb_typeof(r.problems) <> 'array' then jsonb_typeof(r.problems)
      -- The path begins with a dollar sign, written so that Grafana doesn't take it for a macro.
      when r.problems @? E'\x24[*] ? (@.type() != "string")' then 'array'
    end as kind,
    count(*) as runs, max(r.ts) as newest, max(r.id) as id,
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
  from clock, {{schema}}.diag_run r
  where r.ts > clock.now - interval '7 days' and r.ts <= clock.now and {{tenant_is r.tenant}}
  group by 1
),
-- Only the present has a future that is wrong.
ahead as (
  select r.ts, r.tenant, r.id
  from {{schema}}.diag_run r, clock
  where {{is_now}} = 1 and r.ts > clock.now + interval '5 minutes' and {{tenant_is r.tenant}}
    -- In the hour that daylight saving repeats, ts has two meanings; it is ahead only if the earlier one is.
    and (least(r.ts, '9999-12-31') - interval '1 hour') at time zone {{zone}} + interval '1 hour'
      > {{as_of_tz}} + interval '5 minutes'
)
select 'runs' as section, null::text as key, null::timestamptz as at, coalesce(sum(runs), 0)::double precision as value,
  null::jsonb as detail
from looked
union all (
  select 'kind', kind, newest at time zone {{zone}}, runs,
    jsonb_build_object('tenant', case when not several then tenant end, 'id', id)
  from looked
  where kind is not null
  order by runs desc, kind
)
union all
-- Infinity is a time that no display knows, and so is the year 294276.
select 'ahead', 'future', least(max(ts), '9999-12-31') at time zone {{zone}}, count(*),
  jsonb_build_object('tenant', case when min(tenant) = max(tenant) then min(tenant) end, 'id', max(id))
from ahead
having count(*) > 0
union all (
  select 'trend', null, (clock.now - make_interval(days => period - 1)) at time zone {{zone}},
    coalesce(sum(looked.until[period] - looked.until[period + 1]) filter (where looked.kind is not null), 0), null
  from clock, looked, generate_series(1, 7) as period
  group by clock.now, period
  order by period desc
)
