import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '@devdiag/catalog/types';
import {
  closingTab,
  install,
  isWrite,
  planFor,
  SETTINGS,
  someOptions,
  startInstallerWorld,
  withRule,
  type InstallerWorld,
} from '../../tests/installer/grafana.ts';
import { applyPlan } from './apply/apply.ts';
import { findInstallations } from './installations.ts';
import type { Transport } from './types.ts';

let world: InstallerWorld;
beforeAll(async () => {
  world = await startInstallerWorld();
});
afterAll(() => world.stop());

let spaces = 0;
const newSpace = () => world.transport(`installations-${spaces++}`);
const RULE = '/api/v1/provisioning/alert-rules/devdiag-runs-stalled';

const chosen = withRule(
  withRule(
    someOptions({
      tenant: `l'été "€" 100% {{ x }}`,
      mode: 'editable',
      receiver: 'grafana-default-email',
      prefix: 'staging',
    }),
    'runs-stalled',
    { threshold: 200, forMinutes: 7 }
  ),
  'high-diversity',
  { install: false }
);

async function removeDashboard(transport: Transport, uid: string): Promise<void> {
  expect((await transport.send({ method: 'DELETE', path: `/api/dashboards/uid/${uid}` })).status).toBe(200);
}

describe('installations', () => {
  it('are none in a new Grafana', async () => {
    expect(await findInstallations(newSpace(), SETTINGS)).toEqual([]);
  });

  it('that this person may not see yet are not taken for none', async () => {
    // For up to a minute after a folder was made, other people's permissions don't know it.
    const space = `installations-${spaces++}`;
    await install(world.transport(space));
    world.standIn.space(space).faults = [
      { kind: 'http', method: 'GET', path: '^/api/v1/provisioning/alert-rules$', status: 200, body: [] },
      { kind: 'http', method: 'GET', path: '/folders/devdiag-alerts', status: 403, body: { message: 'Access denied' } },
    ];
    await expect(findInstallations(world.transport(space, 'viewer'), SETTINGS)).rejects.toThrow(
      /try again in a minute/
    );
  });

  it('come back with the options that they were installed with', async () => {
    const transport = newSpace();
    await install(transport, chosen);
    await install(transport);
    const found = await findInstallations(transport, SETTINGS);
    expect(found.map(({ options }) => options)).toEqual([someOptions(), chosen]);
    expect(found.every(({ version }) => /^\d+\.\d+\.\d+$/.test(version))).toBe(true);
  });

  it('tell the folder of each rule, wherever people moved it', async () => {
    const transport = newSpace();
    await install(transport);
    const { body } = await transport.send({ method: 'GET', path: RULE });
    await transport.send({ method: 'POST', path: '/api/folders', body: { uid: 'ops', title: 'Operations' } });
    const headers = { 'X-Disable-Provenance': 'true' };
    const moved = { ...(body as { [key: string]: Json }), folderUID: 'ops' };
    expect((await transport.send({ method: 'PUT', path: RULE, headers, body: moved })).status).toBe(200);
    const [{ folders }] = await findInstallations(transport, SETTINGS);
    expect(folders).toMatchObject({ 'devdiag-runs-stalled': 'ops', 'devdiag-high-diversity': 'devdiag-alerts' });
    expect(Object.keys(folders)).toHaveLength(5);
  });

  it('come back from the rules alone when the dashboard is gone', async () => {
    const transport = newSpace();
    await install(transport, chosen);
    await removeDashboard(transport, 'staging-devdiag-analytics');
    expect((await findInstallations(transport, SETTINGS)).map(({ options }) => options)).toEqual([chosen]);
  });

  it('keep what an admin chose, whatever people made of a rule since', async () => {
    const transport = newSpace();
    await install(transport);
    const { body } = await transport.send({ method: 'GET', path: RULE });
    const edited = JSON.parse(JSON.stringify(body).replace('"params":[120]', '"params":[77]')) as {
      [key: string]: Json;
    };
    expect(edited).not.toEqual(body);
    const headers = { 'X-Disable-Provenance': 'true' };
    await transport.send({ method: 'PUT', path: RULE, headers, body: { ...edited, for: '1h' } });
    for (const isDashboardThere of [true, false]) {
      const [found] = await findInstallations(transport, SETTINGS);
      expect(found.options).toEqual(someOptions());
      const plan = await planFor(transport, found.options);
      expect(plan.items.find(({ uid }) => uid === 'devdiag-runs-stalled')).toMatchObject({
        action: 'drifted',
        requests: [],
        changes: [
          { field: 'threshold', theirs: 77, ours: 120, keep: 'theirs' },
          { field: 'for', theirs: '1h', ours: '5m', keep: 'theirs' },
        ],
      });
      if (isDashboardThere) {
        await removeDashboard(transport, 'devdiag-analytics');
      }
    }
  });

  it.each([
    ['after its first rules', '', 2],
    ['before its first rule', '', 0],
    ['before its first rule, under a prefix', 'staging', 0],
  ])('that ended %s still know which rules are wanted', async (_, prefix, written) => {
    const transport = newSpace();
    let rules = 0;
    const closing = closingTab({
      namespace: () => transport.namespace(),
      send: async (request, signal) => {
        if (isWrite(request) && /alert-rules|rule-groups/.test(request.path) && ++rules > written) {
          throw new Error('the tab is closed');
        }
        return transport.send(request, signal);
      },
    });
    const options = withRule(someOptions({ prefix }), 'ttr-regression', { install: false });
    const applying = applyPlan({ plan: await planFor(transport, options), transport: closing });
    expect(await Promise.race([applying, closing.closed])).toBe('closed');
    const [found] = await findInstallations(transport, SETTINGS);
    expect(found.options).toEqual(options);
    await install(transport, found.options);
    expect(await planFor(transport, options)).toMatchObject({ pending: 0, obstacles: [] });
  });
});
