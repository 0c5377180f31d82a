import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Scheduler } from './alerting/scheduler.ts';
import { buildHost, defaultHostDir } from '../host/build.ts';
import { sendJson, sendJsonText } from './http/answers.ts';
import type { Context } from './http/context.ts';
import { Refusal } from './http/refusal.ts';
import { Sessions, type Visitor } from './http/sessions.ts';
import { readManifest } from './plugin/manifest.ts';
import { alertRuleRoutes } from './routes/alertRules.ts';
import { annotationRoutes } from './routes/annotations.ts';
import { assetRoutes } from './routes/assets.ts';
import { contactPointRoutes } from './routes/contactPoints.ts';
import { controlRoutes } from './routes/control.ts';
import { dashboardRoutes } from './routes/dashboards.ts';
import { dataSourceRoutes } from './routes/dataSources.ts';
import { evaluateRoutes } from './routes/evaluate.ts';
import { folderRoutes } from './routes/folders.ts';
import { identityRoutes } from './routes/identity.ts';
import { liveRuleRoutes } from './routes/liveRules.ts';
import { pageRoutes } from './routes/pages.ts';
import { pluginRoutes } from './routes/plugins.ts';
import { queryRoutes } from './routes/query.ts';
import { ruleExportRoutes } from './routes/ruleExport.ts';
import { ruleHistoryRoutes } from './routes/ruleHistory.ts';
import { rulerRoutes } from './routes/ruler.ts';
import { resourceRoutes } from './routes/resources.ts';
import { searchRoutes } from './routes/search.ts';
import { silenceRoutes } from './routes/silences.ts';
import { unknownRoutes } from './routes/unknown.ts';
import { userStorageRoutes } from './routes/userStorage.ts';
import { callFaultFor, isOffline, type CallFault } from './state/faults.ts';
import { Spaces, type Space } from './state/space.ts';
import type { Log, StartStandInOptions } from './types.ts';

export type { DataSourceSeed, PluginSettingsSeed, StartStandInOptions } from './types.ts';
export type { Fault } from './state/faults.ts';

const DEFAULT_ROW_LIMIT = 1_000_000;
/** What arrives when something on the way cuts an answer. */
const CUT_JSON = '{"message": "cut o';
const BODY_LIMIT = 10 * 1024 * 1024;

export interface StandIn {
  /** Where it listens, without a slash at the end. */
  url: string;
  /** What it answers: `METHOD /path/:parameter`, sorted. */
  calls: string[];
  /** A space's state, for tests in the same process; the default space unless named. */
  space(name?: string): Space;
  /** Stops listening, cuts open connections and closes those to databases. */
  stop(): Promise<void>;
}

/**
 * Starts the stand-in for Grafana: a server that carries the built plugin and answers the calls it makes as a real
 * Grafana 12.3.0 was recorded to answer them. Builds the host page first when it is missing or stale.
 *
 * Rejects when the port is taken (`code` is `EADDRINUSE`), the plugin isn't built, or a data source's DSN is no DSN.
 */
export async function startStandIn(options: StartStandInOptions): Promise<StandIn> {
  const { port, host = '127.0.0.1', distDir, datasources, settings = {}, log } = options;
  const manifest = await readManifest(distDir);
  const spaces = new Spaces({ datasources, settings });
  const hostDir = options.hostDir ?? defaultHostDir();
  if (!options.hostDir) {
    await buildHost({ outDir: hostDir, log });
  }

  const app = Fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, routerOptions: { maxParamLength: 500 } });
  const sessions = new Sessions(spaces);
  const context: Context = {
    app,
    sessions,
    spaces,
    manifest,
    rowLimit: options.rowLimit ?? DEFAULT_ROW_LIMIT,
    requireLogin: options.requireLogin ?? false,
    log,
  };
  const scheduler = new Scheduler(spaces, context);
  const calls = listCalls(app);
  readBodies(app);
  watchCalls(app, sessions);
  reportFailures(app, log);
  await assetRoutes(context, { distDir, hostDir });
  for (const addRoutes of [
    pageRoutes,
    identityRoutes,
    dataSourceRoutes,
    queryRoutes,
    pluginRoutes,
    annotationRoutes,
    userStorageRoutes,
    folderRoutes,
    dashboardRoutes,
    searchRoutes,
    resourceRoutes,
    alertRuleRoutes,
    ruleExportRoutes,
    rulerRoutes,
    liveRuleRoutes,
    ruleHistoryRoutes,
    silenceRoutes,
    contactPointRoutes,
    (all: Context) => evaluateRoutes(all, scheduler),
    controlRoutes,
    unknownRoutes,
  ]) {
    addRoutes(context);
  }

  const address = await app.listen({ port, host });
  if (options.scheduled ?? true) {
    scheduler.start();
  }
  log(`stand-in for Grafana at ${address}`);
  return {
    url: address,
    calls: [...calls].sort(),
    space: (name) => spaces.get(name),
    stop: async () => {
      await app.close();
      await scheduler.stop();
      await spaces.closeAll();
    },
  };
}

/** Notes every call that a route answers from now on; not files, not pages. */
function listCalls(app: FastifyInstance): Set<string> {
  const calls = new Set<string>();
  app.addHook('onRoute', ({ method, url }) => {
    if (/^\/(apis?|__standin|login|logout)\b/.test(url)) {
      [method]
        .flat()
        .filter((name) => name !== 'HEAD')
        .forEach((name) => calls.add(`${name} ${url}`));
    }
  });
  return calls;
}

/** JSON under the content types that Grafana's callers use, and the log-in form. An empty body is no body. */
function readBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(/^application\/(.+\+)?json/, { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? null : JSON.parse(String(text)));
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }));
    }
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(text))))
  );
}

/** Applies the faults that concern every call, and remembers calls for tests. */
function watchCalls(app: FastifyInstance, sessions: Sessions): void {
  const visitors = new WeakMap<FastifyRequest, Visitor>();
  const spoilt = new WeakMap<FastifyRequest, CallFault>();
  const isCall = ({ url }: FastifyRequest) => /^\/apis?\//.test(url);

  app.addHook('onRequest', async (request, reply) => {
    if (!isCall(request)) {
      return;
    }
    const visitor = sessions.visitor(request);
    visitors.set(request, visitor);
    const { space, user } = visitor;
    if (isOffline(space.faults, user?.login)) {
      remember(request, visitor, undefined);
      reply.hijack();
      request.raw.destroy();
      return;
    }
    const fault = callFaultFor(space.faults, request.method, request.url, user?.login);
    if (fault && !fault.after) {
      await applyFault(fault, request, reply);
    } else if (fault) {
      spoilt.set(request, fault);
    }
  });
  // The call has taken effect by now; only its answer goes wrong.
  app.addHook('onSend', async (request, reply, payload) => {
    const fault = spoilt.get(request);
    spoilt.delete(request);
    return fault ? spoil(fault, request, reply, payload) : payload;
  });
  app.addHook('onResponse', async (request, reply) => {
    const visitor = visitors.get(request);
    if (visitor) {
      remember(request, visitor, reply.statusCode);
    }
  });

  async function applyFault(fault: CallFault, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    switch (fault.kind) {
      case 'http':
        return sendJson(reply, fault.status, fault.body ?? { message: `made to fail with ${fault.status}` });
      case 'invalid-json':
        return sendJsonText(reply, fault.status ?? 200, CUT_JSON);
      case 'drop':
      case 'hang':
        remember(request, visitors.get(request)!, undefined);
        reply.hijack();
        if (fault.kind === 'drop') {
          request.raw.destroy();
        }
        return reply;
    }
  }

  /** The answer that arrives in place of the real one; it never does when the connection is dropped or hangs. */
  async function spoil(fault: CallFault, request: FastifyRequest, reply: FastifyReply, payload: unknown) {
    switch (fault.kind) {
      case 'http':
        reply.code(fault.status).removeHeader('content-length').header('content-type', 'application/json');
        return JSON.stringify(fault.body ?? { message: `made to fail with ${fault.status}` });
      case 'invalid-json':
        reply.removeHeader('content-length').header('content-type', 'application/json');
        return CUT_JSON;
      case 'drop':
        request.raw.socket.destroy();
        return payload;
      case 'hang':
        return new Promise<never>(() => undefined);
    }
  }

  function remember(request: FastifyRequest, { space, user }: Visitor, status: number | undefined): void {
    const body = withoutSecrets(request.body);
    const { method, url: path } = request;
    space.recordCall({ at: Date.now(), method, path, login: user?.login ?? null, status, ...(body ? { body } : {}) });
  }
}

const SECRETS = new Set(['password', 'secureJsonData', 'authorization_credentials']);

/** A body without what must not be told, however deep it is. */
function withoutSecrets(body: unknown): unknown {
  return typeof body === 'object' && body !== null
    ? JSON.parse(JSON.stringify(body, (key, value) => (SECRETS.has(key) ? undefined : value)))
    : undefined;
}

/** What goes wrong inside is told to the log, and to the caller in Grafana's shape. */
function reportFailures(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof Refusal) {
      return sendJson(reply, error.status, error.body);
    }
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      log(`${request.method} ${request.url} failed: ${error.stack ?? error.message}`);
    }
    return sendJson(reply, status, { message: status === 400 ? 'bad request data' : error.message });
  });
}
