import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { annotationOfMute } from '@devdiag/engine/report/mutes';
import { allBlocks } from '@devdiag/engine/runbook/testing';
import { fillSampleData } from '@devdiag/sandbox/data/sample';
import { createDevdiagDatabase, withClient, type DevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import { startPostgres, type PostgresServer } from '@devdiag/sandbox/postgres/server';
import { startStandIn, type StandIn } from '@devdiag/sandbox/server/standin';
import { send } from './testing/grafana.ts';
import { devdiagOps } from './testing/spawn.ts';

/** Two ways to one database: through Grafana's data source, as the page asks, and over a connection of our own. */

const EDITOR = { authorization: 'Bearer standin-editor', 'content-type': 'application/json' };
let server: PostgresServer;
let database: DevdiagDatabase;
let grafana: StandIn;
let folder: string;
/** The app's settings, kept in a file for the way of our own. */
let configFile: string;

/** How long queries took is measured anew each time: no busy machine may tip one of two verdicts. */
const PATIENT = { 'query-latency': { warn: 600_000 } };
const SETTINGS = { datasourceUid: 'devdiag-postgres', thresholds: PATIENT };

beforeAll(async () => {
  server = await startPostgres({ fast: true });
  database = await createDevdiagDatabase(server, { name: 'ops' });
  await withClient(database.superuserDsn, (client) => fillSampleData(client, { asOf: new Date(), runs: 30_000 }));
  folder = mkdtempSync(join(tmpdir(), 'devdiag-same-'));
  configFile = join(folder, 'both.json');
  writeFileSync(configFile, JSON.stringify(SETTINGS));
  // Nobody looks at pages here: the manifest is enough of a plugin.
  mkdirSync(join(folder, 'plugin'));
  mkdirSync(join(folder, 'host/public/fonts'), { recursive: true });
  cpSync(fileURLToPath(new URL('../../src/plugin.json', import.meta.url)), join(folder, 'plugin/plugin.json'));
  writeFileSync(join(folder, 'plugin/module.js'), 'define([], () => ({}));');
  grafana = await startStandIn({
    port: 0,
    distDir: join(folder, 'plugin'),
    hostDir: join(folder, 'host'),
    datasources: [{ uid: 'devdiag-postgres', name: 'DevDiag', dsn: database.readerDsn }],
    settings: { enabled: true, jsonData: SETTINGS },
    requireLogin: true,
    log: () => undefined,
  });
}, 180_000);

afterAll(async () => {
  await grafana?.stop();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What both can be asked about: what Grafana knows of its own rules is in no database. */
const BOTH = CHECKS.map(({ definition }) => definition).filter(({ source }) => source !== 'grafana');
const ONLY = ['--only', BOTH.map(({ id }) => id).join(',')];
const throughGrafana = (args: string[]) =>
  devdiagOps(['check', '--format', 'json', '--grafana-url', grafana.url, ...ONLY, ...args], {
    env: { GRAFANA_TOKEN: 'standin-viewer' },
  });
const direct = (args: string[]) =>
  devdiagOps(['check', '--format', 'json', '--dsn', database.readerDsn, ...args], {
    env: { DEVDIAG_OPS_CONFIG: configFile },
  });
const owner = (sql: string) => withClient(database.superuserDsn, (client) => client.query(sql));

/** What must not depend on the way: everything but the clock and how long it took. */
function comparable(stdout: string) {
  const { measuredAt: _, checks, ...report } = JSON.parse(stdout);
  return {
    ...report,
    // How long queries took is measured anew each time.
    checks: checks
      .filter(({ id }: { id: string }) => id !== 'query-latency')
      .map(({ tookMs, ...check }: { tookMs: number | null }) => ({ ...check, answered: tookMs !== null })),
  };
}

function outcomes(stdout: string) {
  const { verdict, checks } = JSON.parse(stdout);
  return {
    verdict,
    checks: checks.map(({ id, outcome, threshold }: Record<string, unknown>) => ({ id, outcome, threshold })),
  };
}

const STATES: Array<[name: string, change: string, back: string]> = [
  ['healthy', 'select 1', 'select 1'],
  [
    'silent for eight hours',
    `update devdiag.diag_run set ts = ts - interval '8 hours' where ts > now() at time zone 'utc' - interval '8 hours'`,
    'select 1',
  ],
  [
    'without an index',
    'drop index devdiag.idx_diag_run_tenant_ts',
    'create index idx_diag_run_tenant_ts on devdiag.diag_run (tenant, ts desc)',
  ],
  [
    'with a table that may not be read',
    'revoke select on devdiag.fix_outcome from grafana',
    'grant select on devdiag.fix_outcome to grafana',
  ],
  [
    'without a table',
    'alter table devdiag.fix_outcome rename to gone',
    'alter table devdiag.gone rename to fix_outcome',
  ],
];

describe.each(STATES)('a database that is %s', (_, change, back) => {
  beforeAll(() => owner(change));
  afterAll(() => owner(back));

  it('gets the same verdict both ways', () => same([]));

  it('gets the same report to the letter, as of one past instant', async () => {
    const args = ['--as-of', new Date(Date.now() - 60_000).toISOString()];
    const [one, other] = [await throughGrafana(args), await direct(args)];
    expect(comparable(one.stdout)).toEqual(comparable(other.stdout));
    expect(JSON.parse(one.stdout).checks.some(({ outcome }: { outcome: string }) => outcome !== 'not-evaluated')).toBe(
      true
    );
  });
});

describe('tenants', () => {
  it.each([
    ['one that there is', 'acme'],
    ['one with a nasty name', `O'Brien "x" \\ $__timeTo() {{schema}} 漢`],
  ])('get the same verdict both ways: %s', (_, tenant) => same(['--tenant', tenant]));
});

describe('a mute', () => {
  it('is followed through Grafana; on the database it cannot be seen', async () => {
    const now = Date.now();
    const mute = annotationOfMute({
      checkId: 'stale-data',
      reason: 'moving',
      since: now - 60_000,
      until: now + 3_600_000,
    });
    const made = await fetch(`${grafana.url}/api/annotations`, {
      method: 'POST',
      headers: EDITOR,
      body: JSON.stringify(mute),
    });
    expect(made.status).toBe(200);
    const of = (stdout: string) => JSON.parse(stdout).checks.find(({ id }: { id: string }) => id === 'stale-data');
    expect(of((await throughGrafana([])).stdout)).toMatchObject({
      outcome: 'skipped',
      mute: { reason: 'moving', owner: 'editor' },
    });
    expect(of((await direct([])).stdout)).toMatchObject({ mute: null });
  });
});

describe('settings that somebody changed', () => {
  /** As somebody copies it from "Before you copy a command". */
  const writeThem = (config: string, token = 'standin-viewer') => {
    const [{ block }] = allBlocks('shell').filter(
      (one) => one.page === 'pages/commands' && one.block.commands.includes('curl')
    );
    const env = { PATH: '/usr/bin:/bin', GRAFANA_URL: grafana.url, GRAFANA_TOKEN: token, DEVDIAG_OPS_CONFIG: config };
    return promisify(execFile)('sh', ['-c', block.commands], { env, timeout: 30_000 });
  };
  const jsonData = {
    datasourceUid: 'devdiag-postgres',
    schema: 'Größe_1',
    timeZone: 'Europe/Berlin',
    retentionDays: 30,
    expectedHours: { days: [1, 2, 3, 4, 5], from: '07:00', to: '20:00', zone: 'Europe/Berlin' },
    thresholds: { ...PATIENT, 'stale-data': { warn: 7, fail: 70_000 } },
  };
  const store = (data: object) =>
    send(grafana.url, 'POST', '/api/plugins/devdiag-ops-app/settings', { enabled: true, jsonData: data });
  beforeAll(async () => {
    await owner('alter schema devdiag rename to "Größe_1"');
    expect((await store(jsonData)).status).toBe(200);
  });
  afterAll(async () => {
    await owner('alter schema "Größe_1" rename to devdiag');
    await store(SETTINGS);
  });

  it('reach the database’s way in the file that the runbook has people write', async () => {
    const config = join(folder, 'devdiag-ops.json');
    expect(await writeThem(config)).toEqual({ stdout: '', stderr: '' });
    const env = { DEVDIAG_OPS_CONFIG: config };
    // One instant for all of them: a minute that passes in between is much for a limit of seven.
    const asOf = ['--as-of', new Date(Date.now() - 3_600_000).toISOString()];
    const args = ['check', '--format', 'json', '--dsn', database.readerDsn, ...asOf];
    const [one, other] = [await throughGrafana(asOf), await devdiagOps(args, { env })];
    expect(other.stderr).toBe('');
    expect(outcomes(other.stdout)).toEqual(outcomes(one.stdout));
    const { checks } = JSON.parse(other.stdout);
    expect(checks.find(({ id }: { id: string }) => id === 'stale-data')).toMatchObject({ threshold: 7, error: null });
    // Without the file it asks a schema that isn't there.
    const without = JSON.parse((await devdiagOps(args)).stdout);
    expect(without.checks.find(({ id }: { id: string }) => id === 'stale-data').error.subject).toBe('devdiag.diag_run');
  });

  it('fill in the runbook, too', async () => {
    const config = join(folder, 'for-the-runbook.json');
    await writeThem(config);
    const { stdout } = await devdiagOps(['runbook', 'stale-data'], { env: { DEVDIAG_OPS_CONFIG: config } });
    expect(stdout).toContain('7 minutes');
    expect(stdout).toContain('from "Größe_1".diag_run');
  });

  it('stay as they were written where Grafana refuses', async () => {
    const config = join(folder, 'kept.json');
    writeFileSync(config, '{"schema":"kept"}');
    await expect(writeThem(config, 'wrong')).rejects.toMatchObject({
      code: 22,
      stderr: expect.stringContaining('401'),
    });
    expect(readFileSync(config, 'utf8')).toBe('{"schema":"kept"}');
  });
});

async function same(args: string[]): Promise<void> {
  const [one, other] = [await throughGrafana(args), await direct(args)];
  expect([one.stderr, other.stderr]).toEqual(['', '']);
  expect(outcomes(one.stdout)).toEqual(outcomes(other.stdout));
  expect(one.code).toBe(other.code);
}
