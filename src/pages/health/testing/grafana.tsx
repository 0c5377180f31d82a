/** A Grafana for tests: settings, annotations and a data source, as far as the page talks to them. */
import { configure, render } from '@testing-library/react';
import React, { useLayoutEffect, useState } from 'react';
import { Router } from 'react-router-dom';
import { of, throwError, type Observable } from 'rxjs';
import type { DataQueryRequest, DataQueryResponse } from '@grafana/data';
import { config, locationService } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { settle } from '../../../testing/settle';

export type Request = DataQueryRequest<DataQuery & { rawSql: string; format: string }>;
type Row = [section: string, key: string | null, at: number | null, value: number | null, detail?: string | null];

/** What the pretended servers say; tests change it before they render. */
export const grafana = {
  jsonData: {} as Record<string, unknown>,
  permissions: new Set<string>(),
  annotations: [] as Array<Record<string, unknown>>,
  dataSource: true,
  respond: (_: Request): Observable<DataQueryResponse> => of({ data: [] }),
  requests: [] as Request[],
  posted: [] as Array<{ url: string; body: unknown }>,
  deleted: [] as string[],
  fail: null as null | ((url: string) => unknown),
};

// Asking jsdom for the style of every element, to leave hidden ones out, takes most of a test's time.
configure({ defaultHidden: true });

// jsdom has no canvas; @grafana/ui measures text with one.
HTMLCanvasElement.prototype.getContext = (() => ({ measureText: () => ({ width: 10 }) })) as never;

/** Back to a healthy Grafana with an Editor in front of it. */
export function resetGrafana(): void {
  Object.assign(grafana, {
    jsonData: { datasourceUid: 'pg' },
    permissions: new Set(['annotations:create', 'datasources:explore']),
    annotations: [],
    dataSource: true,
    respond: (request: Request) => of(healthy(request)),
    requests: [],
    posted: [],
    deleted: [],
    fail: null,
  });
  signIn('Editor');
  locationService.replace('/a/devdiag-ops-app/health');
}

export function signIn(role: 'Viewer' | 'Editor' | 'Admin'): void {
  Object.assign(config.bootData.user, { login: role.toLowerCase(), orgRole: role, isGrafanaAdmin: false });
  config.exploreEnabled = true;
  if (role === 'Admin') {
    grafana.permissions.add('plugins:write');
  }
}

/** Replaces the parts of @grafana/runtime that reach out. */
export function runtimeMock(): Record<string, unknown> {
  const backend = {
    get: async (url: string) => {
      refuse(url);
      return url.startsWith('/api/plugins')
        ? { enabled: true, pinned: true, jsonData: grafana.jsonData }
        : grafana.annotations;
    },
    post: async (url: string, body: unknown) => {
      refuse(url);
      grafana.posted.push({ url, body });
      if (url === '/api/annotations') {
        grafana.annotations.push({ id: 100 + grafana.posted.length, login: 'editor', ...(body as object) });
      }
    },
    delete: async (url: string) => {
      refuse(url);
      grafana.deleted.push(url);
    },
  };
  const source = {
    uid: 'pg',
    name: 'DevDiag Postgres',
    type: 'grafana-postgresql-datasource',
    getRef: () => ({ uid: 'pg', type: 'grafana-postgresql-datasource' }),
    query: (request: Request) => {
      grafana.requests.push(request);
      return grafana.respond(request);
    },
  };
  return {
    ...jest.requireActual('@grafana/runtime'),
    PluginPage: ({ actions, children }: { actions: React.ReactNode; children: React.ReactNode }) => (
      <main>
        <h1>Health</h1>
        {actions}
        {children}
      </main>
    ),
    getBackendSrv: () => backend,
    getAppEvents: () => ({ publish: jest.fn() }),
    getDataSourceSrv: () => ({
      get: async (uid: string) => {
        if (!grafana.dataSource) {
          throw new Error(`Datasource ${uid} was not found`);
        }
        return source;
      },
      getInstanceSettings: () => (grafana.dataSource ? source : undefined),
    }),
    hasPermission: (action: string) => grafana.permissions.has(action),
  };
}

function refuse(url: string): void {
  const error = grafana.fail?.(url);
  if (error) {
    throw error;
  }
}

/** Rows as the data source hands them over, with the stopwatch's row. */
export function frame(refId: string, rows: Row[], tookMs = 12): DataQueryResponse['data'][number] {
  const all: Row[] = [...rows, ['took', null, null, tookMs, null]];
  const names = ['section', 'key', 'at', 'value', 'detail'];
  return {
    refId,
    length: all.length,
    fields: names.map((name, i) => ({ name, values: all.map((row) => row[i] ?? null) })),
  };
}

/** An answer in which every check measured 1. */
export function healthy({ targets }: Request): DataQueryResponse {
  return { data: targets.map(({ refId }) => frame(refId, [['value', null, null, 1]])) };
}

/** An answer with these values by check; the others measured 1. An Error is that query's error. */
export function measured(values: Record<string, number | Error>): (request: Request) => Observable<DataQueryResponse> {
  return ({ targets }) => {
    const errors = targets.flatMap(({ refId }) => {
      const value = values[refId];
      return value instanceof Error ? [{ refId, message: value.message, status: 500 }] : [];
    });
    const data = targets.flatMap(({ refId }) => {
      const value = values[refId] ?? 1;
      return value instanceof Error
        ? [{ refId, length: 0, fields: [] }]
        : [frame(refId, [['value', null, null, value]])];
    });
    return of({ data, errors, error: errors[0] });
  };
}

/** Every query fails with the same words. */
export function allFail(message: string): (request: Request) => Observable<DataQueryResponse> {
  return ({ targets }) => of({ data: [], errors: targets.map(({ refId }) => ({ refId, message, status: 500 })) });
}

/** The request as a whole is refused. */
export function refused(status: number | undefined, message: string): () => Observable<DataQueryResponse> {
  return () => throwError(() => ({ status, data: { message } }));
}

/** Renders a page below Grafana's router and waits for what happens at once. */
export async function renderPage(page: React.ReactElement, search = '') {
  locationService.replace(`/a/devdiag-ops-app/health${search}`);
  const view = render(<Routed>{page}</Routed>);
  await settle();
  return view;
}

function Routed({ children }: { children: React.ReactNode }) {
  const history = locationService.getHistory();
  const [location, setLocation] = useState(history.location);
  useLayoutEffect(() => history.listen(setLocation), [history]);
  return (
    <Router location={location} navigator={history}>
      {children}
    </Router>
  );
}
