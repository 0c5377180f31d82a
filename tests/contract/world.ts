import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDevdiagDatabase, withClient, type DevdiagDatabase } from '../../pkg/sandbox/postgres/database.ts';
import { startPostgres, type PostgresServer } from '../../pkg/sandbox/postgres/server.ts';
import { startStandIn, type StandIn, type StartStandInOptions } from '../../pkg/sandbox/server/standin.ts';

/** A real PostgreSQL with DevDiag's schema and some rows, and what is needed to start stand-ins over it. */
export interface World {
  postgres: PostgresServer;
  database: DevdiagDatabase;
  /** `host:port` of the database. */
  address: string;
  /** `host:port` of a server that answers 500 to /fail and 200 to the rest, and what was posted to it. */
  webhook: string;
  posted: Array<{ path: string; headers: IncomingHttpHeaders; body: unknown }>;
  startStandIn(options?: Partial<StartStandInOptions>): Promise<StandIn>;
  stop(): Promise<void>;
}

/** Starts a world. PostgreSQL 15, because the recorded Grafana had one. */
export async function startWorld(): Promise<World> {
  const postgres = await startPostgres({ version: 15, fast: true });
  const database = await createDevdiagDatabase(postgres, { name: 'devdiag' });
  await withClient(database.superuserDsn, (client) => client.query(ROWS));
  const directory = await mkdtemp(path.join(tmpdir(), 'devdiag-contract-'));
  await writePlugin(path.join(directory, 'plugin'));
  await mkdir(path.join(directory, 'host/public/fonts'), { recursive: true });
  const standIns: StandIn[] = [];
  const posted: World['posted'] = [];
  const webhook = await listenForPosts(posted);
  return {
    postgres,
    database,
    address: `${postgres.host}:${postgres.port}`,
    webhook: `127.0.0.1:${(webhook.address() as AddressInfo).port}`,
    posted,
    startStandIn: async (options) => {
      const standIn = await startStandIn({
        port: 0,
        distDir: path.join(directory, 'plugin'),
        // The contract is about calls; nobody looks at the page.
        hostDir: path.join(directory, 'host'),
        datasources: [],
        // Tests name their own times; the clock must not come between.
        scheduled: false,
        log: () => undefined,
        ...options,
      });
      standIns.push(standIn);
      return standIn;
    },
    stop: async () => {
      await Promise.all(standIns.map((standIn) => standIn.stop()));
      webhook.close();
      await postgres.stop();
      await rm(directory, { recursive: true });
    },
  };
}

/** Answers posts, and keeps them. */
async function listenForPosts(posted: World['posted']): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      posted.push({ path, headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(path === '/fail' ? 500 : 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Rows for each of the last eight days, so that a week's chart has eight points as in the recording. */
const ROWS = `
  insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
  select (now() at time zone 'utc') - hours * interval '1 hour', 'tenant1', 'target', 'env', '[]', '{}'
  from generate_series(0, 170) hours`;

/** The plugin.json of the plugin that the recorded Grafana carried, and a bundle that nobody runs. */
async function writePlugin(directory: string): Promise<void> {
  const page = (name: string, defaultNav: boolean) => ({
    type: 'page',
    name: `Page ${name}`,
    path: `/a/devdiag-ops-app/${name.toLowerCase()}`,
    addToNav: true,
    defaultNav,
  });
  const plugin = {
    type: 'app',
    name: 'Ops',
    id: 'devdiag-ops-app',
    info: {
      author: { name: 'Devdiag' },
      logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
      version: '1.0.0',
      updated: '2026-11-23',
      keywords: ['app'],
    },
    includes: [
      page('One', true),
      page('Two', false),
      page('Three', false),
      page('Four', false),
      {
        type: 'page',
        icon: 'cog',
        name: 'Configuration',
        path: '/plugins/devdiag-ops-app',
        role: 'Admin',
        addToNav: true,
      },
    ],
    dependencies: { grafanaDependency: '>=12.3.0', plugins: [] },
  };
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, 'plugin.json'), JSON.stringify(plugin));
  await writeFile(path.join(directory, 'module.js'), BUNDLE);
}

/** Bytes that a careless server would change: an odd character, CRLF, no newline at the end. */
export const BUNDLE = 'define([], () => ({ text: "\u00fc" }));\r\n// end';
