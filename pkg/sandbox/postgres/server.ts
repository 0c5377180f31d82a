import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountForPostgres, type Account } from './account.ts';
import { prepareBinaries, type Binaries, type PostgresMajor } from './binaries.ts';
import { initCluster, postgresEnvironment, readPassword, SUPERUSER, type ClusterOptions } from './cluster.ts';
import { explainOutput, PostgresFailure } from './failure.ts';
import { assertRoom, clusterVersion, makeDataFolder, makeWorkspace, waitForPredecessor } from './folder.ts';
import { spawnGuarded, type GuardedProcess } from './guard.ts';
import { assertPortIsFree, freePort } from './port.ts';

const HOST = '127.0.0.1';
/** A standby and a server that is still being recovered from an archive take questions only, and say so. */
const READY = /database system is ready to accept (read-only )?connections/;

/** A shutdown that takes longer than this is made an abrupt one. */
const SHUTDOWN_MS = 20_000;

/** Between our choosing a free port and the server's taking it, another program may be faster. */
const PORT_ATTEMPTS = 5;

export interface PostgresOptions {
  /** Major version; 18 when not given. */
  version?: PostgresMajor;
  /** Folder for a cluster that outlives the server; without it the data is temporary and removed by stop(). */
  dataDir?: string;
  /** TCP port on 127.0.0.1; without it a free one is chosen. */
  port?: number;
  /** Further server settings as "name=value", such as "work_mem=64MB"; the server's defaults otherwise. */
  settings?: string[];
  /** For tests and throwaway data only: nothing waits for the disk, so a power cut costs the data. */
  fast?: boolean;
  /** Takes the server's own log, line by line. */
  log?: (line: string) => void;
}

export interface PostgresServer {
  host: '127.0.0.1';
  port: number;
  /** For example "18.4". */
  version: string;
  major: PostgresMajor;
  dataDir: string;
  /** @returns postgres:// address for the superuser; the database needn't exist yet ("postgres" always does) */
  superuserDsn(database: string): string;
  /** @returns postgres:// address for any role; without a password when none is given */
  dsn(database: string, role: string, password?: string): string;
  /** Ends connections and server, removes temporary data. May be called more than once. */
  stop(): Promise<void>;
}

const FAST = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=4GB',
  'checkpoint_timeout=1h',
];

/**
 * Starts a real PostgreSQL from npm, on 127.0.0.1 only, encoding UTF8 and locale C.UTF-8, session time zone UTC. The
 * server ends when stop() is called and also when our process ends, however it ends.
 *
 * @throws PostgresFailure with a sentence for people: the port is in use, the disk is full, a library or the
 *   platform's package is missing, the folder can't be used
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  checkOptions(options);
  const { version: major = 18, log = () => undefined } = options;
  if (options.port !== undefined) {
    await assertPortIsFree(options.port);
  }
  const account = accountForPostgres();
  const workspace = await makeWorkspace(account);
  try {
    const binaries = await prepareBinaries(major, account, workspace);
    const dataDir = options.dataDir ? resolve(options.dataDir) : join(workspace, 'data');
    await assertRoom(dataDir);
    const password = await openCluster({ binaries, dataDir, workspace, account, log }, major);
    const launch: Launch = { binaries, dataDir, workspace, account, log, settings: settingsOf(options) };
    const { guarded, port } = await launchOnPort(launch, options.port);
    return {
      host: HOST,
      port,
      version: binaries.version,
      major,
      dataDir,
      superuserDsn: (database) => dsn(port, database, SUPERUSER, password),
      dsn: (database, role, rolePassword) => dsn(port, database, role, rolePassword),
      stop: once(() => shutdown(guarded, workspace)),
    };
  } catch (error) {
    await rm(workspace, { recursive: true, force: true });
    throw error;
  }
}

function checkOptions({ version, port, settings = [] }: PostgresOptions): void {
  if (version !== undefined && version !== 15 && version !== 18) {
    throw new PostgresFailure('bad-option', `PostgreSQL ${String(version)} isn't available; choose 15 or 18.`);
  }
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new PostgresFailure('bad-option', `${port} isn't a port; choose a whole number from 1 to 65535.`);
  }
  const odd = settings.find((setting) => !/^[a-z_][a-z0-9_.]*=/i.test(setting));
  if (odd !== undefined) {
    throw new PostgresFailure('bad-option', `The server setting "${odd}" isn't of the form name=value.`);
  }
}

function settingsOf({ fast, settings = [] }: PostgresOptions): string[] {
  // No socket file: the address is the only way in, so two servers never meet in one folder.
  const own = [`listen_addresses=${HOST}`, 'unix_socket_directories=', 'timezone=UTC', 'log_timezone=UTC'];
  return [...own, ...(fast ? FAST : []), ...settings];
}

/** @returns the superuser's password */
async function openCluster(options: ClusterOptions, major: PostgresMajor): Promise<string> {
  const { dataDir, account } = options;
  const existing = clusterVersion(dataDir);
  if (existing === undefined) {
    let password = '';
    await makeDataFolder(dataDir, account, async (folder) => {
      password = await initCluster({ ...options, dataDir: folder });
    });
    return password;
  }
  const password = await readPassword(dataDir);
  if (existing !== String(major)) {
    throw new PostgresFailure(
      'wrong-version',
      `The data in ${dataDir} belongs to PostgreSQL ${existing}, not ${major}. ` +
        `Start version ${existing}, or remove the folder to begin anew.`
    );
  }
  await waitForPredecessor(dataDir);
  return password;
}

interface Launch {
  binaries: Binaries;
  dataDir: string;
  workspace: string;
  account: Account | undefined;
  settings: string[];
  log: (line: string) => void;
}

async function launchOnPort(launch: Launch, wanted: number | undefined) {
  for (let attempt = 1; ; attempt++) {
    const port = wanted ?? (await freePort());
    try {
      return { guarded: await launchServer(launch, port), port };
    } catch (error) {
      const lostRace = error instanceof PostgresFailure && error.reason === 'port-in-use' && wanted === undefined;
      if (!lostRace || attempt === PORT_ATTEMPTS) {
        throw error;
      }
    }
  }
}

async function launchServer(launch: Launch, port: number): Promise<GuardedProcess> {
  const { binaries, dataDir, workspace, account, settings, log } = launch;
  const flags = settings.flatMap((setting) => ['-c', setting]);
  const guarded = spawnGuarded([binaries.postgres, '-D', dataDir, '-p', String(port), ...flags], {
    cwd: workspace,
    env: postgresEnvironment(),
    account,
    folder: workspace,
  });
  const early = { output: '' };
  const ready = new Promise<'ready'>((resolve) => {
    let started = false;
    forEachLine(guarded, (line) => {
      log(line);
      if (!started) {
        early.output += line + '\n';
        started = READY.test(line);
        if (started) {
          resolve('ready');
        }
      }
    });
  });
  if ((await Promise.race([ready, guarded.ended])) === 'ready') {
    return guarded;
  }
  // The exit can overtake the last lines of the log.
  await sleep(50);
  throw explainOutput(early.output, { program: 'PostgreSQL', port, folder: dataDir, account: account?.name });
}

function forEachLine({ child }: GuardedProcess, take: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(take);
    });
  }
}

async function shutdown(guarded: GuardedProcess, workspace: string): Promise<void> {
  guarded.release();
  const timer = setTimeout(() => guarded.kill(), SHUTDOWN_MS);
  await guarded.ended;
  clearTimeout(timer);
  await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= action());
}

function dsn(port: number, database: string, role: string, password?: string): string {
  const secret = password === undefined ? '' : `:${encodeURIComponent(password)}`;
  return `postgres://${encodeURIComponent(role)}${secret}@${HOST}:${port}/${encodeURIComponent(database)}`;
}
