import type { CheckDefinition, Scenario } from '@devdiag/catalog/types';
import type { CatalogContent, CheckFolder } from './read.ts';
import { alertMistakes } from './validate-alerts.ts';
import { runbookMistakes } from './validate-pages.ts';
import { panelMistakes } from './validate-panels.ts';
import { exampleSettings, queryMistakes } from './validate-query.ts';

/** Every mistake in the catalog's content, as sentences that name the file. Empty when it is sound. */
export function validateCatalog(content: CatalogContent): string[] {
  const mistakes = content.checks.flatMap((check) =>
    checkMistakes(check).map((mistake) => `checks/${check.folder}: ${mistake}`)
  );
  return [
    ...mistakes,
    ...orderMistakes('checks', content.checks),
    ...explanationMistakes(content.checks),
    ...orderMistakes('alerts', content.alerts),
    ...alertMistakes(content),
    ...panelMistakes(content),
    ...runbookMistakes(content),
  ];
}

function orderMistakes(kind: string, folders: Array<{ folder: string; definition?: { order: number } }>): string[] {
  const orders = new Map<number, string>();
  return folders.flatMap(({ folder, definition }) => {
    const other = definition && orders.get(definition.order);
    if (definition && other === undefined) {
      orders.set(definition.order, folder);
    }
    return definition && other !== undefined
      ? [`${kind}/${folder}: has the same order (${definition.order}) as ${other}`]
      : [];
  });
}

/** What explains what must exist, and nothing may explain itself, not even through others: there would be no first cause. */
function explanationMistakes(checks: CheckFolder[]): string[] {
  const explains = new Map(checks.map(({ folder, definition }) => [folder, definition?.explains ?? []]));
  const circle = (start: string, at = start, seen: string[] = []): string[] | undefined => {
    for (const effect of explains.get(at) ?? []) {
      if (effect === start) {
        return [...seen, effect];
      }
      const found = seen.includes(effect) ? undefined : circle(start, effect, [...seen, effect]);
      if (found) {
        return found;
      }
    }
    return undefined;
  };
  return [...explains].flatMap(([folder, effects]) => {
    const unknown = effects.filter((effect) => !explains.has(effect));
    const round = circle(folder);
    return [
      ...unknown.map((effect) => `checks/${folder}: explains an unknown check "${effect}"`),
      ...(round ? [`checks/${folder}: explains itself through ${round.join(', ')}`] : []),
    ];
  });
}

function checkMistakes(check: CheckFolder): string[] {
  const mistakes = [...check.problems];
  const { definition, query, playbook, scenarios } = check;
  if (!definition) {
    return [...mistakes, 'check.ts is missing or exports no "check"'];
  }
  if (definition.id !== check.folder) {
    mistakes.push(`its id "${definition.id}" is not the folder's name`);
  }
  mistakes.push(...thresholdMistakes(definition));
  if (definition.source === 'sql' && query === undefined) {
    mistakes.push('query.sql is missing');
  }
  if (definition.source !== 'sql' && query !== undefined) {
    mistakes.push(`has a query.sql although its source is "${definition.source}"`);
  }
  if (query !== undefined) {
    mistakes.push(
      ...queryMistakes(query, () =>
        definition.parameters?.({
          asOf: 0,
          isNow: true,
          tenant: null,
          settings: exampleSettings(),
          thresholds: Object.fromEntries(definition.thresholds.map((threshold) => [threshold.id, threshold.default])),
        })
      )
    );
  }
  if (playbook === undefined) {
    mistakes.push('playbook.md is missing');
  }
  if (!scenarios || scenarios.length === 0) {
    mistakes.push('scenarios.ts is missing or empty');
  } else {
    mistakes.push(...scenarioMistakes(definition, scenarios));
  }
  return mistakes;
}

function scenarioMistakes({ source }: CheckDefinition, scenarios: Scenario[]): string[] {
  const mistakes = scenarios.filter(({ demo }) => demo).length > 1 ? ['more than one scenario is the demo'] : [];
  for (const { name, observed, base, fault, mend } of scenarios) {
    if (source === 'grafana' && observed === undefined) {
      mistakes.push(`scenario "${name}": says nothing of what is observed in Grafana`);
    }
    if (source === 'grafana' && [base, fault, mend].some((part) => part !== undefined)) {
      mistakes.push(`scenario "${name}": speaks of a database, which a check on Grafana does not ask`);
    }
    if (source !== 'grafana' && observed !== undefined) {
      mistakes.push(`scenario "${name}": says what is observed in Grafana although its source is "${source}"`);
    }
  }
  return mistakes;
}

function thresholdMistakes({ thresholds }: CheckDefinition): string[] {
  return thresholds.flatMap((threshold) => {
    const mistakes: string[] = [];
    if (threshold.default < threshold.min || threshold.default > threshold.max) {
      mistakes.push(`threshold ${threshold.id}: the default is outside its own limits`);
    }
    if (threshold.atMost !== undefined) {
      const other = thresholds.find((candidate) => candidate.id === threshold.atMost);
      if (!other) {
        mistakes.push(`threshold ${threshold.id}: names an unknown threshold "${threshold.atMost}"`);
      } else if (threshold.default > other.default) {
        mistakes.push(`threshold ${threshold.id}: the default exceeds that of ${other.id}`);
      }
    }
    return mistakes;
  });
}
