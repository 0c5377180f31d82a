-- Tenants that had a run a day or more over four weeks, how long they have been silent, and the longest gap between
-- two of their runs in those weeks; expected time only.
-- Their present silence doesn't count against "a run a day": it is measured up to their last run, which must be from
-- the last three of the weeks. Reads four weeks of the index on ts once, and looks for gaps only where a tenant has
-- been silent for so long that they matter: its own part of the index on tenant and ts.
with clock as not materialized (
  select {{as_of}} as now, {{as_of}} - interval '28 days' as start
),
heard as (
  select r.tenant, count(*) as runs, max(r.ts) as newest
  from {{schema}}.diag_run r, clock
  where r.ts > clock.start and r.ts <= clock.now and {{tenant_is r.tenant}}
  group by r.tenant
),
regular as (
  select heard.tenant, heard.runs, heard.newest,
    {{expected_minutes heard.newest at time zone {{zone}} | {{as_of_tz}}}} as silence
  from heard, clock
  where heard.newest > clock.now - interval '21 days'
    -- One more, because a run a day may be early on the first day and late on the last.
    and (heard.runs + 1) * {{minutes_a_day}}
      > {{expected_minutes clock.start at time zone {{zone}} | heard.newest at time zone {{zone}}}}
),
judged as (
  select regular.*, longest.gap, greatest({{least}}, {{factor}} * longest.gap) as tolerated
  from regular, lateral (
    select max({{expected_minutes run.previous at time zone {{zone}} | run.ts at time zone {{zone}}}}) as gap
    from (
      -- Shorter gaps wouldn't change what is tolerated, and of longer ones no more than this fit into four weeks.
      select spaced.ts, spaced.previous
      from (
        select r.ts, lag(r.ts) over (order by r.ts) as previous
        from {{schema}}.diag_run r, clock
        where r.tenant = regular.tenant and regular.silence >= {{least}}
          and r.ts > clock.start and r.ts <= clock.now
      ) as spaced
      where spaced.ts - spaced.previous >= make_interval(mins => {{least_gap}})
      order by spaced.ts - spaced.previous desc
      limit {{most_gaps}}
    ) as run
  ) as longest
)
select 'regular' as section, null::text as key, null::timestamptz as at, count(*)::double precision as value,
  jsonb_build_object('silent', count(*) filter (where silence >= tolerated)) as detail
from judged
union all (
  select 'tenant', tenant, newest at time zone {{zone}}, silence,
    jsonb_build_object('runs', runs, 'tolerated', case when silence >= {{least}} then tolerated end)
  from judged
  order by silence >= tolerated desc, silence desc, tenant
  limit 100
)
