import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { annotationOfMute } from '@devdiag/engine/report/mutes';
import { CannotRun, Interrupted } from '../failure.ts';
import { devdiagOps, everything } from '../testing/spawn.ts';
import { askGrafana, grafanaTarget, readMutes, readPluginSettings } from './grafana.ts';
import type { GrafanaTarget } from './http.ts';

const TOKEN = 'glsa_t0ps3cret';
const AS_OF = Date.parse('2026-03-18T12:00:00Z');
const QUERY_PATH = ['/api/ds', 'query'].join('/');

interface Answer {
  status: number;
  response: unknown;
  headers?: Record<string, string>;
  afterMs?: number;
}

/** Answers as a real Grafana gave them, by the recording's names. */
const recorded: Array<Answer & { name: string }> = JSON.parse(
  readFileSync(new URL('./grafana.recorded.json', import.meta.url), 'utf8')
);
const record = (name: string): Answer => recorded.find((call) => call.name === name)!;

/** What the fake answers, by path without parameters, and what it was asked. */
let answers: Record<string, Answer | ((body: any) => Answer)>;
let asked: Array<{ method?: string; url: string; authorization?: string; body: any }>;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer(async (request, reply) => {
    const body = await textOf(request);
    const path = request.url!.split('?')[0];
    asked.push({
      method: request.method,
      url: request.url!,
      authorization: request.headers.authorization,
      body: body && JSON.parse(body),
    });
    const found = answers[path] ?? { status: 404, response: { message: 'Not found' } };
    const {
      status,
      response,
      headers,
      afterMs = 0,
    } = typeof found === 'function' ? found(body && JSON.parse(body)) : found;
    setTimeout(() => {
      reply.writeHead(status, { 'content-type': 'application/json', ...headers });
      reply.end(typeof response === 'string' ? response : JSON.stringify(response));
    }, afterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  reset();
});
afterEach(reset);
afterAll(() => void server.closeAllConnections());

function reset() {
  asked = [];
  answers = {
    '/api/plugins/devdiag-ops-app/settings': record('plugin settings as viewer'),
    '/api/annotations': { status: 200, response: [] },
    [QUERY_PATH]: (body) => ({
      status: 200,
      response: { results: Object.fromEntries(body.queries.map((q: any) => [q.refId, fresh()])) },
    }),
  };
}

const options = (timeoutMs = 5000, signal = new AbortController().signal) => ({ timeoutMs, signal });
const target = (): GrafanaTarget => ({ url, authorization: `Bearer ${TOKEN}` });
const QUERIES = [
  { checkId: 'A', sql: 'select 1' },
  { checkId: 'B', sql: 'select $__timeTo()' },
];

describe('queries through Grafana', () => {
  it('are one batch with the data source, the text and an absolute range', async () => {
    const found = await askGrafana(target(), 'devdiag-postgres', QUERIES, AS_OF, options());
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'POST', url: QUERY_PATH, authorization: `Bearer ${TOKEN}` });
    expect(asked[0].body).toMatchObject({
      to: '1773835200000',
      queries: [
        { refId: 'A', format: 'table', datasource: { type: 'grafana-postgresql-datasource', uid: 'devdiag-postgres' } },
        { refId: 'B', rawSql: expect.stringContaining('select $__timeTo()') },
      ],
    });
    expect(asked[0].body.queries[0].rawSql).toContain('clock_timestamp()');
    expect(found.get('A')).toEqual({
      ok: true,
      tookMs: 1.5,
      rows: [{ section: 'newest', key: null, at: AS_OF - 60_000, value: 1, detail: { a: 1 } }],
    });
  });

  it('that break leave the others their answers, as recorded: 400 with results', async () => {
    const { status, response } = record('query: two refIds, one fails');
    const results = { ...(response as any).results, A: fresh() };
    answers[QUERY_PATH] = { status, response: { results } };
    const found = await askGrafana(target(), 'x', QUERIES, AS_OF, options());
    expect(found.get('A')).toMatchObject({ ok: true });
    expect(found.get('B')).toEqual({
      ok: false,
      tookMs: null,
      error: { kind: 'missing-relation', message: 'relation "devdiag.nope" does not exist', subject: 'devdiag.nope' },
    });
  });

  it.each<[string, string]>([
    ['query: statement timeout', 'timeout'],
    ['query: connection refused', 'connection'],
  ])('%s, as recorded, is %s', async (name, kind) => {
    answers[QUERY_PATH] = record(name);
    const found = await askGrafana(target(), 'x', QUERIES, AS_OF, options());
    expect(found.get('A')).toMatchObject({ ok: false, error: { kind } });
    expect(found.get('B')).toMatchObject({ ok: false, error: { message: 'Grafana sent no answer to this query.' } });
  });

  it('whose answers are none are errors, never empty', async () => {
    answers[QUERY_PATH] = {
      status: 200,
      response: { results: { A: (record('query: no rows').response as any).results.A, B: {} } },
    };
    const found = await askGrafana(target(), 'x', QUERIES, AS_OF, options());
    expect(found.get('A')).toMatchObject({ ok: false, error: { message: expect.stringContaining('incomplete') } });
    expect(found.get('B')).toMatchObject({ ok: false, error: { message: expect.stringContaining('without a table') } });
  });

  it('that take too long are answers too: each says that it hit the limit', async () => {
    answers[QUERY_PATH] = { status: 200, response: {}, afterMs: 3000 };
    const found = await askGrafana(target(), 'x', QUERIES, AS_OF, options(300));
    expect(found.get('B')).toMatchObject({
      ok: false,
      error: { kind: 'timeout', message: expect.stringContaining('did not answer within') },
    });
  });

  it('end when somebody interrupts', async () => {
    answers[QUERY_PATH] = { status: 200, response: {}, afterMs: 3000 };
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    await expect(askGrafana(target(), 'x', QUERIES, AS_OF, options(5000, stop.signal))).rejects.toBeInstanceOf(
      Interrupted
    );
  });

  it.each<[string, () => Answer, RegExp]>([
    ['no such data source', () => record('query: data source missing'), /no data source with the uid "x"\. Choose one/],
    ['not signed in', () => record('query: not signed in'), /does not accept the token/],
    ['not allowed', () => ({ status: 403, response: { message: 'Access denied' } }), /needs the role Viewer/],
    [
      'a refusal of the whole',
      () => record('query: none'),
      /answered 400 when asked for the queries: No queries found/,
    ],
    [
      'a redirect',
      () => ({ status: 302, response: '', headers: { location: 'https://elsewhere.example/login?x=1' } }),
      /redirects to https:\/\/elsewhere\.example\/login;/,
    ],
    ['another program', () => ({ status: 200, response: '<html>hello</html>' }), /is not Grafana's API/],
    ['a proxy', () => ({ status: 502, response: '<html>bad gateway</html>' }), /status 502/],
  ])('%s: one sentence', async (_, answer, sentence) => {
    answers[QUERY_PATH] = answer();
    const failure = await askGrafana(target(), 'x', QUERIES, AS_OF, options()).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(CannotRun);
    expect((failure as Error).message).toMatch(sentence);
  });

  it('are not sent when there are none', async () => {
    expect(await askGrafana(target(), 'x', [], AS_OF, options())).toEqual(new Map());
    expect(asked).toEqual([]);
  });
});

describe('settings and mutes', () => {
  it('come from the plugin, as recorded', async () => {
    expect(await readPluginSettings(target(), options())).toEqual({
      stored: { datasourceUid: 'devdiag-postgres', other: 1 },
    });
    answers['/api/plugins/devdiag-ops-app/settings'] = record('plugin settings, not installed');
    expect(await readPluginSettings(target(), options())).toBeNull();
  });

  it('are asked for at the instant of the question, and read from annotations', async () => {
    const mute = { checkId: 'stale-data', reason: 'r', since: AS_OF - 1, until: AS_OF + 1 };
    const [annotation] = record('annotations by tag').response as object[];
    answers['/api/annotations'] = { status: 200, response: [annotation, { ...annotation, ...annotationOfMute(mute) }] };
    expect(await readMutes(target(), AS_OF, options())).toEqual([{ ...mute, id: '8', owner: 'editor' }]);
    expect(Object.fromEntries(new URLSearchParams(asked[0].url.split('?')[1]))).toEqual({
      tags: 'devdiag-mute',
      type: 'annotation',
      from: String(AS_OF),
      to: String(AS_OF),
      limit: '1000',
    });
  });
});

describe('the address of a Grafana', () => {
  it.each([
    ['https://g.example', undefined, { url: 'https://g.example' }],
    ['https://g.example/sub/path/?x=1#y', 'abc', { url: 'https://g.example/sub/path', authorization: 'Bearer abc' }],
    [
      'http://admin:p%40ss@localhost:3000/',
      undefined,
      { url: 'http://localhost:3000', authorization: 'Basic YWRtaW46cEBzcw==' },
    ],
    ['http://admin:pass@localhost:3000', ' abc\n', { url: 'http://localhost:3000', authorization: 'Bearer abc' }],
  ])('%s', (address, token, expected) => {
    expect(grafanaTarget(address, token)).toEqual({ target: { authorization: undefined, ...expected } });
  });

  it.each([
    ['grafana.example', undefined],
    ['ftp://u:topsecret@g', undefined],
    ['', undefined],
    ['https://g.example', 'top secret'],
    ['https://g.example', ''],
  ])('%s with token %j is refused, unquoted', (address, token) => {
    const result = grafanaTarget(address, token);
    expect('problem' in result && result.problem).toMatch(/^[A-Z].*\.$/);
    expect(JSON.stringify(result)).not.toMatch(/top ?secret/);
  });
});

describe('devdiag-ops check --grafana-url', () => {
  const run = (args: string[] = [], env: Record<string, string> = { GRAFANA_TOKEN: TOKEN }) =>
    devdiagOps(['check', '--grafana-url', url, '--only', 'stale-data', ...args], { env });

  it('reports what came, with exit code 0, and with the SQL expanded', async () => {
    const { code, stdout, stderr } = await run(['--format', 'json']);
    expect([code, stderr]).toEqual([0, '']);
    const { checks } = JSON.parse(stdout);
    expect(checks[0]).toMatchObject({ id: 'stale-data', outcome: 'pass', value: 1, tookMs: 1.5 });
    expect(checks[0].sql).not.toContain('$__timeTo()');
  });

  it('is what the environment means when it names no database; a token on the command line works too', async () => {
    expect(
      (
        await devdiagOps(['check', '--only', 'stale-data', '--quiet'], {
          env: { GRAFANA_URL: url, GRAFANA_TOKEN: TOKEN },
        })
      ).code
    ).toBe(0);
    expect((await run(['--token', TOKEN], {})).code).toBe(0);
    expect(asked.every(({ authorization }) => authorization === `Bearer ${TOKEN}`)).toBe(true);
  });

  it('follows mutes', async () => {
    const now = Date.now();
    const [annotation] = record('annotations by tag').response as object[];
    const mute = annotationOfMute({
      checkId: 'stale-data',
      reason: 'moving',
      since: now - 1000,
      until: now + 3_600_000,
    });
    answers['/api/annotations'] = { status: 200, response: [{ ...annotation, ...mute }] };
    const { stdout } = await run();
    expect(stdout).toMatch(/SKIPPED +Data freshness +Muted by editor until/);
  });

  it('goes on without mutes when it may not see them, and says so', async () => {
    answers['/api/annotations'] = { status: 403, response: { message: 'no' } };
    const { code, stderr } = await run();
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Mutes could not be read, so none is followed\. /);
  });

  it('uses defaults for settings that are invalid, as the page does, and says so', async () => {
    answers['/api/plugins/devdiag-ops-app/settings'] = {
      status: 200,
      response: { jsonData: { datasourceUid: 'x', timeZone: 'Mars' } },
    };
    const { code, stderr } = await run();
    expect(code).toBe(0);
    expect(stderr).toBe(
      'The setting timeZone was not followed, its default is used: "Mars" is not a time zone. Use an IANA name such as UTC or Europe/Berlin.\n'
    );
  });

  it('takes the data source of --datasource before the one in the settings', async () => {
    await run(['--datasource', 'other']);
    const uids = asked.flatMap(({ body }) => body?.queries?.map((query: any) => query.datasource.uid) ?? []);
    expect(uids).toEqual(['other']);
  });

  it('needs a data source: the one in the settings, or --datasource', async () => {
    answers['/api/plugins/devdiag-ops-app/settings'] = record('plugin settings, not installed');
    expect(await run()).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/^The app is not installed/),
    });
    expect((await run(['--datasource', 'other'])).code).toBe(0);
    answers['/api/plugins/devdiag-ops-app/settings'] = { status: 200, response: { jsonData: {} } };
    expect((await run()).stderr).toMatch(/no data source chosen yet/);
  });

  it('says in one sentence why it could not ask, with exit code 3', async () => {
    answers['/api/plugins/devdiag-ops-app/settings'] = record('query: not signed in');
    expect(await run()).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/does not accept the token/),
    });
    expect((await run([], {})).stderr).toMatch(/asks who you are\. Put the token .* GRAFANA_TOKEN/);
    const free = await closedPort();
    const nobody = await devdiagOps(['check', '--grafana-url', `http://127.0.0.1:${free}`], {
      env: { GRAFANA_TOKEN: TOKEN },
    });
    expect(nobody).toMatchObject({
      code: 3,
      stderr: `Cannot reach Grafana at http://127.0.0.1:${free}: nobody listens there (connection refused). Check host and port, and that the server runs.\n`,
    });
  });

  it('does not repeat a secret that Grafana, or what stands before it, repeats', async () => {
    const settings = '/api/plugins/devdiag-ops-app/settings';
    answers[settings] = { status: 500, response: { message: `bad token ${TOKEN}` } };
    expect((await run()).stderr).toMatch(/answered 500 .*: bad token \*\*\*\.\n$/);
    answers[settings] = { status: 500, response: { message: 'bad password b4sic-s3cret' } };
    const withPassword = url.replace('://', '://admin:b4sic-s3cret@');
    const { stderr } = await devdiagOps(['check', '--grafana-url', withPassword]);
    expect(stderr).toMatch(/answered 500 .*: bad password \*\*\*\.\n$/);
  });

  it('has written the token nowhere', () => {
    expect(everything.length).toBeGreaterThan(15);
    expect(everything.filter((text) => text.includes(TOKEN))).toEqual([]);
  });
});

/** A result with one row and the stopwatch's. */
function fresh() {
  const columns: Array<[string, unknown[]]> = [
    ['section', ['newest', 'took']],
    ['key', [null, null]],
    ['at', [AS_OF - 60_000, null]],
    ['value', [1, 1.5]],
    ['detail', ['{"a": 1}', null]],
  ];
  const fields = columns.map(([name]) => ({ name }));
  return { status: 200, frames: [{ schema: { fields }, data: { values: columns.map(([, values]) => values) } }] };
}

/** A port that was free a moment ago; fetch refuses the well-known ones by itself. */
async function closedPort(): Promise<number> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  await new Promise((resolve) => other.close(resolve));
  return port;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text;
}
