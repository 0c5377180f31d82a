/** A Grafana with alert rules for tests: what the page asks, answered in the shapes that were recorded. */
import { of, throwError } from 'rxjs';
import { config, getBackendSrv, getDataSourceSrv, hasPermission } from '@grafana/runtime';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { baseFor, BASE_ANNOTATION, encodeBase } from '@devdiag/installer/base';
import { ruleBody } from '@devdiag/installer/desired/rule';
import { withBase } from '@devdiag/installer/desired/dashboardBase';
import type { JsonObject } from '@devdiag/installer/json';
import { namesOf } from '@devdiag/installer/names';
import { defaultOptions } from '@devdiag/installer/options';

const { settings } = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
);

export interface Circumstances {
  /** Prefixes of the installations; none: nothing is installed. */
  prefixes?: string[];
  /** Part of the live rule, by alert id; null: Grafana has no such rule any more. */
  live?: Record<string, object | null>;
  /** Uids of folders that rules were moved to, by alert id. */
  folders?: Record<string, string>;
  /** Ids of alerts whose rules are in folders that this person may not see. */
  hidden?: string[];
  silences?: object[];
  changes?: Record<string, object[]>;
  /** Status instead of an answer, for paths that hold the text. */
  refuse?: Record<string, number>;
  offline?: boolean;
  /** What the rules' queries measure, by rule uid; an error's text. */
  measured?: Record<string, number | string>;
  /** The same, column by column, for rules with several series. */
  measuredRows?: Record<string, Record<string, unknown[]>>;
  permissions?: string[];
}

export const NOW = Date.parse('2026-03-18T12:00:00Z');
export const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

// jsdom has none.
AbortSignal.prototype.throwIfAborted ??= function (this: AbortSignal) {
  if (this.aborted) {
    throw this.reason;
  }
};

/** What the pretended Grafana was asked. */
export const asked: string[] = [];

export function instance(state: string, part: object = {}): object {
  return { labels: {}, annotations: {}, state, activeAt: ago(90), value: '', ...part };
}

/** Sets up the mocks of `@grafana/runtime`. */
export function pretend(given: Circumstances): void {
  asked.length = 0;
  const { prefixes = [''], permissions = ['alert.silences:create', 'alert.rules:create', 'plugins:write'] } = given;
  jest.mocked(hasPermission).mockImplementation((action) => permissions.includes(action));
  config.bootData = { user: { login: 'admin', orgRole: 'Admin', isGrafanaAdmin: false } } as never;
  jest.mocked(getBackendSrv).mockReturnValue({
    get: async (url: string) => (url.includes('/settings') ? { jsonData: { datasourceUid: 'pg' } } : []),
    fetch: ({ url }: { url: string }) => {
      asked.push(url);
      const refused = Object.entries(given.refuse ?? {}).find(([part]) => url.includes(part));
      if (given.offline) {
        return throwError(() => ({ status: 0, data: {}, config: {} }));
      }
      if (refused) {
        return throwError(() => ({ status: refused[1], data: { message: 'no' }, config: {} }));
      }
      const { status, body } = answer(url, prefixes, given);
      return status === 200 ? of({ status, data: body }) : throwError(() => ({ status, data: body, config: {} }));
    },
  } as never);
  jest.mocked(getDataSourceSrv).mockReturnValue({
    get: async () => ({
      name: 'DevDiag',
      type: 'grafana-postgresql-datasource',
      getRef: () => ({ uid: 'pg' }),
      query: ({ targets }: { targets: Array<{ refId: string }> }) =>
        of({
          data: targets.flatMap(({ refId }) => {
            const value = given.measured?.[refId];
            const rows = given.measuredRows?.[refId];
            if (rows) {
              return [{ refId, fields: Object.entries(rows).map(([name, values]) => ({ name, values })) }];
            }
            return typeof value === 'string'
              ? []
              : [{ refId, fields: value === undefined ? [] : [{ name: 'value', values: [value] }] }];
          }),
          errors: targets.flatMap(({ refId }) => {
            const value = given.measured?.[refId];
            return typeof value === 'string' ? [{ refId, message: value }] : [];
          }),
        }),
    }),
    getInstanceSettings: () => ({ uid: 'pg', type: 'grafana-postgresql-datasource' }),
  } as never);
}

function answer(url: string, prefixes: string[], given: Circumstances): { status: number; body: unknown } {
  if (url === '/api/v1/provisioning/alert-rules') {
    return { status: 200, body: prefixes.flatMap((prefix) => rulesSeen(prefix, given).map(({ rule }) => rule)) };
  }
  if (url.startsWith('/api/v1/provisioning/alert-rules/')) {
    const isHidden = (given.hidden ?? []).some((id) => url.endsWith(`devdiag-${id}`));
    const all = prefixes.flatMap((prefix) => rulesSeen(prefix, given).map(({ rule }) => rule));
    const rule = all.find(({ uid }) => url.endsWith(`/${uid}`));
    return isHidden ? { status: 403, body: { message: 'no' } } : { status: rule ? 200 : 404, body: rule ?? null };
  }
  if (url.startsWith('/api/dashboards/uid/')) {
    const prefix = prefixes.find((candidate) => url.endsWith(`/${namesOf(candidate).dashboard.uid}`));
    return prefix === undefined ? { status: 404, body: null } : { status: 200, body: dashboardOf(prefix) };
  }
  if (url.startsWith('/api/search')) {
    return { status: 200, body: prefixes.map((prefix) => ({ uid: namesOf(prefix).folder.uid })) };
  }
  if (url.includes('/api/prometheus/')) {
    const folder = new URL(url, 'http://x').searchParams.get('folder_uid') ?? '';
    const rules = prefixes.flatMap((prefix) => liveRules(prefix, folder, given));
    const group = { name: 'devdiag-health', file: `title of ${folder}`, folderUid: folder, interval: 300, rules };
    return { status: 200, body: { data: { groups: [group] } } };
  }
  if (url.includes('/silences')) {
    return { status: 200, body: given.silences ?? [] };
  }
  if (url.includes('alertUID=')) {
    const uid = new URL(url, 'http://x').searchParams.get('alertUID') ?? '';
    return { status: 200, body: given.changes?.[uid] ?? [] };
  }
  return { status: 404, body: { message: 'not found' } };
}

function rulesOf(prefix: string): JsonObject[] {
  return ALERTS.map((entry) => {
    const rule = ruleBody(entry, { ...defaultOptions('pg', settings), prefix }, settings);
    (rule.annotations as JsonObject)[BASE_ANNOTATION] = encodeBase(baseFor('0.1.0', prefix, {}));
    return rule;
  });
}

/** The rules that Grafana shows, each with its alert's id. */
function rulesSeen(
  prefix: string,
  { live = {}, folders = {}, hidden = [] }: Circumstances
): Array<{ id: string; rule: JsonObject }> {
  return rulesOf(prefix).flatMap((rule, i) => {
    const { id } = ALERTS[i].definition;
    const folderUID = folders[id] ?? rule.folderUID;
    return live[id] === null || hidden.includes(id) ? [] : [{ id, rule: { ...rule, folderUID } }];
  });
}

function liveRules(prefix: string, folder: string, given: Circumstances): object[] {
  return rulesSeen(prefix, given)
    .filter(({ rule }) => rule.folderUID === folder)
    .map(({ id, rule }) => ({
      uid: rule.uid,
      name: rule.title,
      labels: rule.labels,
      query: JSON.stringify(rule.data),
      state: 'inactive',
      health: 'ok',
      lastEvaluation: ago(2),
      isPaused: false,
      alerts: [instance('Normal')],
      ...given.live?.[id],
    }));
}

/** It keeps what was chosen: all of the rules. */
function dashboardOf(prefix: string): object {
  const options = { ...defaultOptions('pg', settings), prefix };
  const base = encodeBase({ ...baseFor('0.1.0', prefix, {}), options });
  return { dashboard: withBase({ uid: namesOf(prefix).dashboard.uid }, base), meta: {} };
}
