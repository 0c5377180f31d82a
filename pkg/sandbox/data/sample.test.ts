import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { createDevdiagDatabase, type DevdiagDatabase } from '../postgres/database.ts';
import { startPostgres, type PostgresServer } from '../postgres/server.ts';
import * as measure from './measures.ts';
import { SAMPLE_PROBLEMS } from './problems.ts';
import { fillSampleData, type SampleProgress } from './sample.ts';
import { SAMPLE_TENANTS } from './tenants.ts';

const RUNS = 30_000;
const asOf = new Date('2026-01-02T10:17:00Z');

/** Everything in both tables, boiled down to one text. */
const CHECKSUM = `
  select md5(string_agg(line, '' order by line)) as sum
  from (
    select md5(run::text) as line from devdiag.diag_run as run
    union all
    select md5(outcome::text) from devdiag.fix_outcome as outcome
  ) as lines`;

const EXPECTED_INDEXES = [
  'diag_run_pkey',
  'idx_diag_run_problems_gin',
  'idx_diag_run_target_ts',
  'idx_diag_run_tenant_ts',
  'idx_diag_run_ts',
];

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres({ fast: true });
}, 60_000);

afterAll(() => server?.stop());

async function connect(database: DevdiagDatabase): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.superuserDsn });
  await client.connect();
  return client;
}

async function one<Row>(client: pg.Client, sql: string, values: unknown[] = []): Promise<Row> {
  return (await client.query(sql, values)).rows[0] as Row;
}

describe(`sample data of ${RUNS} runs`, () => {
  let client: pg.Client;
  const progress: SampleProgress[] = [];

  beforeAll(async () => {
    client = await connect(await createDevdiagDatabase(server, { name: 'sample' }));
    await fillSampleData(client, { asOf, runs: RUNS, onProgress: (event) => progress.push(event) });
  }, 120_000);

  afterAll(() => client?.end());

  it('holds exactly the wanted number of runs, ids from 1 on in the order of time', async () => {
    const row = await one<object>(
      client,
      `select count(*)::integer as runs, min(id)::integer as first, max(id)::integer as last,
        count(*) filter (where ts < previous)::integer as disordered
      from (select id, ts, lag(ts) over (order by id) as previous from devdiag.diag_run) as run`
    );
    expect(row).toEqual({ runs: RUNS, first: 1, last: RUNS, disordered: 0 });
  });

  it('lies on the disk in the order of time, as if written day by day', async () => {
    const { correlation } = await one<{ correlation: number }>(
      client,
      `select correlation from pg_stats where schemaname = 'devdiag' and tablename = 'diag_run' and attname = 'ts'`
    );
    expect(correlation).toBeGreaterThan(0.999);
  });

  it('goes on with the next id when something is inserted afterwards', async () => {
    await client.query('begin');
    const run = await one<{ id: string }>(
      client,
      `insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
      values (now() at time zone 'UTC', 'acme', 'a', 'b', '[]', '{}') returning id`
    );
    await client.query(
      `insert into devdiag.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp)
      values (now() at time zone 'UTC', 'acme', 'a', 'b', 1, 1, 'c')`
    );
    await client.query('rollback');
    expect(Number(run.id)).toBe(RUNS + 1);
  });

  it('reaches from half a year ago to a few minutes before its end, without an hour of silence', async () => {
    const { newest, oldest, longestGap } = await measure.ages(client, { asOf });
    expect(newest).toBeGreaterThanOrEqual(0);
    expect(newest).toBeLessThan(10);
    expect(oldest / 1440).toBeGreaterThan(179);
    expect(oldest / 1440).toBeLessThan(180);
    expect(longestGap).toBeLessThan(60);
  });

  it('has heard of every tenant in the last two hours', async () => {
    const { rows } = await client.query(
      `select tenant from devdiag.diag_run
      where ts > $1::timestamptz at time zone 'UTC' - interval '2 hours' group by tenant order by tenant`,
      [asOf.toISOString()]
    );
    expect(rows.map(({ tenant }) => tenant)).toEqual(SAMPLE_TENANTS.map(({ tenant }) => tenant).sort());
  });

  it('is quiet at weekends and busy in working hours', async () => {
    const { weekend, night } = await one<{ weekend: number; night: number }>(
      client,
      `select
        (count(*) filter (where extract(isodow from ts) > 5) / 2.0 / (count(*) filter (where extract(isodow from ts) < 6) / 5.0))::float8
          as weekend,
        (count(*) filter (where extract(hour from ts) < 5)::float8 / count(*) filter (where extract(hour from ts) between 9 and 13))
          as night
      from devdiag.diag_run`
    );
    expect(weekend).toBeGreaterThan(0.25);
    expect(weekend).toBeLessThan(0.42);
    expect(night).toBeGreaterThan(0.25);
    expect(night).toBeLessThan(0.5);
  });

  it('comes back to the same targets with the same preset', async () => {
    const row = await one<{ series: number; fewest: number; presets: number; environments: number }>(
      client,
      `select count(*)::integer as series, min(runs)::integer as fewest, count(distinct coalesce(preset, '-'))::integer as presets,
        (select count(distinct env_fp) from devdiag.diag_run)::integer as environments
      from (select preset, count(*) as runs from devdiag.diag_run group by tenant, target_hash, preset) as series`
    );
    expect(row.series).toBeGreaterThan(30);
    expect(row.fewest).toBeGreaterThan(300);
    expect(row.presets).toBe(5);
    expect(row.environments).toBe(12);
  });

  it('knows every code in its past, eight in its last weeks, never more than ten a day', async () => {
    const { rows } = await client.query(
      `select distinct code from devdiag.diag_run, jsonb_array_elements_text(problems) as code order by code`
    );
    expect(rows.map(({ code }) => code)).toEqual(SAMPLE_PROBLEMS.map(({ code }) => code).sort());
    expect(SAMPLE_PROBLEMS).toHaveLength(17);
    expect(Math.max(...(await measure.codesADay(client, { asOf }, 21)))).toBeLessThanOrEqual(8);
    expect(Math.max(...(await measure.codesADay(client, { asOf }, 180)))).toBeLessThanOrEqual(10);
  });

  it('had a bad fortnight three months ago and has recovered', async () => {
    const share = async (daysAgo: number) =>
      measure.topShare(client, { asOf: new Date(asOf.getTime() - daysAgo * 86_400_000) });
    expect(await share(84)).toMatchObject({ code: 'CSP_INLINE_BLOCKED' });
    expect((await share(84)).share).toBeGreaterThan(0.35);
    expect((await share(110)).share).toBeLessThan(0.17);
    expect((await share(70)).share).toBeLessThan(0.17);
  });

  it('has evidence that fits the problems', async () => {
    const row = await one<{ odd: number; keys: string[] }>(
      client,
      `select
        (select count(*) from devdiag.diag_run
         where (problems ? 'XFO_DENY') <> (evidence @> '{"xfo": "DENY"}')
            or (problems ? 'CSP_INLINE_BLOCKED') <> (evidence @> '{"csp": "strict"}'))::integer as odd,
        (select array_agg(distinct key order by key) from devdiag.diag_run, jsonb_object_keys(evidence) as key) as keys`
    );
    expect(row).toEqual({ odd: 0, keys: ['csp', 'framework', 'routes', 'server', 'xfo'] });
  });

  describe.each([undefined, ...SAMPLE_TENANTS.map(({ tenant }) => tenant)])('at its end, tenant %s', (tenant) => {
    const scope = { asOf, tenant };

    it('no problem dominates', async () => {
      expect((await measure.topShare(client, scope)).share).toBeLessThan(tenant ? 0.2 : 0.17);
    });

    it('no day is out of line', async () => {
      expect(measure.oddDays(await measure.runsADay(client, scope))).toEqual([]);
    });

    it('problems are gone in less than two days', async () => {
      const lastWeek = await measure.medianTtr(client, scope, 7);
      expect(lastWeek.episodes).toBeGreaterThanOrEqual(5);
      expect(lastWeek.open).toBeGreaterThan(0);
      expect(lastWeek.median).toBeLessThan(2);
      expect(lastWeek.median).toBeGreaterThan(0.25);
    });

    it('every problem has a fix that is trusted', async () => {
      expect(await measure.unlearned(client, scope)).toEqual([]);
      const month = await measure.confidence(client, scope, 30);
      expect(month.mean).toBeGreaterThan(0.79);
      expect(month.mean).toBeLessThan(0.85);
      expect(month.lowestProblem).toBeGreaterThanOrEqual(0.6);
      const week = await measure.confidence(client, scope, 7);
      expect(week.fixes).toBeGreaterThanOrEqual(tenant ? 5 : 8);
      expect(week.mean).toBeGreaterThan(0.7);
    });
  });

  it('learned everything within the last 30 days', async () => {
    const row = await one<object>(
      client,
      `select count(*) filter (where ts > $1::timestamptz at time zone 'UTC')::integer as later,
        count(*) filter (where ts < $1::timestamptz at time zone 'UTC' - interval '30 days')::integer as earlier
      from devdiag.fix_outcome`,
      [asOf.toISOString()]
    );
    expect(row).toEqual({ later: 0, earlier: 0 });
  });

  it('leaves the indexes as they were', async () => {
    const { rows } = await client.query(
      `select indexname from pg_indexes where schemaname = 'devdiag' and tablename = 'diag_run' order by 1`
    );
    expect(rows.map(({ indexname }) => indexname)).toEqual(EXPECTED_INDEXES);
  });

  it('tells how far it is', () => {
    expect(progress.map(({ step }) => step)).toEqual([
      'preparing',
      'inserting runs',
      'building indexes',
      'analyzing',
      'done',
    ]);
    expect(progress.at(-1)).toMatchObject({ runs: RUNS, of: RUNS });
  });

  it('goes into empty tables only, and leaves what is there alone', async () => {
    const before = await one(client, CHECKSUM);
    await expect(fillSampleData(client, { asOf, runs: 10 })).rejects.toThrow(
      'There is data in "devdiag".diag_run already'
    );
    expect(await one(client, CHECKSUM)).toEqual(before);
  });

  it.each([15, 18] as const)(
    'is the same again on PostgreSQL %i, whatever the session',
    async (version) => {
      const other = await startPostgres({ version, fast: true });
      try {
        const again = await connect(await createDevdiagDatabase(other, { name: 'again' }));
        await again.query(`set timezone = 'America/Los_Angeles'; set datestyle = 'german'`);
        await fillSampleData(again, { asOf, runs: RUNS });
        await again.query(`set timezone = 'UTC'; set datestyle = 'iso'`);
        expect(await one(again, CHECKSUM)).toEqual(await one(client, CHECKSUM));
        await again.end();
      } finally {
        await other.stop();
      }
    },
    120_000
  );
});

describe('sample data with other options', () => {
  let client: pg.Client;
  let database: DevdiagDatabase;
  const schema = `dev"diag' $1 \\`;

  beforeAll(async () => {
    database = await createDevdiagDatabase(server, { name: 'other', schema });
    client = await connect(database);
  });

  afterAll(() => client?.end());

  it('writes the wall clock of the given zone, in the order of ids over a change of clocks', async () => {
    // Clocks in Berlin went from 02:00 to 03:00 on 29 March 2026.
    await fillSampleData(client, {
      ...{ asOf: new Date('2026-04-02T22:30:00Z'), days: 30, runs: 20_000, schema, zone: 'Europe/Berlin' },
    });
    const row = await one<object>(
      client,
      `select max(ts) between '2026-04-03 00:20' and '2026-04-03 00:30' as to_the_end,
        count(*) filter (where ts between '2026-03-29 02:00' and '2026-03-29 02:59:59')::integer as skipped,
        count(*) filter (where ts < previous)::integer as disordered,
        count(*)::integer as runs
      from (select ts, lag(ts) over (order by id) as previous from ${pg.escapeIdentifier(schema)}.diag_run) as run`
    );
    expect(row).toEqual({ to_the_end: true, skipped: 0, disordered: 0, runs: 20_000 });
    await client.query(`truncate ${pg.escapeIdentifier(schema)}.diag_run, ${pg.escapeIdentifier(schema)}.fix_outcome`);
  });

  it.each([
    { days: 2, runs: 1 },
    { days: 2, runs: 500 },
    { days: 400, runs: 1000 },
  ])('copes with $runs runs in $days days', async ({ days, runs }) => {
    await fillSampleData(client, { asOf, days, runs, schema });
    const row = await one<object>(
      client,
      `select count(*)::integer as runs from ${pg.escapeIdentifier(schema)}.diag_run`
    );
    expect(row).toEqual({ runs });
    await client.query(`truncate ${pg.escapeIdentifier(schema)}.diag_run, ${pg.escapeIdentifier(schema)}.fix_outcome`);
  });

  it.each([
    [{ asOf: new Date('yesterdayish') }, 'asOf is not a valid date'],
    [{ days: 1.5 }, 'days is 1.5'],
    [{ runs: 0 }, 'runs is 0'],
    [{ zone: 'Europe/Atlantis' }, 'time zone "Europe/Atlantis" not recognized'],
    [{ schema: 'nowhere' }, 'relation "nowhere.diag_run" does not exist'],
  ])('refuses %j and leaves nothing behind', async (wrong, sentence) => {
    await expect(fillSampleData(client, { asOf, runs: 100, schema, ...wrong })).rejects.toThrow(sentence);
    const row = await one<object>(
      client,
      `select count(*)::integer as runs from ${pg.escapeIdentifier(schema)}.diag_run`
    );
    expect(row).toEqual({ runs: 0 });
    const { rowCount } = await client.query(`select from pg_indexes where schemaname = $1 and indexname = any($2)`, [
      schema,
      EXPECTED_INDEXES,
    ]);
    expect(rowCount).toBe(EXPECTED_INDEXES.length);
  });
});
