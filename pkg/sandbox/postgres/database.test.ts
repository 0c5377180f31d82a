import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { createDevdiagDatabase, grantsSql, schemaSql, type DevdiagDatabase } from './database.ts';
import { startPostgres, type PostgresServer } from './server.ts';

/** Name, table, columns with their order, method, unique: what the schema's definition says, once more. */
const INDEXES = [
  ['diag_run_pkey', 'CREATE UNIQUE INDEX diag_run_pkey ON devdiag.diag_run USING btree (id)'],
  ['fix_outcome_pkey', 'CREATE UNIQUE INDEX fix_outcome_pkey ON devdiag.fix_outcome USING btree (id)'],
  [
    'fix_outcome_tenant_problem_code_fix_code_env_fp_key',
    'CREATE UNIQUE INDEX fix_outcome_tenant_problem_code_fix_code_env_fp_key ON devdiag.fix_outcome ' +
      'USING btree (tenant, problem_code, fix_code, env_fp)',
  ],
  [
    'idx_diag_run_problems_gin',
    'CREATE INDEX idx_diag_run_problems_gin ON devdiag.diag_run USING gin (problems jsonb_path_ops)',
  ],
  [
    'idx_diag_run_target_ts',
    'CREATE INDEX idx_diag_run_target_ts ON devdiag.diag_run USING btree (target_hash, ts DESC)',
  ],
  ['idx_diag_run_tenant_ts', 'CREATE INDEX idx_diag_run_tenant_ts ON devdiag.diag_run USING btree (tenant, ts DESC)'],
  ['idx_diag_run_ts', 'CREATE INDEX idx_diag_run_ts ON devdiag.diag_run USING btree (ts DESC)'],
  ['idx_fix_outcome_support', 'CREATE INDEX idx_fix_outcome_support ON devdiag.fix_outcome USING btree (support DESC)'],
  [
    'idx_fix_outcome_tenant_problem',
    'CREATE INDEX idx_fix_outcome_tenant_problem ON devdiag.fix_outcome USING btree (tenant, problem_code)',
  ],
];

const VIEWS = {
  v_env_diversity: ['tenant text', 'problem_code text', 'unique_environments bigint', 'total_runs bigint'],
  v_fix_ranking: [
    ...['problem_code text', 'fix_code text', 'successes bigint', 'avg_confidence double precision', 'rank bigint'],
  ],
  v_fix_success: [
    ...['tenant text', 'problem_code text', 'fix_code text', 'successes bigint', 'avg_confidence double precision'],
    'last_success timestamp without time zone',
  ],
  v_problem_counts: ['day timestamp without time zone', 'tenant text', 'problem_code text', 'runs bigint'],
  v_recent_activity: [
    ...['tenant text', 'target_hash text', 'ts timestamp without time zone', 'problem_count integer', 'problems jsonb'],
    'preset text',
  ],
  v_ttr_days: [
    ...['tenant text', 'problem_code text', 'target_hash text', 'first_seen_day date'],
    ...['first_zero_day timestamp with time zone', 'ttr_days interval'],
  ],
};

const COLUMNS = {
  diag_run: [
    ...['id bigint NO', 'ts timestamp without time zone NO', 'tenant text NO', 'target_hash text NO', 'env_fp text NO'],
    ...['problems jsonb NO', 'evidence jsonb NO', 'preset text YES'],
  ],
  fix_outcome: [
    ...['id bigint NO', 'ts timestamp without time zone NO', 'tenant text NO', 'problem_code text NO'],
    ...['fix_code text NO', 'confidence double precision NO', 'support integer NO', 'env_fp text NO', 'notes text YES'],
  ],
};

describe.each([15, 18] as const)('database on PostgreSQL %i', (version) => {
  let server: PostgresServer;
  let database: DevdiagDatabase;
  let owner: pg.Client;
  let reader: pg.Client;

  async function open(dsn: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: dsn });
    await client.connect();
    return client;
  }

  async function lines(sql: string, values: unknown[] = []): Promise<string[]> {
    return (await owner.query({ text: sql, values, rowMode: 'array' })).rows.map((row: unknown[]) => row.join(' '));
  }

  async function addRun(ts: string, tenant: string, target: string, problems: unknown, env = 'env') {
    await owner.query(
      `insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence) values ($1, $2, $3, $4, $5, '{}')`,
      [ts, tenant, target, env, JSON.stringify(problems)]
    );
  }

  beforeAll(async () => {
    server = await startPostgres({ version, fast: true });
    database = await createDevdiagDatabase(server, { name: 'devdiag' });
    owner = await open(database.superuserDsn);
    reader = await open(database.readerDsn);
  }, 60_000);

  afterAll(async () => {
    await reader?.end();
    await owner?.end();
    await server?.stop();
  });

  it('runs the wanted version, in UTF8, C.UTF-8 and UTC', async () => {
    expect(server.version).toMatch(new RegExp(`^${version}\\.`));
    expect(await lines('show server_version_num')).toEqual([expect.stringMatching(new RegExp(`^${version}`))]);
    expect(
      await lines(
        'select pg_encoding_to_char(encoding), datcollate from pg_database where datname = current_database()'
      )
    ).toEqual(['UTF8 C.UTF-8']);
    expect(await lines('show timezone')).toEqual(['UTC']);
  });

  it('has the two tables', async () => {
    for (const [table, columns] of Object.entries(COLUMNS)) {
      expect(
        await lines(
          `select column_name, data_type, is_nullable from information_schema.columns
          where table_schema = 'devdiag' and table_name = $1 order by ordinal_position`,
          [table]
        )
      ).toEqual(columns);
    }
  });

  it('has the nine indexes', async () => {
    const { rows } = await owner.query({
      text: `select indexname, indexdef from pg_indexes where schemaname = 'devdiag' order by 1`,
      rowMode: 'array',
    });
    expect(rows).toEqual(INDEXES);
  });

  it('has the six views', async () => {
    const { rows } = await owner.query(
      `select table_name, array_agg(column_name || ' ' || data_type order by ordinal_position) as columns
      from information_schema.columns join information_schema.views using (table_schema, table_name)
      where table_schema = 'devdiag' group by 1 order by 1`
    );
    expect(Object.fromEntries(rows.map(({ table_name, columns }) => [table_name, columns]))).toEqual(VIEWS);
  });

  it('takes the schema and the grants a second time, and keeps what is there', async () => {
    await addRun('2026-01-01 10:00', 'kept', 't', []);
    await createDevdiagDatabase(server, { name: 'devdiag' });
    await owner.query(schemaSql());
    await owner.query(grantsSql());
    expect(await lines(`select count(*) from devdiag.diag_run where tenant = 'kept'`)).toEqual(['1']);
  });

  it('lets Grafana’s role read everything and change nothing', async () => {
    for (const relation of [...Object.keys(COLUMNS), ...Object.keys(VIEWS)]) {
      await reader.query(`select * from devdiag.${relation} limit 1`);
    }
    for (const sql of [
      `insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence) values (now(), '', '', '', '[]', '{}')`,
      `update devdiag.fix_outcome set confidence = 1`,
      `delete from devdiag.diag_run`,
      `truncate devdiag.diag_run`,
      `create table devdiag.mine (id integer)`,
      `create table public.mine (id integer)`,
      `select nextval('devdiag.diag_run_id_seq')`,
      `set role devdiag_writer`,
    ]) {
      await expect(reader.query(sql), sql).rejects.toMatchObject({ code: '42501' });
    }
    expect((await reader.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '30s' }]);
    expect(await lines(`select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = 'grafana'`)).toEqual([
      'false false false',
    ]);
  });

  it('lets Grafana’s role read a table that is added later', async () => {
    await owner.query('create table devdiag.added_later (id integer)');
    await expect(reader.query('select * from devdiag.added_later')).resolves.toMatchObject({ rowCount: 0 });
    await owner.query('drop table devdiag.added_later');
  });

  it('lets the writer’s role insert and update, not delete', async () => {
    const writer = await open(database.writerDsn);
    await writer.query(
      `insert into devdiag.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp)
      values (now() at time zone 'UTC', 'w', 'p', 'f', 0.5, 1, 'e')`
    );
    await writer.query(`update devdiag.fix_outcome set support = 2 where tenant = 'w'`);
    await expect(writer.query(`delete from devdiag.fix_outcome`)).rejects.toMatchObject({ code: '42501' });
    await writer.end();
    await owner.query(`delete from devdiag.fix_outcome`);
  });

  it('counts runs and environments by problem, whatever the problems column holds', async () => {
    await owner.query('truncate devdiag.diag_run');
    await addRun('2026-01-01 10:00', 'acme', 't', ['A', 'B', 'A'], 'one');
    await addRun('2026-01-01 23:59', 'acme', 't', ['A'], 'two');
    await addRun('2026-01-02 00:00', 'acme', 't', ['A'], 'two');
    await addRun('2026-01-02 00:00', 'acme', 't', 'A');
    await addRun('2026-01-02 00:00', 'acme', 't', { A: 1 });
    await addRun('2026-01-02 00:00', 'acme', 't', null);
    expect(
      await lines(`select day::date::text, problem_code, runs from devdiag.v_problem_counts order by 1, 2`)
    ).toEqual([...['2026-01-01 A 2', '2026-01-01 B 1', '2026-01-02 A 1']]);
    expect(
      await lines(`select problem_code, unique_environments, total_runs from devdiag.v_env_diversity order by 1`)
    ).toEqual(['A 2 3', 'B 1 1']);
  });

  it('takes the first later day without a problem for the day it was fixed, and leaves out what is still there', async () => {
    await owner.query('truncate devdiag.diag_run');
    await addRun('2026-01-01 10:00', 'acme', 't', ['A', 'STILL']);
    await addRun('2026-01-02 10:00', 'acme', 't', ['A']);
    await addRun('2026-01-04 10:00', 'acme', 't', ['A']);
    await owner.query(
      `insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
      select day, 'acme', 't', 'env', '["STILL"]', '{}'
      from generate_series(timestamp '2026-01-02', now() + interval '1 day', interval '1 day') as day`
    );
    expect(
      await lines(
        `select problem_code, first_seen_day::text, first_zero_day::text, ttr_days::text from devdiag.v_ttr_days`
      )
    ).toEqual(['A 2026-01-01 2026-01-03 00:00:00+00 2 days']);
  });

  it('shows the runs of the last seven days', async () => {
    await owner.query('truncate devdiag.diag_run');
    const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString().replace('Z', '');
    await addRun(ago(1), 'acme', 't', ['A', 'B']);
    await addRun(ago(167), 'acme', 't', 'odd');
    await addRun(ago(169), 'acme', 't', ['A']);
    expect(await lines(`select problem_count from devdiag.v_recent_activity order by ts desc`)).toEqual(['2', '0']);
  });

  it('sums fixes up over environments and ranks them', async () => {
    await owner.query(
      `insert into devdiag.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp) values
      ('2026-01-01', 'acme', 'A', 'one', 0.5, 3, 'x'), ('2026-01-03', 'acme', 'A', 'one', 1.0, 4, 'y'),
      ('2026-01-02', 'globex', 'A', 'two', 0.9, 8, 'x'), ('2026-01-02', 'globex', 'B', 'one', 0.9, 1, 'x')`
    );
    expect(
      await lines(
        `select tenant, problem_code, fix_code, successes, avg_confidence, last_success::date::text
        from devdiag.v_fix_success order by 1, 2, 3`
      )
    ).toEqual(['acme A one 7 0.75 2026-01-03', 'globex A two 8 0.9 2026-01-02', 'globex B one 1 0.9 2026-01-02']);
    expect(await lines(`select problem_code, fix_code, rank from devdiag.v_fix_ranking order by 1, 3`)).toEqual([
      ...['A two 1', 'A one 2', 'B one 1'],
    ]);
  });

  it('takes names that need quoting, passwords too', async () => {
    const options = {
      name: `odd "db" 'x' %20`,
      schema: `sch"ema' $1 $$`,
      role: `gra"fana' $$ é`,
      rolePassword: `p'a"s$$s\\w/o:r@d %41`,
    };
    const odd = await createDevdiagDatabase(server, options);
    const client = await open(odd.readerDsn);
    const schema = pg.escapeIdentifier(options.schema);
    expect((await client.query(`select current_user, count(*) from ${schema}.diag_run`)).rows[0].current_user).toBe(
      options.role
    );
    await expect(client.query(`delete from ${schema}.diag_run`)).rejects.toMatchObject({ code: '42501' });
    expect((await client.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '30s' }]);
    await client.end();
    await odd.drop();
    expect(await lines(`select count(*) from pg_database where datname = $1`, [options.name])).toEqual(['0']);
  });

  it('makes several databases at once, and one without the schema', async () => {
    const made = await Promise.all(
      ['a', 'b', 'c'].map((name) => createDevdiagDatabase(server, { name, role: 'reader', withSchema: name !== 'c' }))
    );
    for (const { name, readerDsn, drop } of made) {
      const client = await open(readerDsn);
      const { rows } = await client.query(`select to_regclass('devdiag.diag_run') is not null as there`);
      expect(rows).toEqual([{ there: name !== 'c' }]);
      await client.end();
      await drop();
    }
  });
});
