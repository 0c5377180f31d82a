import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '@devdiag/catalog/types';
import {
  install,
  SETTINGS,
  someOptions,
  startInstallerWorld,
  type InstallerWorld,
} from '../../../tests/installer/grafana.ts';
import { desiredResources } from '../desired/desired.ts';
import { NoAnswer } from '../noAnswer.ts';
import type { GrafanaAnswer, GrafanaRequest, QueryPort, Transport, VerifyReport } from '../types.ts';
import { evaluateRule } from './evaluate.ts';
import { liveRules } from './live.ts';
import { verifyInstallation } from './verify.ts';

interface RecordedCall {
  name: string;
  status: number;
  request: { [key: string]: Json };
  response: Json;
}

const RECORDED = JSON.parse(
  readFileSync(new URL('../../../tests/contract/recorded/grafana-12.3.0.json', import.meta.url), 'utf8')
) as RecordedCall[];

function recorded(name: string): RecordedCall {
  const found = RECORDED.find((call) => call.name.startsWith(name));
  if (!found) {
    throw new Error(`nothing is recorded under "${name}"`);
  }
  return found;
}

function answering(answer: (request: GrafanaRequest) => GrafanaAnswer | Promise<GrafanaAnswer>): Transport {
  return { namespace: async () => 'default', send: async (request) => answer(request) };
}

const NOW = Date.UTC(2026, 0, 2);
const evaluate = (name: string, noData: 'OK' | 'Alerting' = 'OK') => {
  const { status, request, response } = recorded(name);
  return evaluateRule(
    answering(() => ({ status, body: response })),
    request,
    { noData },
    NOW
  );
};

describe('evaluating a rule at once', () => {
  it('reads a value over its threshold as recorded', async () => {
    expect(await evaluate('evaluate queries at once as viewer')).toEqual({
      state: 'firing',
      ok: true,
      values: [{ labels: {}, value: 1, firing: true }],
    });
  });

  it('reads one series per row', async () => {
    expect(await evaluate('evaluate at once: one series per row')).toEqual({
      state: 'firing',
      ok: true,
      values: [
        { labels: { problem_code: 'P1' }, value: 0.7, firing: true },
        { labels: { problem_code: 'P2' }, value: 0.1, firing: false },
      ],
    });
  });

  it('reads no row as the rule means it', async () => {
    expect(await evaluate('evaluate at once: no row', 'OK')).toEqual({ state: 'no-data', ok: true, values: [] });
    expect(await evaluate('evaluate at once: no row', 'Alerting')).toEqual({ state: 'no-data', ok: false, values: [] });
  });

  it('takes NULL for no answer, although Grafana takes it for normal', async () => {
    expect(await evaluate('evaluate at once: NULL')).toEqual({
      state: 'error',
      ok: false,
      values: [{ labels: {}, value: null, firing: false }],
      error: expect.stringMatching(/NULL/) as string,
    });
  });

  it('tells the query’s error, not that of what depends on it', async () => {
    expect(await evaluate('evaluate at once: SQL error')).toMatchObject({
      state: 'error',
      ok: false,
      error: expect.stringContaining('column "nope" does not exist') as string,
    });
  });

  it('sends the rule’s own queries and condition, as of the instant', async () => {
    const sent: GrafanaRequest[] = [];
    const { request, response } = recorded('evaluate queries at once as admin');
    const transport = answering((asked) => {
      sent.push(asked);
      return { status: 200, body: response };
    });
    await evaluateRule(transport, { ...request, title: 'x' }, { noData: 'OK' }, NOW);
    expect(sent).toEqual([
      {
        method: 'POST',
        path: '/api/v1/eval',
        body: { data: request.data, condition: 'C', now: '2026-01-02T00:00:00.000Z' },
      },
    ]);
  });
});

describe('the scheduler’s view', () => {
  it('of an unknown folder is empty, although Grafana answers with every rule', async () => {
    const { response } = recorded('live state of rules of an unknown folder');
    const transport = answering(() => ({ status: 200, body: response }));
    expect(await liveRules(transport, 'no-such-folder')).toEqual([]);
    expect((await liveRules(transport, 'devdiag-alerts')).length).toBeGreaterThan(0);
  });

  it('is read page by page', async () => {
    const group = (name: string, uid: string, lastEvaluation: string) => ({
      name,
      folderUid: 'f',
      interval: 300,
      rules: [{ uid, name: uid, state: 'inactive', health: 'ok', lastEvaluation, isPaused: false }],
    });
    const transport = answering(({ path }) => {
      const data = path.includes('group_next_token=two')
        ? { groups: [group('b', 'second', '2026-01-01T00:00:00Z')] }
        : { groups: [group('a', 'first', '0001-01-01T00:00:00Z')], groupNextToken: 'two' };
      return { status: 200, body: { status: 'success', data } as Json };
    });
    const rules = await liveRules(transport, 'f');
    expect(rules.map(({ uid, lastEvaluation }) => [uid, lastEvaluation])).toEqual([
      ['first', null],
      ['second', Date.UTC(2026, 0, 1)],
    ]);
  });
});

describe('verifying an installation', () => {
  let world: InstallerWorld;
  beforeAll(async () => {
    world = await startInstallerWorld();
  });
  afterAll(() => world.stop());

  const everyPanel: QueryPort = {
    run: async (_, queries) => Object.fromEntries(queries.map(({ refId }) => [refId, { rows: 3 }])),
  };

  /** Rules answer as recorded for a value under its threshold: nobody runs a database here. */
  function evaluating(transport: Transport): Transport {
    const { response } = recorded('evaluate at once: NULL');
    const quiet = JSON.parse(JSON.stringify(response).replace('[null]', '[0.1]')) as Json;
    return {
      namespace: () => transport.namespace(),
      send: async (request, signal) =>
        request.path === '/api/v1/eval' ? { status: 200, body: quiet } : transport.send(request, signal),
    };
  }

  function verify(transport: Transport, queries: QueryPort = everyPanel): Promise<VerifyReport> {
    const options = someOptions();
    return verifyInstallation({ transport, queries, desired: desiredResources(options, SETTINGS), options, now: NOW });
  }

  it('does not miss a group whose rules people moved elsewhere, all of them', async () => {
    const transport = world.transport('moved');
    await install(transport);
    for (const id of ['confidence-drop', 'ttr-regression']) {
      const path = `/api/v1/provisioning/alert-rules/devdiag-${id}`;
      const { body } = await transport.send({ method: 'GET', path });
      const moved = { ...(body as { [key: string]: Json }), ruleGroup: 'theirs' };
      const headers = { 'X-Disable-Provenance': 'true' };
      expect((await transport.send({ method: 'PUT', path, headers, body: moved })).status).toBe(200);
    }
    const report = await verify(evaluating(transport));
    expect(report).toMatchObject({ ok: true, differences: [] });
    expect(report.edited).toHaveLength(2);
  });

  it('finds all of it, and says when the first evaluation comes', async () => {
    const transport = evaluating(world.transport('verify-all'));
    await install(transport);
    const report = await verify(transport);
    expect(report).toMatchObject({ ok: true, differences: [], warnings: [], edited: [] });
    expect(report.rules.map(({ state, firstEvaluationBy }) => [state, firstEvaluationBy])).toEqual([
      ['normal', '2026-01-02T00:05:00.000Z'],
      ['normal', '2026-01-02T00:05:00.000Z'],
      ['normal', '2026-01-02T00:05:00.000Z'],
      ['normal', '2026-01-02T00:30:00.000Z'],
      ['normal', '2026-01-02T00:30:00.000Z'],
    ]);
    expect(report.panels.map(({ number, rows }) => [number, rows])).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => [n, 3])
    );
  });

  it('says what is missing, what is somebody else’s, and what people changed, which is no failure', async () => {
    const transport = evaluating(world.transport('verify-some'));
    await install(transport);
    const path = (id: string) => `/api/v1/provisioning/alert-rules/devdiag-${id}`;
    const headers = { 'X-Disable-Provenance': 'true' };
    const change = async (id: string, what: { [key: string]: Json }) => {
      const { body } = await transport.send({ method: 'GET', path: path(id) });
      const answer = await transport.send({
        method: 'PUT',
        path: path(id),
        headers,
        body: { ...(body as { [key: string]: Json }), ...what },
      });
      expect(answer.status).toBe(200);
    };
    await change('high-diversity', { for: '9m', isPaused: true });
    const edited = await verify(transport);
    expect(edited).toMatchObject({
      ok: true,
      edited: [
        'The rule "Many different problems" was changed here: for.',
        'The rule "Many different problems" is paused: Grafana does not evaluate it until somebody resumes it.',
      ],
    });
    expect(edited.rules.map(({ uid, paused }) => [uid, paused]).filter(([, paused]) => paused)).toEqual([
      ['devdiag-high-diversity', true],
    ]);
    expect(edited.rules.find(({ uid }) => uid === 'devdiag-high-diversity')?.firstEvaluationBy).toBeNull();
    await transport.send({ method: 'DELETE', path: path('ttr-regression'), headers });
    await change('confidence-drop', { annotations: {} });
    const report = await verify(transport);
    expect(report.ok).toBe(false);
    expect(report.differences).toEqual([
      expect.stringMatching(/"Fix confidence dropped" is there, and was not installed by this/),
      'The rule "Problems take longer to fix" is missing.',
    ]);
    expect(report.rules).toHaveLength(3);
  });

  it('asks the scheduler about a rule where somebody moved it to', async () => {
    const transport = evaluating(world.transport('verify-moved'));
    await install(transport);
    const path = '/api/v1/provisioning/alert-rules/devdiag-runs-stalled';
    const { body } = await transport.send({ method: 'GET', path });
    await transport.send({ method: 'POST', path: '/api/folders', body: { uid: 'theirs', title: 'Theirs' } });
    const moved = await transport.send({
      method: 'PUT',
      path,
      headers: { 'X-Disable-Provenance': 'true' },
      body: { ...(body as { [key: string]: Json }), folderUID: 'theirs' },
    });
    expect(moved.status).toBe(200);
    await transport.send({ method: 'POST', path: '/__standin/evaluate', body: {} });
    const asked: string[] = [];
    const listening: Transport = {
      namespace: () => transport.namespace(),
      send: (request, signal) => {
        asked.push(request.path);
        return transport.send(request, signal);
      },
    };
    const { rules } = await verify(listening);
    expect(rules.map(({ firstEvaluationBy }) => firstEvaluationBy)).toEqual(rules.map(() => null));
    expect(asked.filter((each) => each.startsWith('/api/prometheus/'))).toHaveLength(2);
  });

  const emptyWhere = (isEmpty: (refId: string) => boolean): QueryPort => ({
    run: async (_, queries) =>
      Object.fromEntries(queries.map(({ refId }) => [refId, { rows: isEmpty(refId) ? 0 : 3 }])),
  });

  it('panels without data are no failure, and not green either', async () => {
    const transport = evaluating(world.transport('verify-empty'));
    await install(transport);
    expect(
      await verify(
        transport,
        emptyWhere((refId) => refId === 'P4' || refId === 'P5')
      )
    ).toMatchObject({
      ok: true,
      differences: [],
      warnings: [expect.stringMatching(/^2 of 8 panels have no data for the last 7 days: .+, .+\.$/)],
    });
    expect(
      (
        await verify(
          transport,
          emptyWhere((refId) => refId === 'P4')
        )
      ).warnings
    ).toEqual([expect.stringMatching(/^1 of 8 panels has no data/)]);
    // The list of runs is among them.
    expect(
      await verify(
        transport,
        emptyWhere(() => true)
      )
    ).toMatchObject({
      ok: true,
      warnings: [
        '8 of 8 panels have no data: the database holds no run of the last 7 days, so nobody can see yet whether they work.',
      ],
    });
  });

  it('finds panels in a row that is folded, and says which panel is not there', async () => {
    const transport = evaluating(world.transport('verify-folded'));
    await install(transport);
    const save = async (change: (panels: Array<{ id: number }>) => Json[]) => {
      const { body } = await transport.send({ method: 'GET', path: '/api/dashboards/uid/devdiag-analytics' });
      const { dashboard } = body as { dashboard: { panels: Array<{ id: number }> } };
      const changed = { ...dashboard, panels: change(dashboard.panels) } as Json;
      const answer = await transport.send({
        method: 'POST',
        path: '/api/dashboards/db',
        body: { dashboard: changed, folderUid: 'devdiag-alerts' },
      });
      expect(answer.status).toBe(200);
    };
    await save((all) => {
      const folded = all.filter(({ id }) => id === 3 || id === 4);
      const row = { id: 50, type: 'row', title: 'More', collapsed: true, panels: folded as unknown as Json[] };
      return [...(all.filter(({ id }) => id !== 3 && id !== 4) as unknown as Json[]), row];
    });
    const folded = await verify(transport);
    expect(folded.panels.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(folded).toMatchObject({ ok: true, differences: [] });
    await save((all) => all.filter(({ id }) => id !== 1) as unknown as Json[]);
    expect(await verify(transport)).toMatchObject({
      ok: false,
      differences: [expect.stringMatching(/^The panel ".+" is not on the dashboard, so it could not be verified\.$/)],
    });
  });

  it('asks the panels through the data source that the dashboard has', async () => {
    const transport = evaluating(world.transport('verify-source'));
    await install(transport);
    const asked: string[] = [];
    const onlyOurs: QueryPort = {
      run: async (uid, queries) => {
        asked.push(uid);
        const answer = uid === 'devdiag-postgres' ? { rows: 3 } : { error: `There is no data source ${uid}.` };
        return Object.fromEntries(queries.map(({ refId }) => [refId, answer]));
      },
    };
    const choose = async (change: (variable: { [key: string]: Json }) => object | null) => {
      const { body } = await transport.send({ method: 'GET', path: '/api/dashboards/uid/devdiag-analytics' });
      const { dashboard } = body as { dashboard: { templating: { list: Array<{ [key: string]: Json }> } } };
      const list = dashboard.templating.list.flatMap((variable) =>
        variable.name === 'datasource' ? (change(variable) ?? []) : variable
      ) as unknown as Json;
      const answer = await transport.send({
        method: 'POST',
        path: '/api/dashboards/db',
        body: { dashboard: { ...dashboard, templating: { list } } as unknown as Json, folderUid: 'devdiag-alerts' },
      });
      expect(answer.status).toBe(200);
    };
    expect(await verify(transport, onlyOurs)).toMatchObject({ ok: true });
    await choose((variable) => ({ ...variable, current: { text: 'gone', value: 'gone' } }));
    const report = await verify(transport, onlyOurs);
    expect(asked).toEqual(['devdiag-postgres', 'gone']);
    expect(report.ok).toBe(false);
    expect(report.panels.map(({ error }) => error)).toEqual(report.panels.map(() => 'There is no data source gone.'));
    expect(report.edited).toEqual(['The dashboard "DevDiag Analytics" was changed here: data source.']);
    await choose(() => null);
    const without = await verify(transport, onlyOurs);
    expect(asked).toHaveLength(2);
    expect(without.ok).toBe(false);
    expect(without.panels[0].error).toBe('The dashboard does not say which data source it reads.');
  });

  it('a rule that cannot be evaluated, a panel that fails and silence are failures that are told', async () => {
    const transport = world.transport('verify-broken');
    await install(transport);
    const unanswered: Transport = {
      namespace: () => transport.namespace(),
      send: async (request, signal) => {
        if (request.path === '/api/v1/eval' && JSON.stringify(request.body).includes('"params":[120]')) {
          throw new NoAnswer('timeout', 'Grafana did not answer in time.');
        }
        return transport.send(request, signal);
      },
    };
    const broken: QueryPort = {
      run: async (_, queries) =>
        Object.fromEntries(
          queries.map(({ refId }, at) => [refId, at === 0 ? { error: 'no such table' } : { rows: 0 }])
        ),
    };
    const report = await verify(unanswered, broken);
    expect(report.ok).toBe(false);
    expect(report.differences).toEqual([
      'The rule "Diagnostic runs stalled" could not be checked: Grafana did not answer in time.',
    ]);
    // Nobody listens where the database should be.
    expect(report.rules.map(({ state, ok }) => [state, ok])).toEqual(Array.from({ length: 4 }, () => ['error', false]));
    expect(report.rules.every(({ error }) => /connect/.test(error ?? ''))).toBe(true);
    expect(report.panels[0]).toMatchObject({ number: 1, error: 'no such table' });
  });
});
