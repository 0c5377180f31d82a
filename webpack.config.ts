import { gzipSync } from 'node:zlib';
import type { Chunk, ChunkGroup, Compilation, Compiler, Configuration } from 'webpack';
import { merge } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** Kilobytes, gzipped. Grafana loads module.js with every page, so it must stay thin; Health is opened in a hurry. */
const LIMITS: Record<string, number> = {
  'module.js': 15,
  Health: 100,
  Alerts: 100,
  Runbook: 100,
  'Runbook, live state': 100,
  Incidents: 100,
  Setup: 100,
};

/** What the import() of a page says in App.tsx. */
const PAGES: Record<string, string> = {
  Health: './pages/health/HealthPage',
  Alerts: './pages/alerts/AlertsPage',
  Runbook: './pages/runbook/RunbookPage',
  Incidents: './pages/incidents/IncidentsPage',
  Setup: './pages/setup/SetupPage',
};

/**
 * What is no part of a page's code and printed on a line of its own: what a page loads only when a button asks for it or
 * only where it is shown, and the runbook's texts, which are content.
 */
const ON_DEMAND: Record<string, string> = {
  'Health, DDL to copy': '@devdiag/catalog/generated/schema',
  'Health, CSV': '@devdiag/engine/report/export/csv',
  'Health, JSON': '@devdiag/engine/report/export/json',
  'Runbook, texts': './texts',
  'Runbook, definitions': './Facts',
  // After the page, which can be read and followed without it.
  'Runbook, live state': './LiveParts',
  'Runbook, measuring for an incident': './measureNow',
  'Incidents, measuring': '../../runbook/incident/measureNow',
  'Incidents, report': './makeReport',
  'Setup, expected hours': './ExpectedHoursFields',
  'Setup, new data source': './CreateDataSource',
  'Setup, connection test': './testConnection',
  'Setup, findings of the test': './Findings',
  'Setup, options': './OptionsForm',
  'Setup, fields that differ': './FieldDifference',
  'Setup, requests': './Requests',
  'Setup, apply': '@devdiag/installer/apply/apply',
  'Setup, missing rights': './PermissionNote',
  'Setup, plan': './PlanList',
  'Setup, steps': './Steps',
  'Setup, outcome': './Outcome',
  'Setup, delivery': './DeliveryNote',
  'Setup, thresholds apart': './HealthThresholdsNote',
  'Setup, from files': './FromFiles',
  'Setup, verify': '@devdiag/installer/verify/verify',
  'Setup, verification': './Verification',
  'Setup, queries to verify': '../../../grafana/queryPort',
  'Setup, test notification': '@devdiag/installer/delivery/sendTest',
  'Setup, uninstall': './UninstallPanel',
  'Setup, export panel': './ExportPanel',
  'Setup, export': '@devdiag/installer/export/export',
};

/**
 * Prints what a visitor downloads, gzipped: module.js, and for each page every chunk of our own that it can load, the
 * app around it included. Libraries that Grafana shares (externals) are not in it. Over a limit, the build fails.
 */
class SizeReport {
  apply(compiler: Compiler): void {
    compiler.hooks.thisCompilation.tap('SizeReport', (compilation) => {
      // After minimising and hashing, while the assets' text is still in memory.
      const stage = compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_REPORT;
      compilation.hooks.processAssets.tap({ name: 'SizeReport', stage }, () => {
        for (const [name, kilobytes] of sizes(compilation)) {
          const limit = LIMITS[name];
          compilation
            .getLogger('SizeReport')
            .info(`${name}: ${kilobytes.toFixed(1)} kB gzip${limit ? ` of ${limit}` : ''}`);
          if (limit && kilobytes > limit) {
            compilation.errors.push(
              new compiler.webpack.WebpackError(`${name} is ${kilobytes.toFixed(1)} kB gzip; the limit is ${limit} kB.`)
            );
          }
        }
      });
    });
  }
}

// On Node 20 ts-node compiles this file to ES5, where spreading works on arrays only: sets become arrays first.

function sizes(compilation: Compilation): Array<[string, number]> {
  const entry = compilation.entrypoints.get('module');
  if (!entry) {
    return [];
  }
  const app = groupFor(compilation, './App');
  return [
    ['module.js', gzipped(compilation, entry.chunks)],
    ...Object.entries(PAGES).map(([name, request]): [string, number] => {
      const page = groupFor(compilation, request);
      const chunks = [...entry.chunks, ...(app?.chunks ?? []), ...(page ? reachable(page) : [])];
      // A page that can't be found would look small; better no limit kept than a wrong one.
      return [name, page ? gzipped(compilation, chunks) : Infinity];
    }),
    ...Object.entries(ON_DEMAND).map(([name, request]): [string, number] => [
      name,
      gzipped(compilation, groupFor(compilation, request)?.chunks ?? []),
    ]),
  ];
}

/** The group of chunks that an import() with this request loads. */
function groupFor({ chunkGroups }: Compilation, request: string): ChunkGroup | undefined {
  return chunkGroups.find(({ origins }) => origins.some((origin) => origin.request === request));
}

/** The group's chunks and those that it loads later by itself. */
function reachable(group: ChunkGroup, seen = new Set<ChunkGroup>()): Chunk[] {
  if (seen.has(group)) {
    return [];
  }
  seen.add(group);
  if (group.origins.some(({ request }) => Object.values(ON_DEMAND).includes(request))) {
    return [];
  }
  return [...group.chunks, ...Array.from(group.childrenIterable).flatMap((child) => reachable(child, seen))];
}

function gzipped(compilation: Compilation, chunks: Chunk[]): number {
  const files = new Set(chunks.flatMap((chunk) => Array.from(chunk.files)));
  const bytes = Array.from(files)
    .filter((file) => /\.js(\?|$)/.test(file))
    .reduce((sum, file) => sum + gzipSync(compilation.getAsset(file)?.source.buffer() ?? Buffer.alloc(0)).length, 0);
  return bytes / 1000;
}

/** create-plugin's configuration, plus what the catalog needs: playbooks and query texts come from the packages. */
const config = async (env: Env): Promise<Configuration> =>
  merge(await grafanaConfig(env), {
    // A cache of its own: one that another configuration filled hands out that one's copied files.
    cache: { type: 'filesystem', name: `devdiag-${env.production ? 'production' : 'development'}` },
    plugins: env.production ? [new SizeReport()] : [],
    stats: { logging: 'info' },
    resolve: {
      // The packages' sources are found through their workspace links and compiled with the plugin.
      symlinks: true,
    },
  });

export default config;
