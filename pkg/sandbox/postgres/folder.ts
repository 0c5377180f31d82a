import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdir, mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import { diskFull, explainOutput, PostgresFailure } from './failure.ts';

/** An empty cluster takes 40 MB and its first write-ahead log as much again. */
const NEEDED_BYTES = 150e6;

/** How long the previous server of a data folder may take to finish its shutdown. */
const PREDECESSOR_MS = 15_000;

/** @returns a new folder below the system's temporary folder that only that account can enter */
export async function makeWorkspace(account: Account | undefined): Promise<string> {
  try {
    const workspace = await mkdtemp(join(tmpdir(), 'devdiag-postgres-'));
    await give(workspace, account);
    return workspace;
  } catch (error) {
    throw explain(error, tmpdir(), account);
  }
}

/** Makes a folder for a lasting cluster where there is none; its parents must let that account through. */
export async function makeDataFolder(dataDir: string, account: Account | undefined): Promise<string> {
  const folder = resolve(dataDir);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await give(folder, account);
    return folder;
  } catch (error) {
    throw explain(error, folder, account);
  }
}

/** @throws PostgresFailure 'disk-full' when there isn't room for even an empty cluster */
export async function assertRoom(folder: string): Promise<void> {
  const parent = existsSync(folder) ? folder : dirname(folder);
  const { bavail, bsize } = await statfs(parent);
  if (bavail * bsize < NEEDED_BYTES) {
    throw diskFull(folder);
  }
}

/** @returns major version of the cluster in that folder, undefined when there is no cluster in it */
export function clusterVersion(dataDir: string): number | undefined {
  const file = join(dataDir, 'PG_VERSION');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
}

/**
 * Waits for the end of a server that is just shutting down on this folder, as it is when a program is started again
 * right after Ctrl-C.
 *
 * @throws PostgresFailure 'folder-in-use' when a server goes on running there
 */
export async function waitForPredecessor(dataDir: string): Promise<void> {
  const deadline = Date.now() + PREDECESSOR_MS;
  for (;;) {
    const pid = runningServer(dataDir);
    if (pid === undefined) {
      return;
    }
    if (Date.now() > deadline) {
      throw new PostgresFailure(
        'folder-in-use',
        `Another PostgreSQL (process ${pid}) is running on the data folder ${dataDir}. Stop it, or choose another folder.`
      );
    }
    await sleep(100);
  }
}

function runningServer(dataDir: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // EPERM: it runs, under another account. Anything else: no such file, or no such process (PostgreSQL copes itself).
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? Number.NaN : undefined;
  }
}

async function give(folder: string, account: Account | undefined): Promise<void> {
  if (account) {
    await chown(folder, account.uid, account.gid);
  }
}

function explain(error: unknown, folder: string, account: Account | undefined): PostgresFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  const words = code === 'ENOSPC' ? 'No space left on device' : code === 'EACCES' ? 'Permission denied' : message;
  return explainOutput(words, { program: 'PostgreSQL', folder, account: account?.name });
}
