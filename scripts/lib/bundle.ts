import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';
import { Complaint } from './steps.ts';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const DIST = join(ROOT, 'dist');

const SOURCES = [
  'src',
  'pkg/catalog',
  'pkg/engine',
  'pkg/installer',
  '.config',
  'webpack.config.ts',
  'package-lock.json',
  'CHANGELOG.md',
  'LICENSE',
];
const STAMP = join(ROOT, '.cache', 'bundle-of');

/** Builds the plugin into dist/ unless it is already built from these very sources. True when it did build. */
export async function buildBundle(): Promise<boolean> {
  const wanted = fingerprint();
  if (existsSync(join(DIST, 'module.js')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) {
    return false;
  }
  const { code, output } = await run(process.execPath, [join(ROOT, 'scripts/build.mjs'), '--env', 'production'], {
    cwd: ROOT,
    quiet: true,
  });
  if (code !== 0) {
    throw new Complaint(`The plugin's bundle could not be built:\n${output}`);
  }
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
  return true;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesOf(join(ROOT, source))) {
      hash.update(file.slice(ROOT.length)).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) {
    return [];
  }
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.name !== 'node_modules' && !entry.name.includes('.test.'))
      .sort((a, b) => a.name.localeCompare(b.name))
      .flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]));
  } catch {
    return [path];
  }
}
