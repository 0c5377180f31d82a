-- Time to remediation by problem code: the Kaplan-Meier median, in days, of the episodes that opened in the dashboard's
-- time range, the slowest codes first; and of all of them together. Where the median is not reached, the longest time
-- that it is known to exceed, backed by 5 episodes. The same episodes as the check ttr counts, which explains them.
--
-- The window is read once through the index on ts and sorted once by series; only the ends of episodes go on from there.
-- The run before the window is looked up for those series alone whose first run in the window reports something.
with clock as not materialized (
  select {{as_of}} as now, {{from}} as since
),
seen as (
  -- Bytewise order (collation "C") is all that grouping needs, and several times faster than that of a language.
  select r.target_hash collate "C" as target_hash, r.tenant collate "C" as tenant, r.preset collate "C" as preset,
    r.ts, r.id, r.problems
  from {{schema}}.diag_run r, clock
  where r.ts > clock.since and r.ts <= clock.now and {{tenant_is r.tenant}}
    -- Every string starts with an empty one; whether anything else does is unknown, in strict mode for the whole list.
    -- Asking for types takes twice as long.
    and (r.problems @@ E'strict \x24[*] starts with ""') is not null
),
-- Runs whose problems are not those of the run before and the run after, so the first and last of each series too.
-- (Frames are of rows, here and below: those of a range look for equals first.)
turn as materialized (
  select *
  from (
    select first_value(id) over series as series, row_number() over series as place,
      target_hash, tenant, preset, ts, problems,
      lag(problems) over series as before,
      lead(problems) over series as after,
      lead(ts) over series as next_ts
    from seen
    window series as (partition by target_hash, tenant, preset order by ts, id rows unbounded preceding)
  ) as run
  -- As a case, here and below: the planner takes it for half of the rows, a condition on JSON for all or for none.
  where case when problems = before and problems = after then false else true end
),
-- What a series reported last before the window, where its first run in the window reports something.
earlier as (
  select turn.series, run.problems, turn.problems as reported
  from turn
  cross join clock
  cross join lateral (
    select r.problems
    from {{schema}}.diag_run r
    -- A range of one target, and its order: only the index on target and time gives both. Asked with "=", a planner that
    -- knows few targets walks the index on ts back instead, for a new target through all there ever was.
    where r.target_hash >= turn.target_hash collate "default" and r.target_hash <= turn.target_hash collate "default"
      and r.ts <= clock.since
      -- One condition instead of four: the planner then expects to find a run soon and stops there, where it would
      -- otherwise collect the target's whole history.
      and case when r.tenant = turn.tenant and r.preset is not distinct from turn.preset
        then (r.problems @@ E'strict \x24[*] starts with ""') is not null
        else false
      end
    order by r.target_hash, r.ts desc, r.id desc
    limit 1
  ) as run
  where turn.place = 1 and turn.problems <> '[]'
),
-- Each report of a code with which a stretch of reports begins or ends; at place 0, what goes on from before the window.
edge as (
  select turn.series, turn.place, problem.code collate "C" as code, turn.ts, turn.next_ts,
    not coalesce(jsonb_exists(turn.before, problem.code), false) as opens,
    not coalesce(jsonb_exists(turn.after, problem.code), false) as closes
  from turn
  -- The limit is the array's own length: it cuts off nothing, and keeps the planner from expecting 100 codes a run.
  cross join lateral (
    select element.code
    from jsonb_array_elements_text(turn.problems) as element (code)
    limit jsonb_array_length(turn.problems)
  ) as problem
  where case when jsonb_exists(turn.before, problem.code) and jsonb_exists(turn.after, problem.code) then false else true end
  union all
  select earlier.series, 0, element.code, null, null, false, false
  from earlier
  cross join lateral jsonb_array_elements_text(earlier.problems) as element (code)
  where jsonb_exists(earlier.reported, element.code)
),
stretch as (
  select code, ts as opened,
    opens
      and not (place = 1 and first_value(place) over stretches = 0)
      -- A run that names a code twice gives two edges; the later one counts, so that what follows it is another run.
      and lead(place) over stretches is distinct from place as opens,
    case when closes then next_ts else lead(next_ts) over stretches end as resolved,
    case when closes then ts else lead(ts) over stretches end as last_seen
  from edge
  window stretches as (partition by series, code order by place)
),
episode as (
  select code, resolved is not null as is_resolved,
    -- Between instants rather than clock readings: a change of the clocks is no time.
    date_part('epoch', coalesce(resolved, last_seen) at time zone {{zone}} - opened at time zone {{zone}}) / 86400 as days
  from stretch
  where opens
),
tally as (
  select grouping(code) as is_total, code, days,
    count(*)::integer as ended, (count(*) filter (where is_resolved))::integer as resolved
  from episode
  group by grouping sets ((days), (code, days))
),
risk as (
  select *, sum(ended) over (times rows between current row and unbounded following) as at_risk
  from tally
  window times as (partition by is_total, code order by days)
),
survival as (
  -- The logarithm of the share that is still open; minus infinity once the last one is resolved.
  select *, sum(case when resolved < at_risk then ln(1 - resolved::double precision / at_risk) else '-infinity' end)
    over (times rows unbounded preceding) as log_open
  from risk
  window times as (partition by is_total, code order by days)
),
summed as (
  select is_total, code,
    sum(ended) as episodes, sum(ended) - sum(resolved) as still_open,
    -- The first time at which at most half are still open; the allowance is for the rounding of logarithms.
    min(days) filter (where log_open <= ln(0.5::double precision) + 1e-9) as median,
    -- Where that never comes: the longest time that is backed by 5 episodes.
    max(days) filter (where at_risk >= 5) as at_least
  from survival
  group by is_total, code
)
-- Names are cut to what Grafana leaves a bar's label.
select
  case
    when is_total = 1 then 'All problems'
    when code = '' then '(no name)'
    when length(code) > 28 then left(code, 27) || '…'
    else code
  end as "Problem",
  median as "Median",
  case when median is null then at_least end as "At least",
  episodes::double precision as "Episodes",
  still_open::double precision as "Still open"
from summed
where coalesce(median, at_least) is not null
order by is_total desc, coalesce(median, at_least) desc, code
limit 13
