import type { Locator, Page } from '@playwright/test';
import { testIds } from '../../src/components/testIds';
import { expect, PLUGIN_ID, test } from './fixtures';
import { clean, install } from './rules';

const APP = `/a/${PLUGIN_ID}`;
const WIDTH = 400;

/** Nothing sticks out to the right, where nobody would look for it. */
async function expectNoScrolling(page: Page) {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement ?? document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
}

/** Scrolled to, it is whole between left and right. */
async function expectInSight(control: Locator) {
  await control.scrollIntoViewIfNeeded();
  await expect(control).toBeInViewport();
  const box = await control.boundingBox();
  expect(box).not.toBeNull();
  expect(box!.x).toBeGreaterThanOrEqual(0);
  expect(box!.x + box!.width).toBeLessThanOrEqual(WIDTH);
}

test('a side window of 400 pixels is wide enough for playbook, incident and Alerts', async ({
  page,
  dataSource,
  configure,
}) => {
  test.setTimeout(600_000);
  await configure({ datasourceUid: await dataSource('healthy') });
  await clean(page.request);
  await install(page);
  try {
    await page.setViewportSize({ width: WIDTH, height: 800 });
    await page.goto(`${APP}/runbook/runs-stalled?tenant=acme`);
    const bar = page.getByTestId(testIds.incidents.bar());
    await expect(bar.or(page.getByTestId(testIds.incidents.offer()))).toBeVisible();
    if (await bar.isVisible()) {
      await bar.getByRole('button', { name: 'Leave' }).click();
    }
    const state = page.getByTestId(testIds.alerts.playbookState());
    await expect(state.getByRole('link', { name: 'Silence' })).toBeVisible();
    const first = page.getByTestId(testIds.runbook.query('newest-by-tenant'));
    await expect(first.getByRole('cell', { name: 'acme' })).toBeVisible();
    await expectNoScrolling(page);
    for (const control of [
      state.getByRole('link', { name: 'Silence' }),
      page.getByRole('button', { name: 'Start an incident' }),
      page.getByRole('textbox', { name: 'Search the runbook' }),
      page.getByRole('button', { name: 'All pages' }),
      page.getByRole('combobox', { name: 'Tenant' }),
      first.getByRole('button', { name: /^Run again: / }),
      first.getByRole('link', { name: 'Explore' }),
      page.getByRole('checkbox', { name: /Write down since when/ }),
    ]) {
      await expectInSight(control);
    }

    await page.getByRole('button', { name: 'Start an incident' }).click();
    await page.getByRole('textbox', { name: /What is happening/ }).fill(`Narrow ${Date.now().toString(36)}`);
    await expectInSight(page.getByRole('button', { name: 'Start incident' }));
    await page.getByRole('button', { name: 'Start incident' }).click();
    await expect(bar).toBeVisible();
    await expectNoScrolling(page);
    await expectInSight(bar.getByRole('button', { name: 'Add note' }));
    await expectInSight(bar.getByRole('button', { name: 'Close incident' }));
    await first.getByRole('button', { name: 'Keep' }).click();
    await expect(first.getByRole('button', { name: 'Kept' })).toBeVisible();
    await bar.getByRole('link', { name: 'Log and report' }).click();
    await expect(page.getByTestId(testIds.incidents.timeline())).toContainText('Kept: ');
    await expectNoScrolling(page);
    await expectInSight(page.getByRole('button', { name: 'Export report' }));
    await expectInSight(page.getByRole('button', { name: 'Close incident' }));

    await page.goto(`${APP}/alerts`);
    const stalled = page.getByTestId(testIds.alerts.alert('runs-stalled'));
    await expect(stalled).toContainText('fires above 2 h');
    await expectNoScrolling(page);
    await expectInSight(page.getByRole('button', { name: 'Refresh', exact: true }));
    for (const name of ['Playbook', 'Rule', 'History', 'Silence']) {
      await expectInSight(stalled.getByRole('link', { name }));
    }
  } finally {
    await clean(page.request);
  }
});
