/** `npm run verify:runbook`: tries everything that pages run or offer to copy, then writes down when that was. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verification } from '@devdiag/catalog/types';
import { commandMajors } from '@devdiag/sandbox/postgres/clients';
import { startPostgres } from '@devdiag/sandbox/postgres/server';
import { ROOT } from '../lib/bundle.ts';
import { run } from '../lib/run.ts';
import { Complaint, runMain, step } from '../lib/steps.ts';
import { runbookHash } from './hash.ts';

const MAJORS = [15, 18] as const;
const TESTS = ['pkg/engine/runbook', 'pkg/catalog/runbook', 'pkg/cli/runbook'];

async function main(): Promise<void> {
  const generated = await run('npx', ['tsx', 'scripts/generate.ts', '--check'], { cwd: ROOT });
  if (generated.code !== 0) {
    throw new Complaint('The texts are not generated or have mistakes; see above.');
  }
  // From what was loaded at the start: what somebody generates meanwhile was not tried.
  const hash = runbookHash();
  const tests = await run('npx', ['vitest', 'run', ...TESTS], {
    cwd: ROOT,
    env: { DEVDIAG_PG_VERSIONS: MAJORS.join() },
  });
  if (tests.code !== 0) {
    throw new Complaint('Not everything on the pages works, so nothing was written. What failed is above.');
  }
  const postgres = await step('Which PostgreSQL that was', () => Promise.all(MAJORS.map(versionOf)));
  const verification: Verification = {
    date: new Date().toISOString().slice(0, 10),
    version: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version,
    postgres,
    commands: postgres.filter((version) => commandMajors([...MAJORS]).some((major) => version.startsWith(`${major}.`))),
    hash,
  };
  writeFileSync(join(ROOT, 'pkg/catalog/generated/verified.ts'), fileOf(verification));
}

async function versionOf(version: (typeof MAJORS)[number]): Promise<string> {
  const server = await startPostgres({ version, fast: true });
  await server.stop();
  return server.version;
}

function fileOf(verification: Verification): string {
  return `// Written by "npm run verify:runbook" once everything on the pages was tried. Do not edit.
import type { Verification } from '../types.ts';

/** When everything that pages run and offer to copy was last tried, and on what. */
export const VERIFIED: Verification = ${JSON.stringify(verification, null, 2)};
`;
}

await runMain(main);
