import type { CatalogContent } from './read.ts';

const BANNER = '// Written by "npm run generate" from the folders beside it. Do not edit.\n';

/** The generated files, by name below pkg/catalog/generated. Call only with content that has no mistakes. */
export function generatedFiles(content: CatalogContent): Map<string, string> {
  return new Map([
    ['checks.ts', checksFile(content)],
    ['playbooks.ts', playbooksFile(content)],
    ['scenarios.ts', scenariosFile(content)],
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
