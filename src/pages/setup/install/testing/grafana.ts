/**
 * A Grafana for tests of the installer's page: folders, dashboards, rules and where they are delivered, in memory and
 * answered as the installer asks. What a real Grafana answers is held against recordings elsewhere.
 */
import type { Json } from '@devdiag/catalog/types';
import { NoAnswer } from '@devdiag/installer/noAnswer';
import { at, clone, isObject, textAt, type JsonObject } from '@devdiag/installer/json';
import type { GrafanaAnswer, GrafanaRequest, QueryPort, Transport } from '@devdiag/installer/types';

/** What one rule says when it is evaluated: a value against its threshold, no row, or an error. */
export type Said = { value: number } | 'no row' | { error: string };

type Handler = (match: string[], request: GrafanaRequest) => GrafanaAnswer;

const ok = (body: Json, status = 200): GrafanaAnswer => ({ status, body });
const missing = ok({ message: 'not found' }, 404);

export class TestGrafana implements Transport {
  folders = new Map<string, JsonObject>();
  dashboards = new Map<string, JsonObject>();
  rules = new Map<string, JsonObject>();
  /** In seconds, by "<folder>/<group>". */
  intervals = new Map<string, number>();
  /** Names of provisioning files, by dashboard. */
  files = new Map<string, string>();
  policies: Json = { receiver: 'On call' };
  contactPoints: Json[] = [
    { uid: 'mail', name: 'On call', type: 'email', settings: { addresses: 'night@example.test' } },
    { uid: 'hook', name: 'Chat', type: 'webhook', settings: { url: 'https://chat.example/s3cret' } },
  ];
  testResult: Json = { status: 'ok' };
  datasourceStatus = 200;
  permissions: Json = { 'folders:create': ['folders:*'] };
  /** By rule uid; the others have a value of 0.1, which fires nothing. */
  says: Record<string, Said> = {};
  /** Rules that the scheduler has evaluated. */
  evaluated = new Set<string>();
  /** What goes wrong: an answer instead of Grafana's, or no answer. It may also do something first. */
  fault: (request: GrafanaRequest) => GrafanaAnswer | 'no answer' | undefined = () => undefined;
  sent: GrafanaRequest[] = [];

  namespace = async () => 'default';

  send = async (request: GrafanaRequest): Promise<GrafanaAnswer> => {
    this.sent.push(request);
    const fault = this.fault(request);
    if (fault === 'no answer') {
      throw new NoAnswer('network', 'Grafana could not be reached.');
    }
    if (fault !== undefined) {
      return fault;
    }
    for (const [method, path, handle] of this.handlers) {
      const match = method === request.method ? path.exec(request.path) : null;
      if (match) {
        return clone(
          handle(match.slice(1).map(decodeURIComponent), request) as unknown as Json
        ) as unknown as GrafanaAnswer;
      }
    }
    throw new Error(`the test's Grafana has no ${request.method} ${request.path}`);
  };

  /** What was written, as "PUT /api/…", since the last look. */
  writes(): string[] {
    const written = this.sent.filter(({ method, path }) => method !== 'GET' && path !== '/api/v1/eval');
    this.sent = [];
    return written.map(({ method, path }) => `${method} ${path}`);
  }

  rule(uid: string): JsonObject {
    return this.rules.get(uid) ?? {};
  }

  /** Somebody changes a rule in Grafana. */
  edit(uid: string, change: JsonObject): void {
    this.rules.set(uid, { ...this.rule(uid), ...change });
  }

  editThreshold(uid: string, threshold: number): void {
    const rule = clone(this.rule(uid));
    (at(rule, 'data', 1, 'model', 'conditions', 0, 'evaluator') as JsonObject).params = [threshold];
    this.rules.set(uid, rule);
  }

  thresholdOf(uid: string): Json | undefined {
    return at(this.rule(uid), 'data', 1, 'model', 'conditions', 0, 'evaluator', 'params', 0);
  }

  private rulesOf(folder: string, group: string): JsonObject[] {
    return [...this.rules.values()].filter(
      (rule) => textAt(rule, 'folderUID') === folder && textAt(rule, 'ruleGroup') === group
    );
  }

  private handlers: Array<[GrafanaRequest['method'], RegExp, Handler]> = [
    ['GET', /^\/api\/v1\/provisioning\/alert-rules$/, () => ok([...this.rules.values()])],
    ['GET', /^\/api\/v1\/provisioning\/alert-rules\/([^/]+)$/, ([uid]) => this.found(this.rules, uid)],
    [
      'POST',
      /^\/api\/v1\/provisioning\/alert-rules$/,
      (_, { body }) => this.put(this.rules, textAt(body, 'uid'), body, 201),
    ],
    ['PUT', /^\/api\/v1\/provisioning\/alert-rules\/([^/]+)$/, ([uid], { body }) => this.put(this.rules, uid, body)],
    ['DELETE', /^\/api\/v1\/provisioning\/alert-rules\/([^/]+)$/, ([uid]) => (this.rules.delete(uid), ok(null, 204))],
    [
      'GET',
      /^\/api\/v1\/provisioning\/folder\/([^/]+)\/rule-groups\/([^/]+)$/,
      ([folder, group]) => {
        const rules = this.rulesOf(folder, group);
        const interval = this.intervals.get(`${folder}/${group}`) ?? 60;
        return rules.length === 0 ? missing : ok({ title: group, folderUid: folder, interval, rules });
      },
    ],
    [
      'PUT',
      /^\/api\/v1\/provisioning\/folder\/([^/]+)\/rule-groups\/([^/]+)$/,
      ([folder, group], { body }) => {
        this.intervals.set(`${folder}/${group}`, Number(at(body, 'interval')));
        for (const rule of (at(body, 'rules') as JsonObject[] | undefined) ?? []) {
          this.put(this.rules, textAt(rule, 'uid'), rule);
        }
        return ok(body ?? null);
      },
    ],
    ['GET', /^\/api\/folders\/([^/?]+)(?:\?accesscontrol=true)?$/, ([uid]) => this.found(this.folders, uid)],
    [
      'POST',
      /^\/api\/folders$/,
      (_, { body }) => this.put(this.folders, textAt(body, 'uid'), { ...(body as JsonObject), canSave: true }),
    ],
    ['DELETE', /^\/api\/folders\/([^/?]+)$/, ([uid]) => (this.folders.delete(uid), ok({ message: 'deleted' }))],
    [
      'GET',
      /^\/apis\/folder\.grafana\.app\/v1beta1\/namespaces\/default\/folders\/([^/]+)$/,
      ([uid]) => (this.folders.has(uid) ? ok({ spec: this.folders.get(uid) ?? null }) : missing),
    ],
    [
      'GET',
      /^\/api\/dashboards\/uid\/([^/]+)$/,
      ([uid]) => {
        const { dashboard, folderUid } = this.dashboards.get(uid) ?? {};
        const file = this.files.get(uid);
        const meta = {
          folderUid,
          canSave: true,
          provisioned: file !== undefined,
          provisionedExternalId: file ?? '',
        };
        return dashboard === undefined ? missing : ok({ dashboard, meta });
      },
    ],
    [
      'POST',
      /^\/api\/dashboards\/db$/,
      (_, { body }) => {
        const uid = textAt(body, 'dashboard', 'uid');
        const version = Number(at(this.dashboards.get(uid), 'dashboard', 'version') ?? 0) + 1;
        const dashboard = { ...(at(body, 'dashboard') as JsonObject), version };
        return this.put(this.dashboards, uid, { dashboard, folderUid: textAt(body, 'folderUid') });
      },
    ],
    [
      'DELETE',
      /^\/api\/dashboards\/uid\/([^/]+)$/,
      ([uid]) => (this.dashboards.delete(uid), ok({ message: 'deleted' })),
    ],
    ['GET', /^\/api\/folders\/([^/]+)\/counts$/, () => ok({ alertrule: 0, dashboard: 0, folder: 0, librarypanel: 0 })],
    [
      'GET',
      /^\/api\/search\?folderUIDs=([^&]+)/,
      ([folder]) =>
        ok(
          [...this.dashboards]
            .filter(([, { folderUid }]) => folderUid === folder)
            .map(([uid, { dashboard }]) => ({ uid, title: textAt(dashboard, 'title'), type: 'dash-db' }))
        ),
    ],
    [
      'GET',
      /^\/api\/search\?type=dash-folder/,
      () => ok([...this.folders.values()].map((folder) => ({ uid: folder.uid, title: folder.title }))),
    ],
    [
      'GET',
      /^\/api\/datasources\/uid\/(.+)$/,
      () => ok({ type: 'grafana-postgresql-datasource' }, this.datasourceStatus),
    ],
    ['GET', /^\/api\/access-control\/user\/permissions$/, () => ok(this.permissions)],
    ['GET', /^\/api\/v1\/provisioning\/policies$/, () => ok(this.policies)],
    ['GET', /^\/api\/v1\/provisioning\/contact-points$/, () => ok(this.contactPoints)],
    [
      'POST',
      /^\/api\/alertmanager\/grafana\/config\/api\/v1\/receivers\/test$/,
      () => ok({ receivers: [{ grafana_managed_receiver_configs: [this.testResult] }] }),
    ],
    ['POST', /^\/api\/v1\/eval$/, (_, { body }) => ok({ results: this.evaluate(body) })],
    [
      'GET',
      /^\/api\/prometheus\/grafana\/api\/v1\/rules\?/,
      () =>
        ok({
          data: {
            groups: [...this.rules.values()].map((rule) => ({
              folderUid: textAt(rule, 'folderUID'),
              interval: 300,
              rules: [
                {
                  uid: textAt(rule, 'uid'),
                  lastEvaluation: this.evaluated.has(textAt(rule, 'uid'))
                    ? '2026-01-01T00:00:00Z'
                    : '0001-01-01T00:00:00Z',
                },
              ],
            })),
          },
        }),
    ],
  ];

  private found(what: Map<string, JsonObject>, uid: string): GrafanaAnswer {
    return what.has(uid) ? ok(what.get(uid) ?? null) : missing;
  }

  private put(where: Map<string, JsonObject>, uid: string, body: Json | undefined, status = 200): GrafanaAnswer {
    if (isObject(body)) {
      where.set(uid, clone(body));
    }
    return ok(body ?? null, status);
  }

  private evaluate(body: Json | undefined): JsonObject {
    const sql = textAt(body, 'data', 0, 'model', 'rawSql');
    const uid = [...this.rules].find(([, rule]) => textAt(rule, 'data', 0, 'model', 'rawSql') === sql)?.[0] ?? '';
    const said = this.says[uid] ?? { value: 0.1 };
    if (said === 'no row') {
      return { A: { frames: [] }, C: { frames: [] } };
    }
    if ('error' in said) {
      return { A: { error: said.error }, C: { error: 'depends on A' } };
    }
    const frames = (value: number): Json => ({
      frames: [{ schema: { fields: [{ labels: {} }] }, data: { values: [[value]] } }],
    });
    return { A: frames(said.value), C: frames(said.value > 0.1 ? 1 : 0) };
  }
}

/** Every panel has this many rows, or this error. */
export function panels(answer: { rows: number } | { error: string } = { rows: 3 }): QueryPort {
  return {
    run: async (_, queries) => Object.fromEntries(queries.map(({ refId }) => [refId, answer])),
  };
}
