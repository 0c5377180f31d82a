import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { PostgresMajor } from './binaries.ts';
import { PostgresFailure } from './failure.ts';

/** What the runbook's commands are made of. The npm package brings the server's programs only. */
const PROGRAMS = ['psql', 'pg_dump', 'pg_restore', 'createdb', 'dropdb', 'createuser', 'pg_isready', 'pg_amcheck'];

/** Dumps of a server can be made by programs as new as it, or newer. */
const OLDEST: PostgresMajor = 15;

export interface ClientTools {
  /** Value for PATH that finds them. */
  path: string;
  /** Major version, such as 15. */
  major: number;
}

/**
 * PostgreSQL's client programs on this machine: on PATH, or where packages put them without adding to it.
 *
 * @param elsewhere folders to look in besides
 * @throws PostgresFailure 'no-package' with a sentence that says what to install
 */
export function findClientTools(path = process.env.PATH ?? '', elsewhere = packageFolders()): ClientTools {
  const folders = [undefined, ...elsewhere];
  const found = folders.flatMap((folder) => {
    const candidate = folder === undefined ? path : `${folder}${delimiter}${path}`;
    const majors = PROGRAMS.map((program) => majorOf(program, candidate));
    return majors.every((major) => major !== undefined) ? [{ path: candidate, major: Math.min(...majors) }] : [];
  });
  const fitting = found.find(({ major }) => major >= OLDEST);
  if (!fitting) {
    const newest = found.length > 0 ? `they are of version ${Math.max(...found.map(({ major }) => major))}` : '';
    throw new PostgresFailure(
      'no-package',
      `The runbook's commands are tried with PostgreSQL's client programs (${PROGRAMS.join(', ')}), version ${OLDEST} or ` +
        `newer; ${newest || 'this machine lacks them or some of them'}. Install them (Debian, Ubuntu: apt-get install ` +
        'postgresql-client; Fedora: dnf install postgresql; macOS: brew install libpq), then try again.'
    );
  }
  return fitting;
}

/**
 * The major versions on which the runbook's commands can be tried with these programs: pg_dump refuses a server that is
 * newer than itself. The oldest one at least.
 *
 * @param wanted those that are tried on at all
 * @throws as `findClientTools`
 */
export function commandMajors(wanted = wantedMajors(), { major: newest } = findClientTools()): PostgresMajor[] {
  const fitting = wanted.filter((major) => major <= newest);
  return fitting.length > 0 ? fitting : [OLDEST];
}

/** As `DEVDIAG_PG_VERSIONS` says, as everywhere in the tests. */
function wantedMajors(): PostgresMajor[] {
  return (process.env.DEVDIAG_PG_VERSIONS ?? '15,18').split(',').map(Number) as PostgresMajor[];
}

function packageFolders(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : [];
  const others = ['/opt/homebrew/opt/libpq/bin', '/usr/local/opt/libpq/bin', '/usr/pgsql-18/bin', '/usr/pgsql-15/bin'];
  return [...versions.map((version) => join(debian, version, 'bin')), ...others].filter((folder) => existsSync(folder));
}

function majorOf(program: string, path: string): number | undefined {
  const { status, stdout } = spawnSync(program, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  });
  const version = status === 0 ? /(\d+)(\.\d+)*/.exec(stdout)?.[1] : undefined;
  return version === undefined ? undefined : Number(version);
}
