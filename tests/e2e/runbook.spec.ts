import type { Locator } from '@playwright/test';
import { expect, PLUGIN_ID, test } from './fixtures';

const RUNBOOK = `/a/${PLUGIN_ID}/runbook`;

test('a page is found and opened with the keyboard alone, without a data source', async ({ page, configure }) => {
  await configure({});
  await page.goto(RUNBOOK);
  await expect(page.getByRole('heading', { name: 'Alert playbooks' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('freshness');
  await expect(page.getByTestId('devdiag-runbook-results').getByRole('link').first()).toContainText('Data freshness');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/runbook\/stale-data/);
  for (const heading of ['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'When it is over']) {
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
  }
  await expect(page.getByText(/no data source is chosen/)).toBeVisible();
});

test("an alert's link shows the first evidence of its tenant, and nothing else runs", async ({
  page,
  dataSource,
  configure,
}) => {
  await configure({ datasourceUid: await dataSource('healthy') });
  const asked: string[][] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/ds/query')) {
      const { queries } = request.postDataJSON() as { queries: Array<{ refId: string }> };
      const refIds = queries.map(({ refId }) => refId);
      // The live state asks all checks in a batch of its own.
      if (!refIds.includes('stale-data')) {
        asked.push(refIds);
      }
    }
  });
  await page.goto(`${RUNBOOK}/runs-stalled?tenant=acme`);
  const first = page.getByTestId('devdiag-runbook-query-newest-by-tenant');
  await expect(first.getByRole('cell', { name: 'acme' })).toBeVisible();
  await expect(first.getByText('1 row', { exact: true })).toBeVisible();
  await expect(page.getByTestId('devdiag-runbook-query-runs-by-quarter-hour').locator('figure')).toBeVisible();
  await page.getByRole('button', { name: 'Run: Is the database writable?' }).click();
  await expect(page.getByTestId('devdiag-runbook-query-writable').getByText('1 row', { exact: true })).toBeVisible();
  expect(asked).toEqual([['newest-by-tenant', 'runs-by-quarter-hour'], ['writable']]);
});

test('the first evidence waits for nothing but its own request', async ({ page, dataSource, configure }) => {
  await configure({ datasourceUid: await dataSource('healthy') });
  let release = () => {};
  const evidenceSeen = new Promise<void>((seen) => (release = seen));
  const held: string[] = [];
  let moduleLoaded = false;
  let settingsRead = false;
  page.on('response', (response) => {
    moduleLoaded ||= response.url().includes(`${PLUGIN_ID}/module.js`);
  });
  await page.route('**/api/**', async (route) => {
    const url = route.request().url();
    const isEvidence = route.request().postData()?.includes('newest-by-tenant') ?? false;
    // Grafana reads an app's settings itself before it shows any of its pages.
    const isGrafanas = !settingsRead && url.includes(`/api/plugins/${PLUGIN_ID}/settings`);
    settingsRead ||= isGrafanas;
    if (moduleLoaded && !isEvidence && !isGrafanas) {
      held.push(url);
      await evidenceSeen;
    }
    await route.continue();
  });
  await page.goto(`${RUNBOOK}/runs-stalled?tenant=acme`);
  const first = page.getByTestId('devdiag-runbook-query-newest-by-tenant');
  await expect(first.getByRole('cell', { name: 'acme' })).toBeVisible();
  // The live state asks as well, and has no answer yet.
  await expect.poll(() => held.some((url) => url.includes('/api/v1/provisioning/alert-rules'))).toBe(true);
  await expect(page.getByText(/^Read at /)).toBeHidden();
  release();
  await expect(page.getByText(/^Read at /)).toBeVisible();
  await page.unrouteAll({ behavior: 'wait' });
});

for (const section of ['alerts', 'checks']) {
  test(`every query of every playbook runs (${section})`, async ({ page, dataSource, configure }) => {
    test.slow();
    await configure({ datasourceUid: await dataSource('healthy') });
    await page.goto(RUNBOOK);
    const playbooks = page.locator(`[data-testid="devdiag-runbook-section-${section}"] a`);
    await expect(playbooks.first()).toBeVisible();
    const links = await playbooks.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname));
    expect(links.length).toBeGreaterThanOrEqual(5);
    for (const link of links) {
      await test.step(link, async () => {
        await page.goto(`${link}?tenant=acme&problem_code=CSP_INLINE_BLOCKED&target=none`);
        await expect(page.getByRole('heading', { name: 'Mitigation' })).toBeVisible();
        const cards = page.locator('[data-testid^="devdiag-runbook-query-"]');
        await expect(cards.first()).toBeVisible();
        // Each is called otherwise once it has run; their cards stay what they are.
        for (const card of await cards.all()) {
          await card.getByRole('button', { name: /^Run(?: again)?: / }).click();
        }
        await expect(page.getByRole('button', { name: /^Run again: / })).toHaveCount(await cards.count());
        await expect(cards.getByText(/^took /)).toHaveCount(await cards.count());
      });
    }
  });
}

test('a missing problem code is chosen from those in the data', async ({ page, dataSource, configure }) => {
  await configure({ datasourceUid: await dataSource('healthy') });
  await page.goto(`${RUNBOOK}/top-problem?problem_code={{ urlquery $labels.problem_code }}`);
  const card = page.getByTestId('devdiag-runbook-query-by-day');
  await card.getByRole('combobox', { name: 'Problem code' }).click();
  await page.getByRole('listbox').getByRole('option').first().click();
  await expect(page).toHaveURL(/problem_code=[A-Z]/);
  await expect(card.getByText(/^took /)).toBeVisible();
});

test('a database that is down is said where the evidence would be', async ({ page, dataSource, configure }) => {
  await configure({ datasourceUid: await dataSource('nobody-listens') });
  await page.goto(`${RUNBOOK}/stale-data`);
  const first = page.getByTestId('devdiag-runbook-query-newest-by-tenant');
  await expect(first.getByText('The database could not be reached')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Mitigation' })).toBeVisible();
});

test('an empty table is told from a query that failed', async ({ page, dataSource, configure }) => {
  await configure({ datasourceUid: await dataSource('empty') });
  await page.goto(`${RUNBOOK}/stale-data`);
  const first = page.getByTestId('devdiag-runbook-query-newest-by-tenant');
  await expect(first.getByText('The query ran and found no rows.')).toBeVisible();
});

test('ticked steps are there after a reload, for a Viewer too', async ({ pageOf, dataSource, configure }) => {
  await configure({ datasourceUid: await dataSource('healthy') });
  const page = await pageOf('Viewer');
  await page.goto(`${RUNBOOK}/stale-data`);
  const step = page.getByRole('checkbox').first();
  await expect(step).toBeEnabled();
  const again = page.getByRole('button', { name: 'Start over' });
  if (await again.isVisible()) {
    await again.click();
  }
  const stored = page.waitForResponse(
    (answer) => answer.url().includes('user-storage') && answer.request().method() !== 'GET'
  );
  await step.focus();
  await page.keyboard.press('Space');
  await expect(step).toBeChecked();
  await stored;
  await page.reload();
  await expect(page.getByRole('checkbox').first()).toBeChecked();
  await expect(page.getByText(/^1 of 4 done/)).toBeVisible();
});

test('a heading is a link, and a link between pages keeps what was asked', async ({ page, configure }) => {
  await configure({});
  await page.goto(`${RUNBOOK}/stale-data?tenant=acme#mitigation`);
  await expect(page.getByRole('heading', { name: 'Mitigation' })).toBeFocused();
  await page.locator('article').getByRole('link', { name: 'Query latency' }).click();
  await expect(page).toHaveURL(/runbook\/query-latency\?tenant=acme#diagnosis/);
  await expect(page.getByRole('heading', { name: 'Diagnosis' })).toBeFocused();
});

test('an unknown page says so and lists what there is', async ({ page }) => {
  await page.goto(`${RUNBOOK}/nope`);
  await expect(page.getByText(/nope/)).toBeVisible();
  await expect(page.getByRole('link', { name: /Data freshness/ })).toBeVisible();
});

test('on paper there is the page alone, with its SQL', async ({ page, configure }) => {
  await configure({});
  await page.goto(`${RUNBOOK}/stale-data`);
  await expect(page.getByRole('heading', { name: 'Mitigation' })).toBeVisible();
  const sql = page.getByText('select left(tenant, 200) as tenant');
  await expect(sql).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(sql).toBeVisible();
  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Administration' })).toBeHidden();
});

for (const theme of ['dark', 'light']) {
  test(`list and playbook are accessible (${theme})`, async ({
    page,
    accessibilityProblems,
    dataSource,
    configure,
  }) => {
    await configure({ datasourceUid: await dataSource('healthy') });
    await page.goto(`${RUNBOOK}?theme=${theme}`);
    await expect(page.getByRole('heading', { name: 'Reference' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    for (const id of ['stale-data', 'top-problem', 'checks-reference']) {
      await page.goto(`${RUNBOOK}/${id}?theme=${theme}`);
      await expect(
        page.locator('article').getByRole('heading', { level: 2 }).or(page.locator('article table')).first()
      ).toBeVisible();
      if (id === 'stale-data') {
        await expect(page.getByText(/^took /).first()).toBeVisible();
      }
      expect(await accessibilityProblems()).toEqual([]);
    }
  });
}

for (const theme of ['dark', 'light']) {
  test(`queries that fail and people to turn to are accessible (${theme})`, async ({
    page,
    accessibilityProblems,
    dataSource,
    configure,
  }) => {
    await configure({
      datasourceUid: await dataSource('nobody-listens'),
      contacts: { pager: 'tel:+15550100', database: 'https://chat.example/dba', grafana: 'ops@example.test' },
    });
    await page.goto(`${RUNBOOK}/stale-data?theme=${theme}`);
    const first = page.getByTestId('devdiag-runbook-query-newest-by-tenant');
    await expect(first.getByText('The database could not be reached')).toBeVisible();
    await expect(page.getByText(/^Checks are not known: /)).toBeVisible();
    await expectMarked(
      page.getByRole('region', { name: 'Whom to turn to' }).getByRole('link', { name: /chat\.example/ })
    );
    expect(await accessibilityProblems()).toEqual([]);

    await page.goto(`${RUNBOOK}/escalation?theme=${theme}`);
    const card = page.locator('article').getByRole('link', { name: /chat\.example/ });
    await expect(card.first()).toBeVisible();
    for (const link of await card.all()) {
      await expectMarked(link);
    }
    await expect(page.getByText('ops@example.test').first()).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });
}

/** A link outside is marked once, for eyes and for ears, and opens safely. */
async function expectMarked(link: Locator): Promise<void> {
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(link).toContainText('another site, opens in a new tab');
  const mark = await link.evaluate((element) => getComputedStyle(element, '::after').content);
  expect(mark.match(/↗/g)).toHaveLength(1);
}
