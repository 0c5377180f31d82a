-- Time to remediation: the Kaplan-Meier median, in days, of the episodes that opened in the last 7 days; "at least t" is
-- sent as t. Nothing below the least number of episodes. The same episodes as the check ttr counts, which explains them;
-- this is the median alone.
--
-- The window is read once through the index on ts and sorted once by series. From there on whole spells are counted: runs
-- in a row that report the same. Codes are taken one by one only where a spell borders on another that reports something.
with clock as not materialized (
  select {{as_of}} as now, {{as_of}} - interval '7 days' as since
),
seen as (
  -- Bytewise order (collation "C") is all that grouping needs, and several times faster than that of a language.
  select r.target_hash collate "C" as target_hash, r.tenant collate "C" as tenant, r.preset collate "C" as preset,
    r.ts, r.id, r.problems
  from {{schema}}.diag_run r, clock
  where r.ts > clock.since and r.ts <= clock.now and {{tenant_is r.tenant}}
    and case jsonb_typeof(r.problems)
      when 'array' then jsonb_array_length(r.problems) = 0 or not jsonb_path_exists(r.problems, E'strict \x24[*] ? (@.type() <> "string")')
      else false
    end
),
-- Each series from its end back, so that every run knows the series' newest.
run as (
  select target_hash, tenant, preset, ts, id, problems,
    first_value(ts) over series as newest_ts,
    lead(problems) over series as before,
    lead(ts) over series as before_ts
  from seen
  window series as (partition by target_hash, tenant, preset order by ts desc, id desc)
),
-- Spells that report something. What names the series is kept where the run before the window is yet to be found.
spell as materialized (
  select series, place, ts, problems, before, after, after_ts, last_ts,
    case when before is null then target_hash end as target_hash,
    case when before is null then tenant end as tenant,
    case when before is null then preset end as preset
  from (
    select target_hash, tenant, preset, ts, problems, before,
      first_value(id) over series as series,
      row_number() over series as place,
      lag(problems) over series as after,
      lag(ts) over series as after_ts,
      coalesce(lag(before_ts) over series, newest_ts) as last_ts
    from run
    -- As a case, here and below: the planner takes it for half of the rows, a condition on JSON for all or for none.
    where case when problems = before then false else true end
    window series as (partition by target_hash, tenant, preset order by ts desc, id desc)
  ) as every_spell
  where problems <> '[]'
),
-- The same, with what a series reported last before the window as what comes before its first spell.
bordered as (
  select series, place, ts, problems, before, after, after_ts, last_ts
  from spell
  where before is not null
  union all
  select spell.series, spell.place, spell.ts, spell.problems, earlier.problems, spell.after, spell.after_ts, spell.last_ts
  from spell
  cross join clock
  left join lateral (
    select r.problems
    from {{schema}}.diag_run r
    -- A range of one target, and its order: only the index on target and time gives both. Asked with "=", a planner that
    -- knows few targets walks the index on ts back instead, for a new target through all there ever was.
    where r.target_hash >= spell.target_hash collate "default" and r.target_hash <= spell.target_hash collate "default"
      and r.ts <= clock.since
      -- One condition instead of four: the planner then expects to find a run soon and stops there, where it would
      -- otherwise collect the target's whole history.
      and case when r.tenant = spell.tenant and r.preset is not distinct from spell.preset
        and jsonb_typeof(r.problems) = 'array'
        then not jsonb_path_exists(r.problems, E'strict \x24[*] ? (@.type() <> "string")')
        else false
      end
    order by r.target_hash, r.ts desc, r.id desc
    limit 1
  ) as earlier on true
  where spell.before is null
),
sorted_out as materialized (
  select *, case when before <> '[]' then false when after <> '[]' then false else true end as stands_alone
  from bordered
),
-- Each code that a spell is the first to report, or the last.
edge as materialized (
  select spell.series, spell.place, problem.code collate "C" as code, spell.ts, spell.after_ts, spell.last_ts,
    not coalesce(jsonb_exists(spell.before, problem.code), false) as opens,
    not coalesce(jsonb_exists(spell.after, problem.code), false) as closes
  from sorted_out as spell
  -- The limit is the array's own length: it cuts off nothing, and keeps the planner from expecting 100 codes a run.
  cross join lateral (
    select element.code, element.place
    from jsonb_array_elements_text(spell.problems) with ordinality as element (code, place)
    limit jsonb_array_length(spell.problems)
  ) as problem
  where not spell.stands_alone
    and case when jsonb_exists(spell.before, problem.code) and jsonb_exists(spell.after, problem.code) then false else true end
    -- A code that a run names twice counts where it is named first.
    and case when problem.place > 1 and jsonb_exists(spell.problems - (problem.place - 1)::integer, problem.code)
      then not jsonb_exists(
        jsonb_path_query_array(spell.problems, E'\x24[0 to \x24n]', jsonb_build_object('n', problem.place - 2)),
        problem.code
      )
      else true
    end
),
stretch as (
  -- All codes of a spell that stands alone open and end with it.
  select spell.ts as opened, spell.after_ts as resolved, spell.last_ts, problem.codes::integer as codes
  from sorted_out as spell
  cross join lateral (
    select count(distinct element.code) as codes from jsonb_array_elements_text(spell.problems) as element (code)
  ) as problem
  where spell.stands_alone
  union all
  select ts, after_ts, last_ts, 1
  from edge
  where opens and closes
  union all
  -- Of those left, the ends of a code's episodes alternate. What ends without having opened goes back before the window.
  -- (Places count from the series' end.)
  select ts, after_ts, last_ts, 1
  from (
    select opens, ts, lag(after_ts) over ends as after_ts, lag(last_ts) over ends as last_ts
    from edge
    where opens <> closes
    window ends as (partition by series, code order by place)
  ) as ends
  where opens
),
episode as (
  select resolved is not null as is_resolved, codes,
    -- Between instants rather than clock readings: a change of the clocks is no time.
    date_part('epoch', coalesce(resolved, last_ts) at time zone {{zone}} - opened at time zone {{zone}}) / 86400 as days
  from stretch
),
tally as (
  select days, sum(codes)::integer as ended, coalesce(sum(codes) filter (where is_resolved), 0)::integer as resolved
  from episode
  group by days
),
risk as (
  select *, sum(ended) over (order by days rows between current row and unbounded following) as at_risk
  from tally
),
survival as (
  -- The logarithm of the share that is still open; minus infinity once the last one is resolved.
  select *, sum(case when resolved < at_risk then ln(1 - resolved::double precision / at_risk) else '-infinity' end)
    over (order by days) as log_open
  from risk
),
summed as (
  select sum(ended) as episodes,
    -- The first time at which at most half are still open; the allowance is for the rounding of logarithms.
    min(days) filter (where log_open <= ln(0.5::double precision) + 1e-9) as median,
    -- Where that never comes: the longest time that is backed by 5 episodes.
    max(days) filter (where at_risk >= 5) as at_least
  from survival
)
select coalesce(median, at_least)::double precision as value
from summed
where episodes >= {{episodes}} and coalesce(median, at_least) is not null
