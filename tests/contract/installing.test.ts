import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../../pkg/sandbox/server/alerting/fingerprint.ts';
import type { DataSourceSeed, StandIn } from '../../pkg/sandbox/server/standin.ts';
import { clientFor, type Client } from './client.ts';
import { startWorld, type World } from './world.ts';

const UID = 'devdiag-postgres';
const GROUP = '/api/v1/provisioning/folder/ops/rule-groups/health';
const LIVE = '/api/prometheus/grafana/api/v1/rules?folder_uid=ops';
const UNLOCKED = { headers: { 'x-disable-provenance': 'true' } };
const NOON = Date.parse('2026-01-02T12:00:00Z');

let world: World;
let standIn: StandIn;
let datasources: DataSourceSeed[];
let lines: string[];
let admin: Client;
let editor: Client;
let viewer: Client;

beforeAll(async () => {
  world = await startWorld();
  lines = [];
  datasources = [{ uid: UID, name: 'DevDiag Postgres', dsn: world.database.readerDsn }];
  standIn = await world.startStandIn({ log: (line) => lines.push(line), datasources });
  [admin, editor, viewer] = await Promise.all([
    clientFor(standIn.url, 'admin'),
    clientFor(standIn.url, 'editor'),
    clientFor(standIn.url, 'viewer'),
  ]);
});

beforeEach(async () => {
  await standIn.space().reset();
  await admin.call('POST', '/api/folders', { uid: 'ops', title: 'Ops' });
});

afterAll(() => world?.stop());

/** A rule over a query that sees the evaluation's time as `$__timeTo()`. */
function rule(rawSql: string, more: object = {}) {
  const relativeTimeRange = { from: 600, to: 0 };
  const conditions = [{ evaluator: { type: 'gt', params: [0.5] } }];
  return {
    uid: 'rule',
    title: 'Rule',
    condition: 'C',
    noDataState: 'NoData',
    execErrState: 'Error',
    for: '0s',
    data: [
      { refId: 'A', relativeTimeRange, datasourceUid: UID, model: { refId: 'A', format: 'table', rawSql } },
      {
        refId: 'C',
        relativeTimeRange,
        datasourceUid: '__expr__',
        model: { refId: 'C', type: 'threshold', expression: 'A', conditions },
      },
    ],
    ...more,
  };
}

function install(...rules: object[]) {
  return editor.call('PUT', GROUP, { interval: 60, rules }, UNLOCKED);
}

function evaluate(at: number) {
  return admin.call('POST', '/__standin/evaluate', { at: new Date(at).toISOString() });
}

function setFaults(...faults: object[]) {
  return admin.call('PUT', '/__standin/faults', { faults });
}

async function state() {
  return (await admin.call('GET', '/__standin/state')).body;
}

describe('rules over time', () => {
  /** Over the threshold in the first half of each hour. */
  const HALF = `select (extract(minute from $__timeTo()::timestamptz) < 30)::int::float8 as value`;

  it('are as of the instant that a test names', async () => {
    await install(rule(HALF));
    expect((await evaluate(NOON)).body.rules).toMatchObject([
      { state: 'firing', lastEvaluation: '2026-01-02T12:00:00Z' },
    ]);
    expect((await evaluate(NOON + 45 * 60_000)).body.rules).toMatchObject([{ state: 'inactive' }]);
    const { body } = await viewer.call('GET', '/api/annotations?alertUID=rule');
    expect(body.map((entry: { newState: string }) => entry.newState)).toEqual(['Normal', 'Alerting']);
    const early = `from=${NOON - 1000}&to=${NOON + 1000}`;
    expect((await viewer.call('GET', `/api/annotations?alertUID=rule&${early}`)).body).toMatchObject([
      {
        newState: 'Alerting',
        prevState: 'Normal',
        time: NOON,
        text: 'Rule {alertname=Rule, grafana_folder=Ops} - A=1.000000, C=1.000000',
      },
    ]);
  });

  it('wait for as long as the rule says', async () => {
    await install(rule('select 1::float8 as value', { for: '5m' }));
    const states = [];
    for (const minutes of [0, 4, 5]) {
      states.push((await evaluate(NOON + minutes * 60_000)).body.rules[0].state);
    }
    expect(states).toEqual(['pending', 'pending', 'firing']);
  });

  it("don't go back", async () => {
    await install(rule(HALF));
    await evaluate(NOON);
    const { status, body } = await evaluate(NOON - 1);
    expect([status, body.message]).toEqual([400, '"Rule" was evaluated at a later time already; rules don\'t go back']);
  });

  it('leave paused ones alone', async () => {
    await install(rule(HALF, { isPaused: true }));
    expect((await evaluate(NOON)).body.rules).toMatchObject([
      { isPaused: true, lastEvaluation: '0001-01-01T00:00:00Z' },
    ]);
  });

  it('go on when a rule is written over unchanged, begin anew when it changes', async () => {
    await install(rule(HALF));
    await evaluate(NOON);
    await install(rule(HALF));
    expect((await viewer.call('GET', LIVE)).body.data.groups[0].rules[0].state).toBe('firing');
    await install(rule(HALF, { title: 'Renamed' }));
    expect((await viewer.call('GET', LIVE)).body.data.groups[0].rules[0]).toMatchObject({
      state: 'inactive',
      lastEvaluation: '0001-01-01T00:00:00Z',
    });
    const { body } = await viewer.call('GET', '/api/annotations?alertUID=rule');
    expect(body[0]).toMatchObject({ prevState: 'Alerting', newState: 'Normal (Updated)' });
  });

  it('refuse what was never recorded, by name', async () => {
    await install(rule(HALF, { keep_firing_for: '5m' }));
    const { status, body } = await evaluate(NOON);
    expect([status, body.message]).toEqual([501, 'a rule that keeps firing is not part of the stand-in yet']);
  });

  it('fill in labels and values', async () => {
    const summary = '{{ $labels.tenant }} is at {{ $values.A.Value }}';
    await install(
      rule(`select 'acme' as tenant, 3::float8 as value`, { annotations: { summary, odd: '{{ toUpper "x" }}' } })
    );
    const { body } = await evaluate(NOON);
    expect(body.rules[0].alerts[0]).toMatchObject({
      labels: { tenant: 'acme' },
      annotations: { summary: 'acme is at 3', odd: '{{ toUpper "x" }}' },
    });
  });

  it('fail with the data source', async () => {
    await install(rule(HALF));
    await setFaults({ kind: 'refused' });
    expect((await evaluate(NOON)).body.rules[0]).toMatchObject({
      health: 'error',
      lastError: expect.stringContaining('failed to connect to server'),
    });
    await setFaults({ kind: 'datasource-gone' });
    expect((await evaluate(NOON + 60_000)).body.rules[0].lastError).toBe(
      "failed to build query 'A': data source not found"
    );
  });

  it('are evaluated by themselves, unless the stand-in was told not to', async () => {
    const { url } = await world.startStandIn({ scheduled: true, datasources });
    const scheduled = await clientFor(url, 'admin');
    await scheduled.call('POST', '/api/folders', { uid: 'ops', title: 'Ops' });
    // The one that keeps still has its rule first, so that no tick comes before it.
    for (const client of [admin, scheduled]) {
      const group = { interval: 10, rules: [rule('select 1::float8 as value')] };
      expect((await client.call('PUT', GROUP, group, UNLOCKED)).status).toBe(200);
    }
    const live = async (client: Client) => (await client.call('GET', LIVE)).body.data.groups[0].rules[0];
    await expect.poll(async () => (await live(scheduled)).state, { timeout: 60_000, interval: 250 }).toBe('firing');
    expect(new Date((await live(scheduled)).lastEvaluation).getTime() % 10_000).toBe(0);
    expect((await live(admin)).lastEvaluation).toBe('0001-01-01T00:00:00Z');
  });
});

describe('silences', () => {
  it('hide the alerts they match', async () => {
    await install(rule('select 1::float8 as value'));
    await evaluate(Date.now());
    const alerts = async () => (await viewer.call('GET', '/api/alertmanager/grafana/api/v2/alerts')).body;
    expect(await alerts()).toMatchObject([{ status: { state: 'active', silencedBy: [] } }]);
    const { body } = await editor.call('POST', '/api/alertmanager/grafana/api/v2/silences', {
      matchers: [
        { name: '__alert_rule_uid__', value: 'rule', isRegex: false, isEqual: true },
        { name: 'alertname', value: 'R.*e', isRegex: true, isEqual: true },
        { name: 'severity', value: 'critical', isRegex: false, isEqual: false },
      ],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 60_000).toISOString(),
      createdBy: 'editor',
      comment: '',
    });
    expect(await alerts()).toMatchObject([{ status: { state: 'suppressed', silencedBy: [body.silenceID] } }]);
    await editor.call('DELETE', `/api/alertmanager/grafana/api/v2/silence/${body.silenceID}`);
    expect(await alerts()).toMatchObject([{ status: { state: 'active', silencedBy: [] } }]);
  });

  it("know alerts by Alertmanager's numbers", () => {
    // From the first recording.
    const labels = { alertname: 'fires', grafana_folder: 'DevDiag Alerts', severity: 'warning' };
    expect(fingerprint({ ...labels, __alert_rule_uid__: 'r-fires' })).toBe('91f755648ea72a34');
  });
});

describe('a contact point', () => {
  it('is really posted to, in the shape of Grafana', async () => {
    world.posted.length = 0;
    const settings = { url: `http://${world.webhook}/hook`, username: 'u', password: 'p' };
    const integration = { name: 'w', type: 'webhook', settings };
    const { status } = await editor.call('POST', '/api/alertmanager/grafana/config/api/v1/receivers/test', {
      receivers: [{ name: 'drill', grafana_managed_receiver_configs: [integration] }],
      alert: { labels: { alertname: 'Drill' }, annotations: { summary: 'Nothing happened' } },
    });
    expect(status).toBe(200);
    expect(world.posted).toMatchObject([
      {
        path: '/hook',
        headers: { authorization: `Basic ${btoa('u:p')}`, 'content-type': 'application/json' },
        body: {
          receiver: 'drill',
          status: 'firing',
          alerts: [{ labels: { alertname: 'Drill' }, annotations: { summary: 'Nothing happened' } }],
          title: '[FIRING:1] Drill Test Folder Grafana ',
        },
      },
    ]);
  });

  it('keeps its secret', async () => {
    const point = {
      uid: 'p',
      name: 'P',
      type: 'webhook',
      settings: { url: 'http://127.0.0.1:9', password: 'do-not-tell' },
    };
    await admin.call('POST', '/api/v1/provisioning/contact-points', point);
    for (const path of ['/api/v1/provisioning/contact-points', '/__standin/state']) {
      expect((await admin.call('GET', path)).text, path).not.toContain('do-not-tell');
    }
  });
});

describe('faults of single calls', () => {
  const SAVE = { dashboard: { uid: 'd', title: 'D' }, folderUid: 'ops' };
  const save = (options = {}) => editor.call('POST', '/api/dashboards/db', SAVE, options);

  it('strike the n-th call alone', async () => {
    await setFaults({ kind: 'http', path: '/api/dashboards/db$', status: 503, nth: 2 });
    const overwrite = { ...SAVE, overwrite: true };
    const statuses = [];
    for (let call = 0; call < 3; call++) {
      statuses.push((await editor.call('POST', '/api/dashboards/db', overwrite)).status);
    }
    expect(statuses).toEqual([200, 503, 200]);
  });

  it.each([false, true])('drop: the connection is cut; the call took effect: %s', async (after) => {
    await setFaults({ kind: 'drop', method: 'POST', path: '/api/dashboards', nth: 1, after });
    await expect(save()).rejects.toThrow(/fetch failed/);
    expect((await admin.call('GET', '/api/dashboards/uid/d')).status).toBe(after ? 200 : 404);
  });

  it.each([false, true])('hang: no answer comes; the call took effect: %s', async (after) => {
    await setFaults({ kind: 'hang', path: '/api/dashboards/db', after });
    const status = async () => (await admin.call('GET', '/api/dashboards/uid/d')).status;
    const gone = new AbortController();
    const saved = save({ signal: gone.signal }).catch((error: Error) => error.name);
    // Whoever goes away too early may take the call along.
    await expect.poll(status, { timeout: 60_000 }).toBe(after ? 200 : 404);
    expect(await Promise.race([saved, sleep(300, 'no answer')])).toBe('no answer');
    gone.abort();
    expect(await saved).toBe('AbortError');
    expect(await status()).toBe(after ? 200 : 404);
  });

  it.each([false, true])('invalid JSON: the answer ends too early; the call took effect: %s', async (after) => {
    await setFaults({ kind: 'invalid-json', path: '/api/dashboards/db', after });
    await expect(save()).rejects.toThrow(/JSON/);
    expect((await admin.call('GET', '/api/dashboards/uid/d')).status).toBe(after ? 200 : 404);
  });

  it('answer with a failure though the call took effect', async () => {
    await setFaults({ kind: 'http', path: '/api/dashboards/db', status: 502, after: true });
    expect((await save()).status).toBe(502);
    expect((await admin.call('GET', '/api/dashboards/uid/d')).status).toBe(200);
  });

  it('strike one person alone', async () => {
    await setFaults({ kind: 'http', path: '/api/folders', status: 500, login: 'viewer' });
    expect((await viewer.call('GET', '/api/folders/ops')).status).toBe(500);
    expect((await editor.call('GET', '/api/folders/ops')).status).toBe(200);
  });
});

describe('the state', () => {
  it('is the same byte for byte when what was installed is gone', async () => {
    const before = JSON.stringify((await state()).resources);
    await install(
      rule('select 1::float8 as value'),
      rule('select 2::float8 as value', { uid: 'other', title: 'Other' })
    );
    await editor.call('POST', '/api/dashboards/db', { dashboard: { uid: 'd', title: 'D' }, folderUid: 'ops' });
    await evaluate(Date.now());
    expect(JSON.stringify((await state()).resources)).not.toBe(before);
    await editor.call('DELETE', GROUP, undefined, UNLOCKED);
    await editor.call('DELETE', '/api/dashboards/uid/d');
    expect(JSON.stringify((await state()).resources)).toBe(before);
  });

  it('is the same when a change is taken back, and its versions tell that there was one', async () => {
    await install(rule('select 1::float8 as value'));
    const before = await state();
    await install(rule('select 1::float8 as value', { title: 'Changed' }));
    await install(rule('select 1::float8 as value'));
    const after = await state();
    expect(JSON.stringify(after.resources)).toBe(JSON.stringify(before.resources));
    expect([before, after].map((one) => one.alerting.versions.alertRules.rule)).toEqual([1, 3]);
  });

  it('is empty after a reset, and of the space alone', async () => {
    await install(rule('select 1::float8 as value'));
    await evaluate(Date.now());
    const other = await clientFor(standIn.url, 'admin', 'another');
    expect((await other.call('GET', '/__standin/state')).body.resources.alertRules).toEqual([]);
    await admin.call('POST', '/__standin/reset');
    const { resources, alerting } = await state();
    expect(resources).toEqual({ folders: [], dashboards: [], alertRules: [], contactPoints: [], silences: [] });
    expect([alerting.rules, alerting.history]).toEqual([[], []]);
  });
});

describe('tokens', () => {
  it.each([
    ['standin-viewer', 403],
    ['standin-editor', 200],
    ['standin-admin', 200],
    ['standin-nobody', 401],
  ])('%s may write a group of rules: %i', async (token, status) => {
    const nobody = await clientFor(standIn.url);
    const headers = { ...UNLOCKED.headers, authorization: `Bearer ${token}` };
    expect((await nobody.call('PUT', GROUP, { interval: 60, rules: [rule('select 1')] }, { headers })).status).toBe(
      status
    );
  });
});
