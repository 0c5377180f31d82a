import type { APIRequestContext, Page, Response } from '@playwright/test';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { tenantVariableValue } from '@devdiag/engine/query/tenantVariable';
import { panelQueries } from '@devdiag/installer/verify/panelQueries';
import { expect, test } from './fixtures';
import { testIds } from '../../src/components/testIds';
import { changeRule, clean, install, make, RULE_UIDS, RULES, SETUP, UNLOCKED } from './rules';

const QUERY = ['/api/ds', 'query'].join('/');
const NASTY = `l'été "€" 100%`;

test.beforeEach(async ({ page }) => {
  await clean(page.request);
});

test('install, every alert fires and resolves, a change by hand survives an update, uninstall leaves nothing', async ({
  page,
  dataSource,
  configure,
  accessibilityProblems,
}) => {
  test.setTimeout(600_000);
  const uid = await dataSource('installing');
  await configure({ datasourceUid: uid });
  const before = await contents(page.request);

  // Install: one click, and everything is there and works.
  await page.goto(SETUP);
  await expect(page.getByTestId(testIds.install.state())).toContainText('Nothing is installed yet');
  await expect(page.getByTestId(testIds.install.item('rule/devdiag-runs-stalled'))).toContainText('Create');
  await page.getByRole('button', { name: 'Install', exact: true }).click();
  const verification = page.getByTestId(testIds.install.verification());
  await expect(verification).toContainText('Everything is there and works', { timeout: 60_000 });
  await expect(page.getByTestId(testIds.install.state())).toContainText('Up to date');
  for (const rule of RULE_UIDS) {
    await expect(page.getByTestId(testIds.install.rule(rule))).toContainText('Normal');
  }
  expect(await verification.getByRole('cell', { name: /^[1-9][\d,]* rows?$/ }).count()).toBe(8);

  for (const theme of ['light', 'dark']) {
    await page.goto(`${SETUP}?theme=${theme}`);
    await expect(page.getByTestId(testIds.install.state())).toContainText('Up to date');
    await page.getByRole('button', { name: 'Options', exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'Prefix' })).toBeVisible();
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await expect(verification).toContainText('Everything is there and works', { timeout: 60_000 });
    await page.getByRole('button', { name: 'Uninstall …' }).click();
    expect(await accessibilityProblems(), theme).toEqual([]);
  }

  // The dashboard holds data for a tenant with every character that means something elsewhere.
  const saved = await (await page.request.get('/api/dashboards/uid/devdiag-analytics')).json();
  for (const { refId, sql, format } of panelQueries(saved.dashboard, [NASTY])) {
    const answer = await page.request.post(QUERY, {
      data: {
        from: String(Date.now() - 7 * 86_400_000),
        to: String(Date.now()),
        queries: [{ refId, rawSql: sql, format, rawQuery: true, datasource: { uid } }],
      },
    });
    const frames = (await answer.json()).results[refId].frames;
    expect(
      frames.some(({ data }: { data: { values: unknown[][] } }) => data.values[0]?.length > 0),
      refId
    ).toBe(true);
  }
  expect(tenantVariableValue(NASTY)).toMatch(/^[A-Za-z0-9_.~-]+$/);

  // Each alert's fault makes that one fire and no other; mended, none.
  for (const { definition } of ALERTS) {
    await make('installing', definition.id, 'fault');
    expect(await firing(page)).toEqual([`devdiag-${definition.id}`]);
    await make('installing', definition.id, 'mend');
    expect(await firing(page)).toEqual([]);
  }

  // Somebody changes a threshold in Grafana: the plan says so, and an update keeps it.
  await changeThreshold(page.request, 'devdiag-runs-stalled', 200);
  await page.goto(SETUP);
  const changed = page.getByTestId(testIds.install.item('rule/devdiag-runs-stalled'));
  await expect(changed).toContainText('Changed here');
  await configure({ datasourceUid: uid, thresholds: { 'top-problem': { least: 30 } } });
  await page.goto(SETUP);
  await expect(page.getByTestId(testIds.install.item('rule/devdiag-top-problem-dominates'))).toContainText('Update');
  await page.getByRole('button', { name: 'Update', exact: true }).click();
  await expect(verification).toContainText('Everything is there and works', { timeout: 60_000 });
  await expect(changed).toContainText('Changed here');
  expect(await thresholdOf(page.request, 'devdiag-runs-stalled')).toBe(200);

  // Uninstall, what was changed included.
  await page.getByRole('button', { name: 'Uninstall …' }).click();
  await page.getByText('Remove what was changed here, too').click();
  await page.getByRole('button', { name: 'Uninstall', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Uninstall', exact: true }).click();
  await expect(page.getByTestId(testIds.install.state())).toContainText('Nothing is installed yet', {
    timeout: 60_000,
  });
  expect(await contents(page.request)).toEqual(before);
});

test('the dashboard shows data in all 8 panels, for all tenants and for one @real-grafana', async ({
  page,
  dataSource,
  configure,
}) => {
  test.setTimeout(600_000);
  await configure({ datasourceUid: await dataSource('installing') });
  await install(page);
  for (const search of ['', `?var-tenant=${tenantVariableValue(NASTY)}`]) {
    // By the SQL's first line, which says what a panel shows.
    const rows = new Map<string, number>();
    const read = async (response: Response) => {
      if (!response.url().includes('/api/ds/query')) {
        return;
      }
      const { queries } = response.request().postDataJSON() as { queries: Array<{ refId: string; rawSql: string }> };
      const { results } = (await response.json()) as {
        results: Record<string, { frames?: Array<{ data: { values: unknown[][] } }> }>;
      };
      for (const { refId, rawSql } of queries.filter((query) => query.refId !== 'tenant')) {
        const counts = results[refId].frames?.map(({ data }) => data.values[0]?.length ?? 0) ?? [];
        rows.set(rawSql.split('\n')[0], Math.max(0, ...counts));
      }
    };
    page.on('response', read);
    await page.goto(`/d/devdiag-analytics${search}`);
    await expect(async () => {
      await page.mouse.move(700, 500);
      await page.mouse.wheel(0, 600);
      expect([...rows.keys()]).toHaveLength(8);
    }).toPass({ timeout: 120_000, intervals: [1_000] });
    page.off('response', read);
    expect(
      [...rows].filter(([, count]) => count === 0),
      search
    ).toEqual([]);
    await expect(page.getByText(/^(No data|No problem)/)).toHaveCount(0);
  }
});

test('a rule of the same uid that somebody else made is never touched', async ({ page, dataSource, configure }) => {
  const uid = await dataSource('healthy');
  await configure({ datasourceUid: uid });
  await page.request.post('/api/folders', { data: { uid: 'other-work', title: 'Other work' } });
  const rule = {
    uid: 'devdiag-runs-stalled',
    title: 'Somebody else’s',
    ruleGroup: 'others',
    folderUID: 'other-work',
    orgID: 1,
    condition: 'A',
    noDataState: 'OK',
    execErrState: 'OK',
    for: '5m',
    data: [
      {
        refId: 'A',
        datasourceUid: uid,
        relativeTimeRange: { from: 600, to: 0 },
        model: { refId: 'A', rawSql: 'select 1::float8 as value', format: 'table', rawQuery: true },
      },
    ],
  };
  const made = await page.request.post(RULES, { data: rule, headers: UNLOCKED });
  expect(made.status(), await made.text()).toBe(201);

  await page.goto(SETUP);
  await expect(page.getByTestId(testIds.install.item('rule/devdiag-runs-stalled'))).toContainText('Not ours');
  await expect(page.getByText(/was not installed by DevDiag Ops\. Choose a prefix/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Install', exact: true })).toBeDisabled();
  const still = await (await page.request.get(`${RULES}/devdiag-runs-stalled`)).json();
  expect(still.title).toBe('Somebody else’s');
});

test('a Viewer sees the plan and whom to ask', async ({ dataSource, configure, pageOf }) => {
  await configure({ datasourceUid: await dataSource('healthy') });
  const page = await pageOf('Viewer');
  await page.goto(SETUP);
  await expect(page.getByText('You may look, not install')).toBeVisible();
  await expect(page.getByTestId(testIds.install.item('folder/devdiag-alerts'))).toContainText('Blocked');
  await expect(page.getByRole('button', { name: 'Install', exact: true })).toBeDisabled();
});

/** Uids of the rules that fire when they are evaluated now, through the page. */
async function firing(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByText('Evaluating every rule and panel')).toBeHidden({ timeout: 120_000 });
  await expect(page.getByTestId(testIds.install.verification())).toBeVisible({ timeout: 60_000 });
  const found: string[] = [];
  for (const uid of RULE_UIDS) {
    const row = page.getByTestId(testIds.install.rule(uid));
    await expect(row).toContainText(/Normal|Firing|No data/);
    if ((await row.textContent())?.includes('Firing')) {
      found.push(uid);
    }
  }
  return found;
}

interface Rule {
  uid: string;
  folderUID: string;
  data: Array<{ refId: string; model: { conditions?: Array<{ evaluator: { params: number[] } }> } }>;
}

async function changeThreshold(request: APIRequestContext, uid: string, threshold: number): Promise<void> {
  const { data } = (await (await request.get(`${RULES}/${uid}`)).json()) as Rule;
  const condition = data.find(({ refId }) => refId === 'C')?.model.conditions?.[0];
  expect(condition).toBeDefined();
  condition!.evaluator.params = [threshold];
  await changeRule(request, uid, { data });
}

async function thresholdOf(request: APIRequestContext, uid: string): Promise<number | undefined> {
  const rule = (await (await request.get(`${RULES}/${uid}`)).json()) as Rule;
  return rule.data.find(({ refId }) => refId === 'C')?.model.conditions?.[0].evaluator.params[0];
}

/** All that an installation could have touched, byte for byte but for ids, versions and times. */
async function contents(request: APIRequestContext): Promise<string> {
  const read = async (path: string) => (await request.get(path)).json() as Promise<unknown>;
  const found = (await read('/api/search?limit=1000')) as Array<{ uid: string; type: string }>;
  const dashboards = found.filter(({ type }) => type === 'dash-db').map(({ uid }) => `/api/dashboards/uid/${uid}`);
  const paths = [
    '/api/folders',
    '/api/datasources',
    RULES,
    '/api/v1/provisioning/contact-points',
    '/api/v1/provisioning/policies',
    '/api/v1/provisioning/templates',
    '/api/v1/provisioning/mute-timings',
    ...dashboards,
  ];
  const all = [found, ...(await Promise.all(paths.map(read)))];
  return JSON.stringify(
    all,
    (key, value: unknown) => (/^(id|version|updated|sortMeta)$/.test(key) ? undefined : value),
    1
  );
}
