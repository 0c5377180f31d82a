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
});
