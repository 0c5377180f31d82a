-- Minutes of expected time since the newest run at or before as-of. No run at all: no row, which is an alarm too.
-- Reads the end of the index on ts.
select ({{expected_minutes newest.ts at time zone {{zone}} | {{as_of_tz}}}})::double precision as value
from (
  select r.ts
  from {{schema}}.diag_run r
  where r.ts <= {{as_of}} and r.ts > '-infinity' and {{tenant_is r.tenant}}
  order by r.ts desc
  limit 1
) as newest
