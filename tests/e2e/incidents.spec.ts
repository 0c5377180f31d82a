import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, PLUGIN_ID, test } from './fixtures';
import { changeRule, clean, firingAlert, hurry, install, make } from './rules';

const PLAYBOOK = `/a/${PLUGIN_ID}/runbook/runs-stalled?tenant=acme`;
const bar = (page: Page) => page.getByTestId('devdiag-incident-bar');

/** Every run of these specs starts incidents of its own: a real Grafana keeps earlier ones. */
const titleOf = (what: string) => `${what} ${Date.now().toString(36)}`;

/** Whoever took part in an earlier one leaves it. */
async function leaveEarlier(page: Page) {
  await expect(bar(page).or(page.getByTestId('devdiag-incident-offer'))).toBeVisible();
  if (await bar(page).isVisible()) {
    await bar(page).getByRole('button', { name: 'Leave' }).click();
  }
}

async function join(page: Page, title: string) {
  await leaveEarlier(page);
  await page.getByRole('button', { name: `Join: ${title}` }).click();
  await expect(bar(page)).toContainText(title);
}

async function start(page: Page, title: string) {
  await leaveEarlier(page);
  await page.getByRole('button', { name: 'Start an incident' }).click();
  await page.getByRole('textbox', { name: /What is happening/ }).fill(title);
  await page.getByRole('button', { name: 'Start incident' }).click();
  await expect(bar(page)).toContainText(title);
}

async function exportedReport(page: Page): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export report' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^incident-\d{8}-[a-z0-9]{6}\.md$/);
  return readFileSync(await download.path(), 'utf8');
}

/** Presses Tab until something has the focus; more often than a page has stops, and it can't be reached. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 250; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} can't be reached with the Tab key.`);
}

test('an incident is started, shared with a colleague, closed, and told in a report', async ({
  page,
  pageOf,
  dataSource,
  configure,
}) => {
  test.slow();
  await clean(page.request);
  await configure({ datasourceUid: await dataSource('faulty') });
  await page.goto(PLAYBOOK);
  const title = titleOf('No runs');
  await start(page, title);

  const step = page.getByRole('checkbox', { name: /Write down since when/ });
  await step.check();
  await expect(bar(page)).toContainText('1 step done');
  const card = page.getByTestId('devdiag-runbook-query-newest-by-tenant');
  await expect(card.getByRole('cell', { name: 'acme' })).toBeVisible();
  await card.getByRole('button', { name: 'Keep' }).click();
  await expect(card.getByRole('button', { name: 'Kept' })).toBeVisible();
  await page.reload();
  await expect(bar(page)).toContainText(title);
  await expect(step).toBeChecked();

  const colleague = await pageOf('Editor');
  await colleague.goto(PLAYBOOK);
  await join(colleague, title);
  await expect(bar(colleague)).toContainText('1 step done');
  await expect(colleague.getByRole('checkbox', { name: /Write down since when/ })).toBeChecked();
  await colleague.getByRole('checkbox', { name: /Decide between everybody and one tenant/ }).check();
  await bar(colleague).getByRole('button', { name: 'Add note' }).click();
  await colleague
    .getByRole('textbox', { name: /What did you see/ })
    .fill('The disk is full.\nCalled the database people.');
  await colleague.getByRole('dialog').getByRole('button', { name: 'Add note' }).click();
  await expect(colleague.getByRole('dialog')).toBeHidden();

  // The first one sees it without doing anything.
  await expect(bar(page)).toContainText('2 steps done', { timeout: 60_000 });
  await bar(page).getByRole('button', { name: 'Close incident' }).click();
  await page.getByRole('textbox', { name: /what ended it/ }).fill('The disk was full; it was made larger.');
  await page.getByRole('dialog').getByRole('button', { name: 'Close incident' }).click();
  await expect(bar(page)).toContainText('Closed');

  await bar(page).getByRole('link', { name: 'Log and report' }).click();
  await expect(page.getByTestId('devdiag-incident-timeline').getByRole('listitem')).toHaveCount(9, { timeout: 60_000 });
  const report = await exportedReport(page);
  expect(report).toContain(`# Post-incident report: ${title}`);
  expect(report).toContain('> The disk was full; it was made larger.');
  expect(report).toMatch(/\| Tenant \| .*|\| tenant \| `acme` \|/);
  expect(report).toMatch(/- \[x\] Write down since when.* \(admin, .* UTC\)/);
  expect(report).toMatch(/- \[x\] Decide between everybody and one tenant.* \(.*editor.*, .* UTC\)/i);
  expect(report).toMatch(/- \[ \] Still no run after 30 minutes/);
  expect(report).toContain('### Newest run of each tenant, seven days');
  expect(report).toMatch(/\| acme \| /);
  expect(report).toContain('> The disk is full.');
  expect(report).toContain('## What was measured');
  expect(report).toContain('No alert rules of this app are installed');
});

test('from an alert that fires, through its playbook, to the report', async ({
  page,
  pageOf,
  dataSource,
  configure,
}) => {
  test.setTimeout(600_000);
  const rule = 'devdiag-top-problem-dominates';
  await clean(page.request);
  await configure({ datasourceUid: await dataSource('responding') });
  await install(page);
  await make('responding', 'top-problem-dominates', 'fault');
  try {
    await hurry(page.request);
    await changeRule(page.request, rule, { for: '0s' });
    const { labels, annotations } = await firingAlert(page.request, rule);
    expect(labels.problem_code).toMatch(/^[A-Z_]+$/);

    // The one link in the notification. Grafana may call itself otherwise than it is called here.
    const link = new URL(annotations.runbook_url, page.url());
    await page.goto(link.pathname + link.search);
    await expect(page.getByTestId('devdiag-alerts-playbook-state')).toContainText('Firing');
    // Nobody is asked for the code: it is there, and what the alert says of it comes first.
    await expect(page.getByRole('combobox', { name: 'Problem code' })).toHaveValue(labels.problem_code);
    await expect(page.getByTestId('devdiag-alerts-asked-series')).toContainText(labels.problem_code);
    await expect(page.getByTestId('devdiag-alerts-asked-series')).toContainText('Firing');
    const evidence = page.getByTestId('devdiag-runbook-query-leading');
    await expect(evidence.getByRole('cell', { name: labels.problem_code, exact: true })).toBeVisible();
    const query = page.getByTestId('devdiag-runbook-query-known-fixes');
    await query.getByRole('button', { name: /^Run(?: again)?: / }).click();
    await expect(query.getByText(/^took /)).toBeVisible();

    const title = titleOf('One problem everywhere');
    await start(page, title);
    await evidence.getByRole('button', { name: 'Keep' }).click();
    await expect(evidence.getByRole('button', { name: 'Kept' })).toBeVisible();
    await page.getByRole('checkbox', { name: /See since when/ }).check();
    const colleague = await pageOf('Editor');
    await colleague.goto(link.pathname + link.search);
    await join(colleague, title);
    await expect(colleague.getByRole('checkbox', { name: /See since when/ })).toBeChecked();

    await bar(page).getByRole('button', { name: 'Close incident' }).click();
    await page.getByRole('textbox', { name: /what ended it/ }).fill('The header was sent again.');
    await page.getByRole('dialog').getByRole('button', { name: 'Close incident' }).click();
    await bar(page).getByRole('link', { name: 'Log and report' }).click();
    const report = await exportedReport(page);
    expect(report).toContain(`| problem_code | \`${labels.problem_code}\` |`);
    expect(report).toMatch(/\| One problem dominates \| Normal → Alerting \|/);
    expect(report).toMatch(/\| One problem dominates \| firing since .* UTC, .* \(threshold .*\) \|/);
    expect(report).toMatch(/- \[x\] See since when.* \(admin, .* UTC\)/);
    expect(report).toContain('### The ten largest codes, seven days');
    expect(report).toContain('> The header was sent again.');
  } finally {
    await make('responding', 'top-problem-dominates', 'mend');
    await clean(page.request);
  }
});

test('the keyboard alone suffices from the playbook to the report', async ({ page, dataSource, configure }) => {
  test.slow();
  await configure({ datasourceUid: await dataSource('healthy') });
  const title = titleOf('By keyboard');
  await page.goto(PLAYBOOK);
  await expect(bar(page).or(page.getByTestId('devdiag-incident-offer'))).toBeVisible();
  if (await bar(page).isVisible()) {
    await tabTo(page, bar(page).getByRole('button', { name: 'Leave' }));
    await page.keyboard.press('Enter');
  }
  await tabTo(page, page.getByRole('button', { name: 'Start an incident' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: /What is happening/ }));
  await page.keyboard.press('Control+A');
  await page.keyboard.type(title);
  await tabTo(page, page.getByRole('button', { name: 'Start incident' }));
  await page.keyboard.press('Enter');
  await expect(bar(page)).toContainText(title);

  const step = page.getByRole('checkbox', { name: /Write down since when/ });
  await tabTo(page, step);
  await page.keyboard.press('Space');
  await expect(step).toBeChecked();
  await tabTo(page, page.getByRole('button', { name: 'Run: Is the database writable?' }));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('devdiag-runbook-query-writable').getByText(/^took /)).toBeVisible();
  await tabTo(page, bar(page).getByRole('button', { name: 'Close incident' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: /what ended it/ }));
  await page.keyboard.type('It ended by itself.');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Close incident' }));
  await page.keyboard.press('Enter');
  await expect(bar(page)).toContainText('Closed');
  await tabTo(page, bar(page).getByRole('link', { name: 'Log and report' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Export report' }));
  const downloading = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect(readFileSync(await (await downloading).path(), 'utf8')).toContain(`# Post-incident report: ${title}`);
});

test('a Viewer follows a copy of their own, and nobody else sees it', async ({
  pageOf,
  page,
  dataSource,
  configure,
}) => {
  await configure({ datasourceUid: await dataSource('healthy') });
  const viewer = await pageOf('Viewer');
  await viewer.goto(PLAYBOOK);
  const title = titleOf('Looking on');
  await start(viewer, title);
  await expect(bar(viewer)).toContainText('You may not write to the shared log; an Editor may.');
  await viewer.getByRole('checkbox', { name: /Write down since when/ }).check();
  await viewer.reload();
  await expect(bar(viewer)).toContainText('1 step done');
  await bar(viewer).getByRole('button', { name: 'Leave' }).click();
  await viewer.goto(`/a/${PLUGIN_ID}/incidents`);
  const own = viewer.getByRole('listitem').filter({ hasText: title });
  await expect(own).toContainText('Own copy');
  await own.getByRole('link', { name: title }).click();
  await expect(viewer.getByTestId('devdiag-incident-timeline')).toContainText('Done: Write down since when');
  await page.goto(`/a/${PLUGIN_ID}/incidents`);
  await expect(page.getByRole('heading', { name: 'Incidents' })).toBeVisible();
  await expect(page.getByText(title)).toHaveCount(0);
});

for (const theme of ['dark', 'light']) {
  test(`the log of an incident is accessible (${theme})`, async ({
    page,
    dataSource,
    configure,
    accessibilityProblems,
  }) => {
    await configure({ datasourceUid: await dataSource('healthy') });
    await page.goto(`${PLAYBOOK}&theme=${theme}`);
    await start(page, titleOf('Seen by axe'));
    await page.getByRole('checkbox', { name: /Write down since when/ }).check();
    await expect(bar(page)).toContainText('1 step done');
    expect(await accessibilityProblems()).toEqual([]);
    await bar(page).getByRole('link', { name: 'Log and report' }).click();
    await expect(page.getByTestId('devdiag-incident-timeline')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });
}
