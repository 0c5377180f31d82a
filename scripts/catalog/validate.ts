import { renderQuery } from '@devdiag/engine/query/render';
import type { CheckDefinition } from '@devdiag/catalog/types';
import type { CatalogContent, CheckFolder } from './read.ts';

const HEADINGS = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'When it is over'];
const CLOCKS =
  /\b(now\s*\(|current_date|current_time|current_timestamp|localtime|localtimestamp|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)/i;

/** Every mistake in the catalog's content, as sentences that name the file. Empty when it is sound. */
export function validateCatalog(content: CatalogContent): string[] {
  const mistakes = content.checks.flatMap((check) =>
    checkMistakes(check).map((mistake) => `checks/${check.folder}: ${mistake}`)
  );
  const orders = new Map<number, string>();
  for (const { folder, definition } of content.checks) {
    if (definition && orders.has(definition.order)) {
      mistakes.push(`checks/${folder}: has the same order (${definition.order}) as ${orders.get(definition.order)}`);
    }
    if (definition) {
      orders.set(definition.order, folder);
    }
  }
  return mistakes;
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
    mistakes.push(...queryMistakes(definition, query));
  }
  if (playbook === undefined) {
    mistakes.push('playbook.md is missing');
  } else {
    const headings = [...playbook.matchAll(/^## (.+)$/gm)].map((match) => match[1].trim());
    mistakes.push(
      ...HEADINGS.filter((heading) => !headings.includes(heading)).map((heading) => `playbook.md lacks "## ${heading}"`)
    );
  }
  if (!scenarios || scenarios.length === 0) {
    mistakes.push('scenarios.ts is missing or empty');
  } else if (scenarios.filter((scenario) => scenario.demo).length > 1) {
    mistakes.push('more than one scenario is the demo');
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

function queryMistakes(definition: CheckDefinition, query: string): string[] {
  const mistakes: string[] = [];
  const withoutComments = query.replace(/--.*$/gm, '');
  const clock = CLOCKS.exec(withoutComments);
  if (clock) {
    mistakes.push(`query.sql reads the clock (${clock[1].trim()}); the end of the time range is its only clock`);
  }
  if (withoutComments.includes('$')) {
    mistakes.push('query.sql holds a dollar sign, which Grafana takes for a macro or variable; use the placeholders');
  }
  if (/;\s*\S/.test(withoutComments.trim())) {
    mistakes.push('query.sql holds more than one statement');
  }
  try {
    renderQuery(query, {
      settings: {
        schema: 'devdiag',
        timeZone: 'UTC',
        expectedHours: { days: [1], from: '08:00', to: '18:00', zone: 'UTC' },
      },
      tenant: 'a',
      parameters: definition.parameters?.({
        asOf: 0,
        isNow: true,
        tenant: null,
        settings: {
          schema: 'devdiag',
          timeZone: 'UTC',
          retentionDays: 180,
          expectedHours: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', zone: 'UTC' },
          thresholds: {},
        },
        thresholds: Object.fromEntries(definition.thresholds.map((threshold) => [threshold.id, threshold.default])),
      }),
    });
  } catch (error) {
    mistakes.push(`query.sql: ${error instanceof Error ? error.message : String(error)}`);
  }
  return mistakes;
}
