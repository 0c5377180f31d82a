/**
 * Writes pkg/catalog/generated/*.ts and docs/checks.md from the catalog's folders, and refuses content with mistakes, all
 * listed at once; then provisioning/, which is what the installer exports. `--check` writes nothing and fails when the
 * files lag behind.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCatalog } from './catalog/read.ts';
import { validateCatalog } from './catalog/validate.ts';
import { checksDocument } from './catalog/docs.ts';
import { generatedFiles } from './catalog/emit.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const catalogDir = join(root, 'pkg/catalog');
const content = await readCatalog(catalogDir);
const mistakes = validateCatalog(content);
if (mistakes.length > 0) {
  process.stderr.write(
    `The catalog has ${mistakes.length} mistake(s):\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}\n`
  );
  process.exit(1);
}

const check = process.argv.includes('--check');
const lagging: string[] = [];
write([
  ...[...generatedFiles(content)].map(([name, text]) => [join('pkg/catalog/generated', name), text]),
  ['docs/checks.md', checksDocument(content)],
]);
// Loaded here: it reads what was written just now.
const { repositoryProvisioning } = await import('./catalog/provisioning.ts');
const provisioning = repositoryProvisioning().map(({ path, text }): [string, string] => [
  join('provisioning', path),
  text,
]);
write(provisioning);
removeOthers(
  'provisioning',
  provisioning.map(([name]) => name)
);
if (check && lagging.length > 0) {
  process.stderr.write(
    `Generated files lag behind what they come from: ${lagging.join(', ')}. Run "npm run generate".\n`
  );
  process.exit(1);
}

function write(files: string[][]): void {
  for (const [name, text] of files) {
    const path = join(root, name);
    if (textOf(path) === text) {
      continue;
    }
    lagging.push(name);
    if (!check) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }
}

/** Files that were generated once and are no more. */
function removeOthers(folder: string, names: string[]): void {
  if (!existsSync(join(root, folder))) {
    return;
  }
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    const name = join(relative(root, entry.parentPath), entry.name);
    if (entry.isFile() && !names.includes(name)) {
      lagging.push(name);
      if (!check) {
        rmSync(join(root, name));
      }
    }
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
