import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send, startTestGrafana, type TestGrafana } from './testing/grafana.ts';
import { devdiagOps } from './testing/spawn.ts';

/** `devdiag-ops check` about the alert rules of a Grafana: the story of one installation, told in order. */

const RULES = '/api/v1/provisioning/alert-rules';
const CHECK = ['check', '--only', 'alert-rules', '--format', 'json', '--fail-on', 'warn'];
let grafana: TestGrafana;

beforeAll(async () => void (grafana = await startTestGrafana({})), 180_000);
afterAll(() => grafana?.stop());

const run = (args: string[], token = 'standin-viewer') =>
  devdiagOps(args, { env: { GRAFANA_URL: grafana.url, GRAFANA_TOKEN: token } });

async function check(...args: string[]) {
  const { code, stdout, stderr } = await run([...CHECK, ...args]);
  expect(stderr).toBe('');
  const [result] = JSON.parse(stdout).checks;
  return { code, result };
}

async function change(uid: string, what: object) {
  const { body: rule } = await send(grafana.url, 'GET', `${RULES}/${uid}`);
  expect((await send(grafana.url, 'PUT', `${RULES}/${uid}`, { ...rule, ...what })).status).toBe(200);
}

const evaluate = () => send(grafana.url, 'POST', '/__standin/evaluate', {});

describe('devdiag-ops check --only alert-rules', () => {
  it('needs a Grafana: on a database alone the check is left out, and asked for by name that is said', async () => {
    const { code, stderr } = await devdiagOps(['check', '--only', 'alert-rules', '--dsn', grafana.database.readerDsn]);
    expect([code, stderr]).toEqual([
      3,
      expect.stringContaining('alert-rules looks at Grafana itself: use --grafana-url instead of a database.'),
    ]);
    const { stdout } = await devdiagOps(['check', '--dsn', grafana.database.readerDsn, '--format', 'json']);
    expect(JSON.parse(stdout).checks.map(({ id }: { id: string }) => id)).not.toContain('alert-rules');
  });

  it('is not evaluated while nothing is installed, and needs no data source for that', async () => {
    const { code, result } = await check();
    expect([code, result.outcome]).toEqual([3, 'not-evaluated']);
    expect(result.message).toMatch(/^No alert rule of DevDiag Ops is installed in this Grafana/);
  });

  it('waits for the first evaluation, then warns that nobody is told', async () => {
    const installed = await run(['install', '--yes', '--datasource', 'devdiag-postgres'], 'standin-admin');
    expect(installed.code, installed.stdout).toBe(0);
    expect(await check()).toMatchObject({ code: 3, result: { outcome: 'not-evaluated' } });
    await evaluate();
    const { code, result } = await check();
    expect([code, result.outcome, result.message]).toEqual([
      1,
      'warn',
      'All 5 alert rules are evaluated without error, but severity=critical goes to Grafana’s placeholder address only.',
    ]);
  });

  it('passes once somebody is told', async () => {
    const point = { name: 'On call', type: 'webhook', settings: { url: 'http://127.0.0.1:9/s3cret' } };
    expect((await send(grafana.url, 'POST', '/api/v1/provisioning/contact-points', point)).status).toBe(202);
    await change('devdiag-runs-stalled', { notification_settings: { receiver: 'On call' } });
    await evaluate();
    const { code, result } = await check();
    expect([code, result.outcome]).toEqual([0, 'pass']);
    expect(result.evidence).toHaveLength(6);
    expect(JSON.stringify(result)).not.toContain('s3cret');
  });

  it('warns of a paused rule, fails for a deleted one, and says nothing about the past', async () => {
    await change('devdiag-high-diversity', { isPaused: true });
    expect(await check()).toMatchObject({ code: 1, result: { outcome: 'warn' } });
    await send(grafana.url, 'DELETE', `${RULES}/devdiag-confidence-drop`);
    const { code, result } = await check();
    expect([code, result.outcome, result.message]).toEqual([
      2,
      'fail',
      'Of 5 alert rules 1 is missing (Fix confidence dropped), 1 is paused (Many different problems); severity=critical goes to On call.',
    ]);
    expect(await check('--as-of', '2026-01-01T00:00Z')).toMatchObject({
      code: 3,
      result: { outcome: 'not-evaluated', message: expect.stringContaining('no history') as string },
    });
  });

  it('is not told apart from others in a whole report, nor timed as a query', async () => {
    const { stdout } = await run(['check', '--datasource', 'devdiag-postgres', '--format', 'json']);
    const { checks, verdict } = JSON.parse(stdout);
    const of = (id: string) => checks.find((one: { id: string }) => one.id === id);
    expect([verdict, of('alert-rules').outcome]).toEqual(['fail', 'fail']);
    const timed = of('query-latency').evidence.map((row: { check: string }) => row.check);
    expect(timed).toContain('stale-data');
    expect(timed).not.toContain('alert-rules');
  });
});
