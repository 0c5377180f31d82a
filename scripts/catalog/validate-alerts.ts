import type { AlertDefinition, CheckDefinition } from '@devdiag/catalog/types';
import type { AlertFolder, CatalogContent } from './read.ts';
import { exampleSettings, queryMistakes } from './validate-query.ts';

/** Grafana allows 40 characters in a rule's uid; "devdiag-" and an installation's prefix need the rest. */
const LONGEST_ID = 24;
/** What its annotations may name: one query, one number from it. */
const VALUES = /\$values\.(\w+)/g;

/** Every mistake in the alerts, and where alerts and checks do not name each other. */
export function alertMistakes({ alerts, checks, panels }: CatalogContent): string[] {
  const definitions = checks.flatMap(({ definition }) => (definition ? [definition] : []));
  const panelIds = panels.flatMap(({ definition }) => (definition ? [definition.id] : []));
  const alertIds = new Set(alerts.map(({ folder }) => folder));
  return [
    ...alerts.flatMap((alert) =>
      mistakesOf(alert, definitions, panelIds).map((mistake) => `alerts/${alert.folder}: ${mistake}`)
    ),
    ...definitions.flatMap(({ id, alert }) =>
      alert !== undefined && !alertIds.has(alert) ? [`checks/${id}: names an alert "${alert}" that is not there`] : []
    ),
  ];
}

function mistakesOf(found: AlertFolder, checks: CheckDefinition[], panelIds: string[]): string[] {
  const mistakes = [...found.problems];
  const { definition, query, scenarios } = found;
  if (!definition) {
    return [...mistakes, 'alert.ts is missing or exports no "alert"'];
  }
  if (definition.id !== found.folder) {
    mistakes.push(`its id "${definition.id}" is not the folder's name`);
  }
  if (definition.id.length > LONGEST_ID) {
    mistakes.push(`its id is longer than ${LONGEST_ID} characters, which leaves no room in the rule's uid`);
  }
  const check = checks.find(({ id }) => id === definition.check);
  mistakes.push(...(check ? checkMistakes(definition, check) : [`there is no check "${definition.check}"`]));
  // While there are no panels at all, none can be missing.
  if (panelIds.length > 0 && !panelIds.includes(definition.panel)) {
    mistakes.push(`there is no panel "${definition.panel}"`);
  }
  if (query === undefined) {
    mistakes.push('query.sql is missing');
  } else {
    mistakes.push(
      ...queryMistakes(query, () =>
        definition.parameters?.({ settings: exampleSettings(), thresholds: check ? defaultsOf(check) : {} })
      )
    );
  }
  mistakes.push(...annotationMistakes(definition));
  if (!scenarios || scenarios.length === 0) {
    mistakes.push('scenarios.ts is missing or empty');
  } else if (scenarios.filter((scenario) => scenario.demo).length !== 1) {
    mistakes.push('needs exactly one scenario that is the demo');
  }
  return mistakes;
}

function checkMistakes(alert: AlertDefinition, check: CheckDefinition): string[] {
  const mistakes: string[] = [];
  if (check.alert !== alert.id) {
    mistakes.push(`the check "${check.id}" does not name it as its alert`);
  }
  const threshold = check.thresholds.find(({ id }) => id === alert.threshold);
  if (!threshold) {
    mistakes.push(`the check "${check.id}" has no threshold "${alert.threshold}"`);
  } else if (threshold.unit !== alert.unit) {
    mistakes.push(`is in ${alert.unit}, but the threshold "${threshold.id}" is in ${threshold.unit}`);
  }
  return mistakes;
}

function annotationMistakes(alert: AlertDefinition): string[] {
  return (['summary', 'description'] as const).flatMap((name) => {
    const text = alert[name];
    const unknown = [...text.matchAll(VALUES)].map((match) => match[1]).filter((refId) => refId !== 'A');
    return [
      ...unknown.map((refId) => `${name}: there is no query "${refId}"; the value is $values.A.Value`),
      ...[...text.matchAll(/\$labels\.(\w+)/g)]
        .map((match) => match[1])
        .filter((label) => !alert.labels.includes(label))
        .map((label) => `${name}: the query gives no label "${label}"`),
      ...(text.split('{{').length === text.split('}}').length ? [] : [`${name}: braces are not closed`]),
    ];
  });
}

function defaultsOf(check: CheckDefinition): Record<string, number> {
  return Object.fromEntries(check.thresholds.map((threshold) => [threshold.id, threshold.default]));
}
