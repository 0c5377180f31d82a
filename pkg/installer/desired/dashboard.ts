import { PANELS } from '@devdiag/catalog/generated/panels';
import type { PanelEntry, Settings } from '@devdiag/catalog/types';
import { renderQuery } from '@devdiag/engine/query/render';
import type { JsonObject } from '../json.ts';
import { namesOf } from '../names.ts';
import type { InstallOptions } from '../types.ts';
import { PLUGIN_ID } from './labels.ts';
import { panelBody } from './panels.ts';
import { TENANTS_SQL } from './tenantsQuery.ts';
import { datasourceVariable, tenantVariable } from './variableFields.ts';

/**
 * The dashboard as Grafana 12.3 saves it, every default that its editor fills in written out: opened, changed in one
 * place and saved, it differs in that place only. Without id, version and base.
 * @throws QuoteError for a schema, zone or tenant that no query can hold
 */
export function dashboardBody(options: InstallOptions, settings: Settings): JsonObject {
  const { uid, title } = namesOf(options.prefix).dashboard;
  return {
    annotations: {
      list: [
        {
          builtIn: 1,
          datasource: { type: 'grafana', uid: '-- Grafana --' },
          enable: true,
          hide: true,
          iconColor: 'rgba(0, 211, 255, 1)',
          name: 'Annotations & Alerts',
          type: 'dashboard',
        },
      ],
    },
    description: description(options.tenant),
    editable: true,
    fiscalYearStartMonth: 0,
    graphTooltip: 0,
    links: [link('Health', 'health', options.tenant), link('Runbook', 'runbook', null)],
    panels: [...PANELS].sort(asPlaced).map((entry) => panelBody(entry, options, settings)),
    preload: false,
    refresh: '5m',
    schemaVersion: 42,
    tags: ['devdiag', 'devdiag-ops'],
    templating: {
      list: [
        datasourceVariable(options.datasourceUid),
        ...(options.tenant === null ? [tenantVariable(renderQuery(TENANTS_SQL, { settings, tenant: null }))] : []),
      ],
    },
    time: { from: 'now-7d', to: 'now' },
    timepicker: {},
    timezone: 'browser',
    title,
    uid,
    weekStart: '',
  };
}

/** Grafana saves panels from top to bottom, from left to right. */
function asPlaced({ definition: { grid: a } }: PanelEntry, { definition: { grid: b } }: PanelEntry): number {
  return a.y - b.y || a.x - b.x;
}

function description(tenant: string | null): string {
  const whose = tenant === null ? '' : ` Of the tenant ${tenant} alone.`;
  return `What DevDiag finds, how long it stays, and what helps.${whose} Installed by DevDiag Ops.`;
}

/** A link in the dashboard's head. Grafana puts the path that it is served under before it. */
function link(title: string, page: string, tenant: string | null): JsonObject {
  return {
    asDropdown: false,
    icon: 'external link',
    includeVars: false,
    keepTime: false,
    tags: [],
    targetBlank: false,
    title,
    tooltip: '',
    type: 'link',
    url: `/a/${PLUGIN_ID}/${page}${tenant === null ? '' : `?tenant=${encodeURIComponent(tenant)}`}`,
  };
}
