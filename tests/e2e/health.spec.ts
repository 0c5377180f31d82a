import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { testIds } from '../../src/components/testIds';
import { expect, HEALTH, test } from './fixtures';

const verdict = (page: Page) => page.getByTestId(testIds.health.verdict());
const check = (page: Page, id: string) => page.getByTestId(testIds.health.check(id));

test.describe('a healthy pipeline', () => {
  test.beforeEach(async ({ dataSource, configure, mute }) => {
    await configure({ datasourceUid: await dataSource('healthy') });
    // The pipeline is healthy; that no alert rule is installed is another spec's story.
    await mute('alert-rules');
  });

  test('is green, and says what was measured', async ({ page }) => {
    await page.goto(HEALTH);
    await expect(verdict(page)).toHaveAttribute('data-verdict', 'pass');
    await expect(verdict(page)).toContainText(
      /runs today .* newest .* confidence .* views 6\/6 .* indexes 9\/9 .* verdict: pass/
    );
    await expect(check(page, 'stale-data')).toHaveAttribute('data-outcome', 'pass');
  });

  test('stays green for one tenant whose name holds quotes and signs', async ({ page }) => {
    await page.goto(`${HEALTH}?tenant=${encodeURIComponent(`l'été "€" 100%`)}`);
    await expect(check(page, 'stale-data')).toHaveAttribute('data-outcome', 'pass');
    await expect(page.getByRole('combobox', { name: 'Tenant' })).toHaveValue(`l'été "€" 100%`);
  });

  test('has no runs for a tenant that does not exist, and nothing else happens', async ({ page }) => {
    await page.goto(`${HEALTH}?tenant=${encodeURIComponent(`'; drop table devdiag.diag_run; --`)}`);
    await expect(page.getByTestId(testIds.health.state('empty-table'))).toBeVisible();
    await page.goto(HEALTH);
    await expect(verdict(page)).toHaveAttribute('data-verdict', 'pass');
  });

  test('can be asked about the past, where some things have no history', async ({ page }) => {
    const lastWeek = new Date(Date.now() - 7 * 86_400_000).toISOString();
    await page.goto(`${HEALTH}?asof=${lastWeek}`);
    await expect(check(page, 'stale-data')).toHaveAttribute('data-outcome', 'pass');
    await expect(check(page, 'database-size')).toHaveAttribute('data-outcome', 'not-evaluated');
    await expect(check(page, 'database-size')).toContainText('no history');
    await expect(verdict(page)).toHaveAttribute('data-verdict', 'not-evaluated');
  });

  test('tells when the instant in the address makes no sense', async ({ page }) => {
    await page.goto(`${HEALTH}?asof=yesterdayish`);
    await expect(page.getByText(/yesterdayish/)).toBeVisible();
    await expect(verdict(page)).toHaveAttribute('data-verdict', 'pass');
  });

  test('keeps its state in the address', async ({ page }) => {
    await page.goto(HEALTH);
    await toggle(check(page, 'stale-data')).click();
    await expect(page).toHaveURL(/open=stale-data/);
    await page.reload();
    await expect(page.getByTestId(testIds.health.checkDetails('stale-data'))).toBeVisible();
  });

  test('exports what it shows', async ({ page }) => {
    await page.goto(HEALTH);
    await expect(verdict(page)).toBeVisible();
    const json = JSON.parse(await download(page, 'Download JSON'));
    expect(json).toMatchObject({ version: 1, verdict: 'pass', tenant: null });
    expect(json.checks.find(({ id }: { id: string }) => id === 'stale-data')).toMatchObject({
      outcome: 'pass',
      unit: 'minutes',
    });
    expect(await download(page, 'Download CSV')).toMatch(/^.*id.*outcome/);
    expect(await download(page, 'Download Markdown')).toContain('Data freshness');
  });

  test('can be looked at by a Viewer', async ({ pageOf }) => {
    const page = await pageOf('Viewer');
    await page.goto(HEALTH);
    await expect(verdict(page)).toHaveAttribute('data-verdict', 'pass');
    await toggle(check(page, 'stale-data')).click();
    await expect(
      page.getByTestId(testIds.health.checkDetails('stale-data')).getByRole('button', { name: 'Mute' })
    ).toBeDisabled();
  });
});

test.describe('a pipeline with faults', () => {
  test.beforeEach(async ({ page, dataSource, configure }) => {
    await configure({ datasourceUid: await dataSource('faulty') });
    await page.goto(HEALTH);
  });

  test('shows on top what needs action, and why', async ({ page }) => {
    await expect(verdict(page)).toHaveAttribute('data-verdict', 'fail');
    const action = page.getByTestId(testIds.health.group('action'));
    await expect(action.getByTestId(testIds.health.check('stale-data'))).toHaveAttribute('data-outcome', 'fail');
    await expect(
      page.getByTestId(testIds.health.group('watch')).getByTestId(testIds.health.check('unlearned-problems'))
    ).toBeVisible();
    await toggle(check(page, 'unlearned-problems')).click();
    const details = page.getByTestId(testIds.health.checkDetails('unlearned-problems'));
    await expect(details.getByRole('table').first()).toContainText(/[A-Z_]{4,}/);
    await details.getByRole('button', { name: 'Query', exact: true }).click();
    await expect(details).toContainText('select');
  });

  test('leads to the playbook', async ({ page }) => {
    await check(page, 'stale-data')
      .getByRole('link', { name: /Playbook/ })
      .first()
      .click();
    await expect(page).toHaveURL(/runbook\/stale-data/);
    await expect(page.getByRole('heading', { name: 'Meaning' })).toBeVisible();
  });

  test('leads to Explore with the query and the instant', async ({ page }) => {
    await toggle(check(page, 'stale-data')).click();
    const href = await page
      .getByTestId(testIds.health.checkDetails('stale-data'))
      .getByRole('link', { name: 'Explore' })
      .getAttribute('href');
    const { searchParams } = new URL(String(href), 'http://grafana');
    const panes = Object.values(JSON.parse(String(searchParams.get('panes')))) as Array<{
      queries: Array<{ rawSql: string }>;
    }>;
    expect(panes[0].queries[0].rawSql).toContain('diag_run');
  });

  test('opens by keyboard alone', async ({ page }) => {
    await expect(verdict(page)).toBeVisible();
    const row = toggle(check(page, 'stale-data'));
    await row.focus();
    await page.keyboard.press('Enter');
    await expect(row).toHaveAttribute('aria-expanded', 'true');
    await expect(page.getByTestId(testIds.health.checkDetails('stale-data'))).toBeVisible();
    await page.keyboard.press('Space');
    await expect(row).toHaveAttribute('aria-expanded', 'false');
  });

  test('tells what has changed since yesterday', async ({ page }) => {
    await expect(verdict(page)).toBeVisible();
    await page.locator('label[for="devdiag-compare"]').last().click();
    await expect(page).toHaveURL(/compare=yesterday/);
    await expect(page.getByTestId(testIds.health.change('stale-data'))).toHaveText(/New|Worse/);
    await expect(page.getByTestId(testIds.health.change('unlearned-problems'))).toHaveText(/No history/);
  });

  test('is not told a second time once somebody has muted it', async ({ pageOf, page }) => {
    const editor = await pageOf('Editor');
    await editor.goto(HEALTH);
    await toggle(check(editor, 'stale-data')).click();
    await editor.getByTestId(testIds.health.checkDetails('stale-data')).getByRole('button', { name: 'Mute' }).click();
    const dialog = editor.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Mute check' }).click();
    await expect(dialog.getByText(/reason/i).last()).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Writer moves to another host today');
    await dialog.getByRole('button', { name: 'Mute check' }).click();
    await expect(check(editor, 'stale-data')).toHaveAttribute('data-outcome', 'skipped');

    await page.reload();
    await expect(check(page, 'stale-data')).toHaveAttribute('data-outcome', 'skipped');
    await expect(check(page, 'stale-data')).toContainText('Writer moves to another host today');
    await expect(check(page, 'stale-data')).toContainText('e2e-editor');
    await expect(verdict(page)).toContainText('Data freshness');
    await expect(verdict(page)).not.toHaveAttribute('data-verdict', 'pass');

    await toggle(check(page, 'stale-data')).click();
    await page.getByRole('button', { name: 'Unmute' }).click();
    await expect(check(page, 'stale-data')).toHaveAttribute('data-outcome', 'fail');
  });

  for (const theme of ['dark', 'light']) {
    test(`is accessible (${theme})`, async ({ page, accessibilityProblems }) => {
      await page.goto(`${HEALTH}?theme=${theme}&open=stale-data,unlearned-problems,run-volume`);
      await expect(page.getByTestId(testIds.health.checkDetails('run-volume'))).toBeVisible();
      expect(await accessibilityProblems()).toEqual([]);
    });
  }
});

/** The button that opens a check. */
function toggle(row: Locator): Locator {
  return row.locator('button[aria-expanded]').first();
}

async function download(page: Page, item: string): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
  return readFile(await file.path(), 'utf8');
}
