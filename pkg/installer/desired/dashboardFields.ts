import { PANELS } from '@devdiag/catalog/generated/panels';
import type { Json } from '@devdiag/catalog/types';
import { clone, equal, isObject, textAt, type JsonObject } from '../json.ts';
import { definedFields, PANEL_FIELDS, panelAs, panelFields } from './panelFields.ts';
import { project } from './structure.ts';
import { VARIABLES, layVariable, variableField, variablesOf } from './variableFields.ts';

/** Fields of the dashboard itself, each the key of the same name, with what stands for one that is missing. */
const PLAIN: Record<string, Json> = { title: '', description: '', tags: [], time: {}, refresh: '', timezone: '' };

/** Keys of a link in the dashboard's head; Grafana may add others. */
const LINK: JsonObject = {
  asDropdown: false,
  icon: '',
  includeVars: false,
  keepTime: false,
  tags: [],
  targetBlank: false,
  title: '',
  tooltip: '',
  type: '',
  url: '',
};

/**
 * The dashboard as named fields, each compared and merged on its own. Only what the installer sets is in them: panels and
 * variables of other people, keys that Grafana added, the chosen tenant, the base are not. A panel or variable of ours
 * that is missing has no fields.
 */
export function dashboardFields(dashboard: JsonObject): Record<string, Json> {
  const fields: Record<string, Json> = {};
  for (const [name, missing] of Object.entries(PLAIN)) {
    fields[name] = dashboard[name] ?? missing;
  }
  fields.links = linksOf(dashboard);
  for (const name of VARIABLES) {
    const variable = variablesOf(dashboard).find((candidate) => candidate.name === name);
    if (variable) {
      Object.assign(fields, variableField(name, variable));
    }
  }
  for (const { definition } of PANELS) {
    const panel = panelOf(dashboard, definition.number);
    if (panel) {
      for (const [field, value] of Object.entries(panelFields(panel))) {
        fields[`panel ${definition.number}: ${field}`] = value;
      }
    }
  }
  return fields;
}

/**
 * A dashboard with these fields, and everything else as it is in `onto`: what people added stays. A panel or variable of
 * ours that has no field goes; one that is not there is added at the end.
 */
export function layDashboardFields(onto: JsonObject, fields: Record<string, Json>): JsonObject {
  const dashboard = clone(onto);
  for (const [name, missing] of Object.entries(PLAIN)) {
    if (fields[name] !== undefined && !equal(fields[name], dashboard[name] ?? missing)) {
      dashboard[name] = clone(fields[name]);
    }
  }
  if (fields.links !== undefined && !equal(fields.links, linksOf(dashboard))) {
    dashboard.links = clone(fields.links);
  }
  layVariables(dashboard, fields);
  for (const { definition } of PANELS) {
    layPanel(dashboard, definition.number, fields);
  }
  return dashboard;
}

/** A panel by its number, also where somebody put it into a row that is folded. */
export function panelOf(dashboard: JsonObject, number: number): JsonObject | undefined {
  return listOf(dashboard.panels)
    .flatMap((panel) => [panel, ...listOf(panel.panels)])
    .find(({ id, type }) => id === number && type !== 'row');
}

function layPanel(dashboard: JsonObject, number: number, fields: Record<string, Json>): void {
  const wanted: Record<string, Json> = {};
  for (const field of PANEL_FIELDS) {
    const value = fields[`panel ${number}: ${field}`];
    if (value !== undefined) {
      wanted[field] = value;
    }
  }
  const panel = panelOf(dashboard, number);
  if (Object.keys(wanted).length === 0) {
    if (panel) {
      removePanel(dashboard, panel);
    }
  } else if (panel) {
    replace(panel, panelAs(panel, wanted));
  } else if (wanted.query !== undefined) {
    // Of a panel that somebody deleted, some fields alone may be wanted back: the others are as in the definition.
    const added = panelAs({ id: number }, { ...definedFields(number), ...wanted });
    dashboard.panels = [...(Array.isArray(dashboard.panels) ? dashboard.panels : []), added];
  }
}

/** In its place, which may be within a row. */
function replace(panel: JsonObject, by: JsonObject): void {
  for (const key of Object.keys(panel).filter((candidate) => !Object.hasOwn(by, candidate))) {
    delete panel[key];
  }
  Object.assign(panel, by);
}

function removePanel(dashboard: JsonObject, panel: JsonObject): void {
  const without = (panels: Json) => listOf(panels).filter((candidate) => candidate !== panel);
  dashboard.panels = without(dashboard.panels);
  for (const row of listOf(dashboard.panels)) {
    if (Array.isArray(row.panels)) {
      row.panels = without(row.panels);
    }
  }
}

function layVariables(dashboard: JsonObject, fields: Record<string, Json>): void {
  const before = variablesOf(dashboard);
  const after = before.flatMap((variable) => {
    const name = textAt(variable, 'name');
    if (!VARIABLES.includes(name)) {
      return [variable];
    }
    return fields[`variables.${name}`] === undefined ? [] : [layVariable(name, variable, fields)];
  });
  for (const name of VARIABLES) {
    if (fields[`variables.${name}`] !== undefined && !before.some((variable) => variable.name === name)) {
      after.push(layVariable(name, {}, fields));
    }
  }
  if (!equal(before, after)) {
    dashboard.templating = { ...(isObject(dashboard.templating) ? dashboard.templating : {}), list: after };
  }
}

function linksOf(dashboard: JsonObject): Json {
  return listOf(dashboard.links).map((link) => project(link, LINK));
}

export function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
