import type { Json, PanelDefinition, PanelEntry, Settings } from '@devdiag/catalog/types';
import { renderPanelQuery } from '@devdiag/engine/query/render';
import { TENANT_VARIABLE } from '@devdiag/engine/query/tenantVariable';
import { clone, type JsonObject } from '../json.ts';
import type { InstallOptions } from '../types.ts';
import { PLUGIN_ID } from './labels.ts';

/** Name of the dashboard's variable that holds the data source. */
export const DATASOURCE_VARIABLE = 'datasource';
export const DATASOURCE_TYPE = 'grafana-postgresql-datasource';
/** Of the Grafana whose saved form this is. */
export const PLUGIN_VERSION = '12.3.0';

/** The data source that the variable holds. */
export const DATASOURCE_REF = { type: DATASOURCE_TYPE, uid: `\${${DATASOURCE_VARIABLE}}` };

/** A panel as a saved dashboard holds it. Grafana leaves out what is empty, so nothing here is null. */
export function panelBody(
  { definition: panel, query }: PanelEntry,
  options: InstallOptions,
  settings: Settings
): JsonObject {
  const tenant = options.tenant ?? ({ fromVariable: true } as const);
  return clone({
    datasource: DATASOURCE_REF,
    description: panel.description,
    fieldConfig: withThresholds({ definition: panel, query }, options, settings),
    gridPos: panel.grid,
    id: panel.number,
    links: [playbookLink(panel.check, options.tenant)],
    options: panel.options,
    pluginVersion: PLUGIN_VERSION,
    targets: [
      {
        datasource: DATASOURCE_REF,
        editorMode: 'code',
        format: panel.format,
        rawQuery: true,
        rawSql: renderPanelQuery({ definition: panel, query }, { settings, tenant }),
        refId: 'A',
      },
    ],
    title: panel.title,
    ...(panel.transformations && { transformations: panel.transformations }),
    type: panel.type,
  } as Json) as JsonObject;
}

/** Grafana puts the path that it is served under before an address that begins with a slash. */
function playbookLink(check: string, tenant: string | null): JsonObject {
  // A tenant chosen in the dashboard goes along as the variable's own value: names would need quoting that links lack.
  const query = tenant === null ? `\${${TENANT_VARIABLE}:queryparam}` : `tenant=${encodeURIComponent(tenant)}`;
  return { title: 'Playbook', url: `/a/${PLUGIN_ID}/runbook/${check}?${query}` };
}

function withThresholds({ definition: panel }: PanelEntry, options: InstallOptions, settings: Settings): Json {
  const threshold = panel.alert === undefined ? undefined : options.rules[panel.alert]?.threshold;
  return panel.thresholds && threshold !== undefined
    ? withSteps(panel, panel.thresholds.steps(threshold, settings), threshold)
    : panel.fieldConfig;
}

/** A panel's field configuration with the colours of a threshold, in the column that has them or for all columns. */
export function withSteps(
  panel: PanelDefinition,
  steps: Array<{ color: string; from?: number }>,
  threshold: number
): Json {
  const config = clone(panel.fieldConfig) as unknown as {
    defaults: JsonObject;
    overrides: Array<{ matcher: JsonObject; properties: Json[] }>;
  };
  if (panel.thresholds) {
    const { field, axisReaches } = panel.thresholds;
    // Grafana's first step holds from minus infinity, whatever number it names: its editor saves 0.
    const value: Json = { mode: 'absolute', steps: steps.map(({ color, from }) => ({ color, value: from ?? 0 })) };
    if (axisReaches !== undefined) {
      // Without the noise of binary fractions: people see the number in the editor.
      const axisSoftMax = Number((threshold * axisReaches).toPrecision(12));
      config.defaults.custom = { ...(config.defaults.custom as JsonObject), axisSoftMax };
    }
    if (field === undefined) {
      config.defaults.thresholds = value;
    } else {
      config.overrides.find(({ matcher }) => matcher.options === field)?.properties.push({ id: 'thresholds', value });
    }
  }
  return config as unknown as Json;
}
