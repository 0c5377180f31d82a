-- What the role that asks may do beyond SELECT in this schema and database, and whether its queries have a time limit.
-- Reads the catalog only. Connecting and temporary tables, which everybody may use by default, are not held against it.
with asking as (
  select r.* from pg_roles r where r.rolname = current_user
),
namespace as (
  select n.oid, n.nspname, n.nspowner from pg_namespace n where n.nspname = {{schema_name}}
),
-- The role itself and all that it is a member of. A superuser counts as a member of every role; nothing follows from that.
becomes as (
  select r.*, r.oid = asking.oid as is_self
  from asking
  join pg_roles r on r.oid = asking.oid or (not asking.rolsuper and pg_has_role(asking.oid, r.oid, 'member'))
),
relation as (
  select c.oid, c.relname, c.relkind, pg_has_role(asking.oid, c.relowner, 'usage') as is_owned
  from pg_class c
  join namespace on namespace.oid = c.relnamespace
  join asking on not asking.rolsuper
  where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
),
may as (
  select 'attribute' as kind, attribute.name as what, case when becomes.is_self then null else becomes.rolname end::text as subject
  from becomes
  cross join lateral (
    values
      ('superuser', becomes.rolsuper),
      ('createrole', becomes.rolcreaterole),
      ('createdb', becomes.rolcreatedb),
      ('bypassrls', becomes.rolbypassrls),
      ('replication', becomes.rolreplication)
  ) as attribute (name, is_set)
  where attribute.is_set and (attribute.name = 'superuser' or not becomes.rolsuper)
  union all
  select 'member', becomes.rolname, null
  from becomes
  where not becomes.is_self
    and becomes.rolname in ('pg_write_all_data', 'pg_maintain', 'pg_write_server_files', 'pg_read_server_files',
      'pg_execute_server_program', 'pg_signal_backend', 'pg_checkpoint', 'pg_create_subscription')
  union all
  select 'privilege', privilege.name, relation.relname
  from relation
  cross join (values ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('REFERENCES'), ('TRIGGER'), ('MAINTAIN')) as privilege (name)
  where relation.relkind <> 'S' and not relation.is_owned
    and case
      -- Known from version 17 on; older servers refuse the word.
      when privilege.name = 'MAINTAIN' and current_setting('server_version_num')::integer < 170000 then false
      when privilege.name in ('INSERT', 'UPDATE', 'REFERENCES') then has_any_column_privilege(relation.oid, privilege.name)
      else has_table_privilege(relation.oid, privilege.name)
    end
  union all
  select 'sequence', null, relation.relname
  from relation
  where not relation.is_owned
    -- A case, because the function refuses what is no sequence, and conditions have no order.
    and case relation.relkind when 'S' then has_sequence_privilege(relation.oid, 'usage, update') else false end
  union all
  select 'owner', case relation.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'view' else 'table' end, relation.relname
  from relation
  where relation.is_owned
  union all
  select 'owner', 'schema', namespace.nspname
  from namespace
  join asking on not asking.rolsuper and pg_has_role(asking.oid, namespace.nspowner, 'usage')
  union all
  select 'owner', 'database', d.datname
  from pg_database d
  join asking on not asking.rolsuper and pg_has_role(asking.oid, d.datdba, 'usage')
  where d.datname = current_database()
  union all
  select 'create', 'schema', n.nspname
  from pg_namespace n
  join asking on not asking.rolsuper
  where n.nspname not like 'pg\_%' and n.nspname <> 'information_schema' and has_schema_privilege(n.oid, 'create')
    and not pg_has_role(asking.oid, n.nspowner, 'usage')
  union all
  select 'create', 'database', d.datname
  from pg_database d
  join asking on not asking.rolsuper and not pg_has_role(asking.oid, d.datdba, 'usage')
  where d.datname = current_database() and has_database_privilege(d.oid, 'create')
),
-- What a connection of this role begins with: the role's own setting, the one for this database first; else the server's.
-- What somebody has set on this very connection is no limit: the next query may set it otherwise.
time_limit as (
  select s.source = 'session' and s.setting = '0' as is_off,
    coalesce(
      (
        select substring(one.setting from 'statement_timeout=(.*)')
        from pg_db_role_setting stored
        join asking on asking.oid = stored.setrole
        cross join lateral unnest(stored.setconfig) as one (setting)
        where one.setting like 'statement\_timeout=%'
          and stored.setdatabase in (0, (select d.oid from pg_database d where d.datname = current_database()))
        order by stored.setdatabase = 0
        limit 1
      ),
      s.reset_val
    ) as setting
  from pg_settings s
  where s.name = 'statement_timeout'
)
select 'role' as section,
  current_user::text as key,
  null::timestamptz as at,
  null::double precision as value,
  jsonb_build_object('time_limit', setting, 'is_limited', setting ~ '[1-9]', 'is_off_here', is_off) as detail
from time_limit
union all
(
  select kind, what, null, count(*),
    jsonb_build_object('subjects', coalesce(jsonb_agg(subject order by subject) filter (where subject is not null), '[]'))
  from may
  group by kind, what
  order by kind, what
)
