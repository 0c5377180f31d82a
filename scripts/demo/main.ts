/** `npm run demo`: the plugin's own bundle in a browser, on a real PostgreSQL. */
import { styleText } from 'node:util';
import pg from 'pg';
import { buildBundle, DIST } from '../lib/bundle.ts';
import { startSampleDatabase } from '../lib/sandbox.ts';
import { Complaint, runMain, step } from '../lib/steps.ts';
import { DEMO_FAULTS } from './faults.ts';
import { assertPortIsFree, startGrafana, type DataSourceAddress } from './grafana.ts';
import { demoOptions } from './options.ts';
import { deleteARule } from './rulesFault.ts';
import { startDemoStandIn } from './standin.ts';

/** What both hosts of the demo call it. */
const DATA_SOURCE_UID = 'devdiag-postgres';

await runMain(async () => {
  const options = demoOptions(process.argv.slice(2));
  const address = options.dsn === undefined ? undefined : addressOf(options.dsn);
  await assertPortIsFree(options.port);

  const running: Array<() => Promise<void>> = [];
  const interrupted = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => done());
    }
  });
  const started = start(options, address, running);
  try {
    await Promise.race([interrupted, started]);
    await interrupted;
    process.stdout.write('\n');
    // What is still starting is waited for, or nobody would stop it.
    await started.catch(() => undefined);
  } finally {
    await step('Stopping', async () => {
      for (const stop of running.reverse()) {
        await stop();
      }
    });
  }
});

async function start(
  options: ReturnType<typeof demoOptions>,
  ownDatabase: DataSourceAddress | undefined,
  running: Array<() => Promise<void>>
): Promise<void> {
  await step("The plugin's bundle", () => buildBundle());
  const address = ownDatabase ?? (await sampleAddress(options, running));
  // Some faults show only with the settings that their scenario names, such as a limit that the data exceeds.
  const settings = { ...(options.fault ? DEMO_FAULTS[options.fault].settings : {}) };
  let page: { url: string; version: string };
  if (options.grafana) {
    const grafana = await step('Grafana', () =>
      startGrafana(options.grafana as string, options.port, address, settings)
    );
    running.push(grafana.stop);
    page = { url: grafana.url, version: `Grafana ${grafana.version}, sign in as admin / admin` };
  } else {
    const standIn = await startDemoStandIn(options.port, DIST, address, settings);
    running.push(standIn.stop);
    page = { url: standIn.url, version: 'the stand-in for Grafana' };
  }
  if (options.fault && DEMO_FAULTS[options.fault].observed) {
    // The stand-in's own way to be an Admin; a Grafana of the demo's has admin / admin.
    const admin = options.grafana ? `Basic ${btoa('admin:admin')}` : 'Bearer standin-admin';
    await step('Alert rules', () => deleteARule(page.url, admin, DATA_SOURCE_UID));
  }
  const fault = options.fault ? `\n  Fault: ${options.fault} – ${DEMO_FAULTS[options.fault].name}` : '';
  process.stdout.write(
    `\n  ${styleText('bold', `${page.url}/a/devdiag-ops-app/health`)}\n  (${page.version})${fault}\n\n  Ctrl-C stops everything.\n`
  );
}

async function sampleAddress(
  { runs, fault }: { runs: number; fault?: string },
  running: Array<() => Promise<void>>
): Promise<DataSourceAddress> {
  const sample = await startSampleDatabase({ runs, fault });
  running.push(sample.stop);
  return addressOf(sample.database.readerDsn);
}

/** @throws Complaint for a text that is no address of a PostgreSQL; never repeats it, a password may be in it */
function addressOf(dsn: string): DataSourceAddress {
  let url: URL;
  try {
    url = new URL(dsn);
  } catch {
    throw new Complaint('--dsn is not an address. Write postgres://user:password@host:5432/database.');
  }
  if (!/^postgres(ql)?:$/.test(url.protocol) || !url.hostname || url.pathname.length < 2) {
    throw new Complaint('--dsn must look like postgres://user:password@host:5432/database.');
  }
  const client = new pg.Client({ connectionString: dsn });
  return {
    host: `${url.hostname}:${url.port || '5432'}`,
    database: client.database ?? 'devdiag',
    user: client.user ?? 'grafana',
    password: client.password ?? '',
    sslmode: url.searchParams.get('sslmode') ?? 'disable',
  };
}
