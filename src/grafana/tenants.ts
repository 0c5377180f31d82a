import { map, type Observable } from 'rxjs';
import type { Settings } from '@devdiag/catalog/types';
import { renderQuery } from '@devdiag/engine/query/render';
import type { QueryError } from '@devdiag/engine/query/errors';
import { runQueries } from './runQueries';

/** More than anybody scrolls through; a tenant beyond can still be typed. */
export const MOST_TENANTS = 500;

// Jumps from one tenant to the next through idx_diag_run_tenant_ts: as many index lookups as there are tenants,
// however many runs they have. A "select distinct" would read every run.
const TENANTS_SQL = `with recursive tenants as (
  (select r.tenant from {{schema}}.diag_run r order by r.tenant limit 1)
  union all
  select (select r.tenant from {{schema}}.diag_run r where r.tenant > t.tenant order by r.tenant limit 1)
  from tenants t
  where t.tenant is not null
)
select tenant from tenants where tenant is not null limit ${MOST_TENANTS}`;

export type Tenants = { ok: true; tenants: string[] } | { ok: false; error: QueryError };

/** The tenants that have runs, in the database's order. Emits once; unsubscribing cancels. */
export function listTenants(dataSourceUid: string, settings: Settings): Observable<Tenants> {
  const sql = renderQuery(TENANTS_SQL, { settings, tenant: null });
  return runQueries([{ id: 'tenants', sql }], { dataSourceUid, asOf: Date.now(), limitMs: 10_000 }).pipe(
    map((answers): Tenants => {
      const answer = answers.get('tenants');
      if (!answer?.ok) {
        return { ok: false, error: answer?.error ?? { kind: 'other', message: 'No answer' } };
      }
      const column = answer.fields.find(({ name }) => name === 'tenant');
      return { ok: true, tenants: Array.from(column?.values ?? [], String) };
    })
  );
}
