import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandTimeTo } from '@devdiag/engine/query/render';
import { renderForCopy, runnableQuery, type PageQuestion } from '@devdiag/engine/runbook/query';
import { PARAMETERS } from '@devdiag/engine/runbook/blocks';
import { offerQuery } from '@devdiag/engine/runbook/offer';
import { allBlocks } from '@devdiag/engine/runbook/testing';
import { createDevdiagDatabase, withClient } from '@devdiag/sandbox/postgres/database';
import { startPostgres } from '@devdiag/sandbox/postgres/server';
import { asReader } from '@devdiag/sandbox/scenarios/ask';
import { SCENARIO_AS_OF, startScenarioServer, type ScenarioServer } from '@devdiag/sandbox/scenarios/databases';
import { placeholders, questionOf } from '@devdiag/sandbox/scenarios/run';
import { ALERTS } from './generated/alerts.ts';
import { CHECKS } from './generated/checks.ts';
import { ODD_ROWS, runsAt } from './scenario-sql.ts';
import type { QueryBlock } from './types.ts';

// Every query and every statement of the runbook, on the real schema: what a page says it does, it does.

const MAJORS = (process.env.DEVDIAG_PG_VERSIONS ?? '15,18').split(',').map(Number) as Array<15 | 18>;

const AS_OF = Date.parse(SCENARIO_AS_OF);
const SETTINGS = questionOf({}, CHECKS).settings;
const NOBODY: PageQuestion = { settings: SETTINGS, tenant: null, problem: null, target: null };

/** Those of pages, and those that offer values for a parameter that nobody gave. */
const OFFERS = PARAMETERS.map((name) => ({ page: 'offer', where: `offer ${name}`, name, block: offerQuery(name) }));
const QUERIES = [...allBlocks('query'), ...OFFERS];
const STATEMENTS = allBlocks('statement');

/** Rightly without rows where all is well: why, and what makes it show something. Anything else shows something. */
const EMPTY_WHEN_HEALTHY: Record<string, { why: string; fault?: string }> = {
  'checks/data-quality kinds': { why: 'all rows are as they should be', fault: ODD_ROWS },
  'checks/data-quality examples': { why: 'all rows are as they should be', fault: ODD_ROWS },
  'checks/data-quality future': {
    why: 'no run is in the future',
    fault: runsAt([`{{as_of}} + interval '1 hour'`], { problems: '["CORS_BLOCK"]' }),
  },
  'checks/indexes being-built': { why: 'nobody builds an index; a test below has somebody who does' },
  'pages/performance-review slowest': { why: 'no statement is remembered; a test below has a server that does' },
  'pages/retention-cleanup beyond': {
    why: 'cleanup is on time',
    fault: runsAt([`{{as_of}} - interval '200 days'`]),
  },
  'checks/unlearned-problems codes': {
    why: 'every code has a fix',
    fault: runsAt([`{{as_of}} - interval '1 hour'`], { problems: '["NEVER_SEEN"]' }),
  },
};

/** What the owner of the tables may not do, by page and a word of it, and why. The page says as whom. */
const NEEDS_MORE: Array<{ page: string; word: string; why: string }> = [
  { page: 'pages/role-by-hand', word: 'create role', why: 'makes a role' },
  { page: 'checks/role-privileges', word: 'alter role', why: 'changes a role' },
];
const needsMore = ({ page, block: { sql } }: { page: string; block: { sql: string } }) =>
  NEEDS_MORE.some((one) => one.page === page && sql.includes(one.word));

/** What a server says when it leaves something out that the role may not do. That is no error. */
const LEFT_OUT = /permission denied|no privileges|not all privileges|skipping/;

/** What a query shows of the session itself, which differs between sessions. */
const OF_THE_SESSION = 'zone_of_the_session';

/** What no value of an address may do: end a literal, be a macro, a variable, a placeholder, a comment. */
const NASTY: Array<[string, string]> = [
  ['quotes', `l'été "€" 100%`],
  ['an end and another statement', `'; drop table devdiag.diag_run; --`],
  ['a dollar quote', '$$; drop table devdiag.diag_run; $$'],
  ['macros and variables', String.raw`$__timeFilter(ts) $__timeTo() ${'${tenant}'} [[tenant]] $tenant {{schema}}`],
  ['backslashes', String.raw`a\' \\ \x27 b`],
  ['comments', '-- /* */ --'],
  ['other scripts', 'Ж 漢字 🙂\nline\ttab\u202e'],
  ['a JSON string', '"], "x": ["\\"'],
  ['a path', '$.** ? (@ == 1)'],
  ['something very long', `'x"`.repeat(5_000)],
];

/** PostgreSQL's type numbers. */
const TIMESTAMP = 1114;
const ORDERED = new Set([1082, 1184, 25]);
const NUMBERS = new Set([20, 21, 23, 700, 701, 1700]);

interface Answer {
  rows: Array<Record<string, unknown>>;
  fields: Array<{ name: string; dataTypeID: number }>;
}

async function answerOf(
  client: pg.ClientBase,
  block: QueryBlock,
  question: PageQuestion = NOBODY,
  sessionZone = 'UTC'
): Promise<Answer> {
  const sql = expandTimeTo(runnableQuery(block, question).sql, AS_OF);
  return asReader(client, sessionZone, () => client.query(sql));
}

it('there are queries and statements to prove', () => {
  expect(QUERIES.length).toBeGreaterThan(40);
  expect(STATEMENTS.length).toBeGreaterThan(3);
});

it.each(NEEDS_MORE)('$word of $page, which needs more than the owner, exists', ({ page, word }) => {
  expect(STATEMENTS.filter((one) => one.page === page && one.block.sql.includes(word))).toHaveLength(1);
});

it('what is named as rightly empty exists', () => {
  const all = QUERIES.map(({ where }) => where);
  expect(Object.keys(EMPTY_WHEN_HEALTHY).filter((where) => !all.includes(where))).toEqual([]);
});

describe.each(MAJORS)('on PostgreSQL %i', (major) => {
  let server: ScenarioServer;
  /** A tenant, a code and a target of the sample that go together. */
  let ordinary: PageQuestion;
  /** The writer's session, in the midst of something. */
  let writer: pg.Client;
  beforeAll(async () => {
    server = await startScenarioServer(major);
    const { host, port, user, password, database } = server.bases.healthy;
    writer = new pg.Client({ host, port, user, password: password ?? undefined, database });
    await writer.connect();
    // Alone with its tables, as on a real site; in the sandbox they are the superuser's.
    await server.bases.healthy.query(`
      create role tables_owner nologin nosuperuser nocreatedb nocreaterole;
      alter schema devdiag owner to tables_owner;
      do $$
      declare relation regclass;
      begin
        for relation in select oid from pg_class
          where relnamespace = 'devdiag'::regnamespace and relkind in ('r', 'p', 'v', 'm')
        loop
          execute format('alter table %s owner to tables_owner', relation);
        end loop;
      end $$`);
    await writer.query('set role devdiag_writer; begin; select from devdiag.diag_run limit 1');
    const { rows } = await server.bases.healthy.query(
      `select r.tenant, r.target_hash as target, r.problems ->> 0 as problem
      from devdiag.diag_run r
      join devdiag.fix_outcome o on o.tenant = r.tenant and o.problem_code = r.problems ->> 0
      where r.ts <= $1 order by r.ts desc limit 1`,
      [SCENARIO_AS_OF]
    );
    ordinary = { settings: SETTINGS, ...rows[0] };
  });
  afterAll(async () => {
    await writer?.end();
    await server?.stop();
  });

  async function inTransaction<T>(base: 'healthy' | 'empty', work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = server.bases[base];
    await client.query('begin');
    try {
      return await work(client);
    } finally {
      await client.query('rollback');
    }
  }

  describe.each(QUERIES)('$where', ({ page, where, block }) => {
    /** With what it can't do without, and nothing else. */
    const least = () => ({ ...NOBODY, ...Object.fromEntries(block.needs.map((name) => [name, ordinary[name]])) });

    it(`shows something on healthy data, within its rows (PostgreSQL ${major})`, async () => {
      const { rows } = await inTransaction('healthy', (client) => answerOf(client, block, least()));
      expect(rows.length).toBeLessThanOrEqual(block.rows + 1);
      expect(rows.length > 0).toBe(!(where in EMPTY_WHEN_HEALTHY));
    });

    const fault = EMPTY_WHEN_HEALTHY[where]?.fault;
    if (fault !== undefined) {
      it(`shows something where not all is well (PostgreSQL ${major})`, async () => {
        const rows = await inTransaction('healthy', async (client) => {
          await client.query((await placeholders(client, questionOf({}, CHECKS)))(fault));
          return (await answerOf(client, block, least())).rows;
        });
        expect(rows.length).toBeGreaterThan(0);
      });
    }

    it(`shows instants, and columns that its plot can draw (PostgreSQL ${major})`, async () => {
      const { fields, rows } = await inTransaction('healthy', (client) => answerOf(client, block, least()));
      const types = new Map(fields.map(({ name, dataTypeID }) => [name, dataTypeID]));
      expect(types.size, 'no two columns share a name').toBe(fields.length);
      const bare = fields.filter(({ dataTypeID }) => dataTypeID === TIMESTAMP).map(({ name }) => name);
      expect(bare, 'a timestamp without a zone is shown wrongly; at time zone {{zone}} makes it an instant').toEqual(
        []
      );
      if (block.plot) {
        expect(ORDERED, `x ${block.plot.x}`).toContain(types.get(block.plot.x));
        for (const y of block.plot.y) {
          expect(NUMBERS, `y ${y}`).toContain(types.get(y));
          expect(rows.length === 0 || rows.some((row) => row[y] !== null), `y ${y} has numbers`).toBe(true);
        }
      }
    });

    it(`answers about one tenant, problem and target (PostgreSQL ${major})`, async () => {
      await inTransaction('healthy', (client) => answerOf(client, block, ordinary));
    });

    it(`breaks neither without rows nor with odd ones (PostgreSQL ${major})`, async () => {
      await inTransaction('empty', async (client) => {
        await answerOf(client, block, ordinary);
        const fill = await placeholders(client, questionOf({}, CHECKS));
        await client.query(fill(ODD_ROWS));
        const { rows } = await answerOf(client, block, { ...least(), tenant: 'odd' });
        const longest = rows.flatMap((row) => Object.values(row).map((cell) => String(cell).length));
        // What is offered is handed on, so it has to be whole.
        expect(page === 'offer' || Math.max(0, ...longest) < 600, 'what is shown is short').toBe(true);
        await answerOf(client, block, least());
      });
    });

    it(`holds whatever the address says for a value (PostgreSQL ${major})`, async () => {
      await inTransaction('empty', async (client) => {
        await client.query('savepoint before');
        for (const [what, value] of NASTY) {
          await client.query(
            `insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
            values ('2026-03-18 11:59', $1, $1, 'e', jsonb_build_array($1::text), '{}'), ('2026-03-18 11:58', 'other', 'o', 'e', '["O"]', '{}')`,
            // An index holds no more than some 2,700 bytes; PostgreSQL itself refuses such a tenant.
            [value.slice(0, 600)]
          );
          await client.query(
            `insert into devdiag.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp)
            values ('2026-03-18 11:59', $1, $1, 'F', 0.9, 1, 'e')`,
            [value.slice(0, 600)]
          );
          const asked = (text: string) => ({ settings: SETTINGS, tenant: text, problem: text, target: text });
          const { rows } = await answerOf(client, block, asked(value.slice(0, 600)));
          if (block.needs.length > 0) {
            expect(rows.length, `finds ${what}`).toBeGreaterThan(0);
          }
          await answerOf(client, block, asked(value));
          await client.query('rollback to savepoint before');
        }
      });
    });

    it(`holds for another schema, zone and other hours, in every session's zone (PostgreSQL ${major})`, async () => {
      const settings: PageQuestion['settings'] = {
        ...SETTINGS,
        schema: 'Größe_1',
        timeZone: 'America/New_York',
        expectedHours: { days: [1, 2, 3, 4, 5], from: '22:00', to: '06:00', zone: 'Asia/Kolkata' },
      };
      await inTransaction('healthy', async (client) => {
        await client.query('alter schema devdiag rename to "Größe_1"');
        const question = { ...least(), settings };
        const utc = await answerOf(client, block, question);
        const west = await answerOf(client, block, question, 'America/Los_Angeles');
        const east = await answerOf(client, block, question, 'Asia/Kolkata');
        if (block.sql.includes('{{schema}}.')) {
          const shown = ({ rows }: Answer) => rows.map(({ [OF_THE_SESSION]: _, ...row }) => row);
          expect(shown(west)).toEqual(shown(utc));
          expect(shown(east)).toEqual(shown(utc));
          // On another clock, what is newest may lie in the future.
          expect(utc.rows.length > 0 || where in EMPTY_WHEN_HEALTHY).toBe(true);
        }
      });
    });
  });

  describe.each(OFFERS)('$where', ({ name, block }) => {
    it(`offers what there was in seven days, most runs first, narrowed by what was asked (PostgreSQL ${major})`, async () => {
      await inTransaction('empty', async (client) => {
        const insert = (age: string, [tenant, problem, target]: string[]) =>
          client.query(
            `insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
            values ($1::timestamptz at time zone 'UTC' - $2::interval, $3, $4, 'e', jsonb_build_array($5::text), '{}')`,
            [SCENARIO_AS_OF, age, tenant, target, problem]
          );
        for (const [, value] of NASTY) {
          await insert('1 minute', Array(3).fill(value.slice(0, 600)));
        }
        await insert('1 hour', ['often', 'often', 'often']);
        await insert('2 hours', ['often', 'often', 'often']);
        await insert('8 days', ['long ago', 'long ago', 'long ago']);
        await insert('-1 hour', ['later', 'later', 'later']);
        const offered = async (question: PageQuestion) =>
          (await answerOf(client, block, question)).rows.map(({ value, runs }) => [value, Number(runs)]);
        const all = await offered(NOBODY);
        expect(all[0]).toEqual(['often', 2]);
        expect(
          all
            .slice(1)
            .map(([value]) => value)
            .sort()
        ).toEqual(NASTY.map(([, value]) => value.slice(0, 600)).sort());
        for (const [, value] of NASTY) {
          const asked = { ...NOBODY, tenant: value.slice(0, 600), problem: value.slice(0, 600) };
          const narrowed = name === 'tenant' ? all : [[value.slice(0, 600), 1]];
          expect(await offered(asked)).toEqual(narrowed);
        }
      });
    });
  });

  it(`an index that is being built is shown, whoever asks (PostgreSQL ${major})`, async () => {
    const building = await startPostgres({ version: major, fast: true });
    const clients: pg.Client[] = [];
    try {
      const { superuserDsn } = await createDevdiagDatabase(building, { name: 'building' });
      const { block } = QUERIES.find(({ where }) => where === 'checks/indexes being-built')!;
      const [reader, writing, builder] = [1, 2, 3].map(() => new pg.Client(superuserDsn));
      for (const client of [reader, writing, builder]) {
        clients.push(client);
        await client.connect();
      }
      const ask = async () => {
        await reader.query('begin');
        const { rows } = await answerOf(reader, block);
        await reader.query('commit');
        return rows;
      };
      expect(await ask()).toEqual([]);
      // Building waits for whoever is writing.
      await writing.query('begin; lock table devdiag.fix_outcome in row exclusive mode');
      const built = builder.query('create index concurrently another on devdiag.fix_outcome (ts)');
      let rows = await ask();
      while (rows.length === 0) {
        rows = await ask();
      }
      expect(rows).toEqual([expect.objectContaining({ pid: expect.any(Number) })]);
      await reader.query('grant pg_read_all_stats to grafana');
      rows = await ask();
      // On a busy machine it may not have got as far as waiting.
      while (rows[0]?.phase === 'initializing') {
        rows = await ask();
      }
      expect(rows).toEqual([
        expect.objectContaining({ phase: expect.stringContaining('waiting'), table: 'devdiag.fix_outcome' }),
      ]);
      await writing.query('rollback');
      await built;
      expect(await ask()).toEqual([]);
    } finally {
      await Promise.all(clients.map((client) => client.end()));
      await building.stop();
    }
  });

  it(`who waits and who is waited for stand above any number of other sessions (PostgreSQL ${major})`, async () => {
    const { block } = QUERIES.find(({ where }) => where === 'checks/query-latency running')!;
    const { host, port, user, password, database } = server.bases.healthy;
    const sessions = Array.from(
      { length: block.rows + 5 },
      () => new pg.Client({ host, port, user, password: password ?? undefined, database })
    );
    try {
      // One after the other, so that those that come last have the highest pids.
      for (const session of sessions) {
        await session.connect();
      }
      const [holder, waiting] = sessions.slice(-2);
      const pidOf = async (client: pg.Client) => (await client.query('select pg_backend_pid() as pid')).rows[0].pid;
      const [holding, blocked] = [await pidOf(holder), await pidOf(waiting)];
      await holder.query('select pg_advisory_lock(1)');
      const waited = waiting.query('select pg_advisory_lock(1)');
      await inTransaction('healthy', async (client) => {
        const isBlocked = async () =>
          (await client.query('select cardinality(pg_blocking_pids($1)) > 0 as yes', [blocked])).rows[0].yes;
        while (!(await isBlocked())) {
          // It is about to be.
        }
        const { rows } = await answerOf(client, block);
        expect(rows.slice(0, 2)).toEqual([
          expect.objectContaining({ pid: blocked, blocked_by: String(holding), state: 'not shown to this role' }),
          expect.objectContaining({ pid: holding, blocked_by: '' }),
        ]);
        // Who may see that the holder does nothing has to see it all the same.
        await client.query('grant pg_read_all_stats to grafana');
        expect((await answerOf(client, block)).rows.slice(0, 2)).toEqual([
          expect.objectContaining({ pid: blocked, state: 'active' }),
          expect.objectContaining({ pid: holding, state: 'idle' }),
        ]);
      });
      await holder.end();
      await waited;
    } finally {
      await Promise.all(sessions.map((session) => session.end().catch(() => undefined)));
    }
  });

  it(`what the rules see holds the least number of whatever has one (PostgreSQL ${major})`, async () => {
    const { block } = QUERIES.find(({ where }) => where === 'pages/alerts-do-not-fire what-rules-see')!;
    const confidence = ALERTS.find(({ definition }) => definition.id === 'confidence-drop')!;
    const least = /having count\(\*\) >= (\d+)/.exec(confidence.query)?.[1];
    await inTransaction('empty', async (client) => {
      await client.query(
        `insert into devdiag.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp)
        select '2026-03-18 11:00', 'acme', 'P' || of, 'F', 0.6, 1, 'e' || again
        from generate_series(1, 4) as of, generate_series(1, 2) as again`
      );
      const { rows } = await answerOf(client, block);
      const row = (word: string) => rows.filter(({ what }) => String(what).includes(word));
      expect(row('mean confidence')).toEqual([expect.objectContaining({ value: '0.600' })]);
      expect(row('fixes in 7 days')).toEqual([expect.objectContaining({ value: '4', threshold: least })]);
    });
  });

  it(`the first evidence of a stall outlasts a weekend (PostgreSQL ${major})`, async () => {
    const [tenants, quarters] = ['newest-by-tenant', 'runs-by-quarter-hour'].map(
      (id) => QUERIES.find(({ where }) => where === `checks/stale-data ${id}`)!.block
    );
    await inTransaction('healthy', async (client) => {
      // From Friday at six in the evening to Monday at ten.
      await client.query(
        `delete from devdiag.diag_run where ts > $1::timestamptz at time zone 'UTC' - interval '64 hours'`,
        [SCENARIO_AS_OF]
      );
      const { rows: newest } = await client.query(`select max(ts) at time zone 'UTC' as newest from devdiag.diag_run`);
      expect((await answerOf(client, tenants)).rows[0]).toMatchObject(newest[0]);
      const shown = (await answerOf(client, quarters)).rows;
      expect(shown.length).toBeGreaterThan(12 * 4 - 1);
      expect(Number(shown.at(-1)!.runs), 'the last bar holds the newest run').toBeGreaterThan(0);
    });
  });

  it(`statements are shown where the server remembers them (PostgreSQL ${major})`, async () => {
    const remembering = await startPostgres({
      version: major,
      fast: true,
      settings: ['shared_preload_libraries=pg_stat_statements'],
    });
    try {
      const { superuserDsn } = await createDevdiagDatabase(remembering, { name: 'remembering' });
      const [remembered, slowest] = ['remembered', 'slowest'].map(
        (id) => QUERIES.find(({ where }) => where === `pages/performance-review ${id}`)!.block
      );
      await withClient(superuserDsn, async (client) => {
        const ask = async (block: QueryBlock) => {
          await client.query('begin');
          const { rows } = await answerOf(client, block);
          await client.query('commit');
          return rows;
        };
        expect(await ask(remembered)).toEqual([
          {
            remembered: expect.stringMatching(/^no: the extension pg_stat_statements is not created/),
            can_be_created: true,
          },
        ]);
        expect(await ask(slowest)).toEqual([]);
        await client.query('create schema "Mine, too"; create extension pg_stat_statements schema "Mine, too"');
        await client.query('grant usage on schema "Mine, too" to grafana');
        expect(await ask(remembered)).toEqual([
          { remembered: expect.stringMatching(/^yes, but the text/), can_be_created: true },
        ]);
        await client.query('select count(*) from devdiag.diag_run');
        const shown = await ask(slowest);
        expect(shown.length).toBeGreaterThan(0);
        expect(shown).toContainEqual(
          expect.objectContaining({ role: 'postgres', statement: '<insufficient privilege>' })
        );
      });
    } finally {
      await remembering.stop();
    }
  });

  it(`the capacity review knows growth and limits, partitioned or not (PostgreSQL ${major})`, async () => {
    const { block } = QUERIES.find(({ where }) => where === 'pages/capacity-review days-left')!;
    const ask = (client: pg.ClientBase, warn: number) =>
      answerOf(client, block, {
        ...NOBODY,
        settings: { ...SETTINGS, thresholds: { ...SETTINGS.thresholds, 'database-size': { warn, fail: 2 ** 33 } } },
      });
    await inTransaction('healthy', async (client) => {
      const [row] = (await ask(client, 2 ** 32)).rows;
      const days = Number(row.days_until_warning);
      expect(Number(row.bytes_a_run)).toBeGreaterThan(100);
      expect(days).toBeGreaterThan(365);
      expect(Number(row.days_until_failure)).toBeGreaterThan(days * 1.9);
      expect(row.with_cleanup).toBe('below the warning');
      const [small] = (await ask(client, 2 ** 20)).rows;
      // It reads the table, which would keep us from renaming it.
      await writer.query('rollback');
      expect(small).toMatchObject({ days_until_warning: 0, with_cleanup: 'above the warning' });
      await client.query(`
        alter table devdiag.diag_run rename to old_run;
        create table devdiag.diag_run (like devdiag.old_run) partition by range (ts);
        create table devdiag.run_1 partition of devdiag.diag_run for values from (minvalue) to ('2026-01-01');
        create table devdiag.run_2 partition of devdiag.diag_run for values from ('2026-01-01') to (maxvalue);
        insert into devdiag.diag_run select * from devdiag.old_run;
        drop table devdiag.old_run cascade;
        analyze devdiag.diag_run;
        grant select on devdiag.diag_run to grafana`);
      const [parted] = (await ask(client, 2 ** 32)).rows;
      // Without indexes here, so smaller.
      expect(Number(parted.bytes_a_run)).toBeGreaterThan(100);
      expect(Number(parted.bytes_a_run)).toBeLessThan(Number(row.bytes_a_run));
      expect(Number(parted.days_until_warning)).toBeGreaterThan(days);
    });
  });

  it(`no query outlasts the role's own time limit (PostgreSQL ${major})`, async () => {
    const block: QueryBlock = { ...QUERIES[0].block, sql: 'select pg_sleep(50)::text as slept', needs: [] };
    await inTransaction('empty', async (client) => {
      await client.query(`alter role grafana set statement_timeout = '50ms'`);
      await expect(answerOf(client, block)).rejects.toMatchObject({ code: '57014' });
    });
    const limit = await inTransaction('empty', (client) =>
      asReader(client, 'UTC', () => client.query('show statement_timeout'))
    );
    expect(limit.rows).toEqual([{ statement_timeout: '30s' }]);
  });

  it(`no query reads v_ttr_days or changes anything (PostgreSQL ${major})`, async () => {
    await inTransaction('healthy', async (client) => {
      await client.query('revoke all on devdiag.v_ttr_days from public, grafana');
      await client.query('set transaction read only');
      for (const { block } of QUERIES) {
        await answerOf(client, block, ordinary);
      }
    });
  });

  async function carryOut(client: pg.Client, sql: string, role: string): Promise<void> {
    const said: string[] = [];
    const listen = ({ message = '' }: { message?: string }) => said.push(message);
    client.on('notice', listen);
    await client.query(`set role ${role}`);
    try {
      await client.query(sql);
    } finally {
      client.off('notice', listen);
    }
    await client.query('reset role');
    expect(said.filter((message) => LEFT_OUT.test(message))).toEqual([]);
  }

  describe.each(STATEMENTS)('what is copied from $where', (statement) => {
    const { block } = statement;
    const asWhom = needsMore(statement) ? 'a superuser' : 'the owner';

    it.each(['devdiag', 'Größe_1'])(`runs as ${asWhom}, schema %s (PostgreSQL ${major})`, async (schema) => {
      const sql = renderForCopy(block.sql, { ...ordinary, settings: { ...SETTINGS, schema } }, AS_OF);
      const role = needsMore(statement) ? 'none' : 'tables_owner';
      if (/^\s*vacuum\b/i.test(sql)) {
        // Can't run in a transaction; changes no row.
        await (schema === 'devdiag' && carryOut(server.bases.healthy, sql, role));
        return;
      }
      await inTransaction('healthy', async (client) => {
        await client.query(`alter schema devdiag rename to "${schema === 'devdiag' ? 'elsewhere' : schema}"`);
        await (schema === 'devdiag' && client.query('alter schema elsewhere rename to devdiag'));
        await carryOut(client, sql, role);
      });
    });
  });

  it.each(STATEMENTS.filter(needsMore))(`$where is refused to the owner (PostgreSQL ${major})`, async ({ block }) => {
    const sql = renderForCopy(block.sql, ordinary, AS_OF);
    await inTransaction('healthy', (client) =>
      expect(carryOut(client, sql, 'tables_owner')).rejects.toMatchObject({ code: '42501' })
    );
  });
});
