-- Mean over (tenant, problem, fix) of their mean confidence, outcomes learned in the last seven days; nothing below five
-- of them. Reads fix_outcome whole, which is small and has no index on ts.
with fix as (
  -- As numeric, so that a mean of 0.7 and 0.7 and 0.7 is 0.7 and not just below. NaN counts as larger than 1.
  select avg(o.confidence::numeric) as confidence
  from {{schema}}.fix_outcome o
  where o.ts > {{as_of}} - interval '7 days' and o.ts <= {{as_of}} and {{tenant_is o.tenant}}
    and o.confidence between 0 and 1
  group by o.tenant, o.problem_code, o.fix_code
)
select avg(confidence)::double precision as value
from fix
having count(*) >= 5
