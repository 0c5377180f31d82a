import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { explainOutput, PostgresFailure } from './failure.ts';

export const SUPERUSER = 'postgres';

/** The superuser's password lies in the data folder (mode 0600), for the next start on the same folder. */
const PASSWORD_FILE = 'devdiag-superuser-password';

export interface ClusterOptions {
  binaries: Binaries;
  dataDir: string;
  /** A folder for the moment's files. */
  workspace: string;
  account: Account | undefined;
  log: (line: string) => void;
}

/**
 * Creates a cluster: encoding UTF8, locale C.UTF-8 (sorting by code point, so that results are the same everywhere),
 * passwords by SCRAM, a random one for the superuser.
 *
 * @returns the superuser's password
 * @throws PostgresFailure
 */
export async function initCluster(options: ClusterOptions): Promise<string> {
  const { dataDir, workspace, account } = options;
  const password = randomBytes(18).toString('base64url');
  const passwordFile = join(workspace, 'password');
  await writeSecret(passwordFile, password, account);
  try {
    let result = await runInitdb(options, passwordFile, 'C.UTF-8');
    if (result.code !== 0 && /invalid locale (name|settings)/.test(result.output)) {
      // Systems that don't know C.UTF-8 (macOS, Windows): the same but for upper and lower case beyond ASCII.
      result = await runInitdb(options, passwordFile, 'C');
    }
    if (result.code !== 0) {
      throw explainOutput(result.output, { program: 'initdb', folder: dataDir, account: account?.name });
    }
    await writeSecret(join(dataDir, PASSWORD_FILE), password, account);
    return password;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/**
 * @returns the superuser's password of a cluster made by initCluster
 * @throws PostgresFailure 'bad-option' when the folder holds a cluster that something else made
 */
export async function readPassword(dataDir: string): Promise<string> {
  try {
    return (await readFile(join(dataDir, PASSWORD_FILE), 'utf8')).trim();
  } catch (error) {
    throw new PostgresFailure(
      'bad-option',
      `The folder ${dataDir} holds a PostgreSQL cluster that wasn't made by this program. Choose another folder.`,
      { cause: error }
    );
  }
}

/** Our environment without what would steer PostgreSQL's programs (PGDATA, PGPORT, …), messages in English. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(own), LC_ALL: 'C' };
}

function runInitdb(
  { binaries, dataDir, workspace, account, log }: ClusterOptions,
  passwordFile: string,
  locale: string
): Promise<{ code: number | null; output: string }> {
  const flags = [
    `--pgdata=${dataDir}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    `--locale=${locale}`,
    '--lc-messages=C',
    // The folder is filled in a second and made again as quickly; no need to wait for the disk.
    '--no-sync',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(binaries.initdb, flags, {
      cwd: workspace,
      env: postgresEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        chunk.split('\n').filter(Boolean).forEach(log);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

async function writeSecret(file: string, secret: string, account: Account | undefined): Promise<void> {
  await writeFile(file, secret + '\n', { mode: 0o600 });
  if (account) {
    await chown(file, account.uid, account.gid);
  }
}
