-- Fixes whose outcome was learned in the dashboard's time range, the most proven first. Confidence is the mean over
-- tenants of their mean, as in the check; a confidence that is none (outside 0 to 1) counts for nothing.
-- Reads fix_outcome whole, which is small and has no index on ts.
with clock as not materialized (
  select {{as_of}} as now, {{from}} as since
),
fix as (
  select o.problem_code, o.fix_code, sum(o.support) as worked, max(o.ts) as last_learned,
    -- As numeric, so that a mean of 0.7 and 0.7 and 0.7 is 0.7 and not just below. NaN counts as larger than 1.
    avg(case when o.confidence between 0 and 1 then o.confidence::numeric end) as confidence
  from {{schema}}.fix_outcome o, clock
  where o.ts > clock.since and o.ts <= clock.now and {{tenant_is o.tenant}}
  group by o.tenant, o.problem_code, o.fix_code
)
select
  case when length(problem_code) > 60 then left(problem_code, 59) || '…' else problem_code end as "Problem",
  case when length(fix_code) > 60 then left(fix_code, 59) || '…' else fix_code end as "Fix",
  avg(fix.confidence)::double precision as "Confidence",
  sum(fix.worked)::double precision as "Worked",
  max(fix.last_learned) at time zone {{zone}} as "Last learned"
from fix
group by problem_code, fix_code
order by sum(fix.worked) desc, avg(fix.confidence) desc nulls last, problem_code, fix_code
limit 100
