-- Which share of the last seven days' runs report a code, for the ten largest: the same numbers as the alert's.
-- Reads the seven days once, through the index on ts. Each run counts once for itself, as the code null, and once for
-- every code it names, however often it names it. The filter on the type of an element is also what tells the planner
-- that a run has few codes.
with clock as not materialized (
  select {{as_of}} as now
),
code as (
  select code.code, count(*) as runs
  from clock, {{schema}}.diag_run r, lateral (
    select null::text as code
    union all (
      select distinct element #>> '{}'
      from jsonb_array_elements(case when jsonb_typeof(r.problems) = 'array' then r.problems else '[]' end) as element
      where jsonb_typeof(element) = 'string'
    )
  ) as code
  where r.ts > clock.now - interval '7 days' and r.ts <= clock.now and {{tenant_is r.tenant}}
  group by 1
)
-- Names are cut to what Grafana leaves a bar's label.
select
  case when code.code = '' then '(no name)' when length(code.code) > 28 then left(code.code, 27) || '…' else code.code end
    as "Problem",
  code.runs::double precision / total.runs as "Share of runs",
  code.runs::double precision as "Runs"
from code, (select runs from code where code is null) as total
where code.code is not null
order by code.runs desc, code.code
limit 10
