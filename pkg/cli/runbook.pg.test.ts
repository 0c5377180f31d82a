import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lexer, walkTokens, type Token, type Tokens } from 'marked';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandTimeTo } from '@devdiag/engine/query/render';
import { parsePage } from '@devdiag/engine/runbook/parse';
import { fillSampleData } from '@devdiag/sandbox/data/sample';
import { createDevdiagDatabase, withClient, type DevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import { startPostgres, type PostgresServer } from '@devdiag/sandbox/postgres/server';
import { wholeBook } from './runbook/context.ts';
import { devdiagOps } from './testing/spawn.ts';

const BOOK = wholeBook();
const MAJORS = (process.env.DEVDIAG_PG_VERSIONS ?? '15,18').split(',').map(Number) as Array<15 | 18>;
const RUNS = 5000;

describe.each(MAJORS)('on PostgreSQL %i', (major) => {
  let server: PostgresServer;
  let database: DevdiagDatabase;
  let folder: string;

  beforeAll(async () => {
    server = await startPostgres({ fast: true, version: major });
    database = await createDevdiagDatabase(server, { name: 'ops' });
    await withClient(database.superuserDsn, (client) =>
      fillSampleData(client, { asOf: new Date(), days: 60, runs: RUNS })
    );
    folder = mkdtempSync(join(tmpdir(), 'devdiag-runbook-'));
  }, 180_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (args: string[]) => devdiagOps(['runbook', ...args, '--run', '--dsn', database.readerDsn]);
  const owner = <T>(work: (client: pg.Client) => Promise<T>) => withClient(database.superuserDsn, work);

  it(`shows the answers of a page in the place of its queries (PostgreSQL ${major})`, async () => {
    const { code, stdout, stderr } = await run(['runs-stalled']);
    expect(stderr).toMatch(/^4 of 4 queries answered in \d+\.\d s, as of .* UTC\.\n$/);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Newest run of each tenant, seven days\ntenant +newest +runs +minutes_ago\n/);
    // Instants in one zone, whatever the session's is; tenants whole.
    expect(stdout).toMatch(/^l'été "€" 100% +\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? UTC +\d+ +\d+$/m);
    expect(stdout).not.toContain('```sql\nselect left(tenant');
  });

  it(`asks about one tenant and a past instant (PostgreSQL ${major})`, async () => {
    const { code, stdout } = await run(['tenant-silent', '--tenant', `l'été "€" 100%`, '--as-of', 'now-10d']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/the longest silent first\ntenant .*\nl'été "€" 100% .*\n\(1 row\)\n/);
    const newest = [...stdout.matchAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g)].map(([text]) =>
      Date.parse(`${text.replace(' ', 'T')}Z`)
    );
    expect(newest.length).toBeGreaterThan(5);
    expect(Math.max(...newest)).toBeLessThanOrEqual(Date.now() - 10 * 86_400_000);
  });

  it(`goes on when one query breaks, and says so (PostgreSQL ${major})`, async () => {
    await owner((client) => client.query('revoke select on devdiag.fix_outcome from grafana'));
    try {
      const { code, stdout, stderr } = await run(['recovery-targets']);
      expect(code).toBe(1);
      expect(stdout).toMatch(/by the age of the backup\nERROR: permission denied for table fix_outcome\n/);
      expect(stdout).toMatch(/What has to be restored\ndata +indexes_to_build +rows_about\n/);
      expect(stderr).toMatch(/^2 of 3 queries answered/);
    } finally {
      await owner((client) => client.query('grant select on devdiag.fix_outcome to grafana'));
    }
  });

  it(`waits for no lock longer than the time limit (PostgreSQL ${major})`, async () => {
    await owner(async (client) => {
      await client.query('begin; lock table devdiag.diag_run in access exclusive mode');
      // Connecting and the query that needs no lock have no longer, either.
      const { code, stdout } = await run(['runs-stalled', '--timeout', '3']);
      expect(code).toBe(1);
      expect(stdout.match(/^ERROR: .*(timeout|time limit)/gim)?.length).toBe(2);
      expect(stdout).toMatch(/Is the database writable\?\nstandby /);
      await client.query('rollback');
    });
  });

  it(`shows no more rows than the query wants, and says that there are more (PostgreSQL ${major})`, async () => {
    await owner((client) =>
      client.query(
        `insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
        select now() at time zone 'UTC', E'many \\x1b[31m' || n, 't', 'e', '[]', '{}' from generate_series(1, 60) as n`
      )
    );
    try {
      const { stdout, code } = await run(['runs-stalled']);
      expect(code).toBe(0);
      expect(stdout).toContain('(50 rows, and more)');
      expect(stdout).not.toContain('\u001b');
    } finally {
      await owner((client) => client.query(`delete from devdiag.diag_run where target_hash = 't'`));
    }
  });

  it(`says which option a query lacks, and runs the others (PostgreSQL ${major})`, async () => {
    const { code, stdout, stderr } = await run(['tenant-silent']);
    expect(code).toBe(1);
    expect(stdout).toContain('(not run: it needs --tenant)');
    expect(stderr).toMatch(/^2 of 3 queries answered/);
  });

  it(`shows the page although there is no database (PostgreSQL ${major})`, async () => {
    const { code, stdout, stderr } = await devdiagOps([
      ...['runbook', 'server-failure', '--run', '--dsn', 'postgres://grafana:s3cr3tpass@127.0.0.1:1/ops'],
    ]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^Complete server failure\n/);
    expect(stdout).toContain('(not run: no connection)');
    expect(stderr).toContain('No query was run. Cannot connect to PostgreSQL at 127.0.0.1:1');
    expect(stdout + stderr).not.toContain('s3cr3tpass');
  });

  it(`changes nothing (PostgreSQL ${major})`, async () => {
    const state = () =>
      owner(async (client) => (await client.query('select count(*), max(id) from devdiag.diag_run')).rows[0]);
    const before = await state();
    const queried = BOOK.filter(({ text }) => parsePage(text).blocks.some(({ kind }) => kind === 'query'));
    expect(queried.length).toBeGreaterThan(20);
    // As a role that may do everything: what keeps it from writing is the transaction.
    const { code } = await devdiagOps([...['runbook', 'no-new-runs', '--run', '--dsn', database.superuserDsn]]);
    expect(code).toBe(0);
    expect(await state()).toEqual(before);
  });

  it(`exports SQL that runs as it stands (PostgreSQL ${major})`, async () => {
    const { code } = await devdiagOps(['runbook', '--export', folder]);
    expect(code).toBe(0);
    const blocks = readdirSync(folder).flatMap((name) =>
      sqlOf(readFileSync(join(folder, name), 'utf8')).map((block) => ({ name, ...block }))
    );
    const reading = blocks.filter(({ writes }) => !writes);
    const writing = blocks.filter(({ writes }) => writes);
    expect(reading.length).toBeGreaterThan(80);
    expect(writing.length).toBeGreaterThan(10);
    const failed: string[] = [];
    const attempt = async (name: string, sql: string, work: () => Promise<unknown>) => {
      try {
        await work();
      } catch (error) {
        failed.push(`${name}: ${(error as Error).message}\n${sql}`);
      }
    };
    await withClient(database.readerDsn, async (client) => {
      for (const { name, sql } of reading) {
        // Only the queries of alert rules keep Grafana's macro: they are pasted into a rule.
        expect(name === 'alerts-by-hand.md' || !sql.includes('$__'), sql).toBe(true);
        await attempt(name, sql, () => client.query(expandTimeTo(sql, Date.now())));
      }
    });
    await owner(async (client) => {
      for (const { name, sql } of writing) {
        const alone = /^\s*(vacuum|reindex|create index concurrently|drop index concurrently)\b/i.test(sql);
        await (alone || client.query('begin'));
        await attempt(name, sql, () => client.query(sql));
        await (alone || client.query('rollback'));
      }
    });
    expect(failed).toEqual([]);
  });
});

/** SQL blocks of a file; what writes stands below a quote that says so. */
function sqlOf(text: string): Array<{ sql: string; writes: boolean }> {
  const tokens: Token[] = [];
  walkTokens(lexer(text), (token) => {
    tokens.push(token);
  });
  const blocks = tokens.filter(({ type }) => type === 'code' || type === 'blockquote');
  return blocks.flatMap((token, index) =>
    token.type === 'code' && (token as Tokens.Code).lang === 'sql'
      ? [{ sql: (token as Tokens.Code).text, writes: blocks[index - 1]?.raw.startsWith('> **Writes.**') ?? false }]
      : []
  );
}
