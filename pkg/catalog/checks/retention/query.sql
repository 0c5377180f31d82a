-- How old the oldest run is, and whether runs were ever deleted (then the smallest id is no longer 1).
-- Both are read from the ends of their indexes: constant time, however long the history.
with clock as not materialized (
  select {{as_of}} as now
)
select 'oldest' as section,
  oldest.id::text as key,
  oldest.ts at time zone {{zone}} as at,
  (extract(epoch from clock.now - oldest.ts) / 86400)::double precision as value,
  null::jsonb as detail
from clock
cross join lateral (
  select r.id, r.ts
  from {{schema}}.diag_run r
  -- A date at minus infinity has no age; one in the future is no oldest run.
  where r.ts > '-infinity' and r.ts <= clock.now
  order by r.ts
  limit 1
) as oldest
union all
select 'smallest-id', null, null, smallest.id, null
from (select min(r.id) as id from {{schema}}.diag_run r) as smallest
where smallest.id is not null
