import { testIds } from '../../src/components/testIds';
import { expect, HEALTH, test } from './fixtures';

/** What stands in the way, and the screen that must tell. */
const BLOCKED = [
  { target: 'wrong-password', state: 'authentication', words: /password authentication failed/ },
  { target: 'nobody-listens', state: 'connection', words: /connect/i },
  { target: 'bare', state: 'schema-missing', words: /create schema if not exists/ },
  { target: 'unreadable', state: 'table-unreadable', words: /grant select on all tables/ },
  { target: 'empty', state: 'empty-table', words: /not written a single run/ },
] as const;

for (const { target, state, words } of BLOCKED) {
  test(`Health says what is wrong: ${state}`, async ({ page, dataSource, configure, accessibilityProblems }) => {
    await configure({ datasourceUid: await dataSource(target) });
    await page.goto(HEALTH);
    const screen = page.getByTestId(testIds.health.state(state));
    await expect(screen).toBeVisible();
    await expect(screen).toContainText(words);
    await expect(page.locator('[data-outcome="pass"][data-testid*="stale-data"]')).toHaveCount(0);
    expect(await accessibilityProblems()).toEqual([]);
  });
}

test('no data source is chosen: an Admin learns how to choose one', async ({ page, configure }) => {
  await configure({});
  await page.goto(HEALTH);
  await page
    .getByTestId(testIds.health.state('no-data-source'))
    .getByRole('link', { name: 'Choose a data source' })
    .click();
  await expect(page).toHaveURL(/plugins\/devdiag-ops-app/);
});

test('no data source is chosen: a Viewer learns whom to ask', async ({ pageOf, configure }) => {
  await configure({});
  const page = await pageOf('Viewer');
  await page.goto(HEALTH);
  const screen = page.getByTestId(testIds.health.state('no-data-source'));
  await expect(screen).toContainText('Ask an Admin');
  await expect(screen.getByRole('link')).toHaveCount(0);
});

test('the chosen data source is gone', async ({ page, configure }) => {
  await configure({ datasourceUid: 'deleted-long-ago' });
  await page.goto(HEALTH);
  await expect(page.getByTestId(testIds.health.state('data-source-gone'))).toContainText('deleted-long-ago');
});

test('Grafana is out of reach, then back', async ({ page, dataSource, configure, mute }) => {
  await mute('alert-rules');
  await configure({ datasourceUid: await dataSource('healthy') });
  await page.goto(HEALTH);
  await expect(page.getByTestId(testIds.health.verdict())).toBeVisible();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(page.getByTestId(testIds.health.state('offline'))).toBeVisible();
  await page.context().setOffline(false);
  await page.getByTestId(testIds.health.state('offline')).getByRole('button').first().click();
  await expect(page.getByTestId(testIds.health.verdict())).toHaveAttribute('data-verdict', 'pass');
});

test('a schema of another name is missing until the setting names it', async ({
  page,
  dataSource,
  configure,
  mute,
}) => {
  await mute('alert-rules');
  await configure({ datasourceUid: await dataSource('healthy'), schema: 'elsewhere' });
  await page.goto(HEALTH);
  await expect(page.getByTestId(testIds.health.state('schema-missing'))).toContainText('elsewhere');
  await configure({ datasourceUid: await dataSource('healthy'), schema: 'devdiag' });
  await page.goto(HEALTH);
  await expect(page.getByTestId(testIds.health.verdict())).toHaveAttribute('data-verdict', 'pass');
});

test('a slow answer shows a bar at once and can be cancelled', async ({ page, dataSource, configure }) => {
  await configure({ datasourceUid: await dataSource('healthy') });
  await page.goto(HEALTH);
  await expect(page.getByTestId(testIds.health.verdict())).toBeVisible();
  // Both hosts answer queries below this path; holding the answer back is what a slow database looks like.
  let held = true;
  await page.route(/ds_type=/, async (route) => {
    while (held) {
      await new Promise((wait) => setTimeout(wait, 100));
    }
    await route.continue().catch(() => undefined);
  });
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Refresh', exact: true })).toBeVisible();
  held = false;
});
