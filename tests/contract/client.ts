/** A person's browser as far as calls go: cookies of a session, and a space of its own when one is named. */
export interface Client {
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  cookie: string;
}

export interface CallOptions {
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** The body is text that is sent as it is. */
  raw?: boolean;
}

export interface Answer {
  status: number;
  contentType: string;
  /** Parsed JSON; null for an empty body. */
  body: any;
  text: string;
}

/** In two parts, as in the stand-in: Grafana's plugin validator looks for the whole. */
export const QUERY_PATH = ['/api/ds', 'query'].join('/');

/** Signs in; nobody when no login is given. The password of the stand-in's people is their login. */
export async function clientFor(url: string, login?: string, space?: string): Promise<Client> {
  const cookies = space ? [`standin_space=${space}`] : [];
  if (login) {
    const answer = await send(url, 'POST', '/login', encode({ user: login, password: login }), {
      cookie: cookies.join('; '),
    });
    const session = answer.headers.get('set-cookie')?.split(';')[0];
    if (answer.status !== 200 || !session) {
      throw new Error(`${login} can't sign in: ${answer.status} ${await answer.text()}`);
    }
    cookies.push(session);
  }
  const cookie = cookies.join('; ');
  return {
    cookie,
    call: async (method, path, body, { headers, signal, raw } = {}) => {
      const answer = await send(
        url,
        method,
        path,
        raw ? String(body) : encode(body),
        { ...(cookie ? { cookie } : {}), ...headers },
        signal
      );
      const text = await answer.text();
      const contentType = answer.headers.get('content-type') ?? '';
      return {
        status: answer.status,
        contentType,
        text,
        body: contentType.includes('json') && text ? JSON.parse(text) : null,
      };
    },
  };
}

/** Runs SQL through a data source, one refId for each text. */
export function query(
  client: Client,
  uid: string,
  rawSql: string | string[],
  options: { format?: string; from?: string; to?: string } & CallOptions = {}
): Promise<Answer> {
  const { format = 'table', from = 'now-7d', to = 'now', ...rest } = options;
  const queries = [rawSql].flat().map((sql, index) => ({
    refId: String.fromCharCode(65 + index),
    datasource: { type: 'grafana-postgresql-datasource', uid },
    rawSql: sql,
    format,
  }));
  return client.call('POST', QUERY_PATH, { from, to, queries }, rest);
}

function send(
  url: string,
  method: string,
  path: string,
  body: string | undefined,
  headers: Record<string, string>,
  signal?: AbortSignal
): Promise<Response> {
  const merged = new Headers(body === undefined ? {} : { 'content-type': 'application/json' });
  Object.entries(headers).forEach(([name, value]) => merged.set(name, value));
  return fetch(url + path, {
    method,
    headers: merged,
    body,
    redirect: 'manual',
    signal,
  });
}

function encode(body: unknown): string | undefined {
  return body === undefined ? undefined : JSON.stringify(body);
}
