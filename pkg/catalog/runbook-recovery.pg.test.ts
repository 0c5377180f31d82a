import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allBlocks } from '@devdiag/engine/runbook/testing';
import { accountForPostgres } from '@devdiag/sandbox/postgres/account';
import { prepareBinaries, type PostgresMajor } from '@devdiag/sandbox/postgres/binaries';
import { withClient } from '@devdiag/sandbox/postgres/database';
import { startPostgres, type PostgresServer } from '@devdiag/sandbox/postgres/server';

// The ways back of the page "Complete server failure" that need a second server, with the server's own programs: so on
// every version, whatever client programs this machine has.

const MAJORS = (process.env.DEVDIAG_PG_VERSIONS ?? '15,18').split(',').map(Number) as PostgresMajor[];
const PAGE = 'pages/server-failure';
/** What the page says for the places of a real host. */
const DATA = '/var/lib/postgresql/data';
const ARCHIVE = '/srv/archive';

const commandsWith = (word: string) =>
  allBlocks('shell').find(({ page, block }) => page === PAGE && block.commands.includes(word))!.block.commands;

it('the page says what comes before the start and before the promotion', () => {
  const text = readFileSync(new URL('./pages/server-failure/page.md', import.meta.url), 'utf8');
  expect(text.indexOf('recovery_target_action')).toBeLessThan(text.indexOf('recovery.signal'));
  expect(text.indexOf('step: fence')).toBeLessThan(text.indexOf('step: standby'));
});

describe.each(MAJORS)('on PostgreSQL %i', (major) => {
  const account = accountForPostgres();
  let folder: string;
  let programs: string;
  let archive: string;
  /** After what is to come back, before what is not. */
  let moment: string;
  const running: PostgresServer[] = [];

  const start = async (name: string, settings: string[] = []) => {
    const server = await startPostgres({
      version: major,
      dataDir: join(folder, name),
      settings: ['fsync=off', ...settings],
    });
    running.push(server);
    return server;
  };
  const ask = async (server: PostgresServer, sql: string): Promise<unknown[]> =>
    withClient(server.superuserDsn('postgres'), async (client) => {
      const { rows } = await client.query<{ value: unknown }>(sql);
      return rows.map(({ value }) => value);
    });
  const inRecovery = async (server: PostgresServer) => (await ask(server, 'select pg_is_in_recovery() as value'))[0];

  /** Types commands as the user postgres, about this data folder; the service manager is ours, and does nothing. */
  function type(commands: string, name: string) {
    const typed = commands.replaceAll(DATA, join(folder, name));
    const { status, stdout, stderr } = spawnSync('bash', ['-c', `set -eu\nsystemctl() { :; }\n${typed}`], {
      cwd: folder,
      env: { PATH: `${programs}${delimiter}${process.env.PATH}`, LC_ALL: 'C.UTF-8' },
      encoding: 'utf8',
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    return { status, output: `${stdout}${stderr}` };
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'devdiag-recovery-'));
    chmodSync(folder, 0o755);
    archive = join(folder, 'archive');
    const workspace = join(folder, 'programs');
    for (const path of [archive, workspace]) {
      mkdirSync(path);
      if (account) {
        chownSync(path, account.uid, account.gid);
      }
    }
    programs = dirname((await prepareBinaries(major, account, workspace)).postgres);
    const archiving = ['wal_level=replica', 'archive_mode=on', `archive_command=cp "%p" "${archive}/%f"`];
    const before = await start('primary', archiving);
    await ask(before, `create table note as select 'in the base backup'::text as value`);
    await before.stop();
    // A copy of a server at rest is the simplest base backup.
    for (const name of ['recovered', 'stopped', 'standby']) {
      expect(spawnSync('cp', ['-a', join(folder, 'primary'), join(folder, name)]).status).toBe(0);
    }
    const after = await start('primary', archiving);
    await ask(after, `insert into note values ('in the archived log')`);
    [moment] = (await ask(after, 'select clock_timestamp()::text as value')) as string[];
    await ask(after, `insert into note values ('a mistake')`);
    await after.stop();
  });
  afterAll(async () => {
    await Promise.all(running.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the page says to write into the settings of the new server, by a word of it. */
  function configure(name: string, ...words: string[]) {
    for (const word of words) {
      const { text } = allBlocks('sample').find(({ page, block }) => page === PAGE && block.text.includes(word))!.block;
      const ours = text.replaceAll(ARCHIVE, archive).replace(/(?<=recovery_target_time = ').+(?=')/, moment);
      appendFileSync(join(folder, name, 'postgresql.conf'), `\n${ours}\n`);
    }
  }

  async function recover(name: string): Promise<PostgresServer> {
    expect(type(commandsWith('recovery.signal'), name)).toMatchObject({ status: 0 });
    const recovered = await start(name);
    while (await inRecovery(recovered)) {
      await sleep(50);
    }
    return recovered;
  }

  it(`a base backup and the archived log bring back everything, and then take writes (PostgreSQL ${major})`, async () => {
    configure('recovered', 'restore_command');
    const recovered = await recover('recovered');
    expect(await ask(recovered, 'select value from note')).toEqual([
      'in the base backup',
      'in the archived log',
      'a mistake',
    ]);
    expect(await ask(recovered, `insert into note values ('new') returning value`)).toEqual(['new']);
  });

  it(`they stop before a mistake where a moment is given, and then take writes (PostgreSQL ${major})`, async () => {
    configure('stopped', 'restore_command', 'recovery_target_action');
    const stopped = await recover('stopped');
    expect(await ask(stopped, 'select value from note')).toEqual(['in the base backup', 'in the archived log']);
    expect(await ask(stopped, `insert into note values ('new') returning value`)).toEqual(['new']);
  });

  it(`a standby that is promoted takes writes (PostgreSQL ${major})`, async () => {
    writeFileSync(join(folder, 'standby', 'standby.signal'), '');
    const standby = await start('standby');
    expect(await inRecovery(standby)).toBe(true);
    await expect(ask(standby, `insert into note values ('new') returning value`)).rejects.toThrow(/read-only/);
    const promoted = type(commandsWith('pg_ctl promote'), 'standby');
    expect(promoted.status, promoted.output).toBe(0);
    expect(await inRecovery(standby)).toBe(false);
    expect(await ask(standby, `insert into note values ('new') returning value`)).toEqual(['new']);
  });
});
