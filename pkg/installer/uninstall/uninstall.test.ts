import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '@devdiag/catalog/types';
import {
  faulty,
  FAULTS,
  install,
  planFor,
  someOptions,
  startInstallerWorld,
  type FaultName,
  type InstallerWorld,
} from '../../../tests/installer/grafana.ts';
import { applyPlan } from '../apply/apply.ts';
import { at, type JsonObject } from '../json.ts';
import type { FullPlan, PlannedItem } from '../plan/plan.ts';
import type { Transport } from '../types.ts';
import { planUninstall, readOwned } from './uninstall.ts';

let world: InstallerWorld;
beforeAll(async () => {
  world = await startInstallerWorld();
});
afterAll(() => world.stop());

describe('what an installation owns', () => {
  it.each(Object.keys(FAULTS) as FaultName[])(
    'is all of it or cannot be told, when one call goes wrong: %s',
    async (fault) => {
      const transport = world.transport('owned');
      if ((await readOwned(transport, '')).found.size === 0) {
        await install(transport);
      }
      const counting = faulty(transport, fault, () => false);
      const whole = [...(await readOwned(counting, '')).found.keys()];
      expect(whole).toHaveLength(9);
      for (let k = 0; k < counting.calls; k++) {
        const owned = await readOwned(
          faulty(transport, fault, (call) => call === k),
          ''
        ).catch(() => null);
        if (owned !== null) {
          expect([...owned.found.keys()], `call ${k}`).toEqual(whole);
        }
      }
    }
  );

  it('where Grafana has no way to tell who made a folder, it is listed as kept, with the reason', async () => {
    const space = 'older';
    const sound = world.transport(space);
    await install(sound);
    const older: Transport = {
      namespace: () => sound.namespace(),
      send: async (request, signal) =>
        request.path.startsWith('/apis/') ? { status: 404, body: null } : sound.send(request, signal),
    };
    const plan = planUninstall(await readOwned(older, ''), { includeEdited: false });
    expect(plan.items.find(({ kind }) => kind === 'folder')).toMatchObject({
      action: 'unchanged',
      requests: [],
      reason: expect.stringMatching(/^It is kept: .*does not tell who made it/) as string,
    });
    expect(plan.obstacles).toEqual([]);
    expect((await applyPlan({ plan, transport: older })).result).toBe('installed');
    const left = world.state(space) as Record<string, Array<{ uid: string }>>;
    expect([left.folders, left.dashboards, left.rules].map((list) => list.map(({ uid }) => uid))).toEqual([
      ['devdiag-alerts'],
      [],
      [],
    ]);
  });

  it('does not take other people’s library panels away with the folder', async () => {
    const space = 'library panels';
    const transport = world.transport(space);
    await install(transport);
    addLibraryPanel(space, 'theirs');
    addLibraryPanel(space, 'theirs-too');
    const plan = planUninstall(await readOwned(transport, ''), { includeEdited: true });
    expect(plan.items.find(({ kind }) => kind === 'folder')).toMatchObject({
      action: 'unchanged',
      requests: [],
      reason: 'It is kept: it holds 2 library panels.',
    });
    expect((await applyPlan({ plan, transport })).result).toBe('installed');
    expect(world.state(space)).toMatchObject({
      folders: [{ uid: 'devdiag-alerts' }],
      dashboards: [],
      rules: [],
      libraryPanels: [{ uid: 'theirs' }, { uid: 'theirs-too' }],
    });
  });

  it('nor when somebody puts one there after the plan was made: then everything stays', async () => {
    const space = 'late library panel';
    const transport = world.transport(space);
    await install(transport);
    const plan = planUninstall(await readOwned(transport, ''), { includeEdited: false });
    addLibraryPanel(space, 'theirs');
    const before = world.state(space);
    const report = await applyPlan({ plan, transport });
    expect(report).toMatchObject({
      result: 'as-before',
      error: expect.stringContaining('not there when the plan was made (1 library panel)') as string,
    });
    expect(world.state(space)).toEqual(before);
  });

  it('where Grafana does not tell how much the folder holds, it is kept', async () => {
    const sound = world.transport('uncounted');
    await install(sound);
    const closed: Transport = {
      namespace: () => sound.namespace(),
      send: async (request, signal) =>
        request.path.endsWith('/counts') ? { status: 403, body: null } : sound.send(request, signal),
    };
    const plan = planUninstall(await readOwned(closed, ''), { includeEdited: false });
    expect(plan.items.find(({ kind }) => kind === 'folder')).toMatchObject({
      action: 'unchanged',
      reason: 'What else it holds could not be read, so it is kept.',
    });
  });
});

describe('what people added', () => {
  const additions: Array<[string, (dashboard: JsonObject) => void]> = [
    ['the panel "Notes"', ({ panels }) => (panels as Json[]).push({ id: 99, type: 'text', title: 'Notes' })],
    ['a panel of type text without a title', ({ panels }) => (panels as Json[]).push({ id: 99, type: 'text' })],
    [
      'the row "More", the panel "Notes"',
      ({ panels }) =>
        (panels as Json[]).push({
          id: 98,
          type: 'row',
          title: 'More',
          panels: [{ id: 99, type: 'text', title: 'Notes' }],
        }),
    ],
    ['the variable "site"', ({ templating }) => variables(templating).push({ name: 'site', type: 'custom' })],
    [
      'the annotation query "Deploys"',
      ({ annotations }) => (at(annotations, 'list') as Json[]).push({ name: 'Deploys', enable: true }),
    ],
    [
      'the query B of the panel "Problems over time"',
      ({ panels }) => (panel(panels, 'Problems over time').targets as Json[]).push({ refId: 'B', rawSql: 'select 1' }),
    ],
    [
      'the setting timeFrom of the panel "Problems over time"',
      ({ panels }) => (panel(panels, 'Problems over time').timeFrom = '1h'),
    ],
    ['the setting graphTooltip', (dashboard) => (dashboard.graphTooltip = 1)],
  ];
  const variables = (templating: Json) => at(templating, 'list') as Json[];
  const panel = (panels: Json, title: string) =>
    (panels as JsonObject[]).find((candidate) => candidate.title === title) as JsonObject;

  it.each(additions)(
    'to the dashboard is named, and the dashboard kept unless told otherwise: %s',
    async (words, add) => {
      const space = `added ${words}`;
      const transport = world.transport(space);
      await install(transport);
      expect(dashboardItem(planUninstall(await readOwned(transport, ''), { includeEdited: false }))).toMatchObject({
        action: 'remove',
        changes: [],
      });
      await editDashboard(transport, add);
      const owned = await readOwned(transport, '');
      expect(dashboardItem(planUninstall(owned, { includeEdited: true }))).toMatchObject({
        action: 'remove',
        reason: `With it goes what people added: ${words}.`,
      });
      const plan = planUninstall(owned, { includeEdited: false });
      expect(dashboardItem(plan)).toMatchObject({
        action: 'drifted',
        requests: [],
        reason: `It was changed here after it was installed, so it is kept. People added: ${words}.`,
      });
      const { dashboards } = world.state(space) as { dashboards: Json };
      expect((await applyPlan({ plan, transport })).result).toBe('installed');
      expect(world.state(space)).toMatchObject({ dashboards, folders: [{ uid: 'devdiag-alerts' }], rules: [] });
    }
  );

  it.each([
    [
      'notification repeat_interval',
      { notification_settings: { receiver: 'grafana-default-email', repeat_interval: '6h' } },
    ],
    ['missing series', { missingSeriesEvalsToResolve: 3 }],
  ])('to a rule is an edit that is kept: %s', async (field, change) => {
    const transport = world.transport(`rule ${field}`);
    const options = someOptions({ receiver: 'grafana-default-email' });
    await install(transport, options);
    await editRule(transport, 'devdiag-runs-stalled', change);
    const plan = await planFor(transport, options);
    expect(plan.items.find(({ uid }) => uid === 'devdiag-runs-stalled')).toMatchObject({
      action: 'drifted',
      changes: [{ field, changedBy: 'theirs', keep: 'theirs' }],
    });
    const removal = planUninstall(await readOwned(transport, ''), { includeEdited: false });
    expect(removal.items.find(({ uid }) => uid === 'devdiag-runs-stalled')).toMatchObject({
      action: 'drifted',
      requests: [],
    });
  });
});

function dashboardItem({ items }: FullPlan): PlannedItem | undefined {
  return items.find(({ kind }) => kind === 'dashboard');
}

/** Somebody saves the dashboard in Grafana. */
async function editDashboard(transport: Transport, change: (dashboard: JsonObject) => void): Promise<void> {
  const { body } = await transport.send({ method: 'GET', path: '/api/dashboards/uid/devdiag-analytics' });
  const dashboard = at(body, 'dashboard') as JsonObject;
  change(dashboard);
  const request = { method: 'POST', path: '/api/dashboards/db' } as const;
  const saved = await transport.send({ ...request, body: { dashboard, folderUid: 'devdiag-alerts' } });
  expect(saved.status).toBe(200);
}

/** Somebody changes a rule in Grafana. */
async function editRule(transport: Transport, uid: string, change: JsonObject): Promise<void> {
  const path = `/api/v1/provisioning/alert-rules/${uid}`;
  const { body } = await transport.send({ method: 'GET', path });
  const headers = { 'X-Disable-Provenance': 'true' };
  const saved = await transport.send({ method: 'PUT', path, headers, body: { ...(body as JsonObject), ...change } });
  expect(saved.status).toBe(200);
}

function addLibraryPanel(space: string, uid: string): void {
  world.standIn.space(space).libraryPanels.set(uid, { uid, name: uid, folderUid: 'devdiag-alerts' });
}
