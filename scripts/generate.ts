/**
 * Writes pkg/catalog/generated/*.ts and docs/checks.md from the catalog's folders, and refuses content with mistakes, all listed at once.
 * `--check` writes nothing and fails when the files lag behind the folders.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
const files = [
  ...[...generatedFiles(content)].map(([name, text]) => [join('pkg/catalog/generated', name), text]),
  ['docs/checks.md', checksDocument(content)],
];
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
if (check && lagging.length > 0) {
  process.stderr.write(`Generated files lag behind the catalog: ${lagging.join(', ')}. Run "npm run generate".\n`);
  process.exit(1);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
