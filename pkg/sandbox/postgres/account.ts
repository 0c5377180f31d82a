import { execFileSync } from 'node:child_process';
import { PostgresFailure } from './failure.ts';

/** The operating system account that PostgreSQL's programs run as. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root. Started by root (a container, CI), it runs as an account that is already there;
 * none is created, so that a demo leaves the machine as it was.
 *
 * @returns the account to switch to, or undefined when we aren't root and stay who we are
 * @throws PostgresFailure 'no-account' when we are root and the machine has none that fits
 */
export function accountForPostgres(): Account | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== undefined && gid !== undefined && uid > 0) {
      return { name, uid, gid };
    }
  }
  throw new PostgresFailure(
    'no-account',
    'PostgreSQL refuses to run as root, and this machine has neither an account "postgres" nor "nobody" to run it as. ' +
      'Start this as an ordinary user, or create one of them (useradd --system postgres).'
  );
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  try {
    const id = Number.parseInt(
      execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
      10
    );
    return Number.isSafeInteger(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
