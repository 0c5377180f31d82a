import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildHost } from '../../pkg/sandbox/host/build.ts';
import type { StandIn } from '../../pkg/sandbox/server/standin.ts';
import { findBrowser } from '../../scripts/lib/browser.ts';
import { QUERY_PATH } from './client.ts';
import { startWorld, type World } from './world.ts';

const PLUGIN = fileURLToPath(new URL('fixture-plugin', import.meta.url));
const UID = 'devdiag-postgres';
/** The machine may be busy with other things. */
const PATIENCE_MS = 60_000;

let world: World;
let hostDir: string;
let standIn: StandIn;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  hostDir = path.join(await mkdtemp(path.join(tmpdir(), 'devdiag-host-')), 'host');
  const found = await findBrowser(() => undefined);
  [world, browser] = await Promise.all([
    startWorld(),
    chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] }),
    buildHost({ outDir: hostDir, log: () => undefined }),
  ]);
  standIn = await world.startStandIn({
    distDir: PLUGIN,
    hostDir,
    settings: { jsonData: { datasourceUid: UID } },
    datasources: [{ uid: UID, name: 'DevDiag Postgres', dsn: world.database.readerDsn }],
  });
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
  await rm(path.dirname(hostDir), { recursive: true, force: true });
});

beforeEach(async () => {
  await standIn.space().reset();
  context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      complaints.push(`${message.text()} ${message.location().url}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterEach(() => context.close());

async function open(address: string): Promise<void> {
  await page.goto(standIn.url + address, { waitUntil: 'networkidle' });
}

/** The browser reports refused calls. A query that is meant to fail, and storage that holds nothing yet, are no surprise. */
function isSurprising(line: string): boolean {
  return !(line.includes('400 (Bad Request)') && line.includes(QUERY_PATH)) && !/404 .*user-storage/.test(line);
}

const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const crumbs = () => page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('listitem').allInnerTexts();

describe('the host page', () => {
  it('is built once for the same sources', async () => {
    const lines: string[] = [];
    await buildHost({ outDir: hostDir, log: (line) => lines.push(line) });
    expect(lines).toEqual(['host page is up to date']);
  });

  it("shows the plugin's page with menu, breadcrumbs, title, settings, shared libraries and texts", async () => {
    await open('/a/devdiag-ops-app/health');
    await heading('DevDiag Ops').waitFor();
    expect(await crumbs()).toEqual(['Home', 'More apps', 'DevDiag Ops']);
    expect(await page.title()).toBe('DevDiag Ops - More apps - Grafana');
    expect(await page.getByTestId('facts').innerText()).toBe(
      `${UID} | ${standIn.url}/public/plugins/devdiag-ops-app/module.js?_cache=1.2.3 | Hello from the locale file | 1970 | object`
    );
    expect(await page.getByRole('img', { name: 'logo for DevDiag Ops' }).isVisible()).toBe(true);
    expect(complaints.filter(isSurprising)).toEqual([]);
  });

  it('queries through the data source: good and failing refIds of one call', async () => {
    await open('/a/devdiag-ops-app/health');
    const answer = page.getByTestId('answer').filter({ hasText: 'Error' });
    expect(await answer.innerText()).toBe(
      'Error | it runs | 2026-01-02T00:00:00Z | B: db query error: pq: column "nope" does not exist'
    );
    expect(await page.getByRole('region', { name: 'Notifications' }).getByRole('alert').count()).toBe(0);
  });

  it("carries Grafana's plots, tables, editor, pickers and user storage", async () => {
    await open('/a/devdiag-ops-app/parts');
    await heading('Parts').waitFor();
    await page.getByTestId('stored').filter({ hasText: 'kept' }).waitFor();
    await page.locator('.uplot canvas').waitFor();
    await page.getByText('3.0').first().waitFor();
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'select' }).waitFor();
    await page.getByText('DevDiag Postgres').waitFor();
    expect(complaints.filter(isSurprising)).toEqual([]);
  });

  it('shows notifications', async () => {
    await open('/a/devdiag-ops-app/health');
    await page.getByRole('button', { name: 'Notify' }).click();
    const notifications = page.getByRole('region', { name: 'Notifications' });
    await notifications.getByText('It is saved').waitFor();
    await notifications.getByText('The reason').waitFor();
  });

  it('shows what Explore was asked for', async () => {
    await open('/a/devdiag-ops-app/health');
    await page.getByRole('link', { name: 'Open in Explore' }).click();
    await heading('Explore').waitFor();
    await page.getByText('This is part of Grafana; the stand-in shows what was asked for.').waitFor();
    expect(await page.locator('pre').innerText()).toBe('select 1\nfrom "it\'s <b>"\n');
    expect(await page.getByText('DevDiag Postgres (devdiag-postgres)').isVisible()).toBe(true);
  });

  it("shows the plugin's configuration in a narrow column beside facts", async () => {
    await open('/plugins/devdiag-ops-app');
    await page.getByText('configures devdiag-ops-app').waitFor();
    expect((await page.getByTestId('config').boundingBox())?.width).toBeCloseTo(749, -1);
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Overview', 'Configuration']);
    expect(await page.getByText('1.2.3').isVisible()).toBe(true);
    expect(await crumbs()).toEqual([
      'Home',
      'Administration',
      'Plugins and data',
      'Plugins',
      'DevDiag Ops',
      'Configuration',
    ]);
    await page.getByRole('tab', { name: 'Overview' }).click();
    await page.getByRole('heading', { name: 'A plugin for tests' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('follows the role switch: menu, guarded pages, configuration', async () => {
    await open('/a/devdiag-ops-app/health');
    await page.getByTestId('role-switch').selectOption('Viewer');
    await page.waitForFunction(
      () => document.querySelector<HTMLSelectElement>('[data-testid=role-switch]')?.value === 'Viewer'
    );
    const menu = page.getByRole('navigation', { name: 'Navigation' });
    await menu.getByText('More apps').waitFor();
    expect(await menu.getByText('Administration').count()).toBe(0);
    await open('/a/devdiag-ops-app/setup');
    await page.getByText('You do not have permission to see this page.').waitFor();
    await open('/plugins/devdiag-ops-app');
    await heading('Stand-in for Grafana').waitFor();
  });

  it('keeps the chosen theme', async () => {
    const mode = () => page.evaluate(() => document.body.className.match(/theme-(\w+)/)?.[1]);
    await open('/');
    expect(await mode()).toBe('dark');
    await page.getByRole('button', { name: 'Switch to light theme' }).click();
    expect(await mode()).toBe('light');
    await open('/explore');
    expect(await mode()).toBe('light');
    await open('/?theme=dark');
    expect(await mode()).toBe('dark');
  });

  it('fails clearly when the plugin cannot be loaded', async () => {
    await page.route('**/module.js*', (route) =>
      route.fulfill({ body: "define(['leftpad'], () => ({}));", contentType: 'text/javascript' })
    );
    await open('/a/devdiag-ops-app/health');
    await page.getByText('the plugin asks for "leftpad", which Grafana 12.3 does not share').waitFor();
  });

  it('says when there is nothing at an address', async () => {
    await open('/no/such/place');
    await heading('Page not found').waitFor();
  });

  it('moves through plain links without loading the page anew, and along the history', async () => {
    await open('/');
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    const menu = page.getByRole('navigation', { name: 'Navigation' });
    await menu.getByRole('link', { name: 'Explore' }).click();
    await heading('Explore').waitFor();
    await menu.getByRole('link', { name: 'Dashboards' }).click();
    await heading('Dashboards').waitFor();
    await page.goBack();
    await heading('Explore').waitFor();
    await page.goBack();
    await heading('Stand-in for Grafana').waitFor();
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  });

  it.each([
    ['dark', 1400],
    ['dark', 400],
    ['light', 1400],
    ['light', 400],
  ] as const)('has no accessibility problem in %s at %i pixels', { timeout: 3 * PATIENCE_MS }, async (theme, width) => {
    await page.setViewportSize({ width, height: 900 });
    for (const address of ['/', '/no/such/place', '/d/some/dashboard', '/plugins/devdiag-ops-app']) {
      await open(`${address}?theme=${theme}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await accessibilityProblems(), `${address} at ${width}`).toEqual([]);
    }
    if (width === 400) {
      await page.getByRole('button', { name: 'Open menu' }).click();
      expect(await accessibilityProblems(), 'with the menu open').toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
    }
  });
});

async function accessibilityProblems(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join('; ')})`
  );
}
