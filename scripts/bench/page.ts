import { chromium, type Page } from '@playwright/test';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { planQueries } from '@devdiag/engine/report/evaluate';
import { expandTimeTo } from '@devdiag/engine/query/render';
import { completeSettings } from '@devdiag/engine/settings/settings';
import type { DevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import { run } from '../lib/run.ts';
import { findBrowser } from '../lib/browser.ts';
import { buildBundle, DIST } from '../lib/bundle.ts';
import { testIds } from '../../src/components/testIds.ts';
import { startDemoStandIn } from '../demo/standin.ts';
import { step } from '../lib/steps.ts';
import { median } from './measure.ts';

const ROUNDS = 5;
const PORT = 3499;
/** The ten checks of the table, as psql would be asked them one after another. */
const TEN = 100;

/**
 * From asking to all verdicts on the screen, in a browser through the stand-in, beside the ten checks asked one after
 * another by psql.
 * @param asOf milliseconds since 1970: the end of the sample data
 */
export async function measurePage(database: DevdiagDatabase, asOf: number): Promise<void> {
  const browserPath = await step('Finding a browser', findBrowser);
  await step("The plugin's bundle", () => buildBundle());
  const standIn = await startDemoStandIn(PORT, DIST, addressOf(database));
  const browser = await chromium.launch({ executablePath: browserPath.path, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.goto(`${standIn.url}/a/devdiag-ops-app/health?asof=${new Date(asOf).toISOString()}`);
    await allVerdicts(page);
    const asked: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      asked.push(await refresh(page));
    }
    const psql = await tenOneAfterAnother(database, asOf);
    const ratio = psql === undefined ? '' : `, ${(psql / median(asked)).toFixed(1)} times as long as the page`;
    process.stdout.write(
      `  All verdicts in the browser: ${median(asked).toFixed(0)} ms after asking. ` +
        `Ten checks by psql: ${psql === undefined ? 'no psql here' : `${psql.toFixed(0)} ms${ratio}`}\n`
    );
  } finally {
    await browser.close();
    await standIn.stop();
  }
}

async function allVerdicts(page: Page): Promise<void> {
  await page.getByTestId(testIds.health.check('ttr')).waitFor();
  await page.getByTestId(testIds.health.verdict()).waitFor();
}

/** The page's own figure for the time from asking to the answer is not used: this is what a person waits for. */
async function refresh(page: Page): Promise<number> {
  const answered = page.waitForResponse((response) => response.url().includes('ds_type='));
  const started = performance.now();
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await answered;
  await page.getByRole('button', { name: 'Refresh', exact: true }).waitFor();
  await allVerdicts(page);
  return performance.now() - started;
}

async function tenOneAfterAnother(database: DevdiagDatabase, asOf: number): Promise<number | undefined> {
  const ten = CHECKS.filter(({ definition }) => definition.order <= TEN);
  const { settings } = completeSettings(
    {},
    CHECKS.map(({ definition }) => definition)
  );
  const queries = planQueries(ten, { asOf, isNow: true, tenant: null, settings });
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    for (const { sql } of queries) {
      const ended = await run('psql', [database.readerDsn, '-qAt', '-c', expandTimeTo(sql, asOf)], {
        quiet: true,
      }).catch(() => undefined);
      if (ended?.code !== 0) {
        return undefined;
      }
    }
    times.push(performance.now() - started);
  }
  return median(times);
}

function addressOf({ readerDsn, name, role, rolePassword }: DevdiagDatabase) {
  return { host: new URL(readerDsn).host, database: name, user: role, password: rolePassword, sslmode: 'disable' };
}
