/** A Grafana for tests: annotations and what it keeps for each person, as far as incidents talk to it. */
import React from 'react';
import { config } from '@grafana/runtime';

interface Stored {
  id: number;
  time: number;
  login: string;
  tags: string[];
  [key: string]: unknown;
}

/** What the pretended server holds; tests change it. */
export const grafana = {
  annotations: [] as Stored[],
  /** By login, then key. */
  storage: {} as Record<string, Record<string, string>>,
  /** Words of a refusal; null: Grafana takes everything. */
  refuse: null as string | null,
  /** After so many annotations it refuses as well. */
  takes: Infinity,
  /** What it keeps for people can't be read, or can't be written. */
  storageFails: { read: false, write: false },
};

export function resetGrafana(): void {
  Object.assign(grafana, { annotations: [], storage: {}, refuse: null, takes: Infinity });
  grafana.storageFails = { read: false, write: false };
  signIn('ada', 'Editor');
}

export function signIn(login: string, role: 'Viewer' | 'Editor'): void {
  Object.assign(config.bootData.user, { login, orgRole: role, isGrafanaAdmin: false });
}

/** Replaces the parts of @grafana/runtime that reach out. */
export function runtimeMock(): Record<string, unknown> {
  const mine = () => (grafana.storage[config.bootData.user.login] ??= {});
  return {
    ...jest.requireActual('@grafana/runtime'),
    PluginPage: ({ pageNav, actions, children }: Record<string, React.ReactNode> & { pageNav?: { text: string } }) => (
      <main>
        <h1>{pageNav?.text ?? 'Incidents'}</h1>
        {actions}
        {children}
      </main>
    ),
    getBackendSrv: () => ({
      get: async (url: string, params?: { tags: string }) => {
        refused();
        return url === '/api/annotations'
          ? grafana.annotations.filter(({ tags }) => tags.includes(String(params?.tags)))
          : { jsonData: {} };
      },
      post: async (_: string, body: object) => {
        refused();
        if (grafana.annotations.length >= grafana.takes) {
          throw { status: 500, data: { message: 'disk full' }, config: { url: '' } };
        }
        const id = grafana.annotations.length + 1;
        grafana.annotations.push({
          time: Date.UTC(2026, 2, 17, 3, id),
          tags: [],
          ...(JSON.parse(JSON.stringify(body)) as object),
          id,
          login: config.bootData.user.login,
        });
      },
    }),
    usePluginUserStorage: () => ({
      getItem: async (key: string) => {
        if (grafana.storageFails.read) {
          throw new Error('storage unread');
        }
        return mine()[key] ?? null;
      },
      setItem: async (key: string, value: string) => {
        if (grafana.storageFails.write) {
          throw new Error('storage full');
        }
        mine()[key] = value;
      },
    }),
    getAppEvents: () => ({ publish: jest.fn() }),
    hasPermission: () => true,
  };
}

function refused(): void {
  if (grafana.refuse !== null) {
    throw { status: 500, data: { message: grafana.refuse }, config: { url: '' } };
  }
}
