import type { APIRequestContext, Page } from '@playwright/test';
import { ALERTS as ALERT_ENTRIES } from '@devdiag/catalog/generated/alerts';
import { expect, PLUGIN_ID, test } from './fixtures';
import { testIds } from '../../src/components/testIds';
import {
  changeRule,
  clean as cleanRules,
  firingAlert,
  hurry,
  install,
  make,
  onlyFiring,
  RULE_UIDS,
  RULES,
  UNLOCKED,
} from './rules';

const ALERTS = `/a/${PLUGIN_ID}/alerts`;
const SILENCES = '/api/alertmanager/grafana/api/v2/silences';
const STALLED = 'devdiag-runs-stalled';

const alertOf = (page: Page, id: string) => page.getByTestId(testIds.alerts.alert(id));

// They share the database in which faults are made.
test.describe.configure({ mode: 'serial' });

test.beforeEach(async ({ page }) => {
  await clean(page.request);
});

test('without any rules, the page leads to where they are installed; a Viewer learns whom to ask', async ({
  page,
  dataSource,
  configure,
  pageOf,
}) => {
  await configure({ datasourceUid: await dataSource('healthy') });
  await page.goto(ALERTS);
  await expect(page.getByText('No alert rules are installed yet')).toBeVisible();
  await page.getByRole('link', { name: 'Install them' }).click();
  await expect(page).toHaveURL(/\/setup$/);

  const viewer = await pageOf('Viewer');
  await viewer.goto(ALERTS);
  await expect(viewer.getByText(/Ask somebody who may edit alert rules/)).toBeVisible();
  await expect(viewer.getByRole('link', { name: 'Install them' })).toBeHidden();
});

test('a fault makes an alert fire: the page shows its value, leads to its playbook, and tells who silenced it', async ({
  page,
  dataSource,
  configure,
  pageOf,
  accessibilityProblems,
}) => {
  test.setTimeout(600_000);
  await configure({ datasourceUid: await dataSource('alerting') });
  await install(page);
  await make('alerting', 'top-problem-dominates', 'fault');
  try {
    await hurry(page.request);
    await changeRule(page.request, 'devdiag-top-problem-dominates', { for: '0s' });
    await firingAlert(page.request, 'devdiag-top-problem-dominates');

    await page.goto(ALERTS);
    const alert = alertOf(page, 'top-problem-dominates');
    // A Grafana may take a minute to notice that somebody may look into a folder made just now; the page reads again.
    await expect(alert).toContainText('Firing', { timeout: 150_000 });
    await expect(alert).toContainText('fires above 20 %');
    await expect(alert).toContainText(/\d+ % [A-Z_]+/);
    await expect(alert.getByRole('img', { name: /Last 7 days/ })).toBeVisible();
    await expect(alertOf(page, 'runs-stalled')).toContainText('Normal');
    for (const theme of ['dark', 'light']) {
      await page.goto(`${ALERTS}?theme=${theme}`);
      await expect(alert).toContainText('Firing');
      expect(await accessibilityProblems(), theme).toEqual([]);
    }

    // A silence for a part of it, by an expression.
    const code = /\d+ % ([A-Z_]+)/.exec((await alert.textContent()) ?? '')?.[1] ?? '';
    await silence(page.request, [
      { name: 'problem_code', value: `${code.slice(0, 4)}.*`, isRegex: true, isEqual: true },
      { name: 'devdiag_id', value: 'top-problem-dominates', isRegex: false, isEqual: true },
    ]);
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect(alert).toContainText(/ilenced until .* by admin: known/);

    await alert.getByRole('link', { name: 'Playbook' }).click();
    await expect(page).toHaveURL(new RegExp(`runbook/top-problem-dominates\\?problem_code=${code}`));

    const viewer = await pageOf('Viewer');
    await viewer.goto(ALERTS);
    await expect(alertOf(viewer, 'top-problem-dominates')).toContainText('Firing', { timeout: 150_000 });
    await expect(alertOf(viewer, 'top-problem-dominates').getByRole('button', { name: 'Silence' })).toBeDisabled();
  } finally {
    await make('alerting', 'top-problem-dominates', 'mend');
  }
});

test('evaluated by the scheduler, each alert fires alone, and resolves', async ({ page, dataSource, configure }) => {
  test.setTimeout(600_000);
  await configure({ datasourceUid: await dataSource('alerting') });
  await install(page);
  await hurry(page.request);
  for (const uid of RULE_UIDS) {
    await changeRule(page.request, uid, { for: '0s' });
  }
  for (const { definition } of ALERT_ENTRIES) {
    await test.step(definition.id, async () => {
      await make('alerting', definition.id, 'fault');
      try {
        await onlyFiring(page.request, [`devdiag-${definition.id}`]);
      } finally {
        await make('alerting', definition.id, 'mend');
      }
      await onlyFiring(page.request, []);
    });
  }
});

test('rules that are paused or gone are shown as such', async ({ page, dataSource, configure }) => {
  test.setTimeout(600_000);
  await configure({ datasourceUid: await dataSource('healthy') });
  await install(page);
  await changeRule(page.request, STALLED, { isPaused: true });
  await page.request.delete(`${RULES}/devdiag-high-diversity`, { headers: UNLOCKED });
  await page.goto(ALERTS);
  await expect(alertOf(page, 'runs-stalled')).toContainText('Paused', { timeout: 150_000 });
  await expect(alertOf(page, 'runs-stalled')).toContainText('nobody is told');
  await expect(alertOf(page, 'high-diversity')).toContainText('Not installed');
  await expect(alertOf(page, 'high-diversity')).toContainText('was installed and is gone');
});

async function silence(request: APIRequestContext, matchers: object[]): Promise<void> {
  const now = Date.now();
  const answer = await request.post(SILENCES, {
    data: {
      matchers,
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + 3_600_000).toISOString(),
      createdBy: 'admin',
      comment: 'known',
    },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** What an earlier run may have left. */
async function clean(request: APIRequestContext): Promise<void> {
  await cleanRules(request);
  const silences = (await (await request.get(SILENCES)).json()) as Array<{ id: string; comment: string }>;
  for (const { id } of silences.filter(({ comment }) => comment === 'known')) {
    await request.delete(`${SILENCES.replace(/s$/, '')}/${id}`);
  }
}
