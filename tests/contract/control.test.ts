import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StandIn } from '../../pkg/sandbox/server/standin.ts';
import { clientFor, query, type Client } from './client.ts';
import { BUNDLE, startWorld, type World } from './world.ts';

const UID = 'devdiag-postgres';
const SETTINGS = '/api/plugins/devdiag-ops-app/settings';

let world: World;
let standIn: StandIn;
let lines: string[];
let admin: Client;
let viewer: Client;

beforeAll(async () => {
  world = await startWorld();
  lines = [];
  standIn = await world.startStandIn({
    log: (line) => lines.push(line),
    settings: { jsonData: { datasourceUid: UID } },
    datasources: [{ uid: UID, name: 'DevDiag Postgres', dsn: world.database.readerDsn }],
  });
  admin = await clientFor(standIn.url, 'admin');
  viewer = await clientFor(standIn.url, 'viewer');
});

beforeEach(() => standIn.space().reset());

afterAll(() => world?.stop());

function setFaults(...faults: object[]) {
  return admin.call('PUT', '/__standin/faults', { faults });
}

describe('faults', () => {
  it('data source gone: nothing knows it', async () => {
    await setFaults({ kind: 'datasource-gone', uid: UID });
    expect((await query(viewer, UID, 'select 1')).status).toBe(404);
    expect((await admin.call('GET', `/api/datasources/uid/${UID}`)).status).toBe(404);
    expect((await admin.call('GET', '/api/datasources')).body).toEqual([]);
    expect((await admin.call('GET', '/api/frontend/settings')).body.datasources).toEqual({});
  });

  it('wrong password and refused connection, as recorded for real ones', async () => {
    await setFaults({ kind: 'wrong-password' });
    const { status, body } = await query(viewer, UID, 'select 1');
    expect([status, body.results.A.error]).toEqual([
      400,
      'db query error: pq: password authentication failed for user "grafana"',
    ]);
    expect((await admin.call('GET', `/api/datasources/uid/${UID}/health`)).body.message).toMatch(/invalid_password$/);
    await setFaults({ kind: 'refused' });
    expect((await query(viewer, UID, 'select 1')).body.results.A.error).toMatch(/failed to connect to server/);
    expect((await admin.call('GET', `/api/datasources/uid/${UID}/health`)).body.message).toMatch(/connection refused$/);
  });

  it('details of a failing data source are for Admins', async () => {
    await setFaults({ kind: 'wrong-password' });
    const { status, body } = await viewer.call('GET', `/api/datasources/uid/${UID}/health`);
    expect(status).toBe(400);
    expect(body).toEqual({ message: 'pq: password authentication failed for user "grafana"', status: 'ERROR' });
  });

  it('slow: only the queries that match wait', async () => {
    await setFaults({ kind: 'slow', sql: 'race.*tortoise', delayMs: 1500 });
    const finished: string[] = [];
    const race = (name: string) => query(viewer, UID, `select 'race'\n, '${name}'`).then(() => finished.push(name));
    const started = Date.now();
    await Promise.all([race('tortoise'), race('hare')]);
    expect(finished).toEqual(['hare', 'tortoise']);
    expect(Date.now() - started).toBeGreaterThanOrEqual(1500);
  });

  it('query error: the others keep their answers', async () => {
    await setFaults({ kind: 'query-error', sql: 'bad', message: 'out of luck' });
    const { status, body } = await query(viewer, UID, ["select 'good' as t", "select 'bad' as t"]);
    expect(status).toBe(400);
    expect(body.results.A.frames[0].data.values).toEqual([['good']]);
    expect(body.results.B.error).toBe('db query error: pq: out of luck');
  });

  it('query forbidden: for one person', async () => {
    await setFaults({ kind: 'query-forbidden', login: 'viewer' });
    expect((await query(viewer, UID, 'select 1')).body.message).toMatch(/Permissions needed: datasources:query$/);
    expect((await query(admin, UID, 'select 1')).status).toBe(200);
  });

  it('offline: calls are cut off, for one person', async () => {
    await setFaults({ kind: 'offline', login: 'viewer' });
    await expect(viewer.call('GET', '/api/user')).rejects.toThrow(/fetch failed/);
    expect((await admin.call('GET', '/api/user')).status).toBe(200);
  });

  it('http: a call answers what it is told to', async () => {
    await setFaults({ kind: 'http', method: 'POST', path: '/settings$', status: 500, body: { message: 'disk full' } });
    const { status, body } = await admin.call('POST', SETTINGS, { enabled: true, pinned: true, jsonData: {} });
    expect([status, body]).toEqual([500, { message: 'disk full' }]);
    expect((await admin.call('GET', SETTINGS)).status).toBe(200);
  });

  it('end when they are taken away', async () => {
    await setFaults({ kind: 'refused' });
    await admin.call('DELETE', '/__standin/faults');
    expect((await query(viewer, UID, 'select 1')).status).toBe(200);
  });

  it.each([
    [{ kind: 'earthquake' }, /unknown kind of fault "earthquake"; known are datasource-gone/],
    [{ kind: 'slow' }, /a fault of kind "slow" needs delayMs/],
    [{ kind: 'query-error', message: 'x', sql: '(' }, /Invalid regular expression/],
  ])('%j is refused', async (fault, message) => {
    const { status, body } = await setFaults(fault);
    expect(status).toBe(400);
    expect(body.message).toMatch(message);
  });
});

describe('spaces', () => {
  it('keep what tests do apart', async () => {
    const other = await clientFor(standIn.url, 'admin', 'other');
    await setFaults({ kind: 'refused' });
    await admin.call('POST', SETTINGS, { enabled: true, pinned: true, jsonData: { mine: 1 } });
    await admin.call('POST', '/api/annotations', { text: 'mine', tags: ['devdiag'] });

    expect((await query(other, UID, 'select 1')).status).toBe(200);
    expect((await other.call('GET', SETTINGS)).body.jsonData).toEqual({ datasourceUid: UID });
    expect((await other.call('GET', '/api/annotations?tags=devdiag')).body).toEqual([]);
    expect((await admin.call('GET', '/api/annotations?tags=devdiag')).body).toHaveLength(1);
  });

  it('are named by header too, and share people', async () => {
    const headers = { 'x-standin-space': 'by-header' };
    await admin.call('PUT', '/__standin/settings', { jsonData: { here: true } }, { headers });
    expect((await admin.call('GET', SETTINGS, undefined, { headers })).body.jsonData).toEqual({ here: true });
    expect((await admin.call('GET', SETTINGS)).body.jsonData).toEqual({ datasourceUid: UID });
  });

  it('go back to the start', async () => {
    await admin.call('POST', SETTINGS, { enabled: false, pinned: false, jsonData: {} });
    await admin.call('DELETE', `/api/datasources/uid/${UID}`);
    await setFaults({ kind: 'refused' });
    await admin.call('POST', '/__standin/reset');
    expect((await admin.call('GET', SETTINGS)).body).toMatchObject({ enabled: true, jsonData: { datasourceUid: UID } });
    expect((await query(viewer, UID, 'select 1')).status).toBe(200);
  });

  it('tell what was called', async () => {
    await query(viewer, UID, 'select 1 as n');
    const { body } = await admin.call('GET', '/__standin/state');
    expect(body.calls).toMatchObject([
      { method: 'POST', login: 'viewer', status: 200, body: { queries: [{ rawSql: 'select 1 as n' }] } },
    ]);
  });
});

describe('people', () => {
  it('are nobody without a session, and whoever the role switch says', async () => {
    const nobody = await clientFor(standIn.url);
    expect((await nobody.call('GET', '/api/user')).status).toBe(401);
    const answer = await fetch(`${standIn.url}/__standin/role`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'Editor' }),
    });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const me = await nobody.call('GET', '/api/user', undefined, { headers: { cookie } });
    expect(me.body.login).toBe('editor');
  });

  it('may use basic authentication, with the right password', async () => {
    const nobody = await clientFor(standIn.url);
    const as = (credentials: string) => ({ headers: { authorization: `Basic ${btoa(credentials)}` } });
    expect((await nobody.call('GET', '/api/user', undefined, as('admin:admin'))).body.login).toBe('admin');
    expect((await nobody.call('GET', '/api/user', undefined, as('admin:wrong'))).status).toBe(401);
  });

  it('may use a token', async () => {
    const nobody = await clientFor(standIn.url);
    const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    expect((await nobody.call('GET', '/api/user', undefined, as('standin-viewer'))).body.login).toBe('viewer');
    expect((await nobody.call('GET', '/api/user', undefined, as('nothing-viewer'))).status).toBe(401);
  });

  it('are refused with a wrong password', async () => {
    const nobody = await clientFor(standIn.url);
    expect((await nobody.call('POST', '/login', { user: 'admin', password: 'wrong' })).status).toBe(401);
  });

  it('are admin at once in a demo, and asked to sign in where that is required', async () => {
    const page = await fetch(standIn.url, { redirect: 'manual' });
    expect([page.status, page.headers.get('set-cookie')]).toEqual([200, expect.stringMatching(/^grafana_session=/)]);
    const strict = await world.startStandIn({ requireLogin: true });
    const sent = await fetch(strict.url, { redirect: 'manual' });
    expect([sent.status, sent.headers.get('location')]).toEqual([302, '/login']);
  });

  it('can be made, and belong to all spaces', async () => {
    const made = await admin.call('POST', '/api/admin/users', { name: 'evelyn', login: 'evelyn', password: 'evelyn' });
    await admin.call('PATCH', `/api/org/users/${made.body.id}`, { role: 'Editor' });
    const evelyn = await clientFor(standIn.url, 'evelyn', 'elsewhere');
    expect((await evelyn.call('POST', '/api/annotations', { text: 'hello' })).status).toBe(200);
    expect((await evelyn.call('POST', '/api/admin/users', { login: 'mallory', password: 'mallory' })).status).toBe(403);
  });
});

describe('secrets', () => {
  it('are named, never returned', async () => {
    const secret = 'do-not-tell';
    await admin.call('POST', '/api/datasources', {
      name: 'Secretive',
      uid: 'secretive',
      type: 'grafana-postgresql-datasource',
      access: 'proxy',
      url: world.address,
      user: 'grafana',
      jsonData: { database: 'devdiag' },
      secureJsonData: { password: secret },
    });
    await admin.call('POST', SETTINGS, {
      enabled: true,
      pinned: true,
      jsonData: {},
      secureJsonData: { token: secret },
    });
    await query(admin, 'secretive', 'select 1');
    const paths = [
      '/api/datasources',
      '/api/datasources/uid/secretive',
      '/api/datasources/name/Secretive',
      '/api/datasources/uid/secretive/health',
      '/api/frontend/settings',
      '/__standin/state',
      '/',
      SETTINGS,
    ];
    for (const path of paths) {
      expect((await admin.call('GET', path)).text, path).not.toContain(secret);
    }
    expect((await admin.call('GET', SETTINGS)).body.secureJsonFields).toEqual({ token: true });
    expect(lines.join('\n')).not.toContain(secret);
  });
});

describe('annotations', () => {
  it.each(['type=alert', 'dashboardUID=x'])('are not guessed for %s', async (search) => {
    expect((await viewer.call('GET', `/api/annotations?${search}`)).status).toBe(501);
  });
});

describe('what was never recorded', () => {
  it('is refused by name, and logged', async () => {
    for (const [method, path] of [
      ['GET', '/api/teams/search?query=x'],
      ['PUT', '/apis/anything/v1'],
      ['POST', '/api/datasources/uid/x/resources/y'],
    ] as const) {
      const { status, body } = await admin.call(method, path);
      expect(status).toBe(501);
      expect(body.message).toContain(`${method} ${path.split('?')[0]}`);
    }
    expect(lines).toContain('not part of the stand-in: GET /api/teams/search');
  });
});

describe('the bundle', () => {
  it('is served byte by byte', async () => {
    const answer = await fetch(`${standIn.url}/public/plugins/devdiag-ops-app/module.js`);
    const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(sha(new Uint8Array(await answer.arrayBuffer()))).toBe(sha(Buffer.from(BUNDLE)));
  });
});
