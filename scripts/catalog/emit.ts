import type { AlertDefinition, PageDefinition, PanelDefinition } from '@devdiag/catalog/types';
import { PAGE_SECTIONS } from '@devdiag/engine/runbook/blocks';
import type { CatalogContent } from './read.ts';

const BANNER = '// Written by "npm run generate" from the folders beside it. Do not edit.\n';

/** The generated files, by name below pkg/catalog/generated. Call only with content that has no mistakes. */
export function generatedFiles(content: CatalogContent): Map<string, string> {
  return new Map([
    ['checks.ts', checksFile(content)],
    ['checkDefinitions.ts', definitionsFile('check', content.checks)],
    [
      'alertDefinitions.ts',
      definitionsFile(
        'alert',
        byOrder(content.alerts, ({ order }: AlertDefinition) => order)
      ),
    ],
    [
      'panelDefinitions.ts',
      definitionsFile(
        'panel',
        byOrder(content.panels, ({ number }: PanelDefinition) => number)
      ),
    ],
    ['playbooks.ts', playbooksFile(content)],
    ['scenarios.ts', scenariosFile(content)],
    ['alerts.ts', alertsFile(content)],
    ['alertTitles.ts', alertTitlesFile(content)],
    ['alertScenarios.ts', alertScenariosFile(content)],
    ['panels.ts', panelsFile(content)],
    ['names.ts', namesFile(content)],
    ['pages.ts', pagesFile(content)],
    ['pageTexts.ts', pageTextsFile(content)],
    ['schema.ts', schemaFile(content)],
  ]);
}

function checksFile({ checks }: CatalogContent): string {
  const imports = checks.map(
    ({ folder }) => `import { check as ${name(folder)} } from '../checks/${folder}/check.ts';`
  );
  const entries = checks.map(
    ({ folder, query }) =>
      `  {\n    definition: ${name(folder)},\n    query: ${query === undefined ? 'null' : lines(query)},\n  },`
  );
  return `${BANNER}import type { CheckEntry } from '../types.ts';
${imports.join('\n')}

/** Every check of the catalog, in order of its folder's name. */
export const CHECKS: CheckEntry[] = [
${entries.join('\n')}
];
`;
}

/** Definitions alone, for pages that ask nothing: the queries are most of what an entry weighs. */
function definitionsFile(kind: 'check' | 'alert' | 'panel', folders: Array<{ folder: string }>): string {
  const type = `${kind[0].toUpperCase()}${kind.slice(1)}Definition`;
  return `${BANNER}import type { ${type} } from '../types.ts';
${folders.map(({ folder }) => `import { ${kind} as ${name(folder)} } from '../${kind}s/${folder}/${kind}.ts';`).join('\n')}

/** Every ${kind}'s definition without its query, in the order of its list. */
export const ${kind.toUpperCase()}_DEFINITIONS: ${type}[] = [
${folders.map(({ folder }) => `  ${name(folder)},`).join('\n')}
];
`;
}

/** Apart from the checks, so that a page loads the texts only when somebody reads one. */
function playbooksFile({ checks }: CatalogContent): string {
  return `${BANNER}
/** Playbooks in Markdown, by check id. */
export const PLAYBOOKS: Record<string, string> = {
${checks.map(({ folder, playbook }) => `  '${folder}': ${lines(playbook ?? '')},`).join('\n')}
};
`;
}

/** For tests and for the demo's faults; no page imports it. */
function scenariosFile({ checks }: CatalogContent): string {
  return `${BANNER}import type { Scenario } from '../types.ts';
${checks.map(({ folder }) => `import { scenarios as ${name(folder)} } from '../checks/${folder}/scenarios.ts';`).join('\n')}

/** Scenarios by check id. */
export const SCENARIOS: Record<string, Scenario[]> = {
${checks.map(({ folder }) => `  '${folder}': ${name(folder)},`).join('\n')}
};
`;
}

function alertsFile({ alerts }: CatalogContent): string {
  return `${BANNER}import type { AlertEntry } from '../types.ts';
${alerts.map(({ folder }) => `import { alert as ${name(folder)} } from '../alerts/${folder}/alert.ts';`).join('\n')}

/** Every alert of the catalog, in its definition's order. */
export const ALERTS: AlertEntry[] = ${entriesOf(byOrder(alerts, ({ order }: AlertDefinition) => order))};
`;
}

/** Apart from the alerts, for pages that name them and ask none of their queries. */
function alertTitlesFile({ alerts }: CatalogContent): string {
  const titles = byOrder(alerts, ({ order }: AlertDefinition) => order).map(
    ({ folder, definition }) => `  '${folder}': ${JSON.stringify(definition?.title ?? folder)},`
  );
  return `${BANNER}
/** Titles by alert id. */
export const ALERT_TITLES: Record<string, string> = {
${titles.join('\n')}
};
`;
}

/** For tests and for the demo's faults; no page imports it. */
function alertScenariosFile({ alerts }: CatalogContent): string {
  return `${BANNER}import type { AlertScenario } from '../types.ts';
${alerts.map(({ folder }) => `import { scenarios as ${name(folder)} } from '../alerts/${folder}/scenarios.ts';`).join('\n')}

/** Scenarios by alert id. */
export const ALERT_SCENARIOS: Record<string, AlertScenario[]> = {
${alerts.map(({ folder }) => `  '${folder}': ${name(folder)},`).join('\n')}
};
`;
}

function panelsFile({ panels }: CatalogContent): string {
  return `${BANNER}import type { PanelEntry } from '../types.ts';
${panels.map(({ folder }) => `import { panel as ${name(folder)} } from '../panels/${folder}/panel.ts';`).join('\n')}

/** Every panel of the dashboard, by Grafana's panel number. */
export const PANELS: PanelEntry[] = ${entriesOf(byOrder(panels, ({ number }: PanelDefinition) => number))};
`;
}

/** No more than a menu shows: Grafana loads it with every page. */
function namesFile({ alerts, panels }: CatalogContent): string {
  const alertLines = byOrder(alerts, ({ order }: AlertDefinition) => order).flatMap(({ definition }) =>
    definition ? [`  { id: '${definition.id}', title: ${JSON.stringify(definition.title)} },`] : []
  );
  const panelLines = byOrder(panels, ({ number }: PanelDefinition) => number).flatMap(({ definition }) =>
    definition ? [`  ${definition.number}: '${definition.check}',`] : []
  );
  return `${BANNER}
/** Every alert, in its definition's order. */
export const ALERT_NAMES: Array<{ id: string; title: string }> = [
${alertLines.join('\n')}
];

/** Id of the check whose playbook explains a panel, by Grafana's panel number. */
export const PANEL_PLAYBOOKS: Record<number, string | undefined> = {
${panelLines.join('\n')}
};
`;
}

function pagesFile({ pages }: CatalogContent): string {
  return `${BANNER}import type { PageDefinition } from '../types.ts';
${pages.map(({ folder }) => `import { page as ${name(folder)} } from '../pages/${folder}/page.ts';`).join('\n')}

/** Every page of the runbook but the playbooks, by section and place in it. */
export const PAGES: PageDefinition[] = [
${byOrder(pages, ({ section, order }: PageDefinition) => PAGE_SECTIONS.indexOf(section) * 1000 + order)
  .map(({ folder }) => `  ${name(folder)},`)
  .join('\n')}
];
`;
}

/** Apart from the definitions, as the playbooks are. */
function pageTextsFile({ pages }: CatalogContent): string {
  return `${BANNER}
/** Markdown with the blocks of docs/runbook-blocks.md, by page id. */
export const PAGE_TEXTS: Record<string, string> = {
${pages.map(({ folder, text }) => `  '${folder}': ${lines(text ?? '')},`).join('\n')}
};
`;
}

function byOrder<D, T extends { definition?: D }>(folders: T[], order: (definition: D) => number): T[] {
  const place = ({ definition }: T) => (definition ? order(definition) : 0);
  return [...folders].sort((a, b) => place(a) - place(b));
}

function entriesOf(folders: Array<{ folder: string; query?: string }>): string {
  const entries = folders.map(
    ({ folder, query }) => `  {\n    definition: ${name(folder)},\n    query: ${lines(query ?? '')},\n  },\n`
  );
  return entries.length === 0 ? '[]' : `[\n${entries.join('')}]`;
}

function schemaFile({ schema }: CatalogContent): string {
  return `${BANNER}
/** DDL of DevDiag's schema and of the SELECT-only role, by file name, for people to copy. */
export const SCHEMA_SQL: Record<string, string> = {
${Object.entries(schema)
  .map(([file, text]) => `  '${file}': ${lines(text)},`)
  .join('\n')}
};
`;
}

function name(folder: string): string {
  return folder.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** A text as an array of lines joined, so that a difference is read line by line. */
function lines(text: string): string {
  const quoted = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `      ${JSON.stringify(line)},`);
  return `[\n${quoted.join('\n')}\n    ].join('\\n')`;
}
