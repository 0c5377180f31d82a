import { dirname } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import type { PluginOptions } from '@grafana/plugin-e2e';

/**
 * Without GRAFANA_URL the specs run against the stand-in, which is started here; with it, unchanged, against that
 * Grafana (GRAFANA_USER and GRAFANA_PASSWORD, default admin). What only a real Grafana can show is tagged
 * @real-grafana and left out of a run against the stand-in.
 */
const real = process.env.GRAFANA_URL;
const port = Number(process.env.STANDIN_PORT ?? 3410);
// Where the specs learn how to reach the databases; see tests/e2e/server.mts.
const control = Number(process.env.E2E_CONTROL_PORT ?? 3411);
const auth = `${dirname(require.resolve('@grafana/plugin-e2e'))}/auth`;
const executablePath = process.env.CHROME_PATH;

export default defineConfig<PluginOptions>({
  testDir: './tests/e2e',
  fullyParallel: !real,
  // A real Grafana is one shared state; the stand-in gives every worker a space of its own.
  workers: real ? 1 : 2,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Limits tell what hangs, not a busy machine: they are several times what anything takes.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['html', { open: 'never' }]],
  grepInvert: real ? undefined : /@real-grafana/,
  use: {
    baseURL: real ?? `http://127.0.0.1:${port}`,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
      ],
    },
  },
  webServer: {
    command: `node --import tsx tests/e2e/server.mts --control ${control}${real ? '' : ` --standin ${port}`}`,
    url: `http://127.0.0.1:${control}/`,
    reuseExistingServer: !process.env.CI,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
  projects: [
    { name: 'auth', testDir: auth, testMatch: [/.*\.js/] },
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1400, height: 900 },
        storageState: 'playwright/.auth/admin.json',
      },
      dependencies: ['auth'],
    },
  ],
});
