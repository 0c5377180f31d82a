-- How many runs report each problem code, over the dashboard's time range: the eight most frequent codes, and the rest
-- together. Intervals follow the range's length and begin on the data's clock: full hours, midnights, Mondays.
-- Reads the range once, through the index on ts. A run counts once for a code, however often it names it.
with clock as not materialized (
  select {{as_of}} as now, {{from}} as since
),
span as materialized (
  select now, since,
    case
      when now - since <= interval '3 hours' then interval '5 minutes'
      when now - since <= interval '12 hours' then interval '15 minutes'
      when now - since <= interval '2 days' then interval '1 hour'
      when now - since <= interval '8 days' then interval '6 hours'
      when now - since <= interval '100 days' then interval '1 day'
      else interval '7 days'
    end as step,
    -- A Monday.
    timestamp '2001-01-01' as origin
  from clock
),
part as materialized (
  select date_bin(span.step, r.ts, span.origin) as at, code.code, count(*) as runs
  from clock, span, {{schema}}.diag_run r, lateral (
    select distinct element #>> '{}' as code
    from jsonb_array_elements(case when jsonb_typeof(r.problems) = 'array' then r.problems else '[]' end) as element
    where jsonb_typeof(element) = 'string'
  ) as code
  where r.ts > clock.since and r.ts <= clock.now and {{tenant_is r.tenant}}
  group by 1, 2
),
-- Codes under the names that the legend shows.
place as (
  select code,
    case
      when row_number() over (order by sum(runs) desc, code) > 8 then 'Other codes'
      when code = '' then '(no name)'
      when length(code) > 60 then left(code, 59) || '…'
      else code
    end as name
  from part
  group by code
),
named as (
  select part.at, place.name, sum(part.runs) as runs
  from part
  join place using (code)
  group by part.at, place.name
),
interval_start as (
  select generate_series(date_bin(span.step, span.since, span.origin), span.now, span.step) as at
  from span
)
select interval_start.at at time zone {{zone}} as "time", name as metric, coalesce(named.runs, 0)::double precision as value
from interval_start
cross join (select distinct name from place) as name (name)
left join named using (at, name)
order by interval_start.at, name
