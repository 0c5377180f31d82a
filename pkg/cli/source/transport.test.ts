import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NoAnswer } from '@devdiag/installer/noAnswer';
import { Interrupted } from '../failure.ts';
import type { GrafanaTarget } from './http.ts';
import { httpQueries } from './queries.ts';
import { httpTransport } from './transport.ts';

let server: Server;
let target: GrafanaTarget;
let asked: Array<{ method: string; url: string; headers: IncomingHttpHeaders; body: string }>;
/** Status, body and headers of the next answer; null cuts the connection, undefined never answers. */
let answer: { status: number; body?: string; headers?: Record<string, string> } | null | undefined;

beforeAll(async () => {
  server = createServer(async (request, reply) => {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }
    asked.push({ method: request.method!, url: request.url!, headers: request.headers, body });
    if (answer === null) {
      request.socket.destroy();
    } else if (answer) {
      reply.writeHead(answer.status, answer.headers).end(answer.body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target = {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}/sub`,
    authorization: 'Bearer t0ps3cret',
  };
});
beforeEach(() => void (asked = []));
afterAll(() => void server.closeAllConnections());

const get = { method: 'GET', path: '/api/folders/x' } as const;

describe('the way to a Grafana', () => {
  it('sends method, path, headers and body as they are asked for', async () => {
    answer = { status: 201, body: '{"uid":"x"}' };
    const request = {
      method: 'PUT',
      path: '/api/folders/x',
      body: { a: 1 },
      headers: { 'X-Disable-Provenance': 'true' },
    } as const;
    expect(await httpTransport(target, 5000).send(request)).toEqual({ status: 201, body: { uid: 'x' } });
    expect(asked).toMatchObject([
      {
        method: 'PUT',
        url: '/sub/api/folders/x',
        body: '{"a":1}',
        headers: {
          'x-disable-provenance': 'true',
          'content-type': 'application/json',
          authorization: target.authorization,
        },
      },
    ]);
  });

  it.each([400, 401, 403, 404, 409, 412, 500])('takes %d for an answer', async (status) => {
    answer = { status, body: '{"message":"no"}' };
    expect(await httpTransport(target, 5000).send(get)).toEqual({ status, body: { message: 'no' } });
  });

  it('takes nothing for an answer without a body', async () => {
    answer = { status: 204 };
    expect(await httpTransport(target, 5000).send({ ...get, method: 'DELETE' })).toEqual({ status: 204, body: null });
    expect(asked[0].headers['content-type']).toBeUndefined();
  });

  it.each([
    ['timeout', undefined, 300, /did not answer within/],
    ['network', null, 5000, /^Cannot reach Grafana at/],
    ['malformed', { status: 502, body: '<html>' }, 5000, /\(status 502\) is not Grafana's API/],
  ] as const)('says that there was no answer: %s', async (kind, next, timeoutMs, sentence) => {
    answer = next;
    const failure = await httpTransport(target, timeoutMs)
      .send(get)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NoAnswer);
    expect(failure).toMatchObject({ kind, message: expect.stringMatching(sentence) });
    expect(String(failure)).not.toContain('t0ps3cret');
  });

  it('is broken off by the signal', async () => {
    answer = undefined;
    const stop = new AbortController();
    const sent = httpTransport(target, 5000)
      .send(get, stop.signal)
      .catch((error: unknown) => error);
    stop.abort();
    expect(await sent).toMatchObject({ name: 'NoAnswer', kind: 'network' });
  });

  it('takes the token nowhere else', async () => {
    answer = { status: 302, headers: { location: 'http://elsewhere.example/login?x=1' } };
    const failure = await httpTransport(target, 5000)
      .send(get)
      .catch((error: unknown) => error);
    // No answer, as far as the installer is concerned: in the middle of an apply it undoes and reports.
    expect(failure).toMatchObject({
      name: 'NoAnswer',
      kind: 'malformed',
      message: expect.stringMatching(/redirects to http:\/\/elsewhere\.example\/login;/),
    });
  });

  it('asks for the namespace once', async () => {
    answer = { status: 200, body: '{"namespace":"org-2"}' };
    const transport = httpTransport(target, 5000);
    expect([await transport.namespace(), await transport.namespace()]).toEqual(['org-2', 'org-2']);
    expect(asked.map(({ url }) => url)).toEqual(['/sub/api/frontend/settings']);
  });

  it('asks for the namespace again when that failed', async () => {
    const transport = httpTransport(target, 5000);
    answer = { status: 503, body: '{"message":"starting"}' };
    await expect(transport.namespace()).rejects.toThrow(NoAnswer);
    answer = { status: 200, body: '{"namespace":"org-2"}' };
    expect(await transport.namespace()).toBe('org-2');
  });
});

describe('queries', () => {
  const run = (timeoutMs = 5000) =>
    httpQueries(target, timeoutMs).run(
      'pg',
      [
        { refId: 'A', sql: 'select 1', format: 'table' },
        { refId: 'B', sql: 'x', format: 'time_series' },
      ],
      { from: 1, to: 2 }
    );

  it('count the rows of each answer, beside the one that broke', async () => {
    answer = {
      status: 400,
      body: JSON.stringify({
        results: {
          A: { status: 200, frames: [{ schema: { fields: [{ name: 'v' }] }, data: { values: [[1, 2, 3]] } }] },
          B: { status: 400, error: 'db query error: pq: syntax error' },
        },
      }),
    };
    expect(await run()).toEqual({ A: { rows: 3 }, B: { error: 'db query error: pq: syntax error' } });
    expect(JSON.parse(asked[0].body)).toMatchObject({
      from: '1',
      to: '2',
      queries: [
        { refId: 'A', rawSql: 'select 1', format: 'table' },
        { refId: 'B', format: 'time_series' },
      ],
    });
  });

  it('without a row are no error', async () => {
    const empty = { status: 200, frames: [{ schema: { fields: [] }, data: { values: [] } }] };
    answer = { status: 200, body: JSON.stringify({ results: { A: empty, B: empty } }) };
    expect(await run()).toEqual({ A: { rows: 0 }, B: { rows: 0 } });
  });

  it('say what is wrong with all of them', async () => {
    answer = { status: 404, body: '{"message":"data source not found"}' };
    expect(await run()).toMatchObject({ A: { error: 'Grafana has no data source with the uid "pg".' } });
    answer = undefined;
    expect(await run(300)).toMatchObject({ B: { error: expect.stringMatching(/did not answer within/) } });
    answer = { status: 200, body: '{"results":{"A":{}}}' };
    expect(await run()).toMatchObject({
      A: { error: expect.stringMatching(/without a table/) },
      B: { error: expect.stringMatching(/no answer/) },
    });
  });

  it.each([
    ['not allowed to query', { status: 403, body: '{"message":"no"}' }, /does not allow this token to do that/],
    ['a token that expired', { status: 401, body: '{"message":"no"}' }, /does not accept the token/],
    ['a page of a proxy', { status: 502, body: '<html>' }, /\(status 502\) is not Grafana's API/],
    ['a redirect to a login', { status: 302, headers: { location: 'http://sso.example/' } }, /redirects to/],
    ['a connection that drops', null, /^Cannot reach Grafana at/],
  ])('say what kept their answers away: %s', async (_, next, sentence) => {
    answer = next;
    const error = expect.stringMatching(sentence);
    expect(await run()).toEqual({ A: { error }, B: { error } });
    expect(JSON.stringify(await run())).not.toContain('t0ps3cret');
  });

  it('are broken off by the signal, which is no answer', async () => {
    answer = undefined;
    const stop = new AbortController();
    const asked = httpQueries(target, 5000).run(
      'pg',
      [{ refId: 'A', sql: 'select 1', format: 'table' }],
      { from: 1, to: 2 },
      stop.signal
    );
    stop.abort();
    await expect(asked).rejects.toThrow(Interrupted);
  });
});
