import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckDefinition, Scenario } from '@devdiag/catalog/types';

/** One folder of `checks/`, as found. Parts that are missing or don't load are undefined, with the reason. */
export interface CheckFolder {
  folder: string;
  definition?: CheckDefinition;
  scenarios?: Scenario[];
  query?: string;
  playbook?: string;
  problems: string[];
}

export interface CatalogContent {
  checks: CheckFolder[];
  /** DDL texts by file name. */
  schema: Record<string, string>;
}

/** Reads everything under the catalog's folders. Judges nothing. */
export async function readCatalog(catalogDir: string): Promise<CatalogContent> {
  const checksDir = join(catalogDir, 'checks');
  const folders = readdirSync(checksDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const schemaDir = join(catalogDir, 'schema');
  const schemaFiles = existsSync(schemaDir)
    ? readdirSync(schemaDir)
        .filter((name) => name.endsWith('.sql'))
        .sort()
    : [];
  return {
    checks: await Promise.all(folders.map((folder) => readCheck(checksDir, folder))),
    schema: Object.fromEntries(schemaFiles.map((name) => [name, readFileSync(join(schemaDir, name), 'utf8')])),
  };
}

async function readCheck(checksDir: string, folder: string): Promise<CheckFolder> {
  const found: CheckFolder = { folder, problems: [] };
  const dir = join(checksDir, folder);
  found.definition = await exported<CheckDefinition>(join(dir, 'check.ts'), 'check', found.problems);
  found.scenarios = await exported<Scenario[]>(join(dir, 'scenarios.ts'), 'scenarios', found.problems);
  found.query = text(join(dir, 'query.sql'));
  found.playbook = text(join(dir, 'playbook.md'));
  return found;
}

async function exported<T>(path: string, name: string, problems: string[]): Promise<T | undefined> {
  if (!existsSync(path)) {
    return undefined;
  }
  try {
    return (await import(pathToFileURL(path).href))[name];
  } catch (error) {
    problems.push(`${name} does not load: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function text(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
