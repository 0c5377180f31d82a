-- How confident the learner is in the fixes that it learned in the last 30 days: the mean over (tenant, problem, fix)
-- of their mean confidence, in all and by problem. Reads fix_outcome whole, which is small and has no index on ts.
with clock as not materialized (
  select {{as_of}} as now
),
outcome as (
  -- As numeric, so that a mean of 0.7 and 0.7 and 0.7 is 0.7 and not just below. NaN counts as larger than 1.
  select o.tenant, o.problem_code, o.fix_code, o.ts,
    case when o.confidence between 0 and 1 then o.confidence::numeric end as confidence
  from {{schema}}.fix_outcome o, clock
  where o.ts > clock.now - interval '30 days' and o.ts <= clock.now and {{tenant_is o.tenant}}
),
fix as (
  select tenant, problem_code, fix_code, avg(confidence) as confidence, count(*) as outcomes, max(ts) as last_learned
  from outcome
  where confidence is not null
  group by tenant, problem_code, fix_code
),
summed as (
  select grouping(problem_code) = 1 as is_total,
    problem_code,
    avg(confidence) as confidence,
    count(*) as fixes,
    sum(outcomes) as outcomes,
    count(distinct tenant) as tenants,
    max(last_learned) as last_learned
  from fix
  group by grouping sets ((), (problem_code))
)
select 'mean' as section,
  null::text as key,
  last_learned at time zone {{zone}} as at,
  confidence::double precision as value,
  jsonb_build_object('fixes', fixes, 'outcomes', coalesce(outcomes, 0)) as detail
from summed
where is_total
union all
select 'impossible', null, null, count(*), null
from outcome
where confidence is null
union all
(
  select 'evidence', problem_code, last_learned at time zone {{zone}}, confidence,
    jsonb_build_object('fixes', fixes, 'outcomes', outcomes, 'tenants', tenants)
  from summed
  where not is_total
  -- First those with enough outcomes to be judged, so that the row limit never hides one of them.
  order by outcomes >= {{problem_outcomes}} desc, confidence, problem_code
  limit 50
)
