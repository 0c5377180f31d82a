import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { withClient } from '@devdiag/sandbox/postgres/database';
import type { Io } from './io.ts';
import { execute } from './main.ts';
import { send, startTestGrafana, type TestGrafana } from './testing/grafana.ts';
import { inProcess } from './testing/inProcess.ts';
import { devdiagOps } from './testing/spawn.ts';

/** The real program against the stand-in. Each test leaves a Grafana in which nothing is installed. */

const schema = JSON.parse(readFileSync(new URL('../../docs/installer.schema.json', import.meta.url), 'utf8'));
const ajv = addFormats(new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }));
const validate = ajv.compile(schema);
const RULES = '/api/v1/provisioning/alert-rules';
let grafana: TestGrafana;

beforeAll(async () => void (grafana = await startTestGrafana()), 180_000);
afterAll(() => grafana?.stop());
afterEach(async () => {
  await fetch(`${grafana.url}/__standin/reset`, { method: 'POST' });
});

const run = (args: string[], token = 'standin-editor') =>
  devdiagOps(args, { env: { GRAFANA_URL: grafana.url, GRAFANA_TOKEN: token } });
/** A command with --format json: its exit code and its JSON, which is held against the schema. */
async function json(args: string[], token?: string) {
  const { code, stdout, stderr } = await run([...args, '--format', 'json'], token);
  const document = JSON.parse(stdout || `"nothing: ${stderr.replace(/["\n]/g, ' ')}"`);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  return { code, stderr, document };
}
const rules = async () => (await send(grafana.url, 'GET', RULES)).body as any[];
const install = async (...args: string[]) => {
  const { code, document } = await json(['install', '--yes', ...args]);
  expect([code, document.applied?.result]).toEqual([0, 'installed']);
  return document;
};
const changeRule = async (uid: string, change: (rule: any) => void) => {
  const { body: rule } = await send(grafana.url, 'GET', `${RULES}/${uid}`);
  change(rule);
  const { status } = await send(grafana.url, 'PUT', `${RULES}/${uid}`, rule);
  expect(status).toBe(200);
};

describe('from nothing to installed and back', () => {
  it('plans, installs, verifies, finds nothing to do, and removes everything', async () => {
    const looking = await run(['plan', '--detailed-exitcode'], 'standin-viewer');
    expect([looking.code, looking.stderr]).toEqual([1, '']);
    expect(looking.stdout).toMatch(/blocked +rule +Diagnostic runs stalled \(devdiag-runs-stalled\)/);
    expect(looking.stdout).toMatch(/In the way:\n.*Permission is missing: you may not create it there/);
    const plan = await run(['plan', '--detailed-exitcode']);
    expect([plan.code, plan.stderr]).toEqual([2, '']);
    expect(plan.stdout).toMatch(/Nothing is installed/);
    expect(plan.stdout).toMatch(/create +rule +Diagnostic runs stalled \(devdiag-runs-stalled\)/);
    expect(await rules()).toEqual([]);

    const installed = await run(['install', '--yes']);
    expect(installed.stderr.match(/: done$/gm)?.length).toBeGreaterThanOrEqual(7);
    expect(installed.stdout).toMatch(
      /Installed, and read back as planned\.[\s\S]*Everything is there and works, but nobody is told/
    );
    expect(installed.code).toBe(0);
    expect((await rules()).map(({ uid, provenance }) => [uid, provenance ?? ''])).toEqual(
      expect.arrayContaining([['devdiag-runs-stalled', '']])
    );

    const again = await run(['plan', '--detailed-exitcode'], 'standin-viewer');
    expect([again.code, again.stdout]).toEqual([0, expect.stringMatching(/Nothing to change\./)]);
    const twice = await json(['install', '--yes']);
    expect([twice.code, twice.document.applied]).toEqual([0, null]);
    const verified = await json(['verify'], 'standin-viewer');
    expect(verified.document.verified).toMatchObject({ ok: true, differences: [] });
    expect(verified.document.verified.rules).toHaveLength(5);
    expect(verified.document.verified.panels).toHaveLength(8);
    expect(verified.code).toBe(0);

    const removed = await run(['uninstall', '--yes']);
    expect([removed.code, removed.stdout]).toEqual([0, expect.stringMatching(/To be removed:[\s\S]*Removed,/)]);
    expect(await rules()).toEqual([]);
    expect((await send(grafana.url, 'GET', '/api/folders/devdiag-alerts')).status).toBe(404);
    expect((await send(grafana.url, 'GET', '/api/dashboards/uid/devdiag-analytics')).status).toBe(404);
    expect((await send(grafana.url, 'GET', '/api/datasources/uid/devdiag-postgres')).status).toBe(200);

    const nothing = await run(['uninstall', '--yes']);
    expect([nothing.code, nothing.stdout]).toEqual([
      0,
      expect.stringMatching(/^Nothing is installed in the Grafana at/),
    ]);
  });

  it('says that nothing is installed, also where nobody knows a data source', async () => {
    await fetch(`${grafana.url}/__standin/settings`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ enabled: true, pinned: true, jsonData: {} }),
    });
    const nothing = expect.stringMatching(/^Nothing is installed in the Grafana at/);
    const { code, stdout, stderr } = await run(['uninstall', '--yes']);
    expect([code, stdout, stderr]).toEqual([0, nothing, '']);
    const { document } = await json(['uninstall', '--yes']);
    expect([document.plan.items, document.applied]).toEqual([[], null]);
    const verified = await run(['verify']);
    expect([verified.code, verified.stderr]).toEqual([3, nothing]);
  });

  it('takes the same options for all four commands, and refuses an installation that reads something else', async () => {
    const same = ['--datasource', 'devdiag-postgres', '--yes', '--format', 'json'];
    for (const command of ['plan', 'install', 'verify']) {
      expect((await run([command, ...same])).code).toBe(0);
    }
    for (const command of ['verify', 'uninstall']) {
      const { code, stdout, stderr } = await run([command, '--yes', '--datasource', 'another']);
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr).toMatch(/^--datasource: the installation reads devdiag-postgres, not another\./);
    }
    expect(await rules()).toHaveLength(5);
    expect((await run(['uninstall', ...same])).code).toBe(0);
    expect(await rules()).toEqual([]);
  });

  it('works for a tenant whose name is hard, beside another installation', async () => {
    await install();
    const { options } = await install('--prefix', 'acme', '--tenant', `l'été "€" 100%`, '--rule', 'high-diversity=off');
    expect(options).toMatchObject({ prefix: 'acme', tenant: `l'été "€" 100%` });
    expect(await rules()).toHaveLength(9);
    for (const args of [['plan'], ['plan', '--prefix', 'acme']]) {
      const { code, document } = await json([...args, '--detailed-exitcode']);
      expect([code, document.plan.pending]).toEqual([0, 0]);
    }
    expect((await run(['uninstall', '--yes', '--prefix', 'acme'])).code).toBe(0);
    expect((await rules()).map(({ uid }) => uid).filter((uid) => uid.startsWith('acme'))).toEqual([]);
    expect(await rules()).toHaveLength(5);
  });

  it('keeps a tenant whose name looks like templates and variables', async () => {
    await withClient(grafana.database.superuserDsn, (client) =>
      client.query(
        `insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
         values (now() at time zone 'utc', $1, 'target', 'env', '[]', '{}')`,
        ['$x ${y} {{z}}']
      )
    );
    await install('--tenant', '$x ${y} {{z}}');
    const { code, document } = await json(['plan', '--detailed-exitcode']);
    expect([code, document.options.tenant, document.plan.pending]).toEqual([0, '$x ${y} {{z}}', 0]);
  });
});

describe('whoever sits at the terminal', () => {
  /** Runs in this process, where somebody answers. */
  const asked = async (args: string[], answer: string) => {
    const questions: string[] = [];
    let [stdout, stderr] = ['', ''];
    const io: Io = {
      env: { GRAFANA_URL: grafana.url, GRAFANA_TOKEN: 'standin-editor' },
      out: (text) => void (stdout += text),
      err: (text) => void (stderr += text),
      outIsTerminal: false,
      errIsTerminal: false,
      canAsk: true,
      ask: async (question) => {
        // Whoever answers has seen what it is about.
        expect(args.includes('json') ? stderr : stdout).toMatch(/devdiag-runs-stalled/);
        questions.push(question);
        return answer;
      },
      now: () => Date.now(),
      hide: () => undefined,
      clean: (text) => text,
    };
    const code = await execute(args, io, new AbortController().signal);
    return { code, stdout, stderr, questions };
  };

  it.each(['', 'n', 'no', 'yes please'])('answers "%s", and nothing is changed', async (answer) => {
    const { code, stdout, questions } = await asked(['install'], answer);
    expect([code, questions]).toEqual([1, ['Install this? [y/N] ']]);
    expect(stdout).toMatch(/Nothing was changed\.\n$/);
    expect(await rules()).toEqual([]);
  });

  it('answers yes, and it is done', async () => {
    expect((await asked(['install', '--format', 'json'], 'y')).code).toBe(0);
    expect(await rules()).toHaveLength(5);
    expect(await asked(['install'], 'n')).toMatchObject({ code: 0, questions: [] });
    expect((await asked(['uninstall'], 'n')).code).toBe(1);
    expect(await rules()).toHaveLength(5);
    expect(await asked(['uninstall'], 'YES')).toMatchObject({ code: 0, questions: ['Remove this? [y/N] '] });
    expect(await rules()).toEqual([]);
  });
});

describe('where the alerts go', () => {
  const verify = async (...args: string[]) => {
    const told = await run(['verify', ...args]);
    const { code, document } = await json(['verify', ...args]);
    expect([told.code, code]).toEqual([0, 0]);
    return { text: told.stdout, delivery: document.delivery };
  };
  const webhook = async (name: string) =>
    expect(
      (
        await send(grafana.url, 'POST', '/api/v1/provisioning/contact-points', {
          name,
          type: 'webhook',
          settings: { url: 'https://hooks.example/s3cret' },
        })
      ).status
    ).toBe(202);

  it('to Grafana’s placeholder address only: a warning, with the way out', async () => {
    const { delivery } = await install();
    expect(delivery).toMatchObject({
      critical: true,
      ways: [{ nobody: 'placeholder', warning: expect.stringMatching(/^Nobody is told when a critical alert fires/) }],
    });
    const { text, delivery: verified } = await verify();
    expect(verified).toEqual(delivery);
    expect(text).toContain(
      `WARNING: Nobody is told when a critical alert fires: the contact point grafana-default-email has only the address that every new Grafana comes with. Name one that reaches somebody with devdiag-ops install --receiver NAME, or change the notification policies at ${grafana.url}/alerting/routes.`
    );
    expect(text).toMatch(/Everything is there and works, but nobody is told: see the warning above\.\n$/);
  });

  it('to the contact point that was chosen, and nothing secret of it is told', async () => {
    await webhook('On call');
    await install('--receiver', 'On call');
    const { text, delivery } = await verify();
    expect(text).toMatch(
      /Critical alerts go to On call: webhook \(hooks\.example\), chosen for these rules\.\nEverything is there and works\.\n$/
    );
    expect(delivery.ways).toMatchObject([{ receivers: ['On call'], nobody: null, warning: null }]);
    expect(text + JSON.stringify(delivery)).not.toContain('s3cret');
  });

  it('without a critical rule it is about the others; without any there is nothing to tell', async () => {
    await install('--prefix', 'acme', '--rule', 'runs-stalled=off');
    const { text, delivery } = await verify('--prefix', 'acme');
    expect(delivery).toMatchObject({ critical: false, ways: [{ nobody: 'placeholder' }] });
    expect(text).toMatch(/WARNING: Nobody is told when an alert fires: .*install --prefix acme --receiver NAME/);
  });

  it('is not told of a copy that somebody made of a rule, and that goes elsewhere', async () => {
    await webhook('On call');
    await install('--receiver', 'On call');
    const { body: rule } = await send(grafana.url, 'GET', `${RULES}/devdiag-runs-stalled`);
    const { id: _, notification_settings: __, ...copy } = rule;
    const made = await send(grafana.url, 'POST', RULES, { ...copy, uid: 'theirs', title: 'A copy' });
    expect(made.status).toBe(201);
    expect((await verify()).delivery.ways).toMatchObject([{ receivers: ['On call'], nobody: null }]);
    await send(grafana.url, 'DELETE', `${RULES}/theirs`);
  });

  it('who may not read that is told so', async () => {
    await install();
    const answer = await fetch(`${grafana.url}/__standin/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        faults: [{ kind: 'http', method: 'GET', path: '^/api/v1/provisioning/policies', status: 403 }],
      }),
    });
    expect(answer.ok).toBe(true);
    const { text, delivery } = await verify();
    expect(text).toMatch(/Where critical alerts go could not be told: Permission is missing/);
    expect(delivery.ways).toMatchObject([{ unknown: expect.stringMatching(/403/), warning: null }]);
  });
});

describe('options on the command line', () => {
  it('change what they name; the rest stays as installed', async () => {
    await install('--mode', 'editable', '--for', 'runs-stalled=15m', '--rule', 'ttr-regression=off');
    const { options, plan } = await install('--threshold', 'runs-stalled=240.5,top-problem-dominates=0.3');
    expect(options).toMatchObject({
      mode: 'editable',
      rules: {
        'runs-stalled': { install: true, threshold: 240.5, forMinutes: 15 },
        'top-problem-dominates': { threshold: 0.3 },
        'ttr-regression': { install: false },
      },
    });
    expect(
      plan.items
        .filter(({ action }: any) => action === 'update')
        .map(({ uid }: any) => uid)
        .sort()
    ).toEqual(expect.arrayContaining(['devdiag-runs-stalled', 'devdiag-top-problem-dominates']));
    const stalled = (await rules()).find(({ uid }) => uid === 'devdiag-runs-stalled');
    expect([
      stalled.for,
      stalled.data[1].model.conditions[0].evaluator.params,
      stalled.labels.__grafana_origin,
    ]).toEqual(['15m', [240.5], undefined]);
  });

  it.each<[string[], RegExp]>([
    [['--rule', 'runs-staled=off'], /^--rule: there is no alert "runs-staled"\. Did you mean runs-stalled\?/],
    [['--rule', 'runs-stalled'], /write an alert's id, an equals sign and on or off/],
    [['--rule', 'runs-stalled=maybe'], /write runs-stalled=on or runs-stalled=off/],
    [['--threshold', 'runs-stalled=lots'], /^--threshold runs-stalled: write a number/],
    [['--threshold', 'runs-stalled=-5'], /^--threshold runs-stalled: The threshold of runs-stalled must be/],
    [['--for', 'runs-stalled=5 minutes'], /^--for runs-stalled: write whole minutes as runs-stalled=5m/],
    [['--mode', 'free'], /^--mode must be managed/],
    [['--prefix', 'No!'], /^--prefix: "No!" cannot be a prefix/],
    [['--tenant', 'a', '--all-tenants'], /^Use either --tenant or --all-tenants/],
    [['--datasource', 'a b'], /^--datasource: /],
    [['--format', 'yaml'], /^--format must be table or json/],
    [['--timeout', 'long'], /^--timeout must be a number of seconds/],
    [['--keep', 'mine'], /^--keep must be ours or theirs/],
    [['--choose', 'x'], /^--choose x: write KIND\/UID:FIELD=ours/],
    [['--config', '/no/such.json'], /cannot be read: there is no such file/],
  ])('%j is a mistake: a sentence, exit code 3, nothing is sent that changes anything', async (args, sentence) => {
    const { code, stdout, stderr } = await run(['plan', ...args]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(sentence);
    expect(await rules()).toEqual([]);
  });

  it('are told with all their mistakes', async () => {
    const { stderr } = await run([
      'install',
      '--yes',
      '--rule',
      'a=on',
      '--mode',
      'x',
      '--threshold',
      'runs-stalled=-1',
    ]);
    expect(stderr.match(/^- /gm)).toHaveLength(3);
  });
});

describe('what people changed', () => {
  it('is shown and kept, unless somebody chooses otherwise', async () => {
    await install();
    await changeRule(
      'devdiag-runs-stalled',
      (rule) => void (rule.data[1].model.conditions[0].evaluator.params = [500])
    );
    const plan = await run(['plan', '--detailed-exitcode']);
    expect([plan.code, plan.stdout]).toEqual([
      0,
      expect.stringMatching(/drifted +rule[\s\S]*threshold: 500 is kept \(changed here, installed as 120\)/),
    ]);

    const chosen = await json(['install', '--yes', '--choose', 'rule/devdiag-runs-stalled:threshold=ours']);
    expect(chosen.code).toBe(0);
    expect((await json(['plan', '--detailed-exitcode'])).code).toBe(0);
    expect(JSON.stringify((await rules()).find(({ uid }) => uid === 'devdiag-runs-stalled').data)).toContain('[120]');
  });

  it('on both sides stands in the way until somebody chooses', async () => {
    await install();
    await changeRule(
      'devdiag-runs-stalled',
      (rule) => void (rule.data[1].model.conditions[0].evaluator.params = [500])
    );
    const wanted = ['--threshold', 'runs-stalled=300'];
    const refused = await json(['install', '--yes', ...wanted]);
    expect([refused.code, refused.document.applied]).toEqual([1, null]);
    expect(refused.document.plan.obstacles).toEqual([expect.stringMatching(/threshold was changed both here/)]);
    expect(refused.stderr).toMatch(/Nothing was changed/);
    const kept = await json(['install', '--yes', ...wanted, '--keep', 'theirs']);
    expect(kept.code).toBe(0);
    expect(JSON.stringify((await rules()).find(({ uid }) => uid === 'devdiag-runs-stalled').data)).toContain('[500]');
  });

  it('is kept by uninstall, unless it is told otherwise', async () => {
    await install();
    await changeRule('devdiag-runs-stalled', (rule) => void (rule.title = 'Mine now'));
    const { code, stdout } = await run(['uninstall', '--yes']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Kept:\n +rule +Mine now/)]);
    expect((await rules()).map(({ title }) => title)).toEqual(['Mine now']);
    expect((await run(['uninstall', '--yes', '--include-edited'])).code).toBe(0);
    expect(await rules()).toEqual([]);
  });

  it('elsewhere under the same uid is never touched', async () => {
    await send(grafana.url, 'POST', '/api/dashboards/db', {
      dashboard: { uid: 'devdiag-analytics', title: 'Theirs' },
      overwrite: false,
    });
    const { code, document } = await json(['install', '--yes']);
    expect(code).toBe(1);
    expect(document.plan.obstacles.join(' ')).toMatch(/was not installed by DevDiag Ops/);
    expect(await rules()).toEqual([]);
  });
});

describe('when something fails', () => {
  const fault = async (...faults: object[]) => {
    const answer = await fetch(`${grafana.url}/__standin/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ faults }),
    });
    expect(answer.ok).toBe(true);
  };

  it('half-way, everything is put back, and the report says so', async () => {
    await fault({
      kind: 'http',
      method: 'POST',
      path: '^/api/v1/provisioning/alert-rules',
      status: 500,
      body: { message: 'disk full' },
    });
    const { code, document } = await json(['install', '--yes']);
    expect([code, document.applied.result, document.verified]).toEqual([1, 'as-before', null]);
    expect(document.applied.error).toMatch(/disk full/);
    expect(document.applied.steps.map(({ state }: any) => state)).toEqual(expect.arrayContaining(['failed', 'undone']));
    await fault();
    expect(await rules()).toEqual([]);
    expect((await send(grafana.url, 'GET', '/api/folders/devdiag-alerts')).status).toBe(404);
  });

  it('and cannot be put back either, that is exit code 4', async () => {
    await fault(
      { kind: 'http', method: 'POST', path: '^/api/v1/provisioning/alert-rules', status: 500 },
      { kind: 'http', method: 'DELETE', path: '^/api/(folders|dashboards)', status: 500 }
    );
    const { code, document } = await json(['install', '--yes']);
    expect([code, document.applied.result]).toEqual([4, 'partly']);
    expect(document.applied.remains.length).toBeGreaterThan(0);
    await fault();
    expect((await json(['install', '--yes'])).code).toBe(0);
  });

  it('a rule that cannot be evaluated fails verify', async () => {
    await install();
    await fault({ kind: 'query-error', message: 'permission denied for table diag_run' });
    const { code, document } = await json(['verify']);
    expect([code, document.verified.ok]).toEqual([1, false]);
    expect(JSON.stringify(document.verified)).toMatch(/permission denied/);
  });

  it('a viewer is told what is missing, and nothing is changed', async () => {
    const { code, stdout, stderr } = await run(['install', '--yes'], 'standin-viewer');
    expect(code).toBe(1);
    expect(`${stdout}${stderr}`).toMatch(/[Pp]ermission|may not/);
    expect(`${stdout}${stderr}`).toMatch(/Admin/);
    expect(await rules()).toEqual([]);
  });

  it.each<[string, string[], string, RegExp]>([
    ['a token of another Grafana', ['plan'], 'glsa_another', /does not accept the token: it is wrong, expired/],
    [
      'a wrong address',
      ['plan', '--grafana-url', 'http://127.0.0.1:3'],
      'standin-editor',
      /nobody listens there|Cannot reach Grafana/,
    ],
    ['no address', ['plan', '--grafana-url', 'grafana'], 'standin-editor', /holds is no address/],
    ['a path that is none', ['plan', '--grafana-url', 'URL/nowhere'], 'standin-editor', /./],
    ['nothing installed', ['verify'], 'standin-editor', /Nothing is installed in the Grafana at/],
    [
      'nobody to ask',
      ['install'],
      'standin-editor',
      /^Nothing was changed: nobody is there to ask\. Say --yes to install/,
    ],
    ['nobody to ask, again', ['uninstall'], 'standin-editor', /nobody is there to ask\. Say --yes to uninstall/],
  ])('%s is told in a sentence, with exit code 3', async (_, args, token, sentence) => {
    const { code, stdout, stderr } = await run(
      args.map((arg) => arg.replace('URL', grafana.url)),
      token
    );
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/This should not have happened|at .*\.ts/);
  });

  describe('on the way', () => {
    const here = (args: string[], signal?: AbortSignal) =>
      inProcess(args, { GRAFANA_URL: grafana.url, GRAFANA_TOKEN: 'standin-editor' }, {}, signal);
    /** Something else happens instead of some of the requests. */
    const instead = (what: (url: string, method: string) => Response | undefined) => {
      const real = globalThis.fetch;
      return vi
        .spyOn(globalThis, 'fetch')
        .mockImplementation(
          async (url, init) => what(String(url), init?.method ?? 'GET') ?? (await real(url as string, init))
        );
    };
    afterEach(() => void vi.restoreAllMocks());

    it('a login page comes up in the middle: what was done is undone as far as it can be, and told', async () => {
      let created = 0;
      // The session ends once: a proxy sends whoever writes a rule to its login.
      instead((url, method) =>
        method === 'POST' && url.includes(RULES) && created++ === 1
          ? new Response(null, { status: 302, headers: { location: 'https://sso.example/login' } })
          : undefined
      );
      const { code, stdout } = await here(['install', '--yes', '--format', 'json']);
      const document = JSON.parse(stdout);
      expect([code, document.applied.result, document.applied.remains]).toEqual([1, 'as-before', []]);
      expect(document.applied.error).toMatch(/redirects to https:\/\/sso\.example\/login/);
      expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
      vi.restoreAllMocks();
      expect(await rules()).toEqual([]);
      expect((await send(grafana.url, 'GET', '/api/folders/devdiag-alerts')).status).toBe(404);
    });

    it('who may not query is told that it is installed, and which panels could not be asked', async () => {
      instead((url) => (/\/api\/ds\//.test(url) ? new Response('{"message":"no"}', { status: 403 }) : undefined));
      const { code, stdout, stderr } = await here(['install', '--yes', '--format', 'json']);
      const document = JSON.parse(stdout);
      expect([code, document.applied.result, document.verified.ok]).toEqual([1, 'installed', false]);
      expect(document.verified.panels).toHaveLength(8);
      expect(document.verified.panels[0].error).toMatch(/does not allow this token to do that/);
      expect(stderr).toMatch(/Installed, and read back as planned/);
    });

    it.each(['table', 'json'])('whoever stops while it verifies is told that it is installed: %s', async (format) => {
      const stop = new AbortController();
      instead((url) => {
        if (/\/api\/ds\//.test(url)) {
          stop.abort();
          throw new Error('aborted');
        }
        return undefined;
      });
      const { code, stdout, stderr } = await here(['install', '--yes', '--format', format], stop.signal);
      const told = /It is installed, and could not be verified: it was interrupted\. Run devdiag-ops verify/;
      expect([code, `${stdout}${stderr}`]).toEqual([3, expect.stringMatching(told)]);
      if (format === 'json') {
        const document = JSON.parse(stdout);
        expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
        expect([document.applied.result, document.verified]).toEqual(['installed', null]);
        expect(document.notVerified).toMatch(told);
      }
      vi.restoreAllMocks();
      expect(await rules()).toHaveLength(5);
    });
  });

  it('a data source that is not there is told before anything is written', async () => {
    const { code, document } = await json(['install', '--yes', '--datasource', 'nope']);
    expect([code, document.plan.obstacles]).toEqual([1, [expect.stringMatching(/data source does not exist/)]]);
  });

  it('needs to be told where Grafana is', async () => {
    const { code, stderr } = await devdiagOps(['plan']);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/^Say where Grafana is: --grafana-url/)]);
  });

  it('a Grafana that redirects is not followed', async () => {
    const server = createServer((_, reply) =>
      reply.writeHead(302, { location: 'https://sso.example/login?x=1' }).end()
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const { code, stderr } = await run(['plan', '--grafana-url', url]);
    server.close();
    expect([code, stderr]).toEqual([3, expect.stringMatching(/redirects to https:\/\/sso\.example\/login;/)]);
  });
});

describe('exports', () => {
  it('as calls, sent as their README says, make an installation with an empty plan', async () => {
    const out = join(grafana.folder, 'api');
    expect((await run(['export', '--format', 'api', '--out', out])).code).toBe(0);
    for (const line of readFileSync(join(out, 'calls.txt'), 'utf8').trimEnd().split('\n')) {
      const [method, path, file] = line.split(' ');
      const answer = await fetch(`${grafana.url}${path}`, {
        method,
        headers: {
          authorization: 'Bearer standin-editor',
          'content-type': 'application/json',
          'X-Disable-Provenance': 'true',
        },
        body: readFileSync(join(out, file)),
      });
      expect([line, answer.status < 300]).toEqual([line, true]);
    }
    const { code, document } = await json(['plan', '--detailed-exitcode']);
    expect([code, document.plan.items.map(({ action }: any) => action)]).toEqual([
      0,
      document.plan.items.map(() => 'unchanged'),
    ]);
    expect(document.plan.items.length).toBeGreaterThanOrEqual(9);
  });

  it('ask no Grafana where none is named, and go to stdout below their paths', async () => {
    const { code, stdout, stderr } = await devdiagOps(['export', '--format', 'terraform', '--datasource', 'pg']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/^==> .* <==$/gm)).toEqual(['==> devdiag-alerts.tf <==', '==> devdiag-analytics.json <==']);
  });

  it('follow the settings of the app, and options', async () => {
    await fetch(`${grafana.url}/__standin/settings`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ enabled: true, pinned: true, jsonData: { datasourceUid: 'other-uid', schema: 'ops' } }),
    });
    const { stdout } = await run([
      'export',
      '--format',
      'resources',
      '--prefix',
      'stage',
      '--rule',
      'runs-stalled=off',
    ]);
    expect(stdout).toContain('"ops".diag_run');
    expect(stdout).toContain('other-uid');
    expect(stdout).toContain('==> folders/stage-devdiag-alerts.yaml <==');
    expect(stdout).not.toContain('runs-stalled.yaml');
  });

  it('are written below a folder that is made', async () => {
    const out = join(grafana.folder, 'deep/er');
    const { code, stdout, stderr } = await run(['export', '--format', 'provisioning', '--out', out]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr.trimEnd().split('\n')).toContain('alerting/devdiag-alerts.yaml');
    expect(readdirSync(out).sort()).toEqual(['alerting', 'dashboards', 'datasources', 'plugins']);
  });

  it.each<[string[], RegExp]>([
    [[], /^Say which format: --format api, provisioning, terraform, resources/],
    [['--format', 'hcl'], /^--format must be api, provisioning, terraform or resources/],
    [['--format', 'terraform'], /^Name the data source that is to be asked, with --datasource/],
    [
      ['--format', 'terraform', '--datasource', 'x', '--out', '/dev/null/x'],
      /cannot be written: a file stands where a folder is needed/,
    ],
  ])('%j is a mistake', async (args, sentence) => {
    const { code, stdout, stderr } = await devdiagOps(['export', ...args]);
    expect([code, stdout, stderr]).toEqual([3, '', expect.stringMatching(sentence)]);
  });
});
