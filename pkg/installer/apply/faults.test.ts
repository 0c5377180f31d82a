import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Json } from '@devdiag/catalog/types';
import {
  closingTab,
  FAULTS,
  faulty,
  install,
  isWrite,
  planFor,
  someOptions,
  startInstallerWorld,
  withRule,
  type FaultName,
  type InstallerWorld,
} from '../../../tests/installer/grafana.ts';
import { planUninstall, readOwned } from '../uninstall/uninstall.ts';
import type { FullPlan } from '../plan/plan.ts';
import type { ApplyReport, GrafanaRequest, Transport } from '../types.ts';
import { applyPlan } from './apply.ts';

// Hundreds of installations each: on a machine that does other things, too, that takes a while.
vi.setConfig({ testTimeout: 300_000 });

let world: InstallerWorld;
beforeAll(async () => {
  world = await startInstallerWorld();
});
afterAll(() => world.stop());

/** What is there beforehand, and the plan that is then carried out. */
interface Story {
  prepare(transport: Transport): Promise<void>;
  plan(transport: Transport): Promise<FullPlan>;
}

const rulePath = (id: string) => `/api/v1/provisioning/alert-rules/devdiag-${id}`;

/** Somebody changes a rule in Grafana. */
async function edit(transport: Transport, id: string, change: { [key: string]: Json }): Promise<void> {
  const { body } = await transport.send({ method: 'GET', path: rulePath(id) });
  const headers = { 'X-Disable-Provenance': 'true' };
  const answer = await transport.send({
    method: 'PUT',
    path: rulePath(id),
    headers,
    body: { ...(body as { [key: string]: Json }), ...change },
  });
  expect(answer.status).toBe(200);
}

async function setInterval(transport: Transport, group: string, interval: number): Promise<void> {
  const answer = await transport.send({
    method: 'PUT',
    path: `/api/v1/provisioning/folder/devdiag-alerts/rule-groups/${group}`,
    headers: { 'X-Disable-Provenance': 'true' },
    body: { title: group, folderUid: 'devdiag-alerts', interval, rules: [] },
  });
  expect(answer.status).toBe(200);
}

/** Other people keep a rule and a dashboard in the installation's folder. */
async function addOthersWork(transport: Transport): Promise<void> {
  const { body } = await transport.send({ method: 'GET', path: rulePath('high-diversity') });
  const { id: _id, annotations: _annotations, ...rule } = body as { [key: string]: Json };
  const theirs: GrafanaRequest[] = [
    {
      method: 'POST',
      path: '/api/v1/provisioning/alert-rules',
      headers: { 'X-Disable-Provenance': 'true' },
      body: { ...rule, uid: 'theirs', title: 'Theirs', ruleGroup: 'theirs' },
    },
    {
      method: 'POST',
      path: '/api/dashboards/db',
      body: { dashboard: { uid: 'theirs', title: 'Theirs', panels: [] }, folderUid: 'devdiag-alerts' },
    },
  ];
  for (const request of theirs) {
    const { status } = await transport.send(request);
    expect([200, 201]).toContain(status);
  }
}

const changed = withRule(
  withRule(withRule(someOptions(), 'runs-stalled', { threshold: 180 }), 'ttr-regression', { forMinutes: 90 }),
  'confidence-drop',
  { install: false }
);

const STORIES: Record<string, Story> = {
  install: {
    prepare: async () => undefined,
    plan: (transport) => planFor(transport),
  },
  'an update with people’s changes, a deselected rule, an interval that is wanted back, beside other people’s work': {
    async prepare(transport) {
      await install(transport);
      await addOthersWork(transport);
      await edit(transport, 'high-diversity', { for: '40m', isPaused: true });
      await edit(transport, 'ttr-regression', { isPaused: true });
      await setInterval(transport, 'devdiag-health', 600);
    },
    plan: (transport) => planFor(transport, changed, { 'group/devdiag-alerts/devdiag-health': { interval: 'ours' } }),
  },
  'removing the only rule of a group': {
    async prepare(transport) {
      await install(transport, withRule(someOptions(), 'ttr-regression', { install: false }));
    },
    plan: (transport) =>
      planFor(
        transport,
        withRule(withRule(someOptions(), 'ttr-regression', { install: false }), 'confidence-drop', { install: false })
      ),
  },
  uninstall: {
    async prepare(transport) {
      await install(transport);
      await edit(transport, 'ttr-regression', { isPaused: true });
    },
    plan: async (transport) => planUninstall(await readOwned(transport, ''), { includeEdited: false }),
  },
  'an uninstall of what people changed, too, beside other people’s work': {
    async prepare(transport) {
      await install(transport);
      await addOthersWork(transport);
      await edit(transport, 'high-diversity', { for: '40m', isPaused: true });
      await setInterval(transport, 'devdiag-learning', 600);
    },
    plan: async (transport) => planUninstall(await readOwned(transport, ''), { includeEdited: true }),
  },
};

/** Whatever happens to ours. */
function othersWork(state: Json): Json {
  const { rules, dashboards, folders } = state as Record<string, Array<{ uid: string }>>;
  return [rules, dashboards]
    .map((list) => list.filter(({ uid }) => uid === 'theirs'))
    .concat([
      // Their folder is there as long as something of theirs is in it.
      rules.some(({ uid }) => uid === 'theirs') ? folders : [],
    ]) as unknown as Json;
}

interface Ran {
  report: ApplyReport;
  before: Json;
  after: Json;
  calls: number;
  space: string;
}

let spaces = 0;

/** A story up to the point where things can go wrong, from which each case starts with a copy. */
interface Prepared {
  template: string;
  plan: FullPlan;
}

async function prepare(story: Story): Promise<Prepared> {
  const template = `template-${spaces++}`;
  const transport = world.transport(template);
  await story.prepare(transport);
  return { template, plan: await story.plan(transport) };
}

/** A space that holds what the story's template holds. */
function newSpace({ template }: Prepared): string {
  const space = `fault-${spaces++}`;
  world.standIn.space(space).copyFrom(world.standIn.space(template));
  return space;
}

async function run(
  prepared: Prepared,
  fault: FaultName,
  isHit: (call: number, request: GrafanaRequest) => boolean
): Promise<Ran> {
  const space = newSpace(prepared);
  const before = world.state(space);
  const transport = faulty(world.transport(space), fault, isHit);
  const report = await applyPlan({ plan: prepared.plan, transport });
  return { report, before, after: world.state(space), calls: transport.calls, space };
}

/** The keys of the resources that differ between two states, as reports name them. */
function differences(before: Json, after: Json): string[] {
  const kinds = { folders: 'folder', dashboards: 'dashboard', rules: 'rule', groups: 'group' } as const;
  type State = Record<keyof typeof kinds, Array<{ uid: string } & Record<string, Json>>>;
  return Object.entries(kinds).flatMap(([list, kind]) => {
    const [one, other] = [before, after].map(
      (state) =>
        new Map((state as unknown as State)[list as keyof State].map((item) => [item.uid, JSON.stringify(item)]))
    );
    return (
      [...new Set([...one.keys(), ...other.keys()])]
        .filter((uid) => one.get(uid) !== other.get(uid))
        // A group comes and goes with its rules, which are told of.
        .filter((uid) => kind !== 'group' || (one.has(uid) && other.has(uid)))
        .map((uid) => `${kind}/${uid}`)
    );
  });
}

describe.each(Object.entries(STORIES))('%s', (_, story) => {
  let prepared: Prepared;
  let wanted: Json;
  let calls: number;
  beforeAll(async () => {
    prepared = await prepare(story);
    const sound = await run(prepared, '500', () => false);
    expect(sound.report).toMatchObject({ result: 'installed', remains: [] });
    expect(sound.after).not.toEqual(sound.before);
    wanted = sound.after;
    calls = sound.calls;
  });

  it.each(Object.keys(FAULTS) as FaultName[])('one call goes wrong: %s', async (fault) => {
    let cases = 0;
    for (let k = 0; k < calls; k++) {
      const { report, before, after } = await run(prepared, fault, (call) => call === k);
      const what = `call ${k} of ${calls}: ${JSON.stringify(report)}`;
      expect(['installed', 'as-before'], what).toContain(report.result);
      expect(after, what).toEqual(report.result === 'installed' ? wanted : before);
      expect(othersWork(after), what).toEqual(othersWork(before));
      expect(report.remains, what).toEqual([]);
      expect(report.error === undefined, what).toBe(report.result === 'installed');
      expect(
        report.steps.some(({ state }) => state === 'failed'),
        what
      ).toBe(report.result !== 'installed');
      cases++;
    }
    expect(cases).toBeGreaterThan(0);
  });

  it.each(Object.keys(FAULTS) as FaultName[])('one call and every write after it go wrong: %s', async (fault) => {
    let cases = 0;
    for (let k = 0; k < calls; k++) {
      const { report, before, after, space } = await run(
        prepared,
        fault,
        (call, request) => call === k || (call > k && isWrite(request))
      );
      const what = `call ${k} of ${calls}: ${JSON.stringify(report)}`;
      const left = differences(before, after);
      expect(othersWork(after), what).toEqual(othersWork(before));
      switch (report.result) {
        case 'installed':
          expect(after, what).toEqual(wanted);
          break;
        case 'as-before':
          expect(after, what).toEqual(before);
          break;
        case 'partly':
          expect(left, what).not.toEqual([]);
          for (const key of left) {
            const uid = key.slice(key.indexOf('/') + 1);
            expect(
              report.remains.some((sentence) => sentence.includes(`(${uid})`)),
              `${key}, ${what}`
            ).toBe(true);
          }
      }
      expect(report.remains.length > 0, what).toBe(report.result === 'partly');
      // And nothing is said to remain that does not.
      for (const sentence of report.remains.filter((each) => !each.includes('it is unknown whether'))) {
        expect(
          left.some((key) => sentence.includes(`(${key.slice(key.indexOf('/') + 1)})`)),
          `${sentence}, ${what}`
        ).toBe(true);
      }
      // Whatever is left, the next plan understands it and finishes.
      const sound = world.transport(space);
      const next = await story.plan(sound);
      expect((await applyPlan({ plan: next, transport: sound })).result, what).toBe('installed');
      expect(world.state(space), what).toEqual(wanted);
      cases++;
    }
    expect(cases).toBeGreaterThan(0);
  });

  it('the tab is closed at any call: the next plan understands what is there and finishes', async () => {
    let cases = 0;
    for (const fault of ['timeout', 'timeout, carried out'] as const) {
      for (let k = 0; k < calls; k++) {
        // Nothing is sent after it; of the call itself nobody knows whether it was carried out.
        const space = newSpace(prepared);
        const sound = world.transport(space);
        const closing = closingTab(faulty(sound, fault, (call) => call === k));
        const applying = applyPlan({ plan: prepared.plan, transport: closing });
        expect(await Promise.race([applying, closing.closed]), `call ${k}`).toBe('closed');
        const next = await story.plan(sound);
        expect(next.obstacles, `call ${k}`).toEqual([]);
        expect((await applyPlan({ plan: next, transport: sound })).result, `call ${k}`).toBe('installed');
        expect(world.state(space), `call ${k}`).toEqual(wanted);
        cases++;
      }
    }
    expect(cases).toBeGreaterThan(0);
  });

  it('nothing answers any more from some call on: no report says more than is known', async () => {
    let cases = 0;
    for (const fault of ['unexpected error', 'connection dropped'] as const) {
      for (let k = 0; k < calls; k++) {
        const { report, before, after, space } = await run(prepared, fault, (call) => call >= k);
        const what = `call ${k} of ${calls}: ${JSON.stringify(report)}`;
        expect(['as-before', 'partly'], what).toContain(report.result);
        if (report.result === 'as-before') {
          expect(after, what).toEqual(before);
        }
        for (const key of differences(before, after)) {
          const uid = key.slice(key.indexOf('/') + 1);
          expect(
            report.remains.some((sentence) => sentence.includes(`(${uid})`)),
            `${key}, ${what}`
          ).toBe(true);
        }
        const sound = world.transport(space);
        expect((await applyPlan({ plan: await story.plan(sound), transport: sound })).result, what).toBe('installed');
        expect(world.state(space), what).toEqual(wanted);
        cases++;
      }
    }
    expect(cases).toBeGreaterThan(0);
  });
});

it('whoever watches and fails does not end an apply', async () => {
  const prepared = await prepare(STORIES.install);
  const transport = world.transport(newSpace(prepared));
  const report = await applyPlan({
    plan: prepared.plan,
    transport,
    onProgress: () => {
      throw new Error('a list that cannot be drawn');
    },
  });
  expect(report).toMatchObject({ result: 'installed', remains: [] });
});
