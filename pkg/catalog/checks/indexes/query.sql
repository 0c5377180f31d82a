-- Which of DevDiag's nine indexes exist: the same table, columns, order and method, valid and ready, whatever the name.
-- Of a partitioned table it is the parent's indexes that count, and its primary key must carry the partition key (ts).
with expected (place, name, relation, method, kind, columns, descending) as (
  values
    (1, 'diag_run_pkey', 'diag_run', 'btree', 'primary', array['id'], array[false]),
    (2, 'fix_outcome_pkey', 'fix_outcome', 'btree', 'primary', array['id'], array[false]),
    (3, 'fix_outcome_tenant_problem_code_fix_code_env_fp_key', 'fix_outcome', 'btree', 'unique',
      array['tenant', 'problem_code', 'fix_code', 'env_fp'], array[false, false, false, false]),
    (4, 'idx_diag_run_tenant_ts', 'diag_run', 'btree', 'plain', array['tenant', 'ts'], array[false, true]),
    (5, 'idx_diag_run_target_ts', 'diag_run', 'btree', 'plain', array['target_hash', 'ts'], array[false, true]),
    (6, 'idx_diag_run_ts', 'diag_run', 'btree', 'plain', array['ts'], array[true]),
    (7, 'idx_fix_outcome_tenant_problem', 'fix_outcome', 'btree', 'plain', array['tenant', 'problem_code'], array[false, false]),
    (8, 'idx_fix_outcome_support', 'fix_outcome', 'btree', 'plain', array['support'], array[true]),
    (9, 'idx_diag_run_problems_gin', 'diag_run', 'gin', 'recommended', array['problems'], array[false])
),
existing as (
  select t.relname::text as relation, t.relkind = 'p' as is_partitioned, x.relname::text as name, am.amname::text as method,
    i.indisprimary, i.indisunique, i.indisvalid and i.indisready and i.indislive as is_usable,
    -- An index over part of the rows or over expressions is another index.
    i.indpred is null and i.indexprs is null as is_whole,
    array(
      select a.attname::text
      from unnest(i.indkey::smallint[]) with ordinality as part (attnum, place)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = part.attnum
      where part.place <= i.indnkeyatts
      order by part.place
    ) as columns,
    array(
      -- Bit 1 says descending. Where nulls go makes no difference: no column has any.
      select part.option & 1 = 1
      from unnest(i.indoption::smallint[]) with ordinality as part (option, place)
      order by part.place
    ) as descending,
    pg_get_indexdef(i.indexrelid) as definition
  from pg_index i
  join pg_class x on x.oid = i.indexrelid
  join pg_am am on am.oid = x.relam
  join pg_class t on t.oid = i.indrelid
  join pg_namespace n on n.oid = t.relnamespace
  where n.nspname = {{schema_name}} and t.relname in ('diag_run', 'fix_outcome')
),
judged as (
  select expected.*, same.definition, same.is_usable, namesake.definition as otherwise
  from expected
  left join lateral (
    select existing.definition, existing.is_usable
    from existing
    where existing.relation = expected.relation and existing.method = expected.method and existing.is_whole
      and case
        when expected.kind = 'primary' and existing.is_partitioned
          then existing.indisprimary and 'id' = any (existing.columns)
            and (expected.relation <> 'diag_run' or 'ts' = any (existing.columns))
        else existing.columns = expected.columns and existing.descending = expected.descending
          and (expected.kind <> 'primary' or existing.indisprimary)
          and (expected.kind <> 'unique' or existing.indisunique)
      end
    order by existing.is_usable desc, existing.name
    limit 1
  ) as same on true
  left join existing as namesake on namesake.relation = expected.relation and namesake.name = expected.name
)
select 'index' as section,
  name as key,
  null::timestamptz as at,
  (case when is_usable then 1 else 0 end)::double precision as value,
  jsonb_build_object(
    'table', relation,
    'wanted', case kind when 'primary' then 'primary key ' when 'unique' then 'unique ' else '' end
      || case method when 'btree' then '' else method || ' ' end
      || '(' || (
        select string_agg(part.name || case when part.is_descending then ' desc' else '' end, ', ' order by part.place)
        from unnest(columns, descending) with ordinality as part (name, is_descending, place)
      ) || ')',
    'state', case
      when is_usable then 'in place'
      when definition is not null then 'invalid'
      when otherwise is not null then 'different'
      else 'missing'
    end,
    'found', coalesce(definition, otherwise),
    'recommended', kind = 'recommended'
  ) as detail
from judged
order by place
