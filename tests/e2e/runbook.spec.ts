import { expect, PLUGIN_ID, test } from './fixtures';

const RUNBOOK = `/a/${PLUGIN_ID}/runbook`;

test('every check has a playbook that can be found and read, without a data source', async ({ page, configure }) => {
  await configure({});
  await page.goto(RUNBOOK);
  await page.getByRole('textbox').first().fill('freshness');
  await page
    .getByRole('link', { name: /Data freshness/ })
    .first()
    .click();
  await expect(page).toHaveURL(/runbook\/stale-data/);
  for (const heading of ['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'When it is over']) {
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
  }
});

test("an alert's id leads to the playbook of its check", async ({ page }) => {
  await page.goto(`${RUNBOOK}/runs-stalled`);
  await expect(page.getByRole('heading', { name: 'Meaning' })).toBeVisible();
});

test('an unknown page says so and lists what there is', async ({ page }) => {
  await page.goto(`${RUNBOOK}/nope`);
  await expect(page.getByText(/nope/)).toBeVisible();
  await expect(page.getByRole('link', { name: /Data freshness/ })).toBeVisible();
});

for (const theme of ['dark', 'light']) {
  test(`a playbook is accessible (${theme})`, async ({ page, accessibilityProblems }) => {
    await page.goto(`${RUNBOOK}/stale-data?theme=${theme}`);
    await expect(page.getByRole('heading', { name: 'Meaning' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });
}
