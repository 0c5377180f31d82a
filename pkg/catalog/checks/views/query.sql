-- Whether DevDiag's six views exist, have their columns, and may be read by the role that asks. Reads the catalog only:
-- naming a missing view in a query would break it instead of telling.
with expected (place, name, columns) as (
  values
    (1, 'v_problem_counts', array['day', 'tenant', 'problem_code', 'runs']),
    (2, 'v_fix_success', array['tenant', 'problem_code', 'fix_code', 'successes', 'avg_confidence', 'last_success']),
    (3, 'v_ttr_days', array['tenant', 'problem_code', 'target_hash', 'first_seen_day', 'first_zero_day', 'ttr_days']),
    (4, 'v_env_diversity', array['tenant', 'problem_code', 'unique_environments', 'total_runs']),
    (5, 'v_recent_activity', array['tenant', 'target_hash', 'ts', 'problem_count', 'problems', 'preset']),
    (6, 'v_fix_ranking', array['problem_code', 'fix_code', 'successes', 'avg_confidence', 'rank'])
),
namespace as (
  select n.oid, has_schema_privilege(n.oid, 'usage') as usable
  from pg_namespace n
  where n.nspname = {{schema_name}}
),
found as (
  select expected.place, expected.name, relation.oid is not null as exists, coalesce(relation.is_view, false) as is_view,
    array(
      select wanted.name
      from unnest(expected.columns) with ordinality as wanted (name, place)
      where not exists (
        select
        from pg_attribute a
        where a.attrelid = relation.oid and a.attname = wanted.name and a.attnum > 0 and not a.attisdropped
      )
      order by wanted.place
    ) as missing,
    array(
      select a.attname::text
      from pg_attribute a
      where a.attrelid = relation.oid and a.attname = any (expected.columns) and a.attnum > 0 and not a.attisdropped
        and not has_column_privilege(relation.oid, a.attnum, 'select')
      order by a.attnum
    ) as unreadable,
    cardinality(expected.columns) as columns
  from expected
  left join (
    -- A materialised view has the same columns for the same readers.
    select c.oid, c.relname, c.relkind in ('v', 'm') as is_view
    from pg_class c
    join namespace on c.relnamespace = namespace.oid
    where c.relkind in ('r', 'p', 'f', 'v', 'm')
  ) as relation on relation.relname = expected.name
)
select 'role' as section,
  current_user::text as key,
  null::timestamptz as at,
  null::double precision as value,
  jsonb_build_object(
    'schema_exists', exists (select from namespace),
    'schema_usable', coalesce((select usable from namespace), false)
  ) as detail
union all
(
  select 'view', name, null,
    case when is_view and missing = '{}' and unreadable = '{}' and (select usable from namespace) then 1 else 0 end,
    jsonb_build_object('exists', exists, 'is_view', is_view, 'missing', missing, 'unreadable', unreadable, 'columns', columns)
  from found
  order by place
)
