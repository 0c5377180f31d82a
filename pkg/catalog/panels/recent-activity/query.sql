-- The newest 200 runs of the dashboard's time range. The columns in small letters are for the rows' links.
-- Reads the end of the index on ts.
with clock as not materialized (
  select {{as_of}} as now, {{from}} as since
),
run as (
  select r.*
  from clock, {{schema}}.diag_run r
  where r.ts > clock.since and r.ts <= clock.now and {{tenant_is r.tenant}}
  order by r.ts desc, r.id desc
  limit 200
)
select
  run.ts at time zone {{zone}} as "Time",
  case
    when run.tenant = '' then '(no name)'
    when length(run.tenant) > 60 then left(run.tenant, 59) || '…'
    else run.tenant
  end as "Tenant",
  coalesce(left(run.preset, 60), '–') as "Preset",
  left(run.target_hash, 12) as "Target",
  problem.count::double precision as "Count",
  case
    when not problem.is_list then 'Malformed: ' || left(run.problems::text, 200)
    when problem.count = 0 then 'none'
    else left(problem.codes, 500)
  end as "Problems",
  to_char(run.ts at time zone {{zone}} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as asof,
  left(run.tenant, 1000) as tenant,
  {{tenant_value run.tenant}} as tenant_value
from run
cross join lateral (
  select
    jsonb_typeof(run.problems) = 'array' and count(*) = count(*) filter (where jsonb_typeof(element) = 'string') as is_list,
    count(*) filter (where jsonb_typeof(element) = 'string') as count,
    string_agg(coalesce(nullif(element #>> '{}', ''), '(no name)'), ', ' order by place) as codes
  from jsonb_array_elements(case when jsonb_typeof(run.problems) = 'array' then run.problems else '[]' end)
    with ordinality as list (element, place)
) as problem
order by run.ts desc, run.id desc
