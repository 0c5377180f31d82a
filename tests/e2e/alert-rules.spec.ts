import type { APIRequestContext, Page } from '@playwright/test';
import { expect, HEALTH, test } from './fixtures';
import { testIds } from '../../src/components/testIds';
import { changeRule, clean as cleanRules, hurry, install, RULES, UNLOCKED } from './rules';

/** The check that watches the rules themselves: nothing installed, installed, evaluated, paused, deleted. */

const CONTACT_POINTS = '/api/v1/provisioning/contact-points';
const RECEIVER = 'E2E on call';

const check = (page: Page) => page.getByTestId(testIds.health.check('alert-rules'));
const details = (page: Page) => page.getByTestId(testIds.health.checkDetails('alert-rules'));
/** All rules are evaluated at a multiple of this; seconds. */
const EVALUATED_EVERY = 300;
/** What installing, and Health's first look at it, may take. */
const UNDISTURBED = 60;

/** Asks again until the check tells this: rules are written and evaluated beside it. */
async function refreshUntil(page: Page, outcome: string): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await expect(check(page)).toHaveAttribute('data-outcome', outcome, { timeout: 5_000 });
  }).toPass({ timeout: 150_000, intervals: [5_000] });
}

/** Waits while the next evaluation is so near that it could come between installing and looking. */
async function untilAwayFromEvaluation(): Promise<void> {
  const left = EVALUATED_EVERY - ((Date.now() / 1000) % EVALUATED_EVERY);
  if (left < UNDISTURBED) {
    await new Promise((wait) => setTimeout(wait, left * 1000 + 1_000));
  }
}

test.beforeEach(async ({ page, dataSource, configure, mute }) => {
  await mute('alert-rules', false);
  await clean(page.request);
  await configure({ datasourceUid: await dataSource('healthy') });
});
test.afterEach(({ page }) => clean(page.request));

test('Health watches the alert rules from the first evaluation on', async ({ page, pageOf, accessibilityProblems }) => {
  test.setTimeout(600_000);
  await page.goto(HEALTH);
  await expect(check(page)).toHaveAttribute('data-outcome', 'not-evaluated');
  await expect(check(page)).toContainText('No alert rule of DevDiag Ops is installed in this Grafana');
  await expect(page.getByTestId(testIds.health.verdict())).toHaveAttribute('data-verdict', 'not-evaluated');

  await untilAwayFromEvaluation();
  await install(page);

  // Nobody evaluated them yet, and a new Grafana mails nobody.
  await page.goto(`${HEALTH}?open=alert-rules`);
  await expect(check(page)).toHaveAttribute('data-outcome', 'not-evaluated');
  await expect(check(page)).toContainText('5 wait for their first evaluation');
  await expect(check(page)).toContainText('severity=critical goes to Grafana’s placeholder address only');

  await deliver(page.request);
  await hurry(page.request);
  await refreshUntil(page, 'pass');
  await expect(check(page)).toContainText(`severity=critical goes to ${RECEIVER}`);
  await expect(page.getByTestId(testIds.health.verdict())).toHaveAttribute('data-verdict', 'pass');
  await expect(details(page).getByRole('row')).toHaveCount(1 + 5 + 1);
  await expect(details(page).getByRole('link', { name: 'Alert rules in Grafana' })).toHaveAttribute(
    'href',
    /\/alerting\/list\?search=label:team%3Ddevdiag/
  );
  await expect(details(page).getByRole('link', { name: 'Open playbook' })).toHaveAttribute(
    'href',
    /\/runbook\/alert-rules/
  );
  expect(await accessibilityProblems()).toEqual([]);

  await pause(page.request, 'devdiag-high-diversity');
  await refreshUntil(page, 'warn');
  await expect(check(page)).toContainText('Of 5 alert rules 1 is paused (Many different problems)');

  await page.request.delete(`${RULES}/devdiag-top-problem-dominates`, { headers: UNLOCKED });
  await refreshUntil(page, 'fail');
  await expect(check(page)).toContainText('1 is missing (One problem dominates), 1 is paused');
  await expect(details(page).getByRole('row').nth(1)).toContainText('missing');
  expect(await accessibilityProblems()).toEqual([]);

  const viewer = await pageOf('Viewer');
  await viewer.goto(HEALTH);
  await expect(check(viewer)).toHaveAttribute('data-outcome', 'fail');
  await expect(check(viewer)).toContainText('1 is missing (One problem dominates)');

  // Rules have no past: a look at last week says so, and is not red for it.
  await page.goto(`${HEALTH}?asof=${new Date(Date.now() - 7 * 86_400_000).toISOString()}`);
  await expect(check(page)).toHaveAttribute('data-outcome', 'not-evaluated');
  await expect(check(page)).toContainText('no history');
});

test('a Grafana that does not answer about its rules spoils that check alone', async ({ page }) => {
  await page.route(/\/api\/v1\/provisioning\/alert-rules$/, (route) =>
    route.fulfill({ status: 500, contentType: 'application/json', body: '{"message":"database is locked"}' })
  );
  await page.goto(HEALTH);
  await expect(check(page)).toHaveAttribute('data-outcome', 'error');
  await expect(check(page)).toContainText('Grafana could not be asked');
  await expect(check(page)).toContainText('database is locked');
  await expect(page.getByTestId(testIds.health.check('stale-data'))).toHaveAttribute('data-outcome', 'pass');

  // Nor does one that never answers keep the page waiting.
  await page.route(/\/api\/v1\/provisioning\/policies$/, () => new Promise(() => undefined));
  await page.unroute(/\/api\/v1\/provisioning\/alert-rules$/);
  await page.goto(HEALTH);
  await expect(check(page)).toContainText('Grafana took too long to answer');
  await expect(page.getByTestId(testIds.health.check('stale-data'))).toHaveAttribute('data-outcome', 'pass');
});

/** A contact point of its own, and the critical rule delivered there. */
async function deliver(request: APIRequestContext): Promise<void> {
  const point = { name: RECEIVER, type: 'webhook', settings: { url: 'http://127.0.0.1:9/e2e' } };
  const made = await request.post(CONTACT_POINTS, { data: point, headers: UNLOCKED });
  expect(made.status(), await made.text()).toBe(202);
  await changeRule(request, 'devdiag-runs-stalled', { notification_settings: { receiver: RECEIVER } });
}

function pause(request: APIRequestContext, uid: string): Promise<void> {
  return changeRule(request, uid, { isPaused: true });
}

async function clean(request: APIRequestContext): Promise<void> {
  await cleanRules(request);
  const points = (await (await request.get(CONTACT_POINTS)).json()) as Array<{ uid: string; name: string }>;
  for (const { uid } of points.filter(({ name }) => name === RECEIVER)) {
    await request.delete(`${CONTACT_POINTS}/${uid}`, { headers: UNLOCKED });
  }
}
