import type { PanelDefinition } from '../../types.ts';
import { cellLink, column, fieldConfig, hidden, NO_RUNS, tableLook, tableOptions } from '../look.ts';

/** What came in last, run by run. */
export const panel: PanelDefinition = {
  id: 'recent-activity',
  number: 8,
  title: 'Recent activity',
  description:
    'The newest 200 runs of the time range. Time opens Health of that tenant as of then, Tenant this dashboard for that tenant alone.',
  type: 'table',
  grid: { x: 0, y: 30, w: 24, h: 11 },
  format: 'table',
  options: tableOptions(),
  fieldConfig: fieldConfig({ color: { mode: 'thresholds' }, custom: tableLook(), noValue: NO_RUNS }, [
    column('Time', {
      'custom.width': 170,
      links: cellLink(
        'Health of this tenant at that time',
        '/a/devdiag-ops-app/health?tenant=${__data.fields.tenant:percentencode}&asof=${__data.fields.asof:percentencode}'
      ),
    }),
    column('Tenant', {
      'custom.width': 200,
      links: cellLink(
        'Only this tenant',
        '/d/${__dashboard.uid}?var-tenant=${__data.fields.tenant_value}&${__url_time_range}&${datasource:queryparam}'
      ),
    }),
    column('Preset', { 'custom.width': 80 }),
    column('Target', { 'custom.width': 130 }),
    column('Count', { 'custom.width': 70 }),
    hidden('asof'),
    // Its own, or a tenant without a name would be linked by the panel's words for no runs.
    hidden('tenant', { noValue: '' }),
    hidden('tenant_value'),
  ]),
  check: 'data-quality',
  reads: ['diag_run'],
  cost: { kind: 'constant' },
};
