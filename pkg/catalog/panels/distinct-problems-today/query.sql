-- Different problem codes since the day began in the data's zone, and in the last 24 hours, which is what the alert
-- looks at. Where nobody ran a diagnosis, nothing is known: that is no number, and not 0.
-- Reads those 24 hours, through the index on ts. The filter on the type of an element is also what tells the planner
-- that a run has few codes.
with clock as not materialized (
  select {{as_of}} as now, date_trunc('day', {{as_of}}) as midnight
),
code as (
  select element #>> '{}' as code, max(r.ts) as newest
  from clock, {{schema}}.diag_run r,
    jsonb_array_elements(case when jsonb_typeof(r.problems) = 'array' then r.problems else '[]' end) as element
  where r.ts > clock.now - interval '1 day' and r.ts <= clock.now and {{tenant_is r.tenant}}
    and jsonb_typeof(element) = 'string'
  group by 1
)
select
  (
    select count(*)::double precision
    from code, clock
    where code.newest >= clock.midnight
    having exists (
      select from {{schema}}.diag_run r, clock
      where r.ts >= clock.midnight and r.ts <= clock.now and {{tenant_is r.tenant}}
    )
  ) as "Today",
  (
    select count(*)::double precision
    from code
    having exists (
      select from {{schema}}.diag_run r, clock
      where r.ts > clock.now - interval '1 day' and r.ts <= clock.now and {{tenant_is r.tenant}}
    )
  ) as "Last 24 hours"
