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

async function columns(sql: string, format = 'table') {
  const { body } = await query(viewer, UID, sql, { format, ...DAY });
  const frame = body.results.A.frames[0];
  return frame.schema.fields.map((field: { name: string; labels?: object }, index: number) => ({
    ...field,
    values: frame.data.values[index],
  }));
}

describe('macros', () => {
  it.each([
    ['$__time(ts)', 'ts AS "time"'],
    ['$__timeEpoch(ts)', 'extract(epoch from ts) as "time"'],
    ['$__timeFilter(ts)', "ts BETWEEN '2026-01-01T00:00:00Z' AND '2026-01-02T00:00:00Z'"],
    ['$__timeFrom()', "'2026-01-01T00:00:00Z'"],
    ['$__timeTo()', "'2026-01-02T00:00:00Z'"],
    ["$__timeGroup(ts, '5m')", 'floor(extract(epoch from ts)/300)*300'],
    ["$__timeGroup(ts, '5m'), x", 'floor(extract(epoch from ts)/300)*300 AS "time", x'],
    ["$__timeGroupAlias(ts, '1h')", 'floor(extract(epoch from ts)/3600)*3600 AS "time"'],
    ['$__unixEpochFilter(e)', 'e >= 1767225600 AND e <= 1767312000'],
    ['$__unixEpochFrom()', '1767225600'],
    ['$__unixEpochTo()', '1767312000'],
    ['$__unixEpochNanoFilter(e)', 'e >= 1767225600000000000 AND e <= 1767312000000000000'],
    ['$__unixEpochNanoFrom()', '1767225600000000000'],
    ['$__unixEpochNanoTo()', '1767312000000000000'],
    ["$__unixEpochGroup(e, '1m')", 'floor((e)/60)*60'],
    ["$__unixEpochGroupAlias(e, '1m')", 'floor((e)/60)*60 AS "time"'],
    ['$__interval_ms $__interval', '1000 1s'],
    ['$notAMacro and $1', '$notAMacro and $1'],
  ])('expand %s', async (sql, expected) => {
    expect(await expanded(sql)).toBe(expected);
  });

  it('write fractions of a second without superfluous zeros', async () => {
    expect(await expanded('$__timeFrom() $__timeTo()', { from: '1767225600250', to: '1767225600001' })).toBe(
      "'2026-01-01T00:00:00.25Z' '2026-01-01T00:00:00.001Z'"
    );
  });

  it('take whatever looks like one for a macro, in literals too, and fail by name', async () => {
    const { status, body } = await query(viewer, UID, "select 'costs $nope(5)' as text");
    expect(status).toBe(400);
    expect(body.results.A).toMatchObject({ error: 'interpolation failed: unknown macro "nope"', status: 500 });
  });

  it.each([
    ['$__timeGroup(ts)', /macro __timeGroup needs time column and interval/],
    ["$__timeGroup(ts, 'often')", /error parsing interval 'often'/],
    ["$__timeGroup(ts, '1h', NULL)", /not part of the stand-in/],
  ])('refuse %s', async (sql, message) => {
    const { body } = await query(viewer, UID, `select ${sql}`);
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

  it('are 1970 where they make no sense, as in Grafana', async () => {
    expect(await expanded('$__timeFrom()', { from: 'yesterdayish', to: 'now' })).toBe("'1970-01-01T00:00:00Z'");
  });
});

describe('values', () => {
  it('keep all digits of large integers', async () => {
    const { text } = await query(viewer, UID, "select 9007199254740993 as big, 'x' as t");
    expect(text).toContain('"values":[[9007199254740993],["x"]]');
  });

  it('keep negative infinity and its row', async () => {
    const { body } = await query(viewer, UID, "select 1.5::float8 as f union all select '-infinity' order by 1 desc");
    expect(body.results.A.frames[0].data).toEqual({ values: [[1.5, null]], entities: [{ NegInf: [1] }] });
  });

  it('have times before 1970, with offsets, and microseconds', async () => {
    const { body } = await query(
      viewer,
      UID,
      "select timestamp '1969-12-31 23:59:59.999999' as a, timestamptz '2026-01-01 00:00:00+05:30' as b, date '0044-03-15 BC' as c"
    );
    const { values, nanos } = body.results.A.frames[0].data;
    expect(values).toEqual([[-1], [Date.UTC(2025, 11, 31, 18, 30)], [new Date('-000043-03-15T00:00:00Z').getTime()]]);
    expect(nanos).toEqual([[999000], null, null]);
  });

  it('have times in UTC whatever the time zone of the session', async () => {
    const sql =
      "set timezone = 'Asia/Kolkata'; select timestamptz '2026-01-01 00:00:00Z' as t, timetz '00:00:00+05:30' as u";
    const { body } = await query(await clientFor(standIn.url, 'viewer', 'kolkata'), UID, sql);
    const [[t], [u]] = body.results.A.frames[0].data.values;
    expect([t, u]).toEqual([Date.UTC(2026, 0, 1), new Date('-000001-12-31T18:30:00Z').getTime()]);
  });

  it('turn numbers in a column called time into times', async () => {
    expect(await columns('select 1767225600 as time, 1 as n')).toMatchObject([
      { name: 'time', type: 'time', values: [1_767_225_600_000] },
      { name: 'n', type: 'number', values: [1] },
    ]);
  });

  it('must have names of their own', async () => {
    const { body } = await query(viewer, UID, 'select 1 as a, 2 as a');
    expect(body.results.A.error).toMatch(/duplicate column names are not allowed, found identical name "a"/);
  });

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
});

describe('time series', () => {
  it('need a time', async () => {
    const { body } = await query(viewer, UID, 'select 1 as n', { format: 'time_series' });
    expect(body.results.A).toMatchObject({
      errorSource: 'downstream',
      error: expect.stringMatching(/^db has no time column/),
    });
  });

  it('have one field for each combination of text values', async () => {
    const sql = `select * from (values (1767225600, 'b', 'x', 1), (1767225600, 'a', 'x', 2), (1767225660, 'a', 'x', 3))
      as v(time, host, kind, n)`;
    expect(await columns(sql, 'time_series')).toMatchObject([
      { name: 'Time', values: [1_767_225_600_000, 1_767_225_660_000] },
      { name: 'n', labels: { host: 'a', kind: 'x' }, values: [2, 3] },
      { name: 'n', labels: { host: 'b', kind: 'x' }, values: [1, null] },
    ]);
  });

  it('must be sorted', async () => {
    const sql = "select * from (values (20, 'a', 1), (10, 'a', 2)) as v(time, host, n)";
    const { body } = await query(viewer, UID, sql, { format: 'time_series' });
    expect(body.results.A.error).toMatch(/not sorted in ascending order/);
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

  it('several in one must have as many columns each', async () => {
    const { body } = await query(viewer, UID, 'select 1 as a; select 1 as a, 2 as b');
    expect(body.results.A.error).toMatch(/expected 2 destination arguments in Scan, not 1/);
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

  it('go to the named data sources, several at once', async () => {
    const queries = ['A', 'B'].map((refId) => ({
      refId,
      datasource: { uid: UID },
      rawSql: `select '${refId}' as t`,
      format: 'table',
    }));
    const { body } = await viewer.call('POST', QUERY_PATH, { from: 'now-1h', to: 'now', queries });
    expect(Object.keys(body.results)).toEqual(['A', 'B']);
  });

  it('are no expressions', async () => {
    const queries = [{ refId: 'A', datasource: { uid: '__expr__' }, type: 'math', expression: '1' }];
    const { status, body } = await viewer.call('POST', QUERY_PATH, { from: 'now-1h', to: 'now', queries });
    expect(status).toBe(501);
    expect(body.message).toMatch(/expression/);
  });
});

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
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error('waited in vain');
    }
    await sleep(50);
  }
}
