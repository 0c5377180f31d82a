import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  faulty,
  FAULTS,
  install,
  startInstallerWorld,
  type FaultName,
  type InstallerWorld,
} from '../../../tests/installer/grafana.ts';
import { applyPlan } from '../apply/apply.ts';
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
      action: 'foreign',
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
      action: 'foreign',
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
      action: 'foreign',
      reason: 'What else it holds could not be read, so it is kept.',
    });
  });
});

function addLibraryPanel(space: string, uid: string): void {
  world.standIn.space(space).libraryPanels.set(uid, { uid, name: uid, folderUid: 'devdiag-alerts' });
}
