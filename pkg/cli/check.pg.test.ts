import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { expectedMinutesSql } from '@devdiag/engine/query/expected';
import { fillSampleData } from '@devdiag/sandbox/data/sample';
import { createDevdiagDatabase, withClient, type DevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import { startPostgres, type PostgresServer } from '@devdiag/sandbox/postgres/server';
import { BIN, devdiagOps, everything } from './testing/spawn.ts';

const SECRET = `s3cr3t@/#?'%-Pässword`;
/** Enough for every check to have an opinion. */
const RUNS = 30_000;

let server: PostgresServer;
let database: DevdiagDatabase;
let folder: string;

beforeAll(async () => {
  server = await startPostgres({ fast: true });
  database = await createDevdiagDatabase(server, { name: 'ops', rolePassword: SECRET });
  await withClient(database.superuserDsn, (client) =>
    fillSampleData(client, { asOf: new Date(), days: 180, runs: RUNS })
  );
  folder = mkdtempSync(join(tmpdir(), 'devdiag-cli-'));
}, 180_000);

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The address without its password, and the password where it belongs. */
function environment(changes: Record<string, string> = {}): Record<string, string> {
  return {
    DEVDIAG_PG_HOST: `127.0.0.1:${server.port}`,
    DEVDIAG_PG_USER: 'grafana',
    DEVDIAG_PG_PASS: SECRET,
    DEVDIAG_PG_DB: 'ops',
    ...changes,
  };
}

const check = (args: string[], env: Record<string, string> = environment()) => devdiagOps(['check', ...args], { env });
const owner = <T>(work: (client: pg.Client) => Promise<T>) => withClient(database.superuserDsn, work);

/** Does something to the database, looks, and undoes it. */
async function during<T>(fault: string, mend: string, look: () => Promise<T>): Promise<T> {
  await owner((client) => client.query(fault));
  try {
    return await look();
  } finally {
    await owner((client) => client.query(mend));
  }
}

/** All runs moved back in time and forth again: nothing was written for eight hours. */
const silence = [
  "update devdiag.diag_run set ts = ts - interval '8 hours' where ts > now() at time zone 'UTC' - interval '9 hours'",
  "update devdiag.diag_run set ts = ts + interval '8 hours' where ts > now() at time zone 'UTC' - interval '17 hours' and ts <= now() at time zone 'UTC' - interval '8 hours'",
];

describe('a healthy database', () => {
  it('exits with 0 and says so in a table of 80 columns, without colours where nobody watches', async () => {
    const { code, stdout, stderr } = await check([]);
    expect(stdout).toMatch(/^DevDiag health: (PASS|WARN)\nas of .* UTC \(now\), all tenants\n/);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).not.toContain('\u001b');
    expect(Math.max(...stdout.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80);
    for (const { definition } of CHECKS.filter(({ definition }) => definition.source !== 'grafana')) {
      expect(stdout.replace(/\s+/g, ' ')).toContain(definition.title.split(' ')[0]);
    }
  });

  it('is one line with --quiet', async () => {
    const { code, stdout, stderr } = await check(['--quiet']);
    expect(stdout).toMatch(/^DevDiag health: .* · verdict: (pass|warn)\n$/);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('is read through an address with the password in the environment, or in the address itself', async () => {
    const dsn = `postgres://grafana@127.0.0.1:${server.port}/ops`;
    expect((await check(['--dsn', dsn, '--quiet'], { DEVDIAG_PG_PASS: SECRET })).code).toBe(0);
    expect((await check(['--dsn', dsn, '--quiet'], { PGPASSWORD: SECRET })).code).toBe(0);
    expect((await check(['--dsn', database.readerDsn, '--quiet'], {})).code).toBe(0);
  });

  it('is read through the usual PG variables and a password file', async () => {
    const passfile = join(folder, 'pgpass');
    writeFileSync(passfile, `127.0.0.1:${server.port}:ops:grafana:${SECRET.replace(/[\\:]/g, '\\$&')}\n`, {
      mode: 0o600,
    });
    const env = {
      PGHOST: '127.0.0.1',
      PGPORT: String(server.port),
      PGUSER: 'grafana',
      PGDATABASE: 'ops',
      PGPASSFILE: passfile,
    };
    const { code, stderr } = await check(['--quiet'], env);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('lets DEVDIAG_PG_* win over PG*, and --dsn over both', async () => {
    const wrong = { PGHOST: '127.0.0.1', PGPORT: '1', PGUSER: 'nobody', PGDATABASE: 'nowhere', PGPASSWORD: 'wrong' };
    expect((await check(['--quiet'], { ...wrong, ...environment() })).code).toBe(0);
    const alsoWrong = {
      ...wrong,
      DEVDIAG_PG_HOST: '127.0.0.1:1',
      DEVDIAG_PG_USER: 'no',
      DEVDIAG_PG_PASS: 'no',
      DEVDIAG_PG_DB: 'no',
    };
    expect((await check(['--quiet', '--dsn', database.readerDsn], alsoWrong)).code).toBe(0);
  });

  it('runs from the environment that cron gives, by the name that npm links', async () => {
    const ran = spawnSync(
      'env',
      [
        '-i',
        `PATH=${process.execPath.replace(/\/node$/, '')}:/usr/bin:/bin`,
        ...Object.entries(environment()).map(([name, value]) => `${name}=${value}`),
        BIN,
        'check',
        '--quiet',
      ],
      { cwd: '/', encoding: 'utf8' }
    );
    everything.push(ran.stdout, ran.stderr);
    expect([ran.status, ran.stderr]).toEqual([0, '']);
  });

  it('gives JSON, Markdown and JUnit on stdout and nothing else there', async () => {
    const json = JSON.parse((await check(['--format', 'json'])).stdout);
    expect(json).toMatchObject({ version: 1, isNow: true, tenant: null });
    expect(json.checks.map(({ id }: { id: string }) => id)).toEqual(
      CHECKS.filter(({ definition }) => definition.source !== 'grafana')
        .sort((a, b) => a.definition.order - b.definition.order)
        .map(({ definition }) => definition.id)
    );
    expect(json.checks.find(({ id }: { id: string }) => id === 'stale-data').tookMs).toBeGreaterThan(0);
    expect((await check(['--format', 'markdown'])).stdout).toMatch(/^\*\*DevDiag health: /);
    expect((await check(['--format', 'junit'])).stdout).toMatch(/^<\?xml .*<testsuites /s);
  });

  it('runs the SQL that it shows', async () => {
    const json = JSON.parse((await check(['--format', 'json', '--only', 'stale-data'])).stdout);
    await owner(async (client) => {
      const { rows } = await client.query(json.checks[0].sql);
      expect(rows.find((row: { section: string }) => row.section === 'newest').value).toBeCloseTo(
        json.checks[0].value,
        6
      );
    });
  });

  it('is asked about the past: what has no history is not evaluated, which is no success', async () => {
    const { code, stdout } = await check(['--as-of', 'now-48h', '--format', 'json']);
    const json = JSON.parse(stdout);
    expect(json.isNow).toBe(false);
    expect(json.checks.find(({ id }: { id: string }) => id === 'stale-data').outcome).not.toBe('not-evaluated');
    const none = CHECKS.filter(({ definition }) => definition.history === 'none' && definition.source !== 'grafana');
    for (const { definition } of none) {
      const found = json.checks.find(({ id }: { id: string }) => id === definition.id);
      expect([found.id, found.outcome, found.sql]).toEqual([definition.id, 'not-evaluated', null]);
    }
    expect(code).toBe(none.length > 0 ? 3 : 0);
    expect((await check(['--as-of', 'now-48h', '--only', 'stale-data'])).code).toBe(0);
  });

  it('follows stored settings from a file, and the options above them', async () => {
    const config = join(folder, 'settings.json');
    const stored = { schema: 'elsewhere', thresholds: { 'stale-data': { warn: 5, fail: 5 } }, unknown: 1 };
    writeFileSync(config, JSON.stringify({ jsonData: stored }));
    const args = ['--only', 'stale-data', '--config', config, '--format', 'json'];
    const elsewhere = await check(args);
    expect(JSON.parse(elsewhere.stdout).checks[0].error.subject).toBe('elsewhere.diag_run');
    expect(elsewhere.stderr).toBe(`--config ${config}: nothing reads "unknown".\n`);
    const here = await check([...args, '--schema', 'devdiag']);
    expect(JSON.parse(here.stdout).checks[0]).toMatchObject({ threshold: 5, error: null });
  });
});

describe('faults', () => {
  it('exit with 2, unless only errors count; quiet or not, the report is whole', async () => {
    await during(silence[0], silence[1], async () => {
      const { code, stdout } = await check(['--quiet']);
      expect(code).toBe(2);
      expect(stdout).toMatch(/^DevDiag health: FAIL\n/);
      expect(stdout).toMatch(/FAIL +Data freshness +The newest run is/);
      expect((await check(['--fail-on', 'warn'])).code).toBe(2);
      expect((await check(['--fail-on', 'error', '--only', 'stale-data'])).code).toBe(0);
    });
  });

  it('that only warn exit with 0, and with 1 where warnings count', async () => {
    const config = join(folder, 'warn.json');
    writeFileSync(config, JSON.stringify({ thresholds: { 'stale-data': { warn: 5 } } }));
    const stale = [
      `update devdiag.diag_run set ts = ts - interval '50 minutes' where ts > now() at time zone 'UTC' - interval '50 minutes'`,
      `select 1`,
    ];
    await during(stale[0], stale[1], async () => {
      const args = ['--only', 'stale-data', '--config', config];
      expect(await codeAndOutcome(args)).toEqual([0, 'warn']);
      expect(await codeAndOutcome([...args, '--fail-on', 'warn'])).toEqual([1, 'warn']);
      const quiet = await check([...args, '--quiet']);
      expect([quiet.code, quiet.stdout.split('\n').length]).toEqual([0, 2]);
    });
  });

  it('of one query take no other check down: a table that is not there, one that may not be read', async () => {
    const [gone, back] = [
      'alter table devdiag.fix_outcome rename to gone',
      'alter table devdiag.gone rename to fix_outcome',
    ];
    await during(gone, back, async () => {
      const { code, json } = await reported([]);
      expect(outcomeOf(json, 'fix-confidence')).toBe('not-evaluated');
      expect(outcomeOf(json, 'stale-data')).toBe('pass');
      expect(code).toBeGreaterThanOrEqual(2);
    });
    await during(
      'revoke select on devdiag.fix_outcome from grafana',
      'grant select on devdiag.fix_outcome to grafana',
      async () => {
        const { json } = await reported(['--only', 'fix-confidence']);
        expect(json.checks[0]).toMatchObject({ outcome: 'not-evaluated', error: { kind: 'permission' } });
      }
    );
  });

  it('that nothing was ever written are no success', async () => {
    const empty = await createDevdiagDatabase(server, { name: 'empty', rolePassword: SECRET });
    const { code } = await check([], environment({ DEVDIAG_PG_DB: 'empty' }));
    await empty.drop();
    expect(code).toBe(2);
  });
});

describe('tenants', () => {
  it.each([
    ['of an attacker', `'; drop table devdiag.diag_run; --`],
    ['with all that is special', `O'Brien "x" \\ $1 $__timeTo() {{schema}}`],
    ['in other scripts', 'Ж漢🙂'],
    ['of 10,000 characters', 'x'.repeat(10_000)],
  ])('have names %s like any other', async (_, tenant) => {
    const { code, json, stderr } = await reported(['--tenant', tenant, '--only', 'stale-data']);
    expect(json.checks[0].outcome).toBe('fail');
    expect([code, stderr, json.tenant]).toEqual([2, '', tenant]);
    expect((await check(['--tenant', tenant, '--only', 'stale-data'])).code).toBe(2);
    await owner(async (client) =>
      expect((await client.query('select from devdiag.diag_run limit 1')).rowCount).toBe(1)
    );
  });
});

describe('limits', () => {
  /** A view in place of a table takes an hour: what does not end it makes the test's own limit end the test. */
  const slow = [
    `alter table devdiag.fix_outcome rename to kept;
     create view devdiag.fix_outcome as select kept.* from devdiag.kept, pg_sleep(3600) where true;
     grant select on devdiag.fix_outcome to grafana`,
    'drop view devdiag.fix_outcome; alter table devdiag.kept rename to fix_outcome',
  ] as const;
  const running = () =>
    owner(
      async (client) =>
        (await client.query(`select from pg_stat_activity where application_name = 'devdiag-ops'`)).rowCount
    );

  it('end a slow query, say which one, and let the others answer', async () => {
    await during(slow[0], slow[1], async () => {
      // Connecting and the others' queries have no longer, either.
      const { code, json } = await reported(['--timeout', '3', '--only', 'fix-confidence,stale-data,new-rows-today']);
      const found = json.checks.find(({ id }: { id: string }) => id === 'fix-confidence');
      // The server's own limit, not our impatience.
      expect(found).toMatchObject({
        outcome: 'error',
        error: { kind: 'timeout', message: expect.stringContaining('statement timeout') },
      });
      expect(found.message).toMatch(/time limit/);
      expect(outcomeOf(json, 'stale-data')).toBe('pass');
      expect(code).toBe(3);
    });
  });

  it('of the role hold where they are stricter than ours', async () => {
    await during(
      `alter role grafana set statement_timeout = '1s'; ${slow[0]}`,
      `alter role grafana set statement_timeout = '30s'; ${slow[1]}`,
      async () => {
        const { json } = await reported(['--only', 'fix-confidence', '--timeout', '3600']);
        expect(json.checks[0].error.kind).toBe('timeout');
      }
    );
  });

  it('are left by Ctrl-C: the statement is cancelled on the server', async () => {
    // No limit but an hour's: what waits for the statement waits longer than the test.
    const unlimited = `alter role grafana reset statement_timeout; ${slow[0]}`;
    await during(unlimited, `alter role grafana set statement_timeout = '30s'; ${slow[1]}`, async () => {
      const ran = await devdiagOps(['check', '--only', 'fix-confidence,unlearned-problems', '--timeout', '3600'], {
        env: environment(),
        meanwhile: async (child) => {
          while ((await active()) === 0) {
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
          child.kill('SIGINT');
        },
      });
      expect([ran.code, ran.stdout]).toEqual([130, '']);
      expect(ran.stderr).toContain('Interrupted');
      expect(await running()).toBe(0);
    });
  });

  const active = () =>
    owner(
      async (client) =>
        (
          await client.query(
            `select from pg_stat_activity where application_name = 'devdiag-ops' and query like '%fix_outcome%' and state = 'active'`
          )
        ).rowCount
    );

  it('leave no connection behind, and write nothing', async () => {
    await check([]);
    expect(await running()).toBe(0);
  });

  it('hold where the server has room for one connection only', async () => {
    await during('alter role grafana connection limit 1', 'alter role grafana connection limit -1', async () => {
      expect((await check(['--quiet'])).code).toBe(0);
    });
  });

  it('hold for a writing role too: every query runs in a read-only transaction', async () => {
    const writes = `create function devdiag.touch() returns boolean language sql as
      $$insert into devdiag.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp)
        values (now(), 't', 'p', 'f', 1, 1, 'e') returning true$$;
      alter table devdiag.fix_outcome rename to kept;
      create view devdiag.fix_outcome as select * from devdiag.kept where devdiag.touch()`;
    const back = `drop view devdiag.fix_outcome; drop function devdiag.touch; alter table devdiag.kept rename to fix_outcome`;
    await during(writes, back, async () => {
      const ran = await check(['--only', 'fix-confidence', '--format', 'json', '--dsn', database.superuserDsn]);
      expect(JSON.parse(ran.stdout).checks[0].error.message).toMatch(/read-only transaction/);
    });
  });
});

describe('no connection', () => {
  it('is one sentence and 3: nobody listens', async () => {
    const { code, stdout, stderr } = await check([], environment({ DEVDIAG_PG_HOST: '127.0.0.1:1' }));
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toBe(
      'Cannot connect to PostgreSQL at 127.0.0.1:1 (database ops, user grafana): nobody listens there (connection refused). Check host and port, and that the server runs.\n'
    );
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a wrong password',
      { DEVDIAG_PG_PASS: 'wr0ng-passw0rd' },
      /password authentication failed for user "grafana"\. Check user and password/,
    ],
    ['no password', { DEVDIAG_PG_PASS: '' }, /asks for a password\. Set DEVDIAG_PG_PASS\./],
    ['a database that is not there', { DEVDIAG_PG_DB: 'nowhere' }, /database "nowhere" does not exist\.$/m],
    ['a name with several addresses', { DEVDIAG_PG_HOST: 'localhost:1' }, /nobody listens there/],
    ['a host that is not there', { DEVDIAG_PG_HOST: 'no-such-host.invalid' }, /there is no host of that name/],
    ['a server without TLS', { PGSSLMODE: 'require' }, /does not speak TLS/],
    ['a folder without a socket', { DEVDIAG_PG_HOST: '/tmp' }, /no socket of a server|Cannot connect/],
  ])('%s', async (_, changes, sentence) => {
    const { code, stdout, stderr } = await check([], environment(changes));
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('wr0ng-passw0rd');
  });

  describe('to something that answers nothing', () => {
    let silent: Server;
    beforeAll(
      () => new Promise<void>((resolve) => (silent = createServer(() => undefined).listen(0, '127.0.0.1', resolve)))
    );
    afterAll(() => silent.close());

    it('ends when the limit is over', async () => {
      const { port } = silent.address() as { port: number };
      const { code, stderr } = await check(['--timeout', '1'], environment({ DEVDIAG_PG_HOST: `127.0.0.1:${port}` }));
      expect(code).toBe(3);
      expect(stderr).toMatch(/the server does not answer/);
    });
  });
});

describe('SQL for expected minutes, on the server', () => {
  const minutes = async (from: string, to: string, hours: Parameters<typeof expectedMinutesSql>[2]) =>
    owner(async (client) => {
      const { rows } = await client.query(`select (${expectedMinutesSql(from, to, hours)})::float8 as minutes`);
      return rows[0].minutes;
    });
  const always = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', zone: 'UTC' };
  const berlin = { days: [1, 2, 3, 4, 5, 6, 7], from: '02:30', to: '03:00', zone: 'Europe/Berlin' };
  const at = (iso: string) => `'${iso}'::timestamptz`;

  it.each([always, berlin])('is null for an unknown time and 0 backwards', async (hours) => {
    expect(await minutes('null::timestamptz', at('2026-01-02T00:00Z'), hours)).toBeNull();
    expect(await minutes(at('2026-01-02T00:00Z'), 'null::timestamptz', hours)).toBeNull();
    expect(await minutes(at('2026-01-02T00:00Z'), at('2026-01-01T00:00Z'), hours)).toBe(0);
  });

  it('never counts the hour that spring skips, nor less than nothing', async () => {
    // 29 March 2026: 02:00 becomes 03:00 in Berlin.
    expect(await minutes(at('2026-03-28T23:00Z'), at('2026-03-29T22:00Z'), berlin)).toBe(0);
    expect(await minutes(at('2026-03-27T23:00Z'), at('2026-03-29T22:00Z'), berlin)).toBe(30);
  });
});

describe('secrets', () => {
  it('are in nothing that was written by any of these runs', () => {
    expect(everything.length).toBeGreaterThan(60);
    const password = new URL(database.superuserDsn).password;
    for (const text of everything) {
      for (const secret of [SECRET, encodeURIComponent(SECRET), password, 'wr0ng-passw0rd']) {
        expect(text).not.toContain(secret);
      }
    }
  });
});

async function reported(args: string[]) {
  const ran = await check([...args, '--format', 'json']);
  return { ...ran, json: JSON.parse(ran.stdout) };
}

async function codeAndOutcome(args: string[]) {
  const { code, json } = await reported(args);
  return [code, json.checks[0].outcome];
}

function outcomeOf(json: { checks: Array<{ id: string; outcome: string }> }, id: string) {
  return json.checks.find((candidate) => candidate.id === id)?.outcome;
}
