-- Runs of the last seven days whose problems are not an array of texts, by kind and by period of 24 hours; and runs
-- ahead of the clock.
-- Reads each period as a range of the index on ts, once. Equal lists of problems are counted before they are looked
-- into.
with clock as not materialized (
  select {{as_of}} as now
),
list as (
  select back, runs.tenant, runs.problems, runs.runs, runs.newest, runs.id
  from clock, generate_series(0, 6) as back, lateral (
    select r.tenant, r.problems, count(*) as runs, max(r.ts) as newest, max(r.id) as id
    from {{schema}}.diag_run r
    where r.ts > clock.now - make_interval(days => back + 1)
      and r.ts <= clock.now - make_interval(days => back)
      and {{tenant_is r.tenant}}
    group by r.tenant, r.problems
  ) as runs
),
looked as (
  select back, tenant, runs, newest, id,
    case
      when jsonb_typeof(problems) <> 'array' then jsonb_typeof(problems)
      when exists (
        select
        from jsonb_array_elements(case when jsonb_typeof(problems) = 'array' then problems else '[]' end) as element
        where jsonb_typeof(element) <> 'string'
      ) then 'array'
    end as kind
  from list
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
  select 'kind', kind, max(newest) at time zone {{zone}}, sum(runs),
    jsonb_build_object('tenants', count(distinct tenant), 'id', max(id))
  from looked
  where kind is not null
  group by kind
  order by sum(runs) desc, kind
)
union all
-- Infinity is a time that no display knows, and so is the year 294276.
select 'ahead', 'future', least(max(ts), '9999-12-31') at time zone {{zone}}, count(*),
  jsonb_build_object('tenants', count(distinct tenant), 'id', max(id))
from ahead
having count(*) > 0
union all (
  select 'trend', null, (clock.now - make_interval(days => period.back)) at time zone {{zone}},
    coalesce(sum(looked.runs), 0), null
  from clock, generate_series(0, 6) as period (back)
  left join looked on looked.back = period.back and looked.kind is not null
  group by clock.now, period.back
  order by period.back desc
)
