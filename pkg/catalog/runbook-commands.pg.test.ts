import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderForCopy, type PageQuestion } from '@devdiag/engine/runbook/query';
import { allBlocks } from '@devdiag/engine/runbook/testing';
import { fillSampleData } from '@devdiag/sandbox/data/sample';
import type { PostgresMajor } from '@devdiag/sandbox/postgres/binaries';
import { commandMajors, findClientTools } from '@devdiag/sandbox/postgres/clients';
import { grantsSql, schemaSql, withClient } from '@devdiag/sandbox/postgres/database';
import { startPostgres, type PostgresServer } from '@devdiag/sandbox/postgres/server';
import { questionOf } from '@devdiag/sandbox/scenarios/run';
import { CHECKS } from './generated/checks.ts';
import { PAGES } from './generated/pages.ts';

// The commands of the pages, typed as somebody would: in the order of the contents, in one shell for a page, with the
// variables that "Before you copy a command" names.

/** The versions to try on: with the client programs of this machine, those that they can dump. */
const MAJORS = commandMajors();

/** Commands of this app are held by a test of their own: they exist, with options that they know. */
const DEVDIAG_OPS = /(?<![\w-])devdiag-ops(?!\.env)/;
const POSTGRES =
  /(?<![\w-])(psql|pg_\w+|createdb|dropdb|createuser)(?![\w-])|BACKUPS|devdiag-ops\.env|(recovery|standby)\.signal/;

/** What is not run here, by page and a word of it, and why. docs/runbook-blocks.md says the same in general. */
const NOT_RUN: Array<{ page: string; word: string; why: string }> = [
  {
    page: 'pages/database-corruption',
    word: 'systemctl stop postgresql',
    why: 'the service manager and the folders of a host',
  },
  {
    page: 'pages/database-corruption',
    word: 'pg_checksums --check',
    why: 'a program of the server package, for a server that is stopped',
  },
  { page: 'pages/database-corruption', word: 'dmesg', why: 'the log of a host’s kernel, read as root' },
  { page: 'pages/server-failure', word: 'pg_ctl promote', why: 'tried on a standby in runbook-recovery.pg.test.ts' },
  {
    page: 'pages/server-failure',
    word: 'recovery.signal',
    why: 'tried on a base backup and an archive in runbook-recovery.pg.test.ts',
  },
  { page: 'pages/no-new-runs', word: 'pgrep', why: 'the processes of the writer’s host' },
];
const isNotRun = ({ page, block: { commands } }: { page: string; block: { commands: string } }) =>
  NOT_RUN.some((one) => one.page === page && commands.includes(one.word));

/** A page's commands find things as its text says they are. */
const BEFORE: Record<string, () => Promise<void>> = {
  'pages/database-corruption': () => emptyRestored(),
  'pages/server-failure': () => emptyRestored(),
};

/** As whom `DATABASE` logs in where the text asks for a superuser. */
const AS_SUPERUSER = /pg_amcheck/;

const SHELL = allBlocks('shell').filter((one) => !DEVDIAG_OPS.test(one.block.commands) && !isNotRun(one));
const ORDER = ['pages/commands', ...PAGES.map(({ id }) => `pages/${id}`)];
const BY_PAGE = [...new Set(SHELL.map(({ page }) => page))]
  .sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other))
  .map((page) => ({ page, blocks: SHELL.filter((block) => block.page === page) }));

const SCHEMA = 'Größe_1';
const RETENTION_DAYS = 180;
const DAYS = 190;
const RUNS = 20_000;
const QUESTION: PageQuestion = {
  settings: { ...questionOf({}, CHECKS).settings, schema: SCHEMA, retentionDays: RETENTION_DAYS },
  tenant: null,
  problem: null,
  target: null,
};

let server: PostgresServer;
let folder: string;
let environment: NodeJS.ProcessEnv;
let ownerDsn: string;

async function prepare(version: PostgresMajor): Promise<void> {
  const { path } = findClientTools();
  server = await startPostgres({ version, fast: true, settings: ['max_wal_senders=0'] });
  folder = mkdtempSync(join(tmpdir(), 'devdiag-commands-'));
  const superuser = server.superuserDsn('postgres');
  await withClient(superuser, async (client) => {
    await client.query(`create role devdiag_owner login createdb password 'owner'`);
    await client.query('create database production owner devdiag_owner');
  });
  ownerDsn = server.dsn('production', 'devdiag_owner', 'owner');
  await withClient(ownerDsn, async (client) => {
    await client.query(schemaSql(SCHEMA));
    await fillSampleData(client, { asOf: new Date(), days: DAYS, runs: RUNS, schema: SCHEMA });
  });
  await withClient(server.superuserDsn('production'), (client) => client.query(grantsSql(SCHEMA)));
  const { hostname, port, username, password } = new URL(superuser);
  environment = {
    PATH: path,
    HOME: folder,
    LC_ALL: 'C.UTF-8',
    // For commands that are typed "as the user postgres on the new server".
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: username,
    PGPASSWORD: decodeURIComponent(password),
    DATABASE: ownerDsn,
    BACKUPS: join(folder, 'the backups'),
    SCRATCH_SERVER: server.dsn('postgres', 'devdiag_owner', 'owner'),
    RESTORED: server.dsn('devdiag_restored', 'devdiag_owner', 'owner'),
    DEVDIAG_PG_HOST: hostname,
    DEVDIAG_PG_USER: 'devdiag_owner',
    DEVDIAG_PG_PASS: 'owner',
    DEVDIAG_PG_DB: 'production',
  };
  const exported = ['DATABASE', 'BACKUPS', 'SCRATCH_SERVER', 'RESTORED'].map(
    (name) => `export ${name}='${environment[name]}'`
  );
  writeFileSync(join(folder, 'devdiag-ops.env'), `${exported.join('\n')}\n`);
}

async function emptyRestored(): Promise<void> {
  await withClient(server.dsn('postgres', 'devdiag_owner', 'owner'), async (client) => {
    await client.query('drop database if exists devdiag_restored with (force)');
    await client.query('create database devdiag_restored');
  });
}

interface Ran {
  status: number | null;
  output: string;
}

/** Runs commands in bash, where a mistake ends it; what they set stays for the next block of the page. */
function type(commands: string, changes: NodeJS.ProcessEnv = {}): Ran {
  const kept = join(folder, 'kept.sh');
  // What the page says to write into this file is what is set here.
  const typed = commands.replaceAll('. /etc/devdiag-ops.env', `. "${join(folder, 'devdiag-ops.env')}"`);
  const script = `set -euo pipefail\n[ ! -e "${kept}" ] || . "${kept}"\n${typed}\nstatus=\$?; set +u; [ -z "\${BACKUP:-}" ] || declare -p BACKUP > "${kept}"\nexit \$status\n`;
  const { status, stdout, stderr, error } = spawnSync('bash', ['-c', script], {
    cwd: join(folder),
    env: { ...environment, ...changes },
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { status, output: `${stdout}${stderr}${error?.message ?? ''}` };
}

/** Everything that a command which "changes nothing" might change. */
async function state(): Promise<unknown> {
  const tables = await withClient(ownerDsn, async (client) => {
    const { rows } = await client.query(
      `select (select count(*) from "${SCHEMA}".diag_run) as runs, (select max(id) from "${SCHEMA}".diag_run) as largest,
        (select string_agg(md5(o::text), '' order by id) from "${SCHEMA}".fix_outcome o) as outcomes,
        (select string_agg(oid::regclass::text, ' ' order by oid) from pg_class where relnamespace = '"${SCHEMA}"'::regnamespace) as relations,
        (select string_agg(datname, ' ' order by datname) from pg_database) as databases,
        (select string_agg(rolname, ' ' order by rolname) from pg_roles) as roles`
    );
    return rows;
  });
  const files = readdirSync(folder, { recursive: true }).filter((name) => !String(name).endsWith('kept.sh'));
  return { tables, files };
}

const one = <T extends object>(sql: string, dsn = ownerDsn): Promise<T> =>
  withClient(dsn, async (client: pg.Client) => (await client.query<T>(sql)).rows[0]);

function blockOf(page: string, word: string) {
  return allBlocks('shell').find((found) => found.page === page && found.block.commands.includes(word))!.block;
}

/** A folder of backups with these scripts and no backup. */
function elsewhere(...scripts: string[]): string {
  const backups = mkdtempSync(join(folder, 'elsewhere-'));
  scripts.forEach((name) => copyFileSync(join(environment.BACKUPS!, name), join(backups, name)));
  return backups;
}

/** Lines that somebody is to put into a crontab. */
const LINES = allBlocks('sample')
  .filter(({ block }) => block.language === 'crontab')
  .flatMap(({ where, block }) => block.text.split('\n').map((line) => ({ where, line })))
  .filter(({ line }) => POSTGRES.test(line) && !DEVDIAG_OPS.test(line))
  .map(({ where, line }) => {
    const [, hours = '', command = ''] = /^((?:\S+\s+){5})(.*)$/.exec(line) ?? [];
    return { where, line, hours, command };
  });

/** Carries out a line's command as cron does. */
const byCron = (command: string, changes: NodeJS.ProcessEnv = {}): Ran =>
  type(`sh -c '${command.replaceAll('\\%', '%')}'`, changes);

/** The variables that the page for it explains. */
function explained(): Set<string> {
  const text = readFileSync(new URL('./pages/commands/page.md', import.meta.url), 'utf8');
  return new Set(
    [...text.matchAll(/^\| (.*?) \|/gm)]
      .flatMap(([, cell]) => [...cell.matchAll(/`([A-Z_]+)`/g)])
      .map(([, name]) => name)
  );
}

describe('variables', () => {
  it.each(allBlocks('shell'))('of $where are explained in "Before you copy a command", or are its own', ({ block }) => {
    const used = [...block.commands.matchAll(/\$\{?([A-Z][A-Z_]*)/g)].map(([, name]) => name);
    const own = [...block.commands.matchAll(/(?:^|\s|export )([A-Z][A-Z_]*)=|\\setenv ([A-Z_]+)/gm)].map(
      ([, set, env]) => set ?? env
    );
    expect(used.filter((name) => !own.includes(name) && !explained().has(name))).toEqual([]);
  });
});

/** What takes something away that was there. */
const TAKES_AWAY =
  /\b(drop (index|table|schema|database|role|view)|delete from|truncate table|dropdb|pg_resetwal)\b|-delete\b|\brm /i;

/** What a block does when it is pasted: not what stands in a file that it only writes. */
const doneBy = (commands: string) => commands.replace(/^cat > .*<<'(\w+)'\n[\s\S]*?^\1$/gm, '');

it.each(
  [...allBlocks('shell'), ...allBlocks('statement')].filter(({ block }) =>
    TAKES_AWAY.test(block.kind === 'shell' ? doneBy(block.commands) : block.sql)
  )
)('$where says above it that something goes', ({ block }) => {
  expect(block.changes).toMatch(/drops|deletes|replaces/);
});

describe('what is not run', () => {
  it.each(NOT_RUN)('$word of $page exists', ({ page, word }) => {
    const found = allBlocks('shell').filter((one) => one.page === page && one.block.commands.includes(word));
    expect(found).toHaveLength(1);
  });

  it.each(allBlocks('shell').filter(({ block }) => DEVDIAG_OPS.test(block.commands)))(
    '$where holds commands of this app only, which a test of theirs holds',
    ({ block }) => {
      expect(block.commands).not.toMatch(POSTGRES);
    }
  );
});

describe.each(MAJORS)('on PostgreSQL %i', (major) => {
  beforeAll(() => prepare(major));
  afterAll(async () => {
    await server?.stop();
    if (folder) {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('the variables of these tests are explained', () => {
    const ours = Object.keys(environment).filter((name) => !/^(PG|PATH|HOME|LC_)/.test(name));
    expect(ours.filter((name) => !explained().has(name))).toEqual([]);
  });

  describe.each(BY_PAGE)('$page', ({ page, blocks }) => {
    beforeAll(async () => {
      mkdirSync(environment.BACKUPS!, { recursive: true });
      rmSync(join(folder, 'kept.sh'), { force: true });
      const dump = readdirSync(environment.BACKUPS!).find((name) => name.endsWith('.dump'));
      if (dump) {
        writeFileSync(join(folder, 'kept.sh'), `BACKUP="${join(environment.BACKUPS!, dump)}"\n`);
      }
      await BEFORE[page]?.();
    });

    it.each(blocks)('$where works', async ({ block }) => {
      const before = await state();
      const commands = renderForCopy(block.commands, QUESTION, Date.now());
      const ran = type(commands, AS_SUPERUSER.test(commands) ? { DATABASE: server.superuserDsn('production') } : {});
      expect(ran.status, `${commands}\n---\n${ran.output}`).toBe(0);
      expect(ran.output).not.toMatch(/\b(ERROR|FATAL|PANIC|command not found)\b/);
      expect(ran.output).not.toContain('NOT as it was');
      if (block.changes === null) {
        expect(await state()).toEqual(before);
      }
    });
  });

  describe('lines of crontabs', () => {
    it('are found', () => {
      expect(LINES.length).toBeGreaterThan(1);
    });

    it.each(LINES)('$where: $line', ({ hours, command }) => {
      expect(hours).toMatch(/^([\d*,/-]+\s+){5}$/);
      // cron ends a command at a bare percent sign, and takes the backslash away before another one.
      expect(command.replaceAll('\\%', '')).not.toContain('%');
      const ran = byCron(command);
      expect(ran.status, ran.output).toBe(0);
    });

    const BACKING_UP = LINES.filter(({ command }) => /pg_dump|backup\.sh/.test(command));

    it('that make backups are found', () => {
      expect(BACKING_UP.length).toBeGreaterThan(1);
    });

    it.each(BACKING_UP)(
      'what "$line" of $where makes is found, restored, compared and deleted',
      async ({ command }) => {
        const BACKUPS = elsewhere('backup.sh', 'contents.sql');
        // A shell that has the variables already, so that the file which the line reads doesn't lead elsewhere.
        const inPlace = command.replace('. /etc/devdiag-ops.env', 'true');
        expect(byCron(inPlace, { BACKUPS })).toMatchObject({ status: 0 });
        const made = readdirSync(BACKUPS).filter((name) => name.endsWith('.dump'));
        expect(made).toHaveLength(1);
        const newest = allBlocks('shell').filter(
          ({ block }) =>
            /\$\(ls -t "\$BACKUPS"/.test(block.commands) && !/pg_restore --dbname|diff/.test(block.commands)
        );
        expect(newest.length).toBeGreaterThan(0);
        for (const { where, block } of newest) {
          const ran = type(renderForCopy(block.commands, QUESTION, Date.now()), { BACKUPS });
          expect(ran, where).toMatchObject({ status: 0, output: expect.stringContaining('fix_outcome') });
        }
        await emptyRestored();
        for (const word of ['pg_restore --dbname', 'diff']) {
          const { commands } = blockOf('pages/restore-test', word);
          const ran = type(renderForCopy(commands, QUESTION, Date.now()), { BACKUPS });
          expect(ran.status, ran.output).toBe(0);
          expect(ran.output).not.toContain('NOT as it was');
        }
        // The next run finds it too old.
        const old = new Date(Date.now() - 61 * 86_400_000);
        readdirSync(BACKUPS)
          .filter((name) => !/\.(sh|sql)$/.test(name))
          .forEach((name) => {
            renameSync(join(BACKUPS, name), join(BACKUPS, name.replace(/\d{4}-\d\d-\d\d/, '2020-01-01')));
            utimesSync(join(BACKUPS, name.replace(/\d{4}-\d\d-\d\d/, '2020-01-01')), old, old);
          });
        expect(byCron(inPlace, { BACKUPS })).toMatchObject({ status: 0 });
        expect(readdirSync(BACKUPS).filter((name) => name.includes('2020-01-01'))).toEqual([]);
      }
    );

    it('that make backups say where they stand instead of another', () => {
      const hours = new Map<string, string[]>();
      BACKING_UP.forEach(({ where, hours: at }) => {
        const clock = at.trim().split(/\s+/).slice(0, 2).join(' ');
        hours.set(clock, [...(hours.get(clock) ?? []), where]);
      });
      const titles = new Map(allBlocks('sample').map(({ where, block }) => [where, block.title]));
      for (const [clock, places] of hours) {
        const first = places.filter((where) => !/instead of/.test(titles.get(where) ?? ''));
        expect(first.length, `at ${clock}: ${places.join(' and ')}`).toBe(1);
      }
    });
  });

  describe('what the playbook of the indexes says', () => {
    const definitions = async () =>
      (
        await one<{ found: string[] }>(
          `select array_agg(format('%s %s %s', i.indisvalid, i.indisprimary, pg_get_indexdef(i.indexrelid)) order by x.relname) as found
        from pg_index i join pg_class x on x.oid = i.indexrelid
        where x.relnamespace = '"${SCHEMA}"'::regnamespace and i.indrelid::regclass::text ~ '(diag_run|fix_outcome)'`
        )
      ).found;
    const BLOCKS = allBlocks('shell').filter(({ page }) => page === 'checks/indexes');
    const follow = (blocks = BLOCKS) => {
      for (const { where, block } of blocks) {
        const ran = type(renderForCopy(block.commands, QUESTION, Date.now()));
        expect(ran.status, `${where}: ${ran.output}`).toBe(0);
      }
    };

    it('leaves all nine alone where they are well', async () => {
      const before = await definitions();
      expect(before).toHaveLength(9);
      const numbers = () => one(`select array_agg(indexrelid order by indexrelid) from pg_index`);
      const same = await numbers();
      follow();
      expect(await definitions()).toEqual(before);
      expect(await numbers()).toEqual(same);
    });

    it('brings back every one that is missing, the keys and the unique one included', async () => {
      const before = await definitions();
      await withClient(ownerDsn, (client) =>
        client.query(`set search_path to "${SCHEMA}";
        alter table diag_run drop constraint diag_run_pkey;
        alter table fix_outcome drop constraint fix_outcome_pkey;
        alter table fix_outcome drop constraint fix_outcome_tenant_problem_code_fix_code_env_fp_key;
        drop index idx_diag_run_ts, idx_diag_run_tenant_ts, idx_diag_run_target_ts, idx_diag_run_problems_gin,
          idx_fix_outcome_tenant_problem, idx_fix_outcome_support`)
      );
      follow();
      expect(await definitions()).toEqual(before);
    });

    it('replaces an invalid one, and drops no other', async () => {
      const before = await definitions();
      const valid = () =>
        one(
          `select array_agg(indexrelid::regclass::text order by 1) as names, array_agg(indexrelid order by indexrelid::regclass::text) as numbers
        from pg_index where indrelid = '"${SCHEMA}".diag_run'::regclass and indexrelid::regclass::text !~ 'idx_diag_run_ts'`
        );
      const same = await valid();
      await withClient(server.superuserDsn('production'), (client) =>
        client.query(
          `update pg_index set indisvalid = false where indexrelid = '"${SCHEMA}".idx_diag_run_ts'::regclass`
        )
      );
      // Building alone does not help: the name is taken.
      follow(BLOCKS.slice(1));
      expect(await definitions()).not.toEqual(before);
      follow();
      expect(await definitions()).toEqual(before);
      expect(await valid()).toEqual(same);
    });
  });

  describe.each(allBlocks('shell').filter(({ block }) => block.commands.includes('DEVDIAG_PG_HOST')))(
    '$where',
    ({ block }) => {
      const commands = renderForCopy(block.commands, QUESTION, Date.now());

      it('finds the server where its port stands behind its name, as devdiag-ops takes it', () => {
        const { PGHOST, PGPORT } = environment;
        const ran = type(commands, { DEVDIAG_PG_HOST: `${PGHOST}:${PGPORT}`, PGPORT: '1' });
        expect(ran.status, ran.output).toBe(0);
      });

      it.each([
        ['[::1]:1', 'at "::1", port 1 failed'],
        ['/no/socket', 'on socket "/no/socket/.s.PGSQL.'],
      ])('takes %s for what devdiag-ops takes it for', (DEVDIAG_PG_HOST, where) => {
        const ran = type(commands, { DEVDIAG_PG_HOST });
        expect(ran.status).not.toBe(0);
        expect(ran.output).toContain(where);
      });
    }
  );

  it('what is kept before deleting by hand holds the rows of a partitioned table', async () => {
    await withClient(environment.SCRATCH_SERVER!, (client) => client.query('create database partitioned'));
    const DATABASE = server.dsn('partitioned', 'devdiag_owner', 'owner');
    await withClient(DATABASE, (client) =>
      client.query(`create schema "${SCHEMA}";
        create table "${SCHEMA}".diag_run (ts timestamp) partition by range (ts);
        create table "${SCHEMA}".diag_run_all partition of "${SCHEMA}".diag_run for values from (minvalue) to (maxvalue);
        insert into "${SCHEMA}".diag_run values ('2026-01-01')`)
    );
    const { commands } = blockOf('checks/retention', 'before-cleanup.dump');
    const ran = type(`${renderForCopy(commands, QUESTION, Date.now())}\npg_restore --file=- before-cleanup.dump`, {
      DATABASE,
    });
    expect(ran.status, ran.output).toBe(0);
    expect(ran.output).toContain('2026-01-01 00:00:00');
  });

  describe('what the page of the corruption says', () => {
    const contents = (dsn: string) =>
      one(
        `select (select row(count(*), sum(('x' || substr(md5(r::text), 1, 15))::bit(60)::bigint))::text from "${SCHEMA}".diag_run r) as runs,
          (select row(count(*), sum(('x' || substr(md5(o::text), 1, 15))::bit(60)::bigint))::text from "${SCHEMA}".fix_outcome o) as outcomes`,
        dsn
      );
    const follow = (word: string, changes: NodeJS.ProcessEnv = {}) =>
      type(renderForCopy(blockOf('pages/database-corruption', word).commands, QUESTION, Date.now()), changes);

    it('brings back everything, however old the backup is and whatever the clock of a writer said', async () => {
      await emptyRestored();
      rmSync(join(folder, 'kept.sh'), { force: true });
      const BACKUP = type('sh "$BACKUPS/backup.sh"').output.trim();
      expect(follow('pg_restore --dbname', { BACKUP }).status).toBe(0);
      // As if the backup were two months old.
      await withClient(environment.RESTORED!, (client) =>
        client.query(`delete from "${SCHEMA}".diag_run where ts > now() at time zone 'UTC' - interval '60 days';
          delete from "${SCHEMA}".fix_outcome where id % 3 = 0;
          update "${SCHEMA}".fix_outcome set support = 1, ts = ts - interval '60 days' where id % 3 = 1`)
      );
      await withClient(ownerDsn, (client) =>
        client.query(
          `insert into "${SCHEMA}".diag_run (ts, tenant, target_hash, env_fp, problems, evidence) values ('2020-01-01', 'clock', 't', 'e', '[]', '{}')`
        )
      );
      try {
        expect(await contents(environment.RESTORED!)).not.toEqual(await contents(ownerDsn));
        for (const word of ['newer-outcomes.csv', 'newer_run']) {
          const ran = follow(word);
          expect(ran.status, ran.output).toBe(0);
        }
        expect(await contents(environment.RESTORED!)).toEqual(await contents(ownerDsn));
      } finally {
        await withClient(ownerDsn, (client) => client.query(`delete from "${SCHEMA}".diag_run where tenant = 'clock'`));
      }
    });

    it('copies nothing where the restored database does not answer', () => {
      const nowhere = server.dsn('not_there', 'devdiag_owner', 'owner');
      const { commands } = blockOf('pages/database-corruption', 'newer-outcomes.csv');
      // As in a shell that people type in: it goes on after a mistake.
      const ran = type(`set +e\n${renderForCopy(commands, QUESTION, Date.now())}`, { RESTORED: nowhere });
      expect(ran.status).not.toBe(0);
      expect(ran.output).toContain('the restored database did not answer');
    });
  });

  describe('afterwards', () => {
    it('there are whole backups, and no half ones', () => {
      const files = readdirSync(environment.BACKUPS!);
      expect(files.filter((name) => /^devdiag-.*\.dump$/.test(name)).length).toBeGreaterThan(0);
      expect(files.filter((name) => /part|unread/.test(name))).toEqual([]);
    });

    it('a restored database that differs in one row is noticed', async () => {
      const [create, restore, compare] = ['createdb', 'pg_restore --dbname', 'diff'].map(
        (word) => blockOf('pages/restore-test', word).commands
      );
      await withClient(server.superuserDsn('postgres'), (client) =>
        client.query('drop database if exists devdiag_restored with (force)')
      );
      const fill = (commands: string) => renderForCopy(commands, QUESTION, Date.now());
      expect(type(fill(`${create}\n${restore}`)).status).toBe(0);
      const same = type(fill(compare));
      expect(same).toMatchObject({ status: 0, output: expect.stringContaining('restored exactly as it was') });
      await withClient(environment.RESTORED!, (client) =>
        client.query(
          `update "${SCHEMA}".fix_outcome set notes = 'x' where id = (select max(id) from "${SCHEMA}".fix_outcome)`
        )
      );
      const other = type(fill(compare));
      expect(other.output).toMatch(/^< fix_outcome,/m);
      expect(other.output).toContain('NOT as it was');
      expect(other.output).not.toContain('restored exactly as it was');
    });

    it('a dump that breaks off never gets the name of a backup, and cron hears of it', () => {
      const broken = join(folder, 'broken');
      mkdirSync(broken);
      writeFileSync(
        join(broken, 'pg_dump'),
        '#!/bin/sh\nfor word; do case "$word" in --file=*) echo half > "${word#--file=}";; esac; done\nexit 1\n',
        { mode: 0o755 }
      );
      const backups = elsewhere('backup.sh', 'contents.sql');
      const { status } = type('sh "$BACKUPS/backup.sh"', { BACKUPS: backups, PATH: `${broken}:${environment.PATH}` });
      expect(status).not.toBe(0);
      expect(readdirSync(backups).filter((name) => /\.dump$/.test(name))).toEqual([]);
    });

    it('nothing is deleted where there is no fresh backup', async () => {
      await withClient(ownerDsn, (client) =>
        client.query(
          `insert into "${SCHEMA}".diag_run (ts, tenant, target_hash, env_fp, problems, evidence) values ('2020-01-01', 'old', 't', 'e', '[]', '{}')`
        )
      );
      const backups = elsewhere('cleanup.sh');
      const refused = type('sh "$BACKUPS/cleanup.sh"', { BACKUPS: backups });
      expect(refused).toMatchObject({
        status: 1,
        output: expect.stringMatching(/^No backup of the last two days in .+ Make one first: /),
      });
      const old = `select count(*)::integer as runs from "${SCHEMA}".diag_run where tenant = 'old'`;
      expect(await one(old)).toEqual({ runs: 1 });
      expect(type('sh "$BACKUPS/cleanup.sh"').status).toBe(0);
      expect(await one(old)).toEqual({ runs: 0 });
    });

    it('what is older than the policy is gone, and nothing else', async () => {
      const { oldest, runs } = await one<{ oldest: number; runs: number }>(
        `select extract(epoch from now() at time zone 'UTC' - min(ts))::float8 / 86400 as oldest, count(*)::integer as runs from "${SCHEMA}".diag_run`
      );
      expect(oldest).toBeLessThan(RETENTION_DAYS + 0.1);
      expect(oldest).toBeGreaterThan(RETENTION_DAYS - 1);
      expect(runs).toBeGreaterThan(RUNS * 0.9);
      expect(runs).toBeLessThan(RUNS);
    });
  });
});
