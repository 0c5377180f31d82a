import {
  test as base,
  expect,
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { annotationOfMute, muteFromAnnotation, MUTE_TAG } from '@devdiag/engine/report/mutes';
import type { DatabaseName, Databases } from './databases';

export const PLUGIN_ID = 'devdiag-ops-app';
export const HEALTH = `/a/${PLUGIN_ID}/health`;
const DATA_SOURCE_TYPE = 'grafana-postgresql-datasource';

/** Ways in which a data source can be unusable without its database being so. */
type Broken = 'wrong-password' | 'nobody-listens';

export interface OpsFixtures {
  /** Makes sure that Grafana has a data source on this database, and answers its uid. */
  dataSource: (target: DatabaseName | Broken) => Promise<string>;
  /** Replaces the plugin's settings; the data's time zone is filled in unless given. */
  configure: (jsonData: Record<string, unknown>) => Promise<void>;
  /** Mutes a check for the time being, or ends that; for specs about other things than the check. */
  mute: (checkId: string, on?: boolean) => Promise<void>;
  /** A page of somebody with another role, signed in. */
  pageOf: (role: 'Viewer' | 'Editor') => Promise<Page>;
  /** What axe finds on the plugin's part of the page, as readable lines; empty when nothing. */
  accessibilityProblems: (page?: Page) => Promise<string[]>;
}

export const test = base.extend<OpsFixtures, { databases: Databases }>({
  databases: [
    async ({}, use) => {
      const answer = await fetch(`http://127.0.0.1:${process.env.E2E_CONTROL_PORT ?? 3411}/`);
      await use((await answer.json()) as Databases);
    },
    { scope: 'worker' },
  ],
  context: async ({ context, baseURL }, use, { workerIndex }) => {
    // The stand-in keeps a state of its own for each space; a real Grafana doesn't mind the cookie.
    await context.addCookies([{ name: 'standin_space', value: `worker-${workerIndex}`, url: baseURL }]);
    if (process.env.GRAFANA_URL) {
      // Its sessions get another token every ten minutes, which the stored one knows nothing of.
      const { GRAFANA_USER: user = 'admin', GRAFANA_PASSWORD: password = 'admin' } = process.env;
      const answer = await context.request.post('/login', { data: { user, password } });
      expect(answer.ok(), await answer.text()).toBe(true);
    }
    await use(context);
  },
  page: async ({ page }, use) => {
    // A second tab in front would slow every click down.
    await page.bringToFront();
    await use(page);
  },
  dataSource: async ({ page, databases }, use) => {
    await use((target) => ensureDataSource(page.request, target, databases));
  },
  configure: async ({ page, databases }, use) => {
    await use(async (given) => {
      const jsonData = { timeZone: databases.zone, ...given };
      const answer = await page.request.post(`/api/plugins/${PLUGIN_ID}/settings`, {
        data: { enabled: true, pinned: true, jsonData },
      });
      expect(answer.ok(), await answer.text()).toBe(true);
    });
  },
  mute: async ({ page }, use) => {
    await use((checkId, on = true) => setMute(page.request, checkId, on));
  },
  pageOf: async ({ browser, page, baseURL }, use, { workerIndex }) => {
    const contexts: BrowserContext[] = [];
    await use(async (role) => {
      const context = await signedIn(browser, page.request, role, String(baseURL), `worker-${workerIndex}`);
      contexts.push(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  accessibilityProblems: async ({ page }, use) => {
    await use(async (other = page) => {
      const { violations } = await new AxeBuilder({ page: other }).include('main').analyze();
      return violations.map(
        ({ id, help, nodes }) =>
          `${id}: ${help} (${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('; ')})`
      );
    });
  },
});

export { expect };

async function setMute(request: APIRequestContext, checkId: string, on: boolean): Promise<void> {
  const found = await request.get(`/api/annotations?type=annotation&tags=${MUTE_TAG}&limit=1000`);
  const mutes = ((await found.json()) as unknown[]).flatMap((annotation) => muteFromAnnotation(annotation) ?? []);
  for (const { id } of mutes.filter((one) => one.checkId === checkId)) {
    expect((await request.delete(`/api/annotations/${id}`)).ok()).toBe(true);
  }
  if (on) {
    const since = Date.now() - 60_000;
    const data = annotationOfMute({ checkId, reason: 'Another spec’s business', since, until: since + 86_400_000 });
    const answer = await request.post('/api/annotations', { data });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
}

/** Data sources that this run has made. A Grafana that is there for longer holds those of earlier runs, too. */
const upToDate = new Set<string>();

async function ensureDataSource(
  request: APIRequestContext,
  target: DatabaseName | Broken,
  databases: Databases
): Promise<string> {
  const uid = `e2e-${target}`;
  if (upToDate.has(uid)) {
    return uid;
  }
  const data = {
    uid,
    name: `E2E ${target}`,
    type: DATA_SOURCE_TYPE,
    access: 'proxy',
    url: target === 'nobody-listens' ? '127.0.0.1:9' : databases.host,
    user: databases.user,
    jsonData: {
      database: target === 'wrong-password' || target === 'nobody-listens' ? 'healthy' : target,
      sslmode: 'disable',
      postgresVersion: 1500,
      maxOpenConns: 10,
    },
    secureJsonData: { password: target === 'wrong-password' ? 'not the password' : databases.password },
  };
  const path = `/api/datasources/uid/${uid}`;
  const isThere = (await request.get(path)).ok();
  const answer = isThere ? await request.put(path, { data }) : await request.post('/api/datasources', { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  upToDate.add(uid);
  return uid;
}

async function signedIn(
  browser: Browser,
  admin: APIRequestContext,
  role: 'Viewer' | 'Editor',
  baseURL: string,
  space: string
): Promise<BrowserContext> {
  const login = `e2e-${role.toLowerCase()}`;
  const password = 'e2e-password';
  const found = await admin.get(`/api/users/lookup?loginOrEmail=${login}`);
  if (!found.ok()) {
    const created = await admin.post('/api/admin/users', {
      data: { name: login, login, email: `${login}@example.test`, password, OrgId: 1 },
    });
    expect(created.ok(), await created.text()).toBe(true);
    const { id } = (await created.json()) as { id: number };
    const changed = await admin.patch(`/api/org/users/${id}`, { data: { role } });
    expect(changed.ok(), await changed.text()).toBe(true);
  }
  const context = await browser.newContext({ baseURL, viewport: { width: 1400, height: 900 } });
  await context.addCookies([{ name: 'standin_space', value: space, url: baseURL }]);
  const answer = await context.request.post('/login', { data: { user: login, password } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return context;
}
