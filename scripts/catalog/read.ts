import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  AlertDefinition,
  AlertScenario,
  CheckDefinition,
  PageDefinition,
  PanelDefinition,
  Scenario,
} from '@devdiag/catalog/types';

/** One folder of `checks/`, as found. Parts that are missing or don't load are undefined, with the reason. */
export interface CheckFolder {
  folder: string;
  definition?: CheckDefinition;
  scenarios?: Scenario[];
  query?: string;
  playbook?: string;
  problems: string[];
}

/** One folder of `alerts/`, as found. */
export interface AlertFolder {
  folder: string;
  definition?: AlertDefinition;
  scenarios?: AlertScenario[];
  query?: string;
  problems: string[];
}

/** One folder of `panels/`, as found. */
export interface PanelFolder {
  folder: string;
  definition?: PanelDefinition;
  query?: string;
  problems: string[];
}

/** One folder of `pages/`, as found. */
export interface PageFolder {
  folder: string;
  definition?: PageDefinition;
  text?: string;
  problems: string[];
}

export interface CatalogContent {
  checks: CheckFolder[];
  alerts: AlertFolder[];
  panels: PanelFolder[];
  pages: PageFolder[];
  /** DDL texts by file name. */
  schema: Record<string, string>;
}

/** Reads everything under the catalog's folders. Judges nothing. */
export async function readCatalog(catalogDir: string): Promise<CatalogContent> {
  const checksDir = join(catalogDir, 'checks');
  const alertsDir = join(catalogDir, 'alerts');
  const panelsDir = join(catalogDir, 'panels');
  const pagesDir = join(catalogDir, 'pages');
  const schemaDir = join(catalogDir, 'schema');
  const schemaFiles = existsSync(schemaDir)
    ? readdirSync(schemaDir)
        .filter((name) => name.endsWith('.sql'))
        .sort()
    : [];
  return {
    checks: await Promise.all(foldersOf(checksDir).map((folder) => readCheck(checksDir, folder))),
    alerts: await Promise.all(foldersOf(alertsDir).map((folder) => readAlert(alertsDir, folder))),
    panels: await Promise.all(foldersOf(panelsDir).map((folder) => readPanel(panelsDir, folder))),
    pages: await Promise.all(foldersOf(pagesDir).map((folder) => readPage(pagesDir, folder))),
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

async function readAlert(alertsDir: string, folder: string): Promise<AlertFolder> {
  const found: AlertFolder = { folder, problems: [] };
  const dir = join(alertsDir, folder);
  found.definition = await exported<AlertDefinition>(join(dir, 'alert.ts'), 'alert', found.problems);
  found.scenarios = await exported<AlertScenario[]>(join(dir, 'scenarios.ts'), 'scenarios', found.problems);
  found.query = text(join(dir, 'query.sql'));
  return found;
}

async function readPanel(panelsDir: string, folder: string): Promise<PanelFolder> {
  const found: PanelFolder = { folder, problems: [] };
  const dir = join(panelsDir, folder);
  found.definition = await exported<PanelDefinition>(join(dir, 'panel.ts'), 'panel', found.problems);
  found.query = text(join(dir, 'query.sql'));
  return found;
}

async function readPage(pagesDir: string, folder: string): Promise<PageFolder> {
  const found: PageFolder = { folder, problems: [] };
  const dir = join(pagesDir, folder);
  found.definition = await exported<PageDefinition>(join(dir, 'page.ts'), 'page', found.problems);
  found.text = text(join(dir, 'page.md'));
  return found;
}

function foldersOf(dir: string): string[] {
  return existsSync(dir)
    ? readdirSync(dir, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
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
