import { PANELS } from '@devdiag/catalog/generated/panels';
import type { Json } from '@devdiag/catalog/types';
import { BASE_VARIABLE } from '../base.ts';
import { at, textAt, type JsonObject } from '../json.ts';
import { listOf, panelOf } from './dashboardFields.ts';
import { furtherTargets } from './panelFields.ts';
import { VARIABLES, variablesOf } from './variableFields.ts';

/** Settings of a dashboard that are in no field, with what we install and what stands for one that is missing. */
const SETTINGS: Record<string, Json> = { editable: true, fiscalYearStartMonth: 0, graphTooltip: 0, weekStart: '' };

/** Settings of a panel that we never make. */
const PANEL_SETTINGS = ['interval', 'maxDataPoints', 'repeat', 'timeFrom', 'timeShift', 'transparent'];

/**
 * What people added to the dashboard and set in it beside its fields, each in words for people: `the panel "Notes"`. An
 * update leaves all of it alone; it goes with the dashboard.
 */
export function dashboardAdditions(dashboard: JsonObject): string[] {
  const numbers = PANELS.map(({ definition }) => definition.number);
  const ours = new Set(numbers.map((number) => panelOf(dashboard, number)));
  const panels = listOf(dashboard.panels).flatMap((panel) => [panel, ...listOf(panel.panels)]);
  const known = new Set([...VARIABLES, BASE_VARIABLE]);
  return [
    ...panels.filter((panel) => !ours.has(panel)).map(panelInWords),
    ...panels.filter((panel) => ours.has(panel)).flatMap(insidePanel),
    ...variablesOf(dashboard)
      .map((variable) => textAt(variable, 'name'))
      .filter((name) => !known.has(name))
      .map((name) => `the variable "${name}"`),
    ...listOf(at(dashboard, 'annotations', 'list'))
      .filter(({ builtIn }) => builtIn !== 1)
      .map((query) => `the annotation query "${textAt(query, 'name')}"`),
    ...Object.keys(SETTINGS)
      .filter((name) => (dashboard[name] ?? SETTINGS[name]) !== SETTINGS[name])
      .map((name) => `the setting ${name}`),
  ];
}

function panelInWords(panel: JsonObject): string {
  const [type, title] = [textAt(panel, 'type'), textAt(panel, 'title')];
  const what = type === 'row' ? 'row' : 'panel';
  return title === ''
    ? `a ${what}${type === 'row' ? '' : ` of type ${type}`} without a title`
    : `the ${what} "${title}"`;
}

/** Queries and settings that people added to a panel of ours. */
function insidePanel(panel: JsonObject): string[] {
  const where = `of the panel "${textAt(panel, 'title')}"`;
  return [
    ...furtherTargets(panel).map((target) => `the query ${textAt(target, 'refId')} ${where}`),
    ...PANEL_SETTINGS.filter((name) => Boolean(panel[name])).map((name) => `the setting ${name} ${where}`),
  ];
}
