import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fillSampleData } from '@devdiag/sandbox/data/sample';
import { createDevdiagDatabase, withClient, type DevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import { startPostgres } from '@devdiag/sandbox/postgres/server';
import { startStandIn, type StandIn } from '@devdiag/sandbox/server/standin';

/** A stand-in for Grafana on a real PostgreSQL with sample data; nothing is installed in it. */
export interface TestGrafana {
  standIn: StandIn;
  url: string;
  database: DevdiagDatabase;
  /** A folder for whatever a test writes; goes with everything else. */
  folder: string;
  stop(): Promise<void>;
}

/** @param jsonData the app's stored settings */
export async function startTestGrafana(
  jsonData: Record<string, unknown> = { datasourceUid: 'devdiag-postgres' }
): Promise<TestGrafana> {
  const server = await startPostgres({ fast: true });
  const database = await createDevdiagDatabase(server, { name: 'ops' });
  await withClient(database.superuserDsn, (client) => fillSampleData(client, { asOf: new Date(), runs: 20_000 }));
  const folder = mkdtempSync(join(tmpdir(), 'devdiag-cli-'));
  // Nobody looks at pages here: the manifest is enough of a plugin.
  mkdirSync(join(folder, 'plugin'));
  mkdirSync(join(folder, 'host/public/fonts'), { recursive: true });
  cpSync(fileURLToPath(new URL('../../../src/plugin.json', import.meta.url)), join(folder, 'plugin/plugin.json'));
  writeFileSync(join(folder, 'plugin/module.js'), 'define([], () => ({}));');
  const standIn = await startStandIn({
    port: 0,
    distDir: join(folder, 'plugin'),
    hostDir: join(folder, 'host'),
    datasources: [{ uid: 'devdiag-postgres', name: 'DevDiag', dsn: database.readerDsn }],
    settings: { enabled: true, jsonData },
    requireLogin: true,
    // Rules are evaluated when a test says so, and never in between.
    scheduled: false,
    log: () => undefined,
  });
  return {
    standIn,
    url: standIn.url,
    database,
    folder,
    stop: async () => {
      await standIn.stop();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Sends something to a Grafana as one of the stand-in's people. */
export async function send(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  who: 'admin' | 'editor' | 'viewer' = 'admin'
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as Grafana answers
): Promise<{ status: number; body: any }> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer standin-${who}`,
      'content-type': 'application/json',
      'X-Disable-Provenance': 'true',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
}
