import { findClientTools, type ClientTools } from '@devdiag/sandbox/postgres/clients';
import { isRootOnDebian, run } from './run.ts';
import { Complaint } from './steps.ts';

/**
 * PostgreSQL's client programs, which the runbook's commands are tried with: installed ones, or the system's package.
 * @throws Complaint when none can be had
 */
export async function findOrInstallClients(say: (detail: string) => void): Promise<ClientTools> {
  try {
    return findClientTools();
  } catch (error) {
    if (!isRootOnDebian()) {
      throw new Complaint((error as Error).message);
    }
  }
  say("installing the system's package postgresql-client");
  await run('apt-get', ['update', '-qq'], { quiet: true });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql-client'], {
    quiet: true,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  try {
    return findClientTools();
  } catch (error) {
    throw new Complaint((error as Error).message);
  }
}
