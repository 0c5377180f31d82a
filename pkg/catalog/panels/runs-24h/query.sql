-- Runs in the last 24 hours, and how many minutes of expected time have passed since the newest run, which is what the
-- alert looks at. No run at all: no minutes.
-- Reads a day, and the end of the index on ts.
with clock as not materialized (
  select {{as_of}} as now
)
select
  (
    select count(*)::double precision
    from {{schema}}.diag_run r, clock
    where r.ts > clock.now - interval '1 day' and r.ts <= clock.now and {{tenant_is r.tenant}}
  ) as "Last 24 hours",
  (
    select ({{expected_minutes newest.ts at time zone {{zone}} | {{as_of_tz}}}})::double precision
    from (
      select r.ts
      from {{schema}}.diag_run r, clock
      where r.ts <= clock.now and r.ts > '-infinity' and {{tenant_is r.tenant}}
      order by r.ts desc
      limit 1
    ) as newest
  ) as "Since newest run"
