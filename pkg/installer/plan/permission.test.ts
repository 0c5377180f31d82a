import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  install,
  isWrite,
  planFor,
  someOptions,
  startInstallerWorld,
  type InstallerWorld,
} from '../../../tests/installer/grafana.ts';
import { applyPlan } from '../apply/apply.ts';
import type { Transport } from '../types.ts';

let world: InstallerWorld;
beforeAll(async () => {
  world = await startInstallerWorld();
});
afterAll(() => world.stop());

let spaces = 0;
const newSpace = () => `permission-${spaces++}`;
const UNLOCKED = { 'X-Disable-Provenance': 'true' };

/** Grafana refuses these reads. */
function refusing(transport: Transport, path: RegExp): Transport {
  return {
    namespace: () => transport.namespace(),
    send: async (request, signal) =>
      !isWrite(request) && path.test(request.path) ? { status: 403, body: null } : transport.send(request, signal),
  };
}

describe('what may not be created is told before anything is written', () => {
  it('a Viewer in a Grafana where nothing is', async () => {
    const plan = await planFor(world.transport(newSpace(), 'viewer'));
    expect(plan.items).toHaveLength(9);
    expect(plan.items.map(({ action, missing }) => [action, missing])).toEqual(plan.items.map(() => ['blocked', true]));
    expect(plan).toMatchObject({ pending: 0, installed: null });
    expect(plan.obstacles).toEqual([
      'DevDiag Alerts, DevDiag Analytics, Diagnostic runs stalled and 6 more: Permission is missing: you may not create it there. Ask an Admin or Editor of this organisation.',
    ]);
  });

  it('a Viewer where one rule is gone, and everything else is as it should be', async () => {
    const space = newSpace();
    const admin = world.transport(space);
    await install(admin);
    const path = '/api/v1/provisioning/alert-rules/devdiag-high-diversity';
    await admin.send({ method: 'DELETE', path, headers: UNLOCKED });
    const plan = await planFor(world.transport(space, 'viewer'));
    expect(plan.items.filter(({ action }) => action !== 'unchanged').map(({ key, action }) => [key, action])).toEqual([
      ['rule/devdiag-high-diversity', 'blocked'],
    ]);
    expect(plan.obstacles).toEqual([expect.stringMatching(/^Many different problems: Permission is missing/)]);
  });

  it('an Editor may, in a Grafana where nothing is and where a rule is gone', async () => {
    const space = newSpace();
    const editor = world.transport(space, 'editor');
    await install(editor);
    const path = '/api/v1/provisioning/alert-rules/devdiag-high-diversity';
    await world.transport(space).send({ method: 'DELETE', path, headers: UNLOCKED });
    expect(await planFor(editor)).toMatchObject({ pending: 1, obstacles: [] });
    await install(editor);
  });

  it('what Grafana does not tell stands in nobody’s way', async () => {
    const transport = refusing(world.transport(newSpace()), /access-control|contact-points/);
    await install(transport, someOptions({ receiver: 'grafana-default-email' }));
  });
});

describe('what an admin chose and is not there', () => {
  it('a contact point', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    const before = world.state(space);
    const plan = await planFor(transport, someOptions({ receiver: 'Nobody' }));
    expect(plan.obstacles).toEqual([
      'Diagnostic runs stalled, One problem dominates, Many different problems and 2 more: The contact point "Nobody" does not exist, or you may not see it. Choose another one, or create it in Grafana.',
    ]);
    expect((await applyPlan({ plan, transport })).result).toBe('as-before');
    expect(world.state(space)).toEqual(before);
    // It is told of installed rules, too.
    await install(transport);
    expect((await planFor(transport, someOptions({ receiver: 'Nobody' }))).obstacles).toEqual([
      expect.stringContaining('"Nobody" does not exist'),
    ]);
  });

  it('a folder for the dashboard; one that this person may not write into', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    const options = someOptions({ dashboardFolder: 'ops' });
    const obstacle =
      'DevDiag Analytics: The folder chosen for it does not exist (ops). Choose another one, or create it.';
    expect((await planFor(transport, options)).obstacles).toEqual([obstacle]);
    await install(transport);
    expect((await planFor(transport, options)).obstacles).toEqual([obstacle]);
    await transport.send({ method: 'POST', path: '/api/folders', body: { uid: 'ops', title: 'Operations' } });
    expect((await planFor(transport, options)).obstacles).toEqual([]);
    const closed: Transport = {
      namespace: () => transport.namespace(),
      send: (request, signal) =>
        (request.path.startsWith('/api/folders/ops') ? world.transport(space, 'viewer') : transport).send(
          request,
          signal
        ),
    };
    expect((await planFor(closed, options)).obstacles).toEqual([
      expect.stringMatching(/^DevDiag Analytics: Permission is missing/),
    ]);
    await install(transport, options);
    expect(await planFor(closed, options)).toMatchObject({ pending: 0, obstacles: [] });
  });
});
