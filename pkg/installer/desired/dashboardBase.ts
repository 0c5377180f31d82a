import type { Json } from '@devdiag/catalog/types';
import { BASE_VARIABLE } from '../base.ts';
import { clone, type JsonObject } from '../json.ts';
import { variablesOf } from './variableFields.ts';

/** The text that says what was installed; null where nobody wrote one. */
export function baseOf(dashboard: JsonObject): string | null {
  const query = variablesOf(dashboard).find(({ name }) => name === BASE_VARIABLE)?.query;
  return typeof query === 'string' ? query : null;
}

/** The dashboard with that text in a hidden constant, which Grafana keeps but never shows nor puts into addresses. */
export function withBase(dashboard: JsonObject, text: string): JsonObject {
  if (baseOf(dashboard) === text) {
    return dashboard;
  }
  const constant: JsonObject = {
    current: { text, value: text },
    hide: 2,
    name: BASE_VARIABLE,
    query: text,
    skipUrlSync: true,
    type: 'constant',
  };
  const variables = variablesOf(dashboard);
  const list: Json[] = variables.some(({ name }) => name === BASE_VARIABLE)
    ? variables.map((variable) => (variable.name === BASE_VARIABLE ? constant : variable))
    : [...variables, constant];
  const changed = clone(dashboard);
  return { ...changed, templating: { ...(changed.templating as JsonObject | undefined), list: clone(list) } };
}
