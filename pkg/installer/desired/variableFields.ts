import type { Json } from '@devdiag/catalog/types';
import { ALL_TENANTS, TENANT_VARIABLE } from '@devdiag/engine/query/tenantVariable';
import { clone, equal, isObject, textAt, type JsonObject } from '../json.ts';
import { DATASOURCE_TYPE, DATASOURCE_VARIABLE } from './panels.ts';
import { lay, project } from './structure.ts';

/** The variables that are ours, in the order in which the dashboard shows them. */
export const VARIABLES = [DATASOURCE_VARIABLE, TENANT_VARIABLE];

/**
 * What we set in them. The chosen value is people's and in no field, but for the data source, which has one of its own;
 * `definition` repeats the query.
 */
const STRUCTURE: Record<string, JsonObject> = {
  [DATASOURCE_VARIABLE]: { includeAll: false, label: '', name: '', query: '', refresh: 1, regex: '', type: '' },
  [TENANT_VARIABLE]: {
    allowCustomValue: false,
    allValue: '',
    datasource: { type: '', uid: '' },
    includeAll: true,
    label: '',
    multi: true,
    name: '',
    query: '',
    refresh: 1,
    regex: '',
    type: '',
  },
};

/**
 * The data source has no trace of the name that Grafana shows for it: that is told from its uid. The text stands there
 * until the dashboard is first opened.
 */
export function datasourceVariable(uid: string): JsonObject {
  return {
    current: { text: uid, value: uid },
    includeAll: false,
    label: 'Data source',
    name: DATASOURCE_VARIABLE,
    options: [],
    query: DATASOURCE_TYPE,
    refresh: 1,
    regex: '',
    type: 'datasource',
  };
}

/**
 * Its values are harmless in SQL, its texts the tenants' names: see the engine's tenantVariable.ts.
 * @param query lists both
 */
export function tenantVariable(query: string): JsonObject {
  return {
    allowCustomValue: false,
    allValue: ALL_TENANTS,
    current: clone(ALL_CHOSEN),
    datasource: { type: DATASOURCE_TYPE, uid: `\${${DATASOURCE_VARIABLE}}` },
    definition: query,
    includeAll: true,
    label: 'Tenant',
    multi: true,
    name: TENANT_VARIABLE,
    options: [],
    query,
    refresh: 1,
    regex: '',
    type: 'query',
  };
}

const ALL_CHOSEN: JsonObject = { text: ['All'], value: ['$__all'] };

export function variablesOf(dashboard: JsonObject): JsonObject[] {
  const list = isObject(dashboard.templating) ? dashboard.templating.list : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The fields of one of our variables. */
export function variableField(name: string, variable: JsonObject): Record<string, Json> {
  return {
    ...(name === DATASOURCE_VARIABLE && { 'data source': chosenUid(variable) }),
    [`variables.${name}`]: project(variable, STRUCTURE[name]),
  };
}

/** The variable with its fields, and everything else as it is in `onto`, which may be empty. */
export function layVariable(name: string, onto: JsonObject, fields: Record<string, Json>): JsonObject {
  const laid = lay(fields[`variables.${name}`], onto, STRUCTURE[name]) as JsonObject;
  const variable = equal(laid, onto) ? laid : { ...laid, options: laid.options ?? [] };
  if (name === DATASOURCE_VARIABLE) {
    const uid = fields['data source'];
    return uid === undefined || equal(uid, chosenUid(variable))
      ? variable
      : { ...variable, current: { text: uid, value: uid } };
  }
  if (equal(variable, onto)) {
    return variable;
  }
  return { ...variable, definition: variable.query, current: variable.current ?? clone(ALL_CHOSEN) };
}

function chosenUid(variable: JsonObject): string {
  return textAt(variable, 'current', 'value');
}
