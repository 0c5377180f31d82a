import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { grafanaEsmInterop, grafanaInternals } from './esbuild-plugins.ts';

const HOST_DIR = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** Files whose bytes decide what the host page is; a change in any of them makes it stale. */
const WATCHED_PACKAGES = [
  '@emotion/css',
  '@emotion/react',
  '@grafana/data',
  '@grafana/i18n',
  '@grafana/runtime',
  '@grafana/schema',
  '@grafana/ui',
  'esbuild',
  'i18next',
  'moment',
  'monaco-editor',
  'react',
  'react-dom',
  'rxjs',
];

export interface BuildHostOptions {
  /** Directory that receives `main.js`, its chunks, `main.css`, `monaco-worker.js` and `public/`. Created; replaced when stale. */
  outDir: string;
  /** Receives one line for each thing done. */
  log: (line: string) => void;
}

/**
 * Builds the stand-in's host page into `outDir`, unless what is there was built from the same sources and packages.
 * Takes some seconds. Throws when a package is missing, has an unexpected version or the sources don't compile.
 */
export async function buildHost({ outDir, log }: BuildHostOptions): Promise<void> {
  const stamp = await hostStamp();
  const stampFile = path.join(outDir, 'stamp');
  if (existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp) {
    log('host page is up to date');
    return;
  }
  const started = Date.now();
  // Beside its place and then moved there, so that a page served meanwhile, or built twice at once, is whole.
  const draft = `${outDir}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    await Promise.all([bundleHost(draft), bundleWorker(draft), copyPublic(path.join(draft, 'public'))]);
    await writeFile(path.join(draft, 'stamp'), stamp);
    await rm(outDir, { recursive: true, force: true });
    await rename(draft, outDir);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  log(
    `host page built from @grafana/* ${packageVersion('@grafana/ui')} in ${((Date.now() - started) / 1000).toFixed(1)} s`
  );
}

/** Where the host page is built to when nobody says otherwise: a cache next to the installed packages. */
export function defaultHostDir(): string {
  return path.join(HOST_DIR, '..', '..', '..', 'node_modules', '.cache', 'devdiag-sandbox-host');
}

async function bundleHost(outDir: string): Promise<void> {
  const { metafile } = await build({
    ...sharedOptions(),
    metafile: true,
    entryPoints: { main: path.join(HOST_DIR, 'app/main.tsx') },
    outdir: outDir,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    jsx: 'automatic',
    plugins: [grafanaInternals(packageDir), grafanaEsmInterop()],
    loader: { '.ttf': 'file', '.svg': 'text' },
    assetNames: 'assets/[name]-[hash]',
    publicPath: '/__host/',
  });
  checkSingleCopies(Object.keys(metafile.inputs));
}

/** Monaco runs its language-independent services in a worker, which must be a script of its own. */
async function bundleWorker(outDir: string): Promise<void> {
  await build({
    ...sharedOptions(),
    entryPoints: { 'monaco-worker': requireFromUi().resolve('monaco-editor/esm/vs/editor/editor.worker.js') },
    outdir: outDir,
    format: 'iife',
  });
}

function sharedOptions() {
  return {
    bundle: true,
    minify: true,
    sourcemap: false,
    target: 'es2022',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'globalThis' },
  } as const;
}

/** Icons and fonts under the paths at which Grafana serves them. */
async function copyPublic(publicDir: string): Promise<void> {
  await cp(path.join(packageDir('@grafana/ui'), 'dist/public/img/icons'), path.join(publicDir, 'build/img/icons'), {
    recursive: true,
  });
  await cp(path.join(HOST_DIR, 'icons'), path.join(publicDir, 'build/img/icons'), { recursive: true });

  const inter = path.join(packageDir('@fontsource/inter'), 'files');
  const mono = path.join(packageDir('@fontsource/roboto-mono'), 'files');
  const fonts: Array<[from: string, to: string]> = [
    [path.join(inter, 'inter-latin-400-normal.woff2'), 'inter/Inter-Regular.woff2'],
    [path.join(inter, 'inter-latin-500-normal.woff2'), 'inter/Inter-Medium.woff2'],
    [path.join(inter, 'inter-latin-400-italic.woff2'), 'inter/Inter-Italic.woff2'],
    [path.join(inter, 'inter-latin-500-italic.woff2'), 'inter/Inter-MediumItalic.woff2'],
    // @grafana/ui names Roboto Mono by a hashed file name, the same for both weights.
    [path.join(mono, 'roboto-mono-latin-400-normal.woff2'), `roboto/${await robotoMonoFileName()}`],
  ];
  await Promise.all(fonts.map(([from, to]) => cp(from, path.join(publicDir, 'fonts', to))));
}

async function robotoMonoFileName(): Promise<string> {
  const styles = await readFile(path.join(packageDir('@grafana/ui'), 'dist/esm/themes/GlobalStyles/fonts.mjs'), 'utf8');
  const name = /roboto\/([\w-]+\.woff2)/.exec(styles)?.[1];
  if (!name) {
    throw new Error('@grafana/ui no longer names a Roboto Mono file; the host page would lack its monospace font');
  }
  return name;
}

/**
 * Throws when a library is bundled twice whose state the plugin and Grafana's packages share: React's hooks, Emotion's
 * style cache, i18next's instance, moment's locale, rxjs' classes.
 */
function checkSingleCopies(inputs: string[]): void {
  for (const name of ['@emotion/css', '@emotion/react', 'i18next', 'moment', 'react', 'react-dom', 'rxjs']) {
    const suffix = `node_modules/${name}/`;
    const copies = new Set(
      inputs.filter((file) => file.includes(suffix)).map((file) => file.slice(0, file.indexOf(suffix) + suffix.length))
    );
    // i18next-pseudo brings an instance of its own, which nobody else sees.
    const shared = [...copies].filter((dir) => !dir.includes('i18next-pseudo/'));
    if (shared.length > 1) {
      throw new Error(`the host page would hold ${shared.length} copies of ${name}: ${shared.join(', ')}`);
    }
  }
}

/**
 * Directory of a package as the host workspace sees it, without symbolic links: esbuild resolves those too, and a file
 * under two names would be bundled twice. Throws when the package isn't installed.
 */
function packageDir(name: string): string {
  const found = require.resolve.paths(name)?.map((dir) => path.join(dir, name));
  const dir = found?.find((candidate) => existsSync(path.join(candidate, 'package.json')));
  if (!dir) {
    throw new Error(`${name} is not installed for the host page; run npm install in the repository's root`);
  }
  return realpathSync(dir);
}

function requireFromUi(): NodeJS.Require {
  return createRequire(path.join(packageDir('@grafana/ui'), 'package.json'));
}

function packageVersion(name: string): string {
  const dir =
    name === 'monaco-editor' ? path.dirname(requireFromUi().resolve('monaco-editor/package.json')) : packageDir(name);
  return require(path.join(dir, 'package.json')).version;
}

async function hostStamp(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of WATCHED_PACKAGES) {
    hash.update(`${name} ${packageVersion(name)}\n`);
  }
  for (const file of await sourceFiles(HOST_DIR)) {
    hash.update(`${path.relative(HOST_DIR, file)}\n`).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function sourceFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
