-- Different problem codes in the last 24 hours; none is the number 0.
-- Reads those hours once, through the index on ts.
with clock as not materialized (
  select {{as_of}} as now
)
select count(distinct element #>> '{}')::double precision as value
from clock, {{schema}}.diag_run r,
  jsonb_array_elements(case when jsonb_typeof(r.problems) = 'array' then r.problems else '[]' end) as element
where r.ts > clock.now - interval '1 day' and r.ts <= clock.now and {{tenant_is r.tenant}}
  and jsonb_typeof(element) = 'string'
