import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withClient } from '../../pkg/sandbox/postgres/database.ts';
import type { StandIn } from '../../pkg/sandbox/server/standin.ts';
import { clientFor, query, QUERY_PATH, type Client } from './client.ts';
import { startWorld, type World } from './world.ts';

const UID = 'devdiag-postgres';
const DAY = { from: '1767225600000', to: '1767312000000' };

let world: World;
let standIn: StandIn;
let viewer: Client;

beforeAll(async () => {
  world = await startWorld();
  const datasources = [
    { uid: UID, name: 'DevDiag Postgres', dsn: world.database.readerDsn, jsonData: { maxOpenConns: 4 } },
  ];
  standIn = await world.startStandIn({ rowLimit: 1000, datasources });
  viewer = await clientFor(standIn.url, 'viewer');
});

afterAll(() => world?.stop());

/** The SQL that PostgreSQL was given for a text with macros. */
async function expanded(sql: string, range = DAY): Promise<string> {
  const { body } = await query(viewer, UID, `select $x$${sql}$x$ as sql`, range);
  return body.results.A.frames[0].data.values[0][0];
}

describe('macros', () => {
  it.each([
    ["$__timeGroup(ts, '1h', NULL)", /filling gaps .* not part of the stand-in/],
    ["$__timeGroup(ts, '1M')", /calendar intervals .* not part of the stand-in/],
  ])('that the stand-in does not know to the end are refused: %s', async (sql, message) => {
    const { status, body } = await query(viewer, UID, `select ${sql}`);
    expect(status).toBe(400);
    expect(body.results.A.error).toMatch(message);
  });
});

describe('time ranges', () => {
  it.each([
    ['now-1h', 3600],
    ['now-7d', 7 * 86_400],
    ['now-2w', 14 * 86_400],
    ['now-90s', 90],
  ])('read %s', async (from, seconds) => {
    const before = Math.floor(Date.now() / 1000);
    const text = await expanded('$__unixEpochFrom()', { from, to: 'now' });
    expect(Math.abs(before - seconds - Number(text))).toBeLessThanOrEqual(2);
  });

  it('round down at the start and up at the end', async () => {
    const today = new Date().toISOString().slice(0, 10);
    expect(await expanded('$__timeFrom() $__timeTo()', { from: 'now/d', to: 'now/d' })).toBe(
      `'${today}T00:00:00Z' '${today}T23:59:59.999Z'`
    );
  });
});

describe('rows', () => {
  it('are cut off at the row limit, which is said', async () => {
    const { body } = await query(viewer, UID, 'select g from generate_series(1, 1001) g');
    const frame = body.results.A.frames[0];
    expect(frame.data.values[0]).toHaveLength(1000);
    expect(frame.schema.meta.notices).toEqual([
      { severity: 'warning', text: 'Results have been limited to 1000 because the SQL row limit was reached' },
    ]);
    const exact = await query(viewer, UID, 'select g from generate_series(1, 1000) g');
    expect(exact.body.results.A.frames[0].schema.meta.notices).toBeUndefined();
  });

  it('keep all digits of large integers', async () => {
    // Parsed JSON would hide a lost digit, so that the replay can't see it.
    const { text } = await query(viewer, UID, "select 9007199254740993 as big, 'x' as t");
    expect(text).toContain('"values":[[9007199254740993],["x"]]');
  });
});

describe('statements', () => {
  it('run side by side, each on a connection of its own', async () => {
    const sql =
      'select pg_backend_pid() as pid, clock_timestamp() as a, pg_sleep(2)::text as s, clock_timestamp() as z';
    const { body } = await query(viewer, UID, Array(4).fill(sql));
    const answers = Object.values<any>(body.results).map(({ frames }) => frames[0].data.values);
    expect(new Set(answers.map(([[pid]]) => pid)).size).toBe(4);
    const lastStart = Math.max(...answers.map(([, [start]]) => start));
    const firstEnd = Math.min(...answers.map(([, , , [end]]) => end));
    expect(lastStart).toBeLessThan(firstEnd);
  });

  it('leave what they set on their connection', async () => {
    const space = await clientFor(standIn.url, 'viewer', 'settings');
    await query(space, UID, "set application_name = 'left behind'");
    const { body } = await query(space, UID, "select current_setting('application_name') as name");
    expect(body.results.A.frames[0].data.values).toEqual([['left behind']]);
  });

  it('are cancelled in the database when the caller goes away', async () => {
    const marker = `cancel-me-${Date.now()}`;
    const gone = new AbortController();
    const asked = query(viewer, UID, `select pg_sleep(30)::text, '${marker}'`, { signal: gone.signal });
    await waitFor(async () => (await running(marker)) === 1);
    gone.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    await waitFor(async () => (await running(marker)) === 0);
  });

  it('on a connection that the database ends fail, and the next one works', async () => {
    const space = await clientFor(standIn.url, 'viewer', 'cut');
    const marker = `end-me-${Date.now()}`;
    const asked = query(space, UID, `select pg_sleep(30)::text, '${marker}'`);
    await waitFor(async () => (await running(marker)) === 1);
    await withClient(world.database.superuserDsn, (client) =>
      client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where query like $1 and pid <> pg_backend_pid()',
        [`%pg_sleep%${marker}%`]
      )
    );
    expect((await asked).body.results.A.error).toMatch(/driver: bad connection$/);
    expect((await query(space, UID, 'select 1')).status).toBe(200);
  });

  it('on a connection that breaks without a word fail, and nothing else does', async () => {
    const breakable = await startBreakableProxy(world.postgres.port);
    const dsn = world.database.readerDsn.replace(`:${world.postgres.port}/`, `:${breakable.port}/`);
    const lone = await world.startStandIn({ datasources: [{ uid: UID, name: 'Breakable', dsn }] });
    const client = await clientFor(lone.url, 'viewer');
    const marker = `break-me-${Date.now()}`;
    const asked = query(client, UID, `select pg_sleep(30)::text, '${marker}'`);
    await waitFor(async () => (await running(marker)) === 1);
    breakable.breakAll();
    expect((await asked).body.results.A.error).toMatch(/driver: bad connection$/);
    expect((await query(client, UID, 'select 1')).status).toBe(200);
    breakable.stop();
  });

  it('are no expressions', async () => {
    const queries = [{ refId: 'A', datasource: { uid: '__expr__' }, type: 'math', expression: '1' }];
    const { status, body } = await viewer.call('POST', QUERY_PATH, { from: 'now-1h', to: 'now', queries });
    expect(status).toBe(501);
    expect(body.message).toMatch(/expression/);
  });
});

/** A door to PostgreSQL that can be slammed. */
async function startBreakableProxy(target: number) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const breakAll = () => sockets.forEach((socket) => socket.destroy());
  const stop = () => {
    breakAll();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, breakAll, stop };
}

async function running(marker: string): Promise<number> {
  return withClient(world.database.superuserDsn, async (client) => {
    const { rows } = await client.query(
      "select count(*)::int as n from pg_stat_activity where state = 'active' and query like $1 and pid <> pg_backend_pid()",
      [`%pg_sleep%${marker}%`]
    );
    return rows[0].n;
  });
}

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 25_000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error('waited in vain');
    }
    await sleep(50);
  }
}
