import { expect, HEALTH, PLUGIN_ID, test } from './fixtures';
import { testIds } from '../../src/components/testIds';

const CONFIGURATION = `/plugins/${PLUGIN_ID}`;

test('an Admin chooses the data source in a fresh Grafana and sees that it works', async ({
  page,
  dataSource,
  configure,
  mute,
}) => {
  await mute('alert-rules');
  await dataSource('healthy');
  await configure({ keptFromALaterVersion: { a: 1 } });
  await page.goto(CONFIGURATION);
  await page.getByRole('combobox', { name: /PostgreSQL data source/ }).click();
  await page.getByRole('option', { name: /E2E healthy/ }).click();
  await page.getByRole('button', { name: /Test/ }).first().click();
  await expect(page.getByTestId('setting setup-test')).toContainText(/works|reads|readable|found/i);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.').first()).toBeVisible();

  const stored = await page.request.get(`/api/plugins/${PLUGIN_ID}/settings`);
  expect((await stored.json()).jsonData).toMatchObject({
    datasourceUid: 'e2e-healthy',
    keptFromALaterVersion: { a: 1 },
  });
  await page.goto(HEALTH);
  await expect(page.getByTestId(testIds.health.verdict())).toHaveAttribute('data-verdict', 'pass');
});

test('an invalid value is refused beside its field and nothing is saved', async ({ page, dataSource, configure }) => {
  await configure({ datasourceUid: await dataSource('healthy') });
  await page.goto(CONFIGURATION);
  await page.getByRole('textbox', { name: 'Schema' }).fill('dev"diag');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The schema name may hold letters, digits and underscores')).toBeVisible();
  await expect(page.getByText(/Nothing was saved/)).toBeVisible();
  const stored = await page.request.get(`/api/plugins/${PLUGIN_ID}/settings`);
  expect((await stored.json()).jsonData.schema).toBeUndefined();
});

test('a threshold that is changed decides on Health', async ({ page, dataSource, configure }) => {
  await configure({
    datasourceUid: await dataSource('faulty'),
    thresholds: { 'stale-data': { warn: 120, fail: 50_000 } },
  });
  await page.goto(HEALTH);
  await expect(page.getByTestId(testIds.health.check('stale-data'))).toHaveAttribute('data-outcome', 'warn');
});

for (const theme of ['dark', 'light']) {
  test(`the configuration page is accessible (${theme})`, async ({
    page,
    dataSource,
    configure,
    accessibilityProblems,
  }) => {
    await configure({ datasourceUid: await dataSource('healthy') });
    await page.goto(`/a/${PLUGIN_ID}/setup?theme=${theme}`);
    await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });
}
