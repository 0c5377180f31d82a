-- Size of DevDiag's schema by table and index, and how many runs came in on each of the last 7 days.
-- Sizes come from the files, the number of rows from the planner's statistics. A partitioned table has no size of its
-- own: it is the sum over its partitions, in whatever schema they are. Runs are counted in the index on ts.
with clock as not materialized (
  select {{as_of}} as now
),
namespace as (
  select n.oid from pg_namespace n where n.nspname = {{schema_name}}
),
part as (
  select c.relname::text as name, c.oid
  from pg_class c
  join namespace on namespace.oid = c.relnamespace
  where c.relkind in ('r', 'm')
    -- A partition counts with its table, unless that belongs to somebody else.
    and (not c.relispartition or not exists (
      select from pg_class root join namespace on namespace.oid = root.relnamespace where root.oid = pg_partition_root(c.oid)
    ))
  union all
  select c.relname, tree.relid
  from pg_class c
  join namespace on namespace.oid = c.relnamespace
  cross join lateral pg_partition_tree(c.oid) as tree
  where c.relkind = 'p' and not c.relispartition and tree.isleaf
),
measured as (
  select part.name, part.oid, pg_total_relation_size(part.oid) as total,
    -- Rows as the planner estimates them: those counted last, scaled to the present size. Unknown (null) before the first
    -- analyze.
    case when c.relpages > 0 and c.reltuples > 0
      then c.reltuples / c.relpages * pg_relation_size(part.oid) / current_setting('block_size')::integer
    end as rows
  from part
  join pg_class c on c.oid = part.oid
),
by_table as (
  select name, sum(total) as total, sum(rows) as rows, sum(total) filter (where rows > 0) as counted
  from measured
  group by name
),
by_index as (
  select part.name as table_name, coalesce(root.relname, own.relname)::text as name, sum(pg_relation_size(i.indexrelid)) as size
  from part
  join pg_index i on i.indrelid = part.oid
  join pg_class own on own.oid = i.indexrelid
  left join pg_class root on root.oid = pg_partition_root(i.indexrelid)
  group by 1, 2
),
arrived as (
  select date_part('day', clock.now - r.ts)::integer as days_back, count(*) as runs
  from {{schema}}.diag_run r, clock
  where r.ts > clock.now - interval '7 days' and r.ts <= clock.now
  group by 1
),
oldest as (
  select extract(epoch from clock.now - first.ts)::double precision / 86400 as days
  from clock
  cross join lateral (
    select r.ts from {{schema}}.diag_run r where r.ts > '-infinity' and r.ts <= clock.now order by r.ts limit 1
  ) as first
)
select 'total' as section,
  null::text as key,
  null::timestamptz as at,
  coalesce(sum(total), 0)::double precision as value,
  jsonb_build_object(
    'bytes_a_run', sum(counted / rows) filter (where name = 'diag_run'),
    'history_days', (select days from oldest)
  ) as detail
from by_table
union all
(
  select 'table', name, null, total, jsonb_build_object('rows', round(rows))
  from by_table
  order by total desc, name
  limit 20
)
union all
(
  select 'index', name, null, size, jsonb_build_object('table', table_name)
  from by_index
  order by size desc, name
  limit 30
)
union all
(
  select 'day', days_back::text, {{as_of_tz}} - make_interval(days => days_back + 1), runs, null
  from arrived
  order by days_back desc
)
