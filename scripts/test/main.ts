/** `npm test`: everything that can be tested on this machine, in order of how soon it tells. */
import { styleText } from 'node:util';
import { join } from 'node:path';
import { freePort } from '@devdiag/sandbox/postgres/port';
import { DIST, ROOT, buildBundle } from '../lib/bundle.ts';
import { findBrowser } from '../lib/browser.ts';
import { findOrInstallClients } from '../lib/clients.ts';
import { run, type Ended } from '../lib/run.ts';
import { runMain, step } from '../lib/steps.ts';

interface Suite {
  title: string;
  run: () => Promise<Ended>;
}

const bin = (name: string) => join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
const tool = (name: string, args: string[], env: NodeJS.ProcessEnv = {}) => run(bin(name), args, { cwd: ROOT, env });

const SUITES: Suite[] = [
  { title: 'Catalog content', run: () => tool('tsx', ['scripts/generate.ts', '--check']) },
  { title: 'Types', run: () => tool('tsc', ['--noEmit']) },
  { title: "Types of the stand-in's page", run: () => tool('tsc', ['--noEmit', '-p', 'pkg/sandbox/host']) },
  {
    title: 'Lint',
    run: () => tool('eslint', ['--cache', '--cache-location', '.cache/eslint', '--max-warnings', '0', '.']),
  },
  { title: 'Plugin unit tests', run: () => tool('jest', ['--maxWorkers', '2']) },
  { title: 'Engine, catalog on PostgreSQL, command line, contract', run: packageTests },
  { title: 'Browser tests', run: browserTests },
];

async function packageTests(): Promise<Ended> {
  const { major } = await step("Finding PostgreSQL's client programs", findOrInstallClients);
  process.stdout.write(`  version ${major}\n`);
  // Here, because one may have to be downloaded, and what vitest's hooks do has a time limit. Without a browser everything
  // else is tested all the same; the test that needs one says what is missing.
  const browser = await step('Finding a browser', findBrowser).catch(() => undefined);
  return tool('vitest', ['run'], browser && { CHROME_PATH: browser.path });
}

async function browserTests(): Promise<Ended> {
  const browser = await step('Finding a browser', findBrowser);
  process.stdout.write(`  ${browser.path} (${browser.origin})\n`);
  const built = await step("The plugin's bundle", () => buildBundle());
  process.stdout.write(`  ${built ? 'built' : 'up to date'}: ${DIST}\n`);
  // Ports of this run's own: another checkout may be testing beside it.
  const [standIn, control] = [await freePort(), await freePort()];
  return tool('playwright', ['test'], {
    CHROME_PATH: browser.path,
    STANDIN_PORT: String(standIn),
    E2E_CONTROL_PORT: String(control),
  });
}

async function main(): Promise<number> {
  const started = performance.now();
  const results: Array<{ title: string; passed: boolean; seconds: number }> = [];
  for (const suite of SUITES) {
    process.stdout.write(`\n${styleText('bold', `── ${suite.title}`)}\n`);
    const suiteStarted = performance.now();
    const passed = await suite.run().then(
      ({ code }) => code === 0,
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        return false;
      }
    );
    results.push({ title: suite.title, passed, seconds: (performance.now() - suiteStarted) / 1000 });
  }
  process.stdout.write('\n');
  for (const { title, passed, seconds } of results) {
    process.stdout.write(
      `${passed ? styleText('green', '✓') : styleText('red', '✗')} ${title} ${styleText('dim', `(${seconds.toFixed(0)} s)`)}\n`
    );
  }
  const failed = results.filter((result) => !result.passed).length;
  process.stdout.write(`\nsuites: ${results.length - failed} passed, ${failed} failed\n`);
  process.stdout.write(styleText('dim', `${((performance.now() - started) / 1000).toFixed(0)} s in all\n`));
  return failed === 0 ? 0 : 1;
}

await runMain(main);
