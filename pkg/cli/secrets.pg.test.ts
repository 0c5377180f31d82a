import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send, startTestGrafana, type TestGrafana } from './testing/grafana.ts';
import { devdiagOps, everything } from './testing/spawn.ts';

/**
 * Secrets are planted everywhere, everything that the installer can say is made to be said, and none of it may hold one:
 * what is printed, written, sent to Grafana, kept there.
 */

const TOKEN = 'standin-editor';
const PLANTED = { DEVDIAG_PG_PASS: 'pl4nted-pg-p4ss', PGPASSWORD: 'pl4nted-pgp4ssword' };
const SOURCE_PASSWORD = 'pl4nted-d4tasource';
let grafana: TestGrafana;
let secrets: string[];

beforeAll(async () => {
  grafana = await startTestGrafana();
  const { status } = await send(grafana.url, 'POST', '/api/datasources', {
    uid: 'second',
    name: 'Second',
    type: 'grafana-postgresql-datasource',
    access: 'proxy',
    url: '127.0.0.1:3',
    user: 'grafana',
    jsonData: { database: 'devdiag', sslmode: 'disable' },
    secureJsonData: { password: SOURCE_PASSWORD },
  });
  expect(status).toBe(200);
  const ownPassword = new URL(grafana.database.readerDsn).password;
  expect(ownPassword.length).toBeGreaterThan(3);
  secrets = [TOKEN, ...Object.values(PLANTED), SOURCE_PASSWORD, decodeURIComponent(ownPassword)];
}, 180_000);
afterAll(() => grafana?.stop());

const run = (...args: string[]) =>
  devdiagOps(args, { env: { GRAFANA_URL: grafana.url, GRAFANA_TOKEN: TOKEN, ...PLANTED } });
const found = (text: string) =>
  secrets.flatMap((secret) => (text.includes(secret) || text.includes(encodeURIComponent(secret)) ? [secret] : []));
const fault = (...faults: object[]) =>
  fetch(`${grafana.url}/__standin/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults }),
  });

describe('secrets', () => {
  it('are in nothing that a command prints, whatever happens', async () => {
    const path = '^/api/v1/provisioning';
    const repeats = { message: `refused: Authorization: Bearer ${TOKEN} postgres://u:${PLANTED.PGPASSWORD}@h/d` };
    for (const format of ['table', 'json']) {
      expect((await run('plan', '--format', format)).code).toBe(0);
      await fault({ kind: 'http', method: 'POST', path, status: 500, body: repeats });
      expect((await run('install', '--yes', '--format', format)).code).toBe(1);
      await fault({ kind: 'http', method: 'GET', path, status: 403, body: repeats });
      expect((await run('plan', '--format', format)).code).toBe(3);
      await fault();
      expect((await run('install', '--yes', '--format', format, '--datasource', 'second')).code).toBe(1);
      expect((await run('verify', '--format', format)).code).toBe(1);
      await fault({ kind: 'query-error', message: repeats.message });
      expect((await run('verify', '--format', format)).code).toBe(1);
      await fault();
      expect((await run('uninstall', '--yes', '--format', format)).code).toBe(0);
    }
    for (const wrong of [
      ['plan', '--token', 'pl4nted-t0ken', '--grafana-url', 'http://u:pl4nted-url@127.0.0.1:3'],
      ['plan', '--grafana-url', 'ftp://u:pl4nted-url@h'],
      ['plan', '--toke=pl4nted-t0ken'],
      ['install', '--grafana-url', 'http://u:pl4nted-url@127.0.0.1:3'],
      ['export', '--format', 'x', '--token', 'pl4nted-t0ken', '--grafana-url', 'http://u:pl4nted-url@127.0.0.1:3'],
    ]) {
      expect((await run(...wrong)).code).toBe(3);
    }
    secrets.push('pl4nted-t0ken', 'pl4nted-url', 'pl4nted');
    expect(everything.join('').length).toBeGreaterThan(20_000);
    expect(everything.flatMap(found)).toEqual([]);
  });

  it('are in no export', async () => {
    for (const format of ['api', 'provisioning', 'terraform', 'resources']) {
      const out = join(grafana.folder, `export-${format}`);
      expect((await run('export', '--format', format, '--datasource', 'second', '--out', out)).code).toBe(0);
      const { stdout } = await run('export', '--format', format, '--datasource', 'second');
      const files = readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
      expect(files.length).toBeGreaterThan(1);
      expect([stdout, ...files].flatMap(found)).toEqual([]);
      expect([stdout, ...files].join('')).not.toContain(grafana.url);
    }
  });

  it('are in nothing that was sent to Grafana but its headers, and nothing that it keeps', async () => {
    expect((await run('install', '--yes')).code).toBe(0);
    const { calls, settings } = await (await fetch(`${grafana.url}/__standin/state`)).json();
    const sent = calls.filter(({ login }: { login: string }) => login === 'editor');
    expect(sent.length).toBeGreaterThan(20);
    expect(found(JSON.stringify(sent.map(({ path, body }: any) => [path, body])))).toEqual([]);
    expect(found(JSON.stringify(settings))).toEqual([]);
    const kept = await Promise.all(
      ['/api/v1/provisioning/alert-rules', '/api/dashboards/uid/devdiag-analytics', '/api/datasources'].map(
        async (path) => JSON.stringify((await send(grafana.url, 'GET', path)).body)
      )
    );
    expect(kept.join('').length).toBeGreaterThan(10_000);
    expect(kept.flatMap(found)).toEqual([]);
  });
});
