import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { PLAYBOOKS } from '@devdiag/catalog/generated/playbooks';
import type { Json } from '@devdiag/catalog/types';
import {
  DATASOURCE_UID,
  install,
  isWrite,
  planFor,
  SETTINGS,
  someOptions,
  startInstallerWorld,
  withRule,
  type InstallerWorld,
} from '../../../tests/installer/grafana.ts';
import { VERSION } from '../desired/desired.ts';
import { findInstallations } from '../installations.ts';
import { thresholdOf } from '../options.ts';
import type { FullPlan } from '../plan/plan.ts';
import type { Choices, GrafanaRequest, InstallOptions, Transport } from '../types.ts';
import { planUninstall, readOwned } from '../uninstall/uninstall.ts';
import { applyPlan } from './apply.ts';

let world: InstallerWorld;
beforeAll(async () => {
  world = await startInstallerWorld();
});
afterAll(() => world.stop());

let spaces = 0;
const newSpace = () => `apply-${spaces++}`;

const RULES = '/api/v1/provisioning/alert-rules';
const UNLOCKED = { 'X-Disable-Provenance': 'true' };

async function must(transport: Transport, request: GrafanaRequest): Promise<{ [key: string]: Json }> {
  const answer = await transport.send(request);
  expect([200, 201, 202, 204], JSON.stringify(answer.body)).toContain(answer.status);
  return answer.body as { [key: string]: Json };
}

async function editRule(transport: Transport, uid: string, change: (rule: { [key: string]: Json }) => object) {
  const rule = await must(transport, { method: 'GET', path: `${RULES}/${uid}` });
  await must(transport, {
    method: 'PUT',
    path: `${RULES}/${uid}`,
    headers: UNLOCKED,
    body: { ...rule, ...change(rule) } as Json,
  });
}

/** A transport that counts what it writes, and tells somebody just before a request is sent. */
function watched(transport: Transport, before: (request: GrafanaRequest) => Promise<void> = async () => undefined) {
  const writes: GrafanaRequest[] = [];
  const wrapped: Transport = {
    namespace: () => transport.namespace(),
    send: async (request, signal) => {
      await before(request);
      if (isWrite(request)) {
        writes.push(request);
      }
      return transport.send(request, signal);
    },
  };
  return { transport: wrapped, writes };
}

const names = fc.oneof(
  fc.constantFrom('acme', `l'été "€" 100%`, '{{ $labels.x }}', '${tenant} $__all [[x]]', '}}{{', 'a\\"b', '日本'),
  fc
    .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
    .filter((name) => name.trim() !== '' && !name.includes('\0'))
);

const someRule = fc.record({
  install: fc.boolean(),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  forMinutes: fc.integer({ min: 0, max: 1440 }),
});

const optionsArbitrary: fc.Arbitrary<InstallOptions> = fc
  .record({
    prefix: fc.constantFrom('', 'staging', 'a-b'),
    tenant: fc.option(names, { nil: null }),
    mode: fc.constantFrom('managed' as const, 'editable' as const),
    receiver: fc.constantFrom(null, 'grafana-default-email'),
    dashboardFolder: fc.constantFrom(null, 'ops'),
    rules: fc.array(someRule, { minLength: ALERTS.length, maxLength: ALERTS.length }),
  })
  .map(({ rules, ...rest }) => ({
    ...rest,
    datasourceUid: DATASOURCE_UID,
    rules: Object.fromEntries(
      ALERTS.map(({ definition }, index) => {
        const { min, max, integer } = thresholdOf(definition);
        const { install: isWanted, share, forMinutes } = rules[index];
        const threshold = min + (Math.min(max, min + 1000) - min) * share;
        return [
          definition.id,
          { install: isWanted, threshold: integer ? Math.round(threshold) : threshold, forMinutes },
        ];
      })
    ),
  }));

/** A Grafana with the folder that the dashboard may go to. */
async function spaceWithFolder(): Promise<string> {
  const space = newSpace();
  await must(world.transport(space), {
    method: 'POST',
    path: '/api/folders',
    body: { uid: 'ops', title: 'Operations' },
  });
  return space;
}

describe('whatever the options', () => {
  it('the plan of what was applied is empty, and applying it again writes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(optionsArbitrary, async (options) => {
        const space = await spaceWithFolder();
        const transport = world.transport(space);
        await install(transport, options);
        const installed = world.state(space);
        const again = await planFor(transport, options);
        expect(again.items.filter(({ action }) => action !== 'unchanged')).toEqual([]);
        expect(again).toMatchObject({ pending: 0, obstacles: [] });
        const watching = watched(transport);
        expect((await applyPlan({ plan: again, transport: watching.transport })).result).toBe('installed');
        expect(watching.writes).toEqual([]);
        expect(world.state(space)).toEqual(installed);
      }),
      { numRuns: 40 }
    );
  });

  it('from one to the other, and from nothing to the other, ends at the same', async () => {
    await fc.assert(
      fc.asyncProperty(optionsArbitrary, optionsArbitrary, async (one, wanted) => {
        const [first, second] = [await spaceWithFolder(), await spaceWithFolder()];
        const other = { ...wanted, prefix: one.prefix };
        await install(world.transport(first), one);
        await install(world.transport(first), other);
        await install(world.transport(second), other);
        // The order of a dashboard's variables aside: people may have changed it.
        const [{ dashboards: _one, ...rest }, { dashboards: _other, ...wantedRest }] = [first, second].map(
          (space) => world.state(space) as Record<string, Json>
        );
        expect(rest).toEqual(wantedRest);
        expect(await planFor(world.transport(first), other)).toMatchObject({ pending: 0, obstacles: [] });
      }),
      { numRuns: 20 }
    );
  });

  it('uninstalling leaves what was there before', async () => {
    await fc.assert(
      fc.asyncProperty(optionsArbitrary, async (options) => {
        const space = await spaceWithFolder();
        const transport = world.transport(space);
        const before = world.state(space);
        await install(transport, options);
        const plan = planUninstall(await readOwned(transport, options.prefix), { includeEdited: false });
        expect((await applyPlan({ plan, transport })).result).toBe('installed');
        expect(world.state(space)).toEqual(before);
      }),
      { numRuns: 15 }
    );
  });
});

describe('what people change', () => {
  type Entry = { refId: string; model: { conditions: object[] } };
  const changed = (data: Json, refId: string, change: (entry: Entry) => void): Json => {
    const copy = JSON.parse(JSON.stringify(data)) as Entry[];
    copy.filter((entry) => entry.refId === refId).forEach(change);
    return copy as unknown as Json;
  };
  const condition = (data: Json, change: object): Json =>
    changed(data, 'C', ({ model }) => Object.assign(model.conditions[0], change));
  const ranged = (data: Json, refId: string, relativeTimeRange: object): Json =>
    changed(data, refId, (entry) => Object.assign(entry, { relativeTimeRange }));
  const edits: Array<[string, (rule: { [key: string]: Json }) => object]> = [
    ['the title', () => ({ title: 'Theirs' })],
    ['for', () => ({ for: '42m' })],
    ['a pause', () => ({ isPaused: true })],
    ['a label more', ({ labels }) => ({ labels: { ...(labels as object), site: 'north' } })],
    ['a label less', ({ labels }) => ({ labels: { ...(labels as object), component: undefined } })],
    ['no data', () => ({ noDataState: 'KeepLast' })],
    ['keep firing', () => ({ keep_firing_for: '10m' })],
    [
      'the threshold',
      ({ data }) => ({
        data: JSON.parse(JSON.stringify(data).replace(/"params":\[[^\]]*\]/, '"params":[77]')) as Json,
      }),
    ],
    [
      'a range instead of a threshold',
      ({ data }) => ({ data: condition(data, { evaluator: { type: 'within_range', params: [100, 500] } }) }),
    ],
    [
      'a threshold to recover at',
      ({ data }) => ({ data: condition(data, { unloadEvaluator: { type: 'lt', params: [60] } }) }),
    ],
    ['where its range ends', ({ data }) => ({ data: ranged(data, 'A', { from: 7200, to: 60 }) })],
    ['the range of its condition', ({ data }) => ({ data: ranged(data, 'C', { from: 1200, to: 0 }) })],
    [
      'the query',
      ({ data }) => ({ data: JSON.parse(JSON.stringify(data).replace('"rawSql":"', '"rawSql":"/* mine */ ')) as Json }),
    ],
  ];

  it('a managed rule that is paused is resumed by what its playbook says, and nothing else of it changes', async () => {
    const modes = [...PLAYBOOKS['alert-rules'].matchAll(/^devdiag-ops install --mode (managed|editable)$/gm)].map(
      ([, mode]) => mode as InstallOptions['mode']
    );
    expect(modes).toEqual(['editable', 'managed']);
    const transport = world.transport(newSpace());
    const uid = 'devdiag-runs-stalled';
    const rule = () => must(transport, { method: 'GET', path: `${RULES}/${uid}` });
    const isLocked = async () => '__grafana_origin' in ((await rule()).labels as object);
    await install(transport);
    const before = await rule();
    await editRule(transport, uid, () => ({ isPaused: true }));
    const [unlock, lock] = modes.map((mode) => () => install(transport, someOptions({ mode })));
    await unlock();
    expect([await isLocked(), (await rule()).isPaused]).toEqual([false, true]);
    await editRule(transport, uid, () => ({ isPaused: false }));
    await lock();
    expect(await isLocked()).toBe(true);
    const withoutTime = ({ updated: _, ...rest }: { [key: string]: Json }) => rest;
    expect(withoutTime(await rule())).toEqual(withoutTime(before));
    expect(await planFor(transport)).toMatchObject({ pending: 0, obstacles: [] });
  });

  it('survives an update, is shown, and the plan after that writes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(edits, { minLength: 1 }), optionsArbitrary, async (chosen, wanted) => {
        const transport = world.transport(newSpace());
        await install(transport);
        const uid = 'devdiag-runs-stalled';
        for (const [, change] of chosen) {
          await editRule(transport, uid, change);
        }
        const edited = await must(transport, { method: 'GET', path: `${RULES}/${uid}` });
        const drift = await planFor(transport);
        const isOnlyPause = chosen.every(([name]) => name === 'a pause');
        expect(drift.pending).toBe(0);
        expect(drift.items.find(({ key }) => key === `rule/${uid}`)?.action).toBe(
          isOnlyPause ? 'unchanged' : 'drifted'
        );
        // The update: everything else changes, this rule's own options stay.
        const options = {
          ...someOptions({ mode: wanted.mode, receiver: wanted.receiver }),
          rules: { ...wanted.rules },
        };
        options.rules['runs-stalled'] = someOptions().rules['runs-stalled'];
        await install(transport, options);
        const after = await must(transport, { method: 'GET', path: `${RULES}/${uid}` });
        for (const field of ['title', 'for', 'isPaused', 'noDataState', 'keep_firing_for', 'data']) {
          expect(after[field], field).toEqual(edited[field]);
        }
        const { site, component } = after.labels as Record<string, string | undefined>;
        expect({ site, component }).toEqual({
          site: (edited.labels as Record<string, string | undefined>).site,
          component: (edited.labels as Record<string, string | undefined>).component,
        });
        expect(await planFor(transport, options)).toMatchObject({ pending: 0, obstacles: [] });
      }),
      { numRuns: 30 }
    );
  });

  it('a pause is told, and kept', async () => {
    const transport = world.transport(newSpace());
    await install(transport);
    await editRule(transport, 'devdiag-runs-stalled', () => ({ isPaused: true }));
    const item = async (options = someOptions()) =>
      (await planFor(transport, options)).items.find(({ uid }) => uid === 'devdiag-runs-stalled');
    const reason = expect.stringMatching(/^It is paused here/) as string;
    expect(await item()).toMatchObject({ action: 'unchanged', reason });
    expect(await item(withRule(someOptions(), 'runs-stalled', { forMinutes: 20 }))).toMatchObject({
      action: 'update',
      reason,
    });
  });

  it('what somebody removed is created again, and it is said why', async () => {
    const transport = world.transport(newSpace());
    const options = withRule(someOptions(), 'ttr-regression', { install: false });
    const fresh = await planFor(transport, options);
    expect(fresh.items.filter(({ reason }) => reason !== undefined)).toEqual([]);
    await install(transport, options);
    await must(transport, { method: 'DELETE', path: `${RULES}/devdiag-runs-stalled`, headers: UNLOCKED });
    const wanted = (await planFor(transport)).items.filter(({ action }) => action === 'create');
    expect(wanted.map(({ uid, reason }) => [uid, reason])).toEqual([
      ['devdiag-runs-stalled', expect.stringMatching(/somebody removed it.*created again.*deselect it/)],
      // Never chosen before.
      ['devdiag-ttr-regression', undefined],
    ]);
    await must(transport, { method: 'DELETE', path: '/api/dashboards/uid/devdiag-analytics' });
    expect((await planFor(transport)).items.find(({ kind }) => kind === 'dashboard')).toMatchObject({
      action: 'create',
      reason: expect.stringMatching(/somebody removed it.*created again/) as string,
    });
  });

  describe('a group that is gone', () => {
    const learning = 'devdiag-alerts/devdiag-learning';
    const intervalOf = async (transport: Transport, group = learning) => {
      const [folder, title] = group.split('/');
      const path = `/api/v1/provisioning/folder/${folder}/rule-groups/${title}`;
      return (await must(transport, { method: 'GET', path })).interval;
    };
    const setInterval = (transport: Transport, title: string, interval: number) =>
      must(transport, {
        method: 'PUT',
        path: `/api/v1/provisioning/folder/devdiag-alerts/rule-groups/${title}`,
        headers: UNLOCKED,
        body: { title, folderUid: 'devdiag-alerts', interval, rules: [] },
      });
    const move = (transport: Transport, id: string) =>
      editRule(transport, `devdiag-${id}`, () => ({ ruleGroup: 'theirs' }));
    const groupsIn = ({ items }: { items: Array<{ kind: string; uid: string }> }) =>
      items.filter(({ kind }) => kind === 'group').map(({ uid }) => uid);

    it('has its interval again where its first rule is elsewhere, and another one is created in it', async () => {
      const transport = world.transport(newSpace());
      await install(transport);
      await move(transport, 'confidence-drop');
      await must(transport, { method: 'DELETE', path: `${RULES}/devdiag-ttr-regression`, headers: UNLOCKED });
      await install(transport);
      expect(await intervalOf(transport)).toBe(1800);
      expect((await planFor(transport)).items.find(({ uid }) => uid === learning)?.action).toBe('unchanged');
    });

    it('has its interval again where a rule is moved back to it', async () => {
      const transport = world.transport(newSpace());
      await install(transport);
      await move(transport, 'confidence-drop');
      await move(transport, 'ttr-regression');
      await setInterval(transport, 'theirs', 300);
      await install(transport, someOptions(), { 'rule/devdiag-ttr-regression': { group: 'ours' } });
      expect(await intervalOf(transport)).toBe(1800);
      expect((await must(transport, { method: 'GET', path: `${RULES}/devdiag-ttr-regression` })).ruleGroup).toBe(
        'devdiag-learning'
      );
      expect(await planFor(transport)).toMatchObject({ pending: 0, obstacles: [] });
    });

    it('is not wanted where people moved all of its rules', async () => {
      const transport = world.transport(newSpace());
      await install(transport);
      await move(transport, 'confidence-drop');
      await move(transport, 'ttr-regression');
      const plan = await planFor(transport);
      expect(groupsIn(plan)).toEqual(['devdiag-alerts/devdiag-health']);
      expect(plan.items.map(({ action }) => action)).not.toContain('create');
    });

    it('is read back: an interval that is another one undoes the rest', async () => {
      const space = newSpace();
      const plan = await planFor(world.transport(space));
      const before = world.state(space);
      const { transport } = watched(world.transport(space), async ({ method, path }) => {
        if (
          method === 'GET' &&
          path.endsWith('/rule-groups/devdiag-learning') &&
          world.standIn.space(space).alerting.rules.list().length === 5
        ) {
          await setInterval(world.transport(space), 'devdiag-learning', 60);
        }
      });
      const report = await applyPlan({ plan, transport });
      expect(report).toMatchObject({
        result: 'as-before',
        error: expect.stringMatching(
          /^devdiag-learning: .*how often Grafana evaluates them reads back differently/
        ) as string,
      });
      expect(world.state(space)).toEqual(before);
    });
  });

  it('what a newer version installed is not taken back', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    await install(transport);
    await editRule(transport, 'devdiag-runs-stalled', ({ annotations }) => ({
      annotations: JSON.parse(JSON.stringify(annotations).replace(/(?<=version\\":\\")[\d.]+/, '99.0.0')) as Json,
    }));
    const before = world.state(space);
    const plan = await planFor(transport, withRule(someOptions(), 'ttr-regression', { forMinutes: 20 }));
    expect(plan.obstacles).toEqual([
      expect.stringMatching(/installed by a newer version of the plugin \(99\.0\.0; this is/),
    ]);
    expect((await applyPlan({ plan, transport })).result).toBe('as-before');
    expect(world.state(space)).toEqual(before);
  });

  it('a threshold that both changed is a question; the answer holds from then on', async () => {
    for (const keep of ['ours', 'theirs'] as const) {
      const transport = world.transport(newSpace());
      await install(transport);
      await editRule(transport, 'devdiag-runs-stalled', () => ({ for: '42m' }));
      const options = withRule(someOptions(), 'runs-stalled', { forMinutes: 20 });
      const asked = await planFor(transport, options);
      expect(asked.obstacles).toEqual([expect.stringContaining('Diagnostic runs stalled: for was changed both')]);
      expect((await applyPlan({ plan: asked, transport })).result).toBe('as-before');
      await install(transport, options, { 'rule/devdiag-runs-stalled': { for: keep } });
      expect((await must(transport, { method: 'GET', path: `${RULES}/devdiag-runs-stalled` })).for).toBe(
        keep === 'ours' ? '20m' : '42m'
      );
      expect(await planFor(transport, options)).toMatchObject({ pending: 0, obstacles: [] });
    }
  });

  it('is removed with its deselected rule when somebody says so', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    await install(transport);
    await editRule(transport, 'devdiag-ttr-regression', () => ({ for: '42m' }));
    const without = withRule(someOptions(), 'ttr-regression', { install: false });
    const key = 'rule/devdiag-ttr-regression' as const;
    const itemOf = ({ items }: FullPlan) => items.find((item) => item.key === key);
    const asked = await planFor(transport, without);
    expect(itemOf(asked)).toMatchObject({
      action: 'drifted',
      requests: [],
      changes: [
        { field: '(whole)', changedBy: 'theirs', keep: 'theirs' },
        { field: 'for', theirs: '42m', keep: 'theirs' },
      ],
    });
    const choices: Choices = { [key]: { '(whole)': 'ours' } };
    expect(itemOf(await planFor(transport, without, choices))).toMatchObject({
      action: 'remove',
      changes: [
        { field: '(whole)', keep: 'ours' },
        { field: 'for', keep: 'ours' },
      ],
    });
    await install(transport, without, choices);
    const { rules } = world.state(space) as Record<string, Array<{ uid: string }>>;
    expect(rules.map(({ uid }) => uid)).not.toContain('devdiag-ttr-regression');
    expect(rules).toHaveLength(4);
  });

  it('and kept with its deselected rule, is no part of the version that is installed', async () => {
    const transport = world.transport(newSpace());
    await install(transport);
    await editRule(transport, 'devdiag-ttr-regression', ({ annotations }) => ({
      for: '42m',
      annotations: JSON.parse(JSON.stringify(annotations).replace(/(?<=version\\":\\")[\d.]+/, '0.0.1')) as Json,
    }));
    const versions = async (options: InstallOptions) => [
      (await planFor(transport, options)).installed,
      (await findInstallations(transport, SETTINGS)).map(({ version }) => version)[0],
    ];
    expect(await versions(someOptions())).toEqual(['0.0.1', '0.0.1']);
    const without = withRule(someOptions(), 'ttr-regression', { install: false });
    await install(transport, without);
    expect(await versions(without)).toEqual([VERSION, VERSION]);
  });

  it('is kept when its rule is deselected or everything is uninstalled, unless somebody says otherwise', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    const before = world.state(space);
    await install(transport);
    await editRule(transport, 'devdiag-ttr-regression', () => ({ for: '42m' }));
    const without = withRule(someOptions(), 'ttr-regression', { install: false });
    expect((await planFor(transport, without)).items.find(({ uid }) => uid === 'devdiag-ttr-regression')).toMatchObject(
      {
        action: 'drifted',
        requests: [],
      }
    );
    const kept = planUninstall(await readOwned(transport, ''), { includeEdited: false });
    expect((await applyPlan({ plan: kept, transport })).result).toBe('installed');
    const left = world.state(space) as Record<string, Array<{ uid: string }>>;
    expect(left.rules.map(({ uid }) => uid)).toEqual(['devdiag-ttr-regression']);
    expect(left.folders.map(({ uid }) => uid)).toEqual(['devdiag-alerts']);
    expect(left.dashboards).toEqual([]);
    const all = planUninstall(await readOwned(transport, ''), { includeEdited: true });
    expect((await applyPlan({ plan: all, transport })).result).toBe('installed');
    expect(world.state(space)).toEqual(before);
  });
});

describe('other people', () => {
  const rule = (uid: string, folderUID: string, ruleGroup: string): Json => ({
    uid,
    title: uid,
    orgID: 1,
    folderUID,
    ruleGroup,
    condition: 'A',
    data: [
      { refId: 'A', relativeTimeRange: { from: 600, to: 0 }, datasourceUid: DATASOURCE_UID, model: { refId: 'A' } },
    ],
    noDataState: 'OK',
    execErrState: 'OK',
    for: '5m',
  });

  it('an Admin who was quicker: nothing of theirs is lost, and the plan is to be made again', async () => {
    const space = newSpace();
    const [anna, ben] = [world.transport(space), world.transport(space)];
    await install(anna);
    const options = withRule(someOptions(), 'runs-stalled', { forMinutes: 20 });
    const plan = await planFor(anna, options);
    await editRule(ben, 'devdiag-runs-stalled', () => ({ title: 'Ben’s' }));
    const before = world.state(space);
    const report = await applyPlan({ plan, transport: anna });
    expect(report).toMatchObject({ result: 'as-before', remains: [] });
    expect(report.error).toMatch(/changed since the plan was made/);
    expect(world.state(space)).toEqual(before);
  });

  it('an Admin who saves the dashboard between reading and writing', async () => {
    const space = newSpace();
    const [anna, ben] = [world.transport(space), world.transport(space)];
    await install(anna);
    const plan = await planFor(anna, withRule(someOptions(), 'top-problem-dominates', { threshold: 0.5 }));
    let before: Json = null;
    const { transport } = watched(anna, async ({ method, path }) => {
      if (method === 'POST' && path === '/api/dashboards/db' && before === null) {
        const { dashboard } = await must(ben, { method: 'GET', path: '/api/dashboards/uid/devdiag-analytics' });
        const body = { dashboard: { ...(dashboard as object), refresh: '1h' }, folderUid: 'devdiag-alerts' };
        await must(ben, { method: 'POST', path: '/api/dashboards/db', body });
        before = world.state(space);
      }
    });
    const report = await applyPlan({ plan, transport });
    expect(report.error).toMatch(/changed it since the plan was made/);
    expect(report).toMatchObject({ result: 'as-before', remains: [] });
    expect(before).not.toBeNull();
    expect(world.state(space)).toEqual(before);
  });

  it('both install at once: one of them does, the other one is told', async () => {
    const space = newSpace();
    const [anna, ben] = [world.transport(space), world.transport(space)];
    const plan = await planFor(anna);
    await install(ben);
    const before = world.state(space);
    expect(await applyPlan({ plan, transport: anna })).toMatchObject({ result: 'as-before', remains: [] });
    expect(world.state(space)).toEqual(before);
  });

  it('a dashboard that somebody puts into the new folder outlives an apply that fails', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    const plan = await planFor(transport);
    let isThere = false;
    const failing: Transport = {
      namespace: () => transport.namespace(),
      send: async (request, signal) => {
        if (request.method === 'POST' && request.path === RULES) {
          if (!isThere) {
            isThere = true;
            const body = { dashboard: { uid: 'bens', title: 'Ben’s', panels: [] }, folderUid: 'devdiag-alerts' };
            await must(transport, { method: 'POST', path: '/api/dashboards/db', body });
          }
          return { status: 500, body: null };
        }
        return transport.send(request, signal);
      },
    };
    const report = await applyPlan({ plan, transport: failing });
    expect(report.result).toBe('partly');
    expect(report.remains).toEqual([expect.stringMatching(/folder "DevDiag Alerts" \(devdiag-alerts\).*left/)]);
    const left = world.state(space) as Record<string, Array<{ uid: string }>>;
    expect(left.dashboards.map(({ uid }) => uid)).toEqual(['bens']);
    expect(left.rules).toEqual([]);
  });

  it('a dashboard that somebody puts into the folder outlives uninstalling, planned before or after', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    await install(transport);
    const early = planUninstall(await readOwned(transport, ''), { includeEdited: false });
    const body = { dashboard: { uid: 'bens', title: 'Ben’s', panels: [] }, folderUid: 'devdiag-alerts' };
    await must(transport, { method: 'POST', path: '/api/dashboards/db', body });
    const before = world.state(space);
    expect(await applyPlan({ plan: early, transport })).toMatchObject({ result: 'as-before', remains: [] });
    expect(world.state(space)).toEqual(before);
    const late = planUninstall(await readOwned(transport, ''), { includeEdited: false });
    expect(late.items.find(({ kind }) => kind === 'folder')).toMatchObject({
      requests: [],
      reason: expect.stringContaining('Ben’s') as string,
    });
    expect((await applyPlan({ plan: late, transport })).result).toBe('installed');
    const left = world.state(space) as Record<string, Array<{ uid: string }>>;
    expect([left.folders, left.dashboards, left.rules].map((list) => list.map(({ uid }) => uid))).toEqual([
      ['devdiag-alerts'],
      ['bens'],
      [],
    ]);
  });

  it('a change of theirs after ours is not undone', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    await install(transport);
    const plan = await planFor(
      transport,
      withRule(withRule(someOptions(), 'runs-stalled', { forMinutes: 20 }), 'ttr-regression', { forMinutes: 20 })
    );
    const failing: Transport = {
      namespace: () => transport.namespace(),
      send: async (request, signal) => {
        if (isWrite(request) && request.path.endsWith('devdiag-ttr-regression')) {
          await editRule(transport, 'devdiag-runs-stalled', () => ({ title: 'Ben’s' }));
          return { status: 500, body: null };
        }
        return transport.send(request, signal);
      },
    };
    const report = await applyPlan({ plan, transport: failing });
    expect(report).toMatchObject({
      result: 'partly',
      remains: [expect.stringContaining('(devdiag-runs-stalled)') as string],
    });
    expect(await must(transport, { method: 'GET', path: `${RULES}/devdiag-runs-stalled` })).toMatchObject({
      title: 'Ben’s',
    });
  });

  it('rules and dashboards of theirs under our names are never touched', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    await must(transport, { method: 'POST', path: '/api/folders', body: { uid: 'theirs', title: 'Theirs' } });
    await must(transport, {
      method: 'POST',
      path: RULES,
      headers: UNLOCKED,
      body: rule('devdiag-runs-stalled', 'theirs', 'g'),
    });
    const body = { dashboard: { uid: 'devdiag-analytics', title: 'Mine', panels: [] }, folderUid: 'theirs' };
    await must(transport, { method: 'POST', path: '/api/dashboards/db', body });
    const before = world.state(space);
    const plan = await planFor(transport);
    expect(plan.items.filter(({ action }) => action === 'foreign').map(({ key }) => key)).toEqual([
      'dashboard/devdiag-analytics',
      'rule/devdiag-runs-stalled',
    ]);
    expect(plan.obstacles).toHaveLength(2);
    expect(await applyPlan({ plan, transport })).toMatchObject({ result: 'as-before' });
    expect(world.state(space)).toEqual(before);
    // The way out that the plan names.
    await install(transport, someOptions({ prefix: 'mine' }));
    expect((await planFor(transport, someOptions({ prefix: 'mine' }))).pending).toBe(0);
  });

  it('a folder of theirs under our uid is used, and not renamed whatever is chosen', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    await must(transport, { method: 'POST', path: '/api/folders', body: { uid: 'devdiag-alerts', title: 'Ops' } });
    const before = world.state(space);
    const choices = { 'folder/devdiag-alerts': { title: 'ours' } } as const;
    const plan = await planFor(transport, someOptions(), choices);
    expect(plan.items.find(({ kind }) => kind === 'folder')).toMatchObject({
      action: 'unchanged',
      changes: [],
      reason: expect.stringMatching(/not made by this installation \("Ops"\).*never renamed or removed/) as string,
    });
    await install(transport, someOptions(), choices);
    const removals = planUninstall(await readOwned(transport, ''), { includeEdited: true });
    expect((await applyPlan({ plan: removals, transport })).result).toBe('installed');
    expect(world.state(space)).toEqual(before);
  });

  it('rules of theirs in one of our groups: its interval is a question', async () => {
    const transport = world.transport(newSpace());
    await must(transport, { method: 'POST', path: '/api/folders', body: { uid: 'devdiag-alerts', title: 'Ops' } });
    await must(transport, {
      method: 'POST',
      path: RULES,
      headers: UNLOCKED,
      body: rule('theirs', 'devdiag-alerts', 'devdiag-health'),
    });
    const asked = await planFor(transport);
    expect(asked.items.find(({ key }) => key === 'group/devdiag-alerts/devdiag-health')).toMatchObject({
      changes: [{ field: 'interval', theirs: 60, ours: 300, changedBy: 'both', keep: 'theirs' }],
      reason: expect.stringContaining('theirs') as string,
    });
    expect(asked.obstacles).not.toEqual([]);
    const choices = {
      'folder/devdiag-alerts': { title: 'theirs' },
      'group/devdiag-alerts/devdiag-health': { interval: 'theirs' },
    } as const;
    await install(transport, someOptions(), choices);
    expect(await planFor(transport)).toMatchObject({ pending: 0, obstacles: [] });
    const plan = planUninstall(await readOwned(transport, ''), { includeEdited: false });
    expect((await applyPlan({ plan, transport })).result).toBe('installed');
    const { body } = await transport.send({ method: 'GET', path: RULES });
    expect((body as Array<{ uid: string }>).map(({ uid }) => uid)).toEqual(['theirs']);
  });

  it('a copy of a rule that somebody made in Grafana is theirs, although it carries what was installed', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    await install(transport);
    const { id: _id, ...original } = await must(transport, { method: 'GET', path: `${RULES}/devdiag-runs-stalled` });
    const body = { ...original, uid: 'copy1', title: 'Diagnostic runs stalled (copy)', for: '42m' };
    await must(transport, { method: 'POST', path: RULES, headers: UNLOCKED, body });
    const plan = await planFor(transport);
    expect(plan).toMatchObject({ pending: 0, obstacles: [] });
    expect(plan.items.filter(({ action }) => action !== 'unchanged')).toEqual([]);
    expect((await findInstallations(transport, SETTINGS)).map(({ options }) => options)).toEqual([someOptions()]);
    const removals = planUninstall(await readOwned(transport, ''), { includeEdited: true });
    expect(removals.items.map(({ uid }) => uid)).not.toContain('copy1');
    expect(removals.items.find(({ kind }) => kind === 'folder')).toMatchObject({
      requests: [],
      reason: expect.stringContaining('Diagnostic runs stalled (copy)') as string,
    });
    expect((await applyPlan({ plan: removals, transport })).result).toBe('installed');
    const left = world.state(space) as Record<string, Array<{ uid: string }>>;
    expect(left.rules.map(({ uid }) => uid)).toEqual(['copy1']);
    expect(left.folders.map(({ uid }) => uid)).toEqual(['devdiag-alerts']);
    // And what is left of it is no installation.
    expect(await findInstallations(transport, SETTINGS)).toEqual([]);
  });

  it('locked rules are blocked when they would change, and no matter when they would not', async () => {
    const transport = world.transport(newSpace());
    await install(transport);
    const { body } = await transport.send({ method: 'GET', path: `${RULES}/devdiag-runs-stalled` });
    await must(transport, { method: 'PUT', path: `${RULES}/devdiag-runs-stalled`, body });
    expect(await planFor(transport)).toMatchObject({ pending: 0, obstacles: [] });
    const plan = await planFor(transport, withRule(someOptions(), 'runs-stalled', { forMinutes: 20 }));
    expect(plan.items.find(({ uid }) => uid === 'devdiag-runs-stalled')?.action).toBe('blocked');
    expect(plan.obstacles).toEqual([expect.stringContaining('locked')]);
  });

  it('who may only look gets a report that says whom to ask, and nothing changes', async () => {
    const space = newSpace();
    const transport = world.transport(space, 'viewer');
    const before = world.state(space);
    const plan = await planFor(transport);
    const report = await applyPlan({ plan, transport });
    expect(report.result).toBe('as-before');
    expect(report.error).toMatch(/Permission is missing.*Ask an Admin/s);
    expect(world.state(space)).toEqual(before);
  });

  it('two installations side by side do not know each other', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    await install(transport, someOptions({ prefix: 'staging', tenant: 'acme' }));
    const staging = world.state(space);
    await install(transport);
    expect((await planFor(transport, someOptions({ prefix: 'staging', tenant: 'acme' }))).pending).toBe(0);
    const plan = planUninstall(await readOwned(transport, ''), { includeEdited: true });
    expect((await applyPlan({ plan, transport })).result).toBe('installed');
    expect(world.state(space)).toEqual(staging);
  });
});

describe('stopping', () => {
  it('undoes what was done so far', async () => {
    const space = newSpace();
    const transport = world.transport(space);
    const before = world.state(space);
    const controller = new AbortController();
    const report = await applyPlan({
      plan: await planFor(transport),
      transport,
      signal: controller.signal,
      onProgress: (steps) => {
        if (steps.filter(({ state }) => state === 'done').length === 3) {
          controller.abort(new Error('whatever'));
        }
      },
    });
    expect(report).toMatchObject({
      result: 'as-before',
      remains: [],
      error: expect.stringContaining('stopped') as string,
    });
    expect(report.steps.filter(({ state }) => state === 'undone')).toHaveLength(3);
    expect(world.state(space)).toEqual(before);
  });
});
