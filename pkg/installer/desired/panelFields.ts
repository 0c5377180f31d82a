import { PANELS } from '@devdiag/catalog/generated/panels';
import type { Json } from '@devdiag/catalog/types';
import { clone, equal, isObject, textAt, type JsonObject } from '../json.ts';
import { lay, project } from './structure.ts';
import { DATASOURCE_REF, PLUGIN_VERSION, withSteps } from './panels.ts';

/** Fields of a panel, in the order of display. */
export const PANEL_FIELDS = [
  'title',
  'description',
  'type',
  'position',
  'query',
  'format',
  'data source',
  'options',
  'fieldConfig',
  'transformations',
  'links',
];

const POSITION: JsonObject = { x: 0, y: 0, w: 0, h: 0 };
const LINK: JsonObject = { title: '', url: '' };
const REF: JsonObject = { type: '', uid: '' };

export function panelFields(panel: JsonObject): Record<string, Json> {
  const { options, fieldConfig } = structureOf(panel);
  const target = targetOf(panel);
  return {
    title: textAt(panel, 'title'),
    description: textAt(panel, 'description'),
    type: textAt(panel, 'type'),
    position: project(panel.gridPos ?? {}, POSITION),
    query: textAt(target, 'rawSql'),
    format: textAt(target, 'format'),
    'data source': project(panel.datasource ?? {}, REF),
    options: project(panel.options ?? {}, options),
    fieldConfig: project(panel.fieldConfig ?? {}, fieldConfig),
    transformations: panel.transformations ?? [],
    links: linksOf(panel),
  };
}

/** What the catalog says of a panel, whatever was chosen; its query needs settings and is not among it. */
export function definedFields(number: number): Record<string, Json> {
  const definition = PANELS.find((entry) => entry.definition.number === number)?.definition;
  return definition
    ? {
        title: definition.title,
        description: definition.description,
        type: definition.type,
        position: definition.grid,
        format: definition.format,
        'data source': { ...DATASOURCE_REF },
        options: definition.options,
        fieldConfig: definition.fieldConfig,
        transformations: definition.transformations ?? [],
        links: [],
      }
    : {};
}

/** A panel with these fields (those that are given), and everything else as it is in `onto`. */
export function panelAs(onto: JsonObject, fields: Record<string, Json>): JsonObject {
  const panel: JsonObject = { pluginVersion: PLUGIN_VERSION, ...clone(onto) };
  const before = panelFields(panel);
  const isChanged = (field: string) => fields[field] !== undefined && !equal(fields[field], before[field]);
  for (const field of ['title', 'description', 'type'].filter(isChanged)) {
    panel[field] = clone(fields[field]);
  }
  for (const field of ['transformations', 'links'].filter(isChanged)) {
    if (equal(fields[field], [])) {
      // As Grafana saves it.
      delete panel[field];
    } else {
      panel[field] = clone(fields[field]);
    }
  }
  const { options, fieldConfig } = structureOf(panel);
  if (isChanged('position')) {
    panel.gridPos = lay(fields.position, panel.gridPos, POSITION);
  }
  if (isChanged('options')) {
    panel.options = lay(fields.options, panel.options, options);
  }
  if (isChanged('fieldConfig')) {
    panel.fieldConfig = lay(fields.fieldConfig, panel.fieldConfig, fieldConfig);
  }
  if (isChanged('query') || isChanged('format') || isChanged('data source')) {
    layTarget(panel, { ...before, ...fields });
  }
  return panel;
}

function layTarget(panel: JsonObject, fields: Record<string, Json>): void {
  const target: JsonObject = targetOf(panel) ?? { editorMode: 'code', rawQuery: true, refId: 'A' };
  if (!equal(fields['data source'], project(panel.datasource ?? {}, REF))) {
    panel.datasource = clone(fields['data source']);
    target.datasource = clone(fields['data source']);
  }
  target.rawSql = fields.query;
  target.format = fields.format;
  if (!targetOf(panel)) {
    panel.targets = [target];
  }
}

/** The query that is ours: A, or the first one where somebody renamed it. */
function targetOf(panel: JsonObject): JsonObject | undefined {
  const targets = (Array.isArray(panel.targets) ? panel.targets : []).filter(isObject);
  return targets.find(({ refId }) => refId === 'A') ?? targets[0];
}

/** The queries that people added beside it. */
export function furtherTargets(panel: JsonObject): JsonObject[] {
  const ours = targetOf(panel);
  return (Array.isArray(panel.targets) ? panel.targets : []).filter(isObject).filter((target) => target !== ours);
}

function linksOf(panel: JsonObject): Json {
  return (Array.isArray(panel.links) ? panel.links : []).map((link) => project(link, LINK));
}

/** What we set in a panel's options and field configuration, whatever the values. */
function structureOf(panel: JsonObject): { options: Json; fieldConfig: Json } {
  const definition = PANELS.find((entry) => entry.definition.number === panel.id)?.definition;
  if (!definition) {
    return { options: {}, fieldConfig: {} };
  }
  return { options: definition.options, fieldConfig: withSteps(definition, [], 0) };
}
