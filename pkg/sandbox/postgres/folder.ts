import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rename, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import { diskFull, explainOutput, PostgresFailure } from './failure.ts';

/** An empty cluster takes 40 MB and its first write-ahead log as much again. */
const NEEDED_BYTES = 150e6;

/** How long the previous server of a data folder may take to finish its shutdown. */
const PREDECESSOR_MS = 10_000;

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

/**
 * Makes the folder for a lasting cluster; its parents must let that account through.
 *
 * A new cluster is made beside it first and moved there when it is complete, so that an interrupted start leaves nothing
 * half made in its place.
 *
 * @param fill makes the cluster in the given empty folder
 * @throws PostgresFailure 'bad-option' when the folder holds something else
 */
export async function makeDataFolder(
  dataDir: string,
  account: Account | undefined,
  fill: (folder: string) => Promise<void>
): Promise<void> {
  const unfinished = `${dataDir}.unfinished`;
  try {
    if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
      throw new PostgresFailure(
        'bad-option',
        `The folder ${dataDir} holds files that aren't a PostgreSQL cluster. Choose an empty folder.`
      );
    }
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(dirname(dataDir), { recursive: true });
    await mkdir(unfinished, { mode: 0o700 });
    await give(unfinished, account);
    await fill(unfinished);
    await rm(dataDir, { recursive: true, force: true });
    await rename(unfinished, dataDir);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error instanceof PostgresFailure ? error : explain(error, dataDir, account);
  }
}

/** @throws PostgresFailure 'disk-full' when there isn't room for even an empty cluster */
export async function assertRoom(folder: string): Promise<void> {
  let existing = folder;
  while (!existsSync(existing)) {
    existing = dirname(existing);
  }
  const { bavail, bsize } = await statfs(existing);
  if (bavail * bsize < NEEDED_BYTES) {
    throw diskFull(folder);
  }
}

/** @returns major version of the cluster in that folder, undefined when there is no cluster in it */
export function clusterVersion(dataDir: string): string | undefined {
  const file = join(dataDir, 'PG_VERSION');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/**
 * Waits for the end of a server that is just shutting down on this folder, as it is when a program is started again
 * right after Ctrl-C. One that goes on running is left to PostgreSQL itself to notice.
 */
export async function waitForPredecessor(dataDir: string): Promise<void> {
  const deadline = Date.now() + PREDECESSOR_MS;
  while (isServerRunning(dataDir) && Date.now() < deadline) {
    await sleep(100);
  }
}

function isServerRunning(dataDir: string): boolean {
  try {
    process.kill(Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10), 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another account. Anything else: no such file, or no such process.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
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
