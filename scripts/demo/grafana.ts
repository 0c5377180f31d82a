import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { DIST } from '../lib/bundle.ts';
import { Complaint } from '../lib/steps.ts';

export interface RunningGrafana {
  url: string;
  version: string;
  stop(): Promise<void>;
}

/** How the data source reaches PostgreSQL, in the terms of Grafana's provisioning. */
export interface DataSourceAddress {
  host: string;
  database: string;
  user: string;
  password: string;
  sslmode: string;
}

const PLUGIN_ID = 'devdiag-ops-app';
const START_SECONDS = 120;

/**
 * Starts a Grafana that is installed on this machine, on a data folder of its own that is removed afterwards, with the
 * plugin and its data source provisioned. Signs everybody in as admin / admin.
 * @param home the folder that holds bin/, conf/ and public/
 * @param settings further settings of the plugin
 * @throws Complaint when there is no Grafana, the port is taken or it does not come up
 */
export async function startGrafana(
  home: string,
  port: number,
  address: DataSourceAddress,
  settings: Record<string, unknown> = {}
): Promise<RunningGrafana> {
  const homepath = resolve(home);
  const program = ['grafana', 'grafana-server', 'grafana.exe']
    .map((name) => join(homepath, 'bin', name))
    .find(existsSync);
  if (!program || !existsSync(join(homepath, 'public'))) {
    throw new Complaint(`There is no Grafana in ${homepath}: name the folder that holds bin/grafana and public/.`);
  }
  await assertPortIsFree(port);
  const folder = mkdtempSync(join(tmpdir(), 'devdiag-grafana-'));
  layOut(folder, address, settings);
  const args = program.endsWith('grafana-server') ? [] : ['server'];
  const child = spawn(program, [...args, '--homepath', homepath], {
    env: { ...process.env, ...environment(folder, port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const remember = (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4000));
  child.stdout.on('data', remember);
  child.stderr.on('data', remember);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(10_000).then(() => child.kill('SIGKILL'))]);
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  for (let second = 0; second < START_SECONDS && child.exitCode === null; second += 0.5) {
    const health = await fetch(`${url}/api/health`).then(
      (answer) => (answer.ok ? answer.json() : undefined),
      () => undefined
    );
    if (health) {
      return { url, version: String((health as { version?: string }).version ?? 'unknown'), stop };
    }
    await sleep(500);
  }
  await stop();
  throw new Complaint(`Grafana did not come up within ${START_SECONDS} s. Its last words:\n${log}`);
}

function layOut(folder: string, address: DataSourceAddress, settings: Record<string, unknown>): void {
  const plugins = join(folder, 'plugins', PLUGIN_ID);
  cpSync(DIST, plugins, { recursive: true });
  const provisioning = join(folder, 'provisioning');
  for (const kind of ['datasources', 'plugins', 'dashboards', 'alerting']) {
    mkdirSync(join(provisioning, kind), { recursive: true });
  }
  const { host, database, user, password, sslmode } = address;
  const dataSource = {
    name: 'DevDiag Postgres',
    uid: 'devdiag-postgres',
    type: 'grafana-postgresql-datasource',
    access: 'proxy',
    url: host,
    user: dollarsKept(user),
    jsonData: { database: dollarsKept(database), sslmode, postgresVersion: 1500, maxOpenConns: 10 },
    secureJsonData: { password: dollarsKept(password) },
  };
  const app = {
    type: PLUGIN_ID,
    org_id: 1,
    disabled: false,
    pinned: true,
    jsonData: { datasourceUid: dataSource.uid, provisioned: true, ...settings },
  };
  writeFileSync(
    join(provisioning, 'datasources', 'devdiag.yaml'),
    stringify({ apiVersion: 1, datasources: [dataSource] }),
    { mode: 0o600 }
  );
  writeFileSync(join(provisioning, 'plugins', 'apps.yaml'), stringify({ apiVersion: 1, apps: [app] }));
}

/** Grafana expands $NAME in provisioning files; a doubled dollar stays one. */
function dollarsKept(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function environment(folder: string, port: number): NodeJS.ProcessEnv {
  return {
    GF_PATHS_DATA: join(folder, 'data'),
    GF_PATHS_LOGS: join(folder, 'logs'),
    GF_PATHS_PLUGINS: join(folder, 'plugins'),
    GF_PATHS_PROVISIONING: join(folder, 'provisioning'),
    GF_SERVER_HTTP_ADDR: '127.0.0.1',
    GF_SERVER_HTTP_PORT: String(port),
    GF_SECURITY_ADMIN_PASSWORD: 'admin',
    GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: PLUGIN_ID,
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_NEWS_NEWS_FEED_ENABLED: 'false',
    GF_SECURITY_DISABLE_GRAVATAR: 'true',
  };
}

/** @throws Complaint when something listens there already */
export async function assertPortIsFree(port: number): Promise<void> {
  await new Promise<void>((free, taken) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      taken(
        new Complaint(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is in use. Stop what listens there, or choose another one with --port.`
            : `Port ${port} cannot be opened: ${error.message}`
        )
      )
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => free()));
  });
}
