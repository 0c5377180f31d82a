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
  select r.ts, r.id, r.target_hash collate "C" as target_hash, r.tenant collate "C" as tenant,
    r.preset collate "C" as preset, r.problems
  from {{schema}}.diag_run r, clock
  where r.ts > clock.since and r.ts <= clock.now and {{tenant_is r.tenant}}
    -- Every string starts with an empty one; whether anything else does is unknown, in strict mode for the whole list.
    -- Asking for types takes twice as long.
    and (r.problems @@ E'strict \x24[*] starts with ""') is not null
),
-- Each series from its end back, so that every run knows the series' newest. (Frames are of rows, here and below: those of
-- a range look for equals first.)
run as (
  select ts, id, target_hash, tenant, preset, problems,
    first_value(ts) over series as newest_ts,
    lead(problems) over series as before
  from seen
  window series as (partition by target_hash, tenant, preset order by ts desc, id desc rows unbounded preceding)
),
-- Spells that report something.
spell as (
  select *
  from (
    select target_hash, tenant, preset, ts, problems, before, newest_ts,
      first_value(id) over series as series,
      row_number() over series as place,
      lag(problems) over series as after,
      lag(ts) over series as after_ts
    from run
    -- As a case, here and below: the planner takes it for half of the rows, a condition on JSON for all or for none.
    where case when problems = before then false else true end
    window series as (partition by target_hash, tenant, preset order by ts desc, id desc rows unbounded preceding)
  ) as every_spell
  where problems <> '[]'
  -- No limit, but the planner takes it for one that cuts off nine tenths. What it expects of the look-ups below would
  -- otherwise be more than jit_above_cost, and compiling the query takes longer than the query.
  limit (select null::bigint)
),
-- The same; before a series' first spell comes what it reported last before the window.
bordered as (
  select spell.series, spell.place, spell.ts, spell.problems, coalesce(spell.before, earlier.problems) as before,
    spell.after, spell.after_ts, spell.newest_ts
  from spell
  cross join clock
  left join lateral (
    select r.problems
    from {{schema}}.diag_run r
    where spell.before is null
      -- A range of one target, and its order: only the index on target and time gives both. Asked with "=", a planner that
      -- knows few targets walks the index on ts back instead, for a new target through all there ever was.
      and r.target_hash >= spell.target_hash collate "default" and r.target_hash <= spell.target_hash collate "default"
      and r.ts <= clock.since
      -- One condition instead of four: the planner then expects to find a run soon and stops there, where it would
      -- otherwise collect the target's whole history.
      and case when r.tenant = spell.tenant and r.preset is not distinct from spell.preset
        then (r.problems @@ E'strict \x24[*] starts with ""') is not null
        else false
      end
    order by r.target_hash, r.ts desc, r.id desc
    limit 1
  ) as earlier on true
),
sorted_out as materialized (
  select bordered.series, bordered.place, bordered.ts, bordered.before, bordered.after, bordered.after_ts,
    bordered.newest_ts, named.codes,
    case when bordered.before <> '[]' then false when bordered.after <> '[]' then false else true end as stands_alone
  from bordered
  -- Each code once, however often a run names it. The same lists come again and again: the server remembers them.
  cross join lateral (
    select array_agg(distinct element.code collate "C") as codes
    from jsonb_array_elements_text(bordered.problems) as element (code)
  ) as named
),
-- Each code that a spell is the first to report, or the last.
edge as (
  select series, place, code, ts, after_ts, newest_ts, opens, closes
  from (
    select series, place, code, ts, after_ts, newest_ts,
      not coalesce(jsonb_exists(before, code), false) as opens,
      not coalesce(jsonb_exists(after, code), false) as closes
    from (
      select series, place, ts, before, after, after_ts, newest_ts, unnest(codes) as code
      from sorted_out
      where not stands_alone
    ) as named
    -- Cuts off nothing; without it each of the two is found out anew wherever it is named.
    offset 0
  ) as every_code
  where opens or closes
),
stretch as (
  -- All codes of a spell that stands alone open and end with it.
  select ts as opened, after_ts as resolved, newest_ts, cardinality(codes) as codes
  from sorted_out
  where stands_alone
  union all
  -- Otherwise the ends of a code's episodes alternate. What ends without having opened goes back before the window.
  -- (Places count from the series' end.)
  select ts, case when closes then after_ts else last_after_ts end, newest_ts, 1
  from (
    select opens, closes, ts, after_ts, newest_ts, lag(after_ts) over ends as last_after_ts
    from edge
    window ends as (partition by series, code order by place)
  ) as ends
  where opens
),
episode as (
  select resolved is not null as is_resolved, codes,
    -- Between instants rather than clock readings: a change of the clocks is no time.
    date_part('epoch', coalesce(resolved, newest_ts) at time zone {{zone}} - opened at time zone {{zone}}) / 86400 as days
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
    over (order by days rows unbounded preceding) as log_open
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
