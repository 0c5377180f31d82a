import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { evaluateChecks, type HealthQuestion } from '@devdiag/engine/report/evaluate';
import type { CheckResult } from '@devdiag/engine/report/report';
import { createDevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import { startPostgres, type PostgresServer } from '@devdiag/sandbox/postgres/server';
import {
  DATASOURCE_UID,
  faulty,
  FAULTS,
  install,
  isWrite,
  SETTINGS,
  someOptions,
  startInstallerWorld,
  withRule,
  type FaultName,
  type InstallerWorld,
} from '../../../tests/installer/grafana.ts';
import type { JsonObject } from '../json.ts';
import type { InstallOptions, Transport } from '../types.ts';
import { liveRules } from '../verify/live.ts';
import { askGrafanaChecks, OBSERVERS } from './askGrafana.ts';
import { errorOf } from './observeAlertRules.ts';

/** The check alert-rules from end to end: a Grafana in which something was done, and what becomes of it on Health. */

const MINUTE = 60_000;
const RULES = '/api/v1/provisioning/alert-rules';
const UNLOCKED = { 'X-Disable-Provenance': 'true' };
const WEBHOOK = { name: 'On call', type: 'webhook', settings: { url: 'https://hooks.example/s3cret' } };

let server: PostgresServer;
let world: InstallerWorld;
let spaces = 0;

beforeAll(async () => {
  server = await startPostgres({ fast: true });
  const { readerDsn } = await createDevdiagDatabase(server, { name: 'ops' });
  world = await startInstallerWorld([{ uid: DATASOURCE_UID, name: 'DevDiag', dsn: readerDsn }]);
});
afterAll(async () => {
  await world?.stop();
  await server?.stop();
});

interface Grafana {
  space: string;
  transport: Transport;
  /** Evaluates every rule that is not paused. */
  evaluate(): Promise<void>;
  /** What Health says now, or so many minutes later. */
  judged(minutesLater?: number, transport?: Transport): Promise<CheckResult>;
  change(uid: string, change: (rule: JsonObject) => void): Promise<void>;
  remove(path: string): Promise<void>;
}

function newGrafana(): Grafana {
  const space = `watch-${spaces++}`;
  const transport = world.transport(space);
  const send = async (...[request]: Parameters<Transport['send']>) => {
    const answer = await transport.send(request);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  };
  return {
    space,
    transport,
    evaluate: async () => void (await send({ method: 'POST', path: '/__standin/evaluate', body: {} })),
    judged: (minutesLater = 0, through = transport) => judge(through, Date.now() + minutesLater * MINUTE),
    change: async (uid, change) => {
      const rule = (await send({ method: 'GET', path: `${RULES}/${uid}` })) as JsonObject;
      change(rule);
      await send({ method: 'PUT', path: `${RULES}/${uid}`, headers: UNLOCKED, body: rule });
    },
    remove: async (path) => void (await send({ method: 'DELETE', path, headers: UNLOCKED })),
  };
}

async function judge(transport: Transport, asOf: number): Promise<CheckResult> {
  const question: HealthQuestion = { asOf, isNow: true, tenant: null, settings: SETTINGS };
  const entries = CHECKS.filter(({ definition }) => definition.id === 'alert-rules');
  const answers = await askGrafanaChecks(transport, entries, question);
  return evaluateChecks(entries, question, answers, [], asOf).checks[0];
}

/** Installed and evaluated once; there is a contact point that the options may name. */
async function wellGrafana(options: InstallOptions = someOptions()): Promise<Grafana> {
  const grafana = newGrafana();
  const made = await grafana.transport.send({
    method: 'POST',
    path: '/api/v1/provisioning/contact-points',
    headers: UNLOCKED,
    body: WEBHOOK,
  });
  expect(made.status).toBe(202);
  await install(grafana.transport, options);
  await grafana.evaluate();
  return grafana;
}

const stateOf = ({ evidence }: CheckResult, what: string) => evidence.find((row) => row.what === what)?.state;

describe('an installation', () => {
  it('whose rules are evaluated and delivered passes, and tells no secret', async () => {
    const grafana = await wellGrafana({ ...someOptions(), receiver: 'On call' });
    const result = await grafana.judged();
    expect([result.outcome, result.message]).toEqual([
      'pass',
      'All 5 alert rules are evaluated without error; severity=critical goes to On call.',
    ]);
    expect(result.evidence).toHaveLength(6);
    expect(result.evidence).toContainEqual({
      what: 'severity=critical',
      state: 'delivered',
      evaluated: null,
      every: null,
      detail: 'On call: webhook (hooks.example), chosen for these rules',
    });
    expect(JSON.stringify(result)).not.toContain('s3cret');
  });

  it('in a new Grafana mails a placeholder: a warning', async () => {
    const grafana = await wellGrafana();
    expect(await grafana.judged()).toMatchObject({
      outcome: 'warn',
      message: expect.stringContaining('goes to Grafana’s placeholder address only') as string,
    });
  });

  it('that is none is not evaluated, for a Viewer neither', async () => {
    const grafana = newGrafana();
    const expected = {
      outcome: 'not-evaluated',
      error: null,
      message: expect.stringMatching(/^No alert rule/) as string,
    };
    expect(await grafana.judged()).toMatchObject(expected);
    expect(await grafana.judged(0, world.transport(grafana.space, 'viewer'))).toMatchObject(expected);
  });

  it('that was made a moment ago waits, and fails when nobody evaluates it', async () => {
    const grafana = newGrafana();
    await install(grafana.transport);
    expect(await grafana.judged()).toMatchObject({
      outcome: 'not-evaluated',
      message: expect.stringMatching(/^Of 5 alert rules 5 wait for their first evaluation/) as string,
    });
    const later = await grafana.judged(11);
    // Those that are evaluated every 30 minutes may wait on.
    expect(later.outcome).toBe('fail');
    expect(later.message).toMatch(/3 were never evaluated \(.*2 wait for their first evaluation/);
    expect((await grafana.judged(61)).message).toMatch(/5 were never evaluated/);
  });

  it('whose scheduler stands still fails', async () => {
    const grafana = await wellGrafana();
    expect((await grafana.judged(9)).outcome).toBe('warn');
    expect(await grafana.judged(11)).toMatchObject({
      outcome: 'fail',
      message: expect.stringContaining('3 were not evaluated in time') as string,
    });
  });

  it('for one tenant, with a prefix, is followed by its own labels', async () => {
    const grafana = await wellGrafana({ ...someOptions(), prefix: 'staging', tenant: `l'été {{ x }}` });
    const result = await grafana.judged();
    expect(result.message).toMatch(/severity=critical \(staging\) goes to Grafana’s placeholder/);
    expect(stateOf(result, 'staging: Diagnostic runs stalled')).toBe('evaluated');
  });

  it('is judged beside a second one', async () => {
    const grafana = await wellGrafana();
    await install(grafana.transport, someOptions({ prefix: 'staging' }));
    await grafana.evaluate();
    expect((await grafana.judged()).message).toMatch(/^All 10 alert rules are evaluated/);
    await grafana.remove(`${RULES}/staging-devdiag-high-diversity`);
    expect((await grafana.judged()).message).toMatch(/^Of 10 alert rules 1 is missing \(staging: Many different/);
  });
});

describe('somebody', () => {
  it('pauses a rule: a warning; resumes it: it waits until it is evaluated', async () => {
    const grafana = await wellGrafana({ ...someOptions(), receiver: 'On call' });
    await grafana.change('devdiag-high-diversity', (rule) => (rule.isPaused = true));
    const paused = await grafana.judged();
    expect([paused.outcome, paused.message]).toEqual([
      'warn',
      'Of 5 alert rules 1 is paused (Many different problems); severity=critical goes to On call.',
    ]);
    await grafana.change('devdiag-high-diversity', (rule) => (rule.isPaused = false));
    expect((await grafana.judged()).outcome).toBe('not-evaluated');
    await grafana.evaluate();
    expect((await grafana.judged()).outcome).toBe('pass');
  });

  it('deletes a rule, then all of them: it fails', async () => {
    const grafana = await wellGrafana();
    await grafana.remove(`${RULES}/devdiag-runs-stalled`);
    expect(await grafana.judged()).toMatchObject({ outcome: 'fail', value: 1 });
    for (const id of ['top-problem-dominates', 'high-diversity', 'confidence-drop', 'ttr-regression']) {
      await grafana.remove(`${RULES}/devdiag-${id}`);
    }
    expect((await grafana.judged()).message).toMatch(/^Of 5 alert rules 5 are missing/);
  });

  it('chose not to install a rule: nothing is missing', async () => {
    const grafana = await wellGrafana(withRule(someOptions(), 'high-diversity', { install: false }));
    const result = await grafana.judged();
    expect(result.message).toMatch(/^All 4 alert rules are evaluated/);
    expect(stateOf(result, 'Many different problems')).toBeUndefined();
  });

  it('breaks a rule’s query: it fails although the rule keeps its last state and Grafana calls it well', async () => {
    const grafana = await wellGrafana();
    await grafana.change('devdiag-high-diversity', (rule) => {
      const [query] = rule.data as Array<{ model: JsonObject }>;
      query.model.rawSql = 'select nope from devdiag.diag_run';
    });
    await grafana.evaluate();
    const live = (await liveRules(grafana.transport, 'devdiag-alerts')).find(({ uid }) => uid.endsWith('diversity'));
    expect(live).toMatchObject({ health: 'ok', lastError: '' });
    const result = await grafana.judged();
    expect(result).toMatchObject({ outcome: 'fail', message: expect.stringContaining('1 fails (Many') as string });
    expect(result.evidence[0].detail).toMatch(/column "nope" does not exist/);
  });

  it('copies a rule in Grafana: the copy is theirs', async () => {
    const grafana = await wellGrafana();
    const { body } = await grafana.transport.send({ method: 'GET', path: `${RULES}/devdiag-high-diversity` });
    const { id: _, ...rule } = body as JsonObject;
    const copy = { ...rule, uid: 'copy-of-it', title: 'Copy', isPaused: true };
    expect((await grafana.transport.send({ method: 'POST', path: RULES, headers: UNLOCKED, body: copy })).status).toBe(
      201
    );
    expect((await grafana.judged()).message).toMatch(/^All 5 alert rules/);
  });

  it('puts a rule of their own in the place of ours: it fails', async () => {
    const grafana = await wellGrafana();
    await grafana.change('devdiag-high-diversity', (rule) => (rule.annotations = { summary: 'theirs' }));
    expect((await grafana.judged()).message).toMatch(/1 is replaced by somebody else’s \(Many different problems\)/);
  });

  it('deletes the dashboard: what was chosen is not known any more', async () => {
    const grafana = await wellGrafana();
    await grafana.remove('/api/dashboards/uid/devdiag-analytics');
    expect(await grafana.judged()).toMatchObject({
      outcome: 'not-evaluated',
      message: expect.stringMatching(/not known, because the dashboard that keeps the choice is gone/) as string,
    });
  });

  it('may not read the notification policies: the rules are told, and that delivery is unknown', async () => {
    const grafana = await wellGrafana();
    world.standIn.space(grafana.space).faults = [
      { kind: 'http', path: '/provisioning/policies$', status: 403, body: { message: 'no' } },
    ];
    const result = await grafana.judged();
    expect(result.outcome).toBe('not-evaluated');
    expect(result.message).toMatch(/^All 5 .* but where severity=critical is delivered could not be read\.$/);
    expect(result.evidence[0].detail).toMatch(/Permission is missing .* Ask an Admin/);
    expect(stateOf(result, 'Diagnostic runs stalled')).toBe('evaluated');
  });
});

describe('who looks', () => {
  it.each(['viewer', 'editor', 'admin'])('sees the same as %s', async (login) => {
    const grafana = await wellGrafana();
    await grafana.remove(`${RULES}/devdiag-high-diversity`);
    const asOf = Date.now();
    expect(await judge(world.transport(grafana.space, login), asOf)).toEqual(await judge(grafana.transport, asOf));
  });

  it('only reads, and waits for no more than two answers in a row', async () => {
    const grafana = await wellGrafana();
    const rounds: string[][] = [[]];
    let open = 0;
    let handOut: Array<() => void> = [];
    const watched: Transport = {
      ...grafana.transport,
      send: async (request, signal) => {
        expect(isWrite(request)).toBe(false);
        rounds.at(-1)?.push(request.path.split('?')[0]);
        open++;
        const answer = await grafana.transport.send(request, signal);
        // Answers of a round are handed out once all are there, so that what is asked next belongs to the next round.
        const handedOut = new Promise<void>((resolve) => handOut.push(resolve));
        if (--open === 0) {
          rounds.push([]);
          handOut.forEach((resolve) => resolve());
          handOut = [];
        }
        await handedOut;
        return answer;
      },
    };
    expect((await grafana.judged(0, watched)).outcome).toBe('warn');
    expect(rounds.filter((round) => round.length > 0).map((round) => round.sort())).toEqual([
      [
        '/api/search',
        '/api/v1/provisioning/alert-rules',
        '/api/v1/provisioning/contact-points',
        '/api/v1/provisioning/policies',
      ],
      ['/api/dashboards/uid/devdiag-analytics', '/api/prometheus/grafana/api/v1/rules'],
    ]);
  });

  it.each(Object.keys(FAULTS) as FaultName[])(
    'gets no green from a Grafana whose calls go wrong: %s',
    async (fault) => {
      const grafana = await wellGrafana({ ...someOptions(), receiver: 'On call' });
      const perfect = await grafana.judged();
      expect(perfect.outcome).toBe('pass');
      for (let call = 0; call < 6; call++) {
        const result = await grafana.judged(
          0,
          faulty(grafana.transport, fault, (number) => number === call)
        );
        expect(['error', 'not-evaluated'], `call ${call}: ${result.message}`).toContain(result.outcome);
        expect(result.message).not.toMatch(/data source|query/i);
      }
    }
  );

  it('is told what Grafana keeps from them', async () => {
    const grafana = await wellGrafana();
    const refused = faulty(grafana.transport, '403', (_, { path }) => path.startsWith(RULES));
    expect(await grafana.judged(0, refused)).toMatchObject({
      outcome: 'not-evaluated',
      message: expect.stringMatching(/^Grafana does not show it to you: Permission is missing/) as string,
    });
  });

  it('may see the dashboard in another folder, and the rules’ folder not: nothing is missing for all that', async () => {
    const grafana = newGrafana();
    const folder = { method: 'POST', path: '/api/folders', body: { uid: 'elsewhere', title: 'Elsewhere' } } as const;
    expect((await grafana.transport.send(folder)).status).toBe(200);
    await install(grafana.transport, someOptions({ dashboardFolder: 'elsewhere' }));
    world.standIn.space(grafana.space).faults = [
      { kind: 'http', method: 'GET', path: '^/api/v1/provisioning/alert-rules$', status: 200, body: [] },
      { kind: 'http', method: 'GET', path: '/folders/devdiag-alerts', status: 403, body: { message: 'Access denied' } },
    ];
    expect(await grafana.judged()).toMatchObject({
      outcome: 'not-evaluated',
      message: expect.stringMatching(/does not let you look into it/) as string,
    });
  });

  it('finds every check on Grafana observed by somebody', () => {
    const ids = CHECKS.map(({ definition }) => definition).filter(({ source }) => source === 'grafana');
    expect(Object.keys(OBSERVERS).sort()).toEqual(ids.map(({ id }) => id).sort());
  });
});

describe('errors of a rule, as recorded', () => {
  const recorded = JSON.parse(
    readFileSync(new URL('../../../tests/contract/recorded/rule-states-12.3.0.json', import.meta.url), 'utf8')
  ) as {
    changes: Array<{ phase: string; rule: string; health: string; lastError: string; instances: string[][] }>;
  };
  const live = ({ health, lastError, instances }: (typeof recorded.changes)[number]) => {
    const alerts = instances.map(([state]) => ({ state, annotations: {} }));
    return { raw: { health, lastError, alerts }, intervalSeconds: 10 };
  };
  const last = new Map(recorded.changes.map((change) => [`${change.phase} ${change.rule}`, change]));

  it.each([...last])('%s', (_, change) => {
    const isBroken = ['SQL error', 'error while firing'].includes(change.phase);
    expect(errorOf(live(change)) !== null).toBe(isBroken);
  });

  it('has Grafana’s own words where the rule hides it', () => {
    const alerts = [{ state: 'Alerting (Error, KeepLast)', annotations: { Error: 'db query error' } }];
    expect(errorOf({ raw: { health: 'ok', alerts }, intervalSeconds: 10 })).toBe('db query error');
  });
});
