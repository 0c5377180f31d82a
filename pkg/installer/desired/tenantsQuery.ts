/**
 * The tenants for the dashboard's variable: their names (shortened where nobody could read them) and values.
 *
 * Jumps from one tenant to the next through the index on tenant and ts: as many look-ups as there are tenants, however
 * many runs they have. A "select distinct" would read every run.
 */
export const TENANTS_SQL = `with recursive tenants as (
  (select r.tenant from {{schema}}.diag_run r order by r.tenant limit 1)
  union all
  select (select r.tenant from {{schema}}.diag_run r where r.tenant > t.tenant order by r.tenant limit 1)
  from tenants t
  where t.tenant is not null
)
select
  case
    when tenant = '' then '(no name)'
    when length(tenant) > 60 then left(tenant, 50) || '… ' || left(md5(tenant), 8)
    else tenant
  end as __text,
  {{tenant_value tenant}} as __value
from tenants
where tenant is not null
limit 1000`;
