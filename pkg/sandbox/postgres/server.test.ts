import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withClient } from './database.ts';
import { explainOutput } from './failure.ts';
import { hydrateLinks } from './hydrate.ts';
import { startPostgres, type PostgresServer } from './server.ts';

const here = dirname(fileURLToPath(import.meta.url));

let folder: string;
const started: PostgresServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devdiag-test-'));
  await chmod(folder, 0o755);
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Parameters<typeof startPostgres>[0]): Promise<PostgresServer> {
  const server = await startPostgres(options);
  started.push(server);
  return server;
}

async function ask(server: PostgresServer, sql: string): Promise<unknown> {
  return withClient(server.superuserDsn('postgres'), async (client) => {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  });
}

async function isGone(check: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 100 && !check(); attempt++) {
    await sleep(100);
  }
  return check();
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function serverPid(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postmaster.pid'), 'utf8'), 10);
}

describe('startPostgres', () => {
  it('starts on a free port of the loopback interface only, with the given settings', async () => {
    const server = await start({ fast: true, settings: ['work_mem=7MB', `application_name=it's "odd"`] });
    expect(await ask(server, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(server, 'show unix_socket_directories')).toBe('');
    expect(await ask(server, 'show work_mem')).toBe('7MB');
    expect(await ask(server, 'show fsync')).toBe('off');
  }, 60_000);

  it('risks no data unless told to', async () => {
    expect(await ask(await start({}), 'show fsync')).toBe('on');
  }, 60_000);

  it('asks for the password', async () => {
    const server = await start({ fast: true });
    await expect(withClient(server.dsn('postgres', 'postgres', 'guess'), async () => 1)).rejects.toThrow(
      'password authentication failed'
    );
  }, 60_000);

  it('removes temporary data when it stops, once or twice', async () => {
    const server = await start({ fast: true });
    const pid = await serverPid(server.dataDir);
    expect(existsSync(server.dataDir)).toBe(true);
    await Promise.all([server.stop(), server.stop()]);
    expect(existsSync(dirname(server.dataDir))).toBe(false);
    expect(runs(pid)).toBe(false);
  }, 60_000);

  it('keeps the data of a folder, and can be started there again', async () => {
    const dataDir = join(folder, 'new', 'parents', 'data');
    const first = await start({ dataDir, fast: true });
    await ask(first, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start({ dataDir, fast: true });
    expect(await ask(second, 'select answer from kept')).toBe(42);
    await second.stop();
    await expect(startPostgres({ dataDir, version: 15 })).rejects.toMatchObject({
      reason: 'wrong-version',
      message: expect.stringMatching(/belongs to PostgreSQL 18, not 15/),
    });
  }, 60_000);

  it('begins anew where a start was interrupted', async () => {
    const dataDir = join(folder, 'data');
    await mkdir(`${dataDir}.unfinished`, { recursive: true });
    await writeFile(join(`${dataDir}.unfinished`, 'PG_VERSION'), '18');
    expect(await ask(await start({ dataDir, fast: true }), 'select 1')).toBe(1);
    expect(existsSync(`${dataDir}.unfinished`)).toBe(false);
  }, 60_000);

  it('refuses a folder that another server uses', async () => {
    const dataDir = join(folder, 'data');
    await start({ dataDir, fast: true });
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({ reason: 'folder-in-use' });
  }, 60_000);

  it('waits for a server that is just ending on the same folder', async () => {
    const dataDir = join(folder, 'data');
    const first = await start({ dataDir, fast: true });
    const ending = first.stop();
    const second = await start({ dataDir, fast: true });
    await ending;
    expect(await ask(second, 'select 1')).toBe(1);
  }, 60_000);

  it('says that the port is in use, and takes it once it is free', async () => {
    const story = async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => other.once('listening', resolve));
      const { port } = other.address() as AddressInfo;
      await expect(startPostgres({ port })).rejects.toThrow(
        `Port ${port} on 127.0.0.1 is in use by another program. Stop that program, or choose another port.`
      );
      await new Promise((resolve) => other.close(resolve));
      expect((await start({ port, fast: true })).port).toBe(port);
    };
    // A port that is free again may be taken by whoever asks first, with bad luck somebody else.
    const another = (error: unknown) => {
      expect(error).toMatchObject({ reason: 'port-in-use' });
      return story();
    };
    await story().catch(another).catch(another);
  }, 180_000);

  it.each([
    [{ version: 9 as 15 }, `PostgreSQL 9 isn't available; choose 15 or 18.`],
    [{ port: 70_000 }, `70000 isn't a port`],
    [{ settings: ['fsync off'] }, `The server setting "fsync off" isn't of the form name=value.`],
    [{ settings: ['no_such_setting=1'] }, 'unrecognized configuration parameter "no_such_setting"'],
  ])(
    'refuses %j',
    async (options, sentence) => {
      await expect(startPostgres(options)).rejects.toThrow(sentence);
    },
    60_000
  );

  it('leaves a folder alone that isn’t its own', async () => {
    const dataDir = join(folder, 'data');
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'PG_VERSION'), '18\n');
    await expect(startPostgres({ dataDir })).rejects.toThrow(`wasn't made by this program`);
    await rm(join(dataDir, 'PG_VERSION'));
    await writeFile(join(dataDir, 'diary.txt'), 'mine');
    await expect(startPostgres({ dataDir })).rejects.toThrow(`holds files that aren't a PostgreSQL cluster`);
    expect(await readFile(join(dataDir, 'diary.txt'), 'utf8')).toBe('mine');
  }, 60_000);

  it.runIf(process.getuid?.() === 0)(
    'says that the account can’t reach the folder',
    async () => {
      await chmod(folder, 0o700);
      await expect(startPostgres({ dataDir: join(folder, 'data') })).rejects.toMatchObject({
        reason: 'folder-unreachable',
        message: expect.stringContaining(`PostgreSQL can't use the folder ${join(folder, 'data')}`),
      });
    },
    60_000
  );
});

describe.skipIf(process.platform === 'win32')('the server ends with our process', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGKILL', 'exit', 'throw'])(
    '%s',
    async (way) => {
      const script = join(folder, 'holder.mts');
      await writeFile(
        script,
        `import { startPostgres } from ${JSON.stringify(join(here, 'server.ts'))};
      const { dataDir } = await startPostgres({ fast: true });
      process.stdout.write(dataDir + '\\n');
      process.stdin.once('data', (way) => {
        if (String(way) === 'exit') process.exit(0);
        throw new Error('as wanted');
      });`
      );
      const holder = spawn(process.execPath, ['--import', 'tsx', script], {
        cwd: here,
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      const dataDir = await new Promise<string>((resolve) =>
        holder.stdout.setEncoding('utf8').once('data', (line: string) => resolve(line.trim()))
      );
      const pid = await serverPid(dataDir);
      expect(runs(pid)).toBe(true);

      if (way.startsWith('SIG')) {
        holder.kill(way as NodeJS.Signals);
      } else {
        holder.stdin.write(way);
      }

      expect(await isGone(() => !runs(pid))).toBe(true);
      expect(await isGone(() => !existsSync(dirname(dataDir)))).toBe(true);
    },
    60_000
  );
});

describe('hydrateLinks', () => {
  const links = [
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/sub/libpq.so' },
  ];

  beforeEach(async () => {
    await mkdir(join(folder, 'native', 'lib', 'sub'), { recursive: true });
    await writeFile(join(folder, 'native', 'lib', 'libpq.so.5.18'), 'library');
    await writeFile(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  });

  it('makes what is missing, relative, and nothing more', async () => {
    expect(await hydrateLinks(folder)).toBe(2);
    expect(await readlink(join(folder, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
    expect(await readFile(join(folder, 'native/lib/sub/libpq.so'), 'utf8')).toBe('library');
    expect(await hydrateLinks(folder)).toBe(0);
  });

  it('copes with others doing the same at the same time', async () => {
    await Promise.all(Array.from({ length: 8 }, () => hydrateLinks(folder)));
    expect(await readlink(join(folder, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('mends a link that points elsewhere, leaves a plain file', async () => {
    await hydrateLinks(folder);
    await rm(join(folder, 'native/lib/libpq.so.5'));
    await cp(join(folder, 'native/lib/libpq.so.5.18'), join(folder, 'native/lib/libpq.so.5'));
    await writeFile(
      join(folder, 'native', 'pg-symlinks.json'),
      JSON.stringify([links[0], { ...links[1], source: 'native/lib/libpq.so.5' }])
    );
    expect(await hydrateLinks(folder)).toBe(1);
    expect(await readlink(join(folder, 'native/lib/sub/libpq.so'))).toBe(join('..', 'libpq.so.5'));
  });

  it('stays inside the package, and does nothing without a list', async () => {
    await writeFile(
      join(folder, 'native', 'pg-symlinks.json'),
      JSON.stringify([{ source: 'native/lib/a', target: '../outside' }])
    );
    await expect(hydrateLinks(folder)).rejects.toThrow('outside the package');
    await rm(join(folder, 'native', 'pg-symlinks.json'));
    expect(await hydrateLinks(folder)).toBe(0);
  });
});

describe('explainOutput', () => {
  const context = { program: 'PostgreSQL', port: 5432, folder: '/data', account: 'nobody' };

  it.each([
    [
      'postgres: error while loading shared libraries: libicuuc.so.60: cannot open shared object file',
      'missing-library',
      'needs the shared library libicuuc.so.60',
    ],
    [
      'FATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device',
      'disk-full',
      'The disk that holds /data is full',
    ],
    [
      'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use',
      'port-in-use',
      'Port 5432 on 127.0.0.1 is in use',
    ],
    [
      'initdb: error: could not create directory "/data": Permission denied',
      'folder-unreachable',
      'the account "nobody"',
    ],
    ['FATAL:  lock file "postmaster.pid" already exists', 'folder-in-use', 'Another PostgreSQL is running'],
    ['LOG:  starting\nFATAL:  the moon is full\nLOG:  done', 'other', 'could not start: FATAL:  the moon is full'],
    ['', 'other', 'without a word'],
  ])('%s', (output, reason, sentence) => {
    const failure = explainOutput(output, context);
    expect(failure.reason).toBe(reason);
    expect(failure.message).toContain(sentence);
  });
});
