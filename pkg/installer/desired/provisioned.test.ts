import { describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { creationPlan } from '../export/creation.ts';
import type { JsonObject } from '../json.ts';
import { defaultOptions } from '../options.ts';
import { desiredResources } from './desired.ts';
import { observe } from '../observe/observe.ts';
import { makePlan } from '../plan/plan.ts';
import type { GrafanaAnswer, InstallOptions, Transport } from '../types.ts';
import { whereProvisioned } from './provisioned.ts';

const { settings } = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
);
const options = defaultOptions('pg', settings);
const desired = desiredResources(options, settings);
/** The rules as they are provisioned into a folder. */
const rules = (folderUID: string, provenance = 'file') =>
  creationPlan(options, settings)
    .filter(({ kind }) => kind === 'rule')
    .map(({ body }): JsonObject => ({ ...body, folderUID, provenance }));

describe('rules that are provisioned from files', () => {
  it('are at home in the folder that Grafana made for them', () => {
    const there = whereProvisioned(desired, '', rules('random1'));
    expect(there.map(({ kind, uid }) => `${kind}/${uid}`)).toEqual(
      desired.map(({ kind, uid }) => `${kind}/${uid.replace(/^devdiag-alerts(?=$|\/)/, 'random1')}`)
    );
    expect(new Set(there.flatMap(({ fields }) => fields.folder ?? []))).toEqual(new Set(['random1']));
    expect(JSON.stringify(desired)).not.toContain('random1');
  });

  it.each<[string, JsonObject[]]>([
    ['are in the usual folder', rules('devdiag-alerts')],
    ['are not from files: somebody moved them', rules('random1', '')],
    ['are not there', []],
    ['are in several folders', [...rules('random1').slice(0, 1), ...rules('random2').slice(1)]],
    ['are not ours', rules('random1').map((rule) => ({ ...rule, annotations: {} }))],
    ['belong to another installation', rules('random1').map((rule) => ({ ...rule, uid: `x-${String(rule.uid)}` }))],
  ])('stay where they are wanted when they %s', (_, found) => {
    expect(whereProvisioned(desired, '', found)).toEqual(desired);
  });
});

describe('an installation that is provisioned from files', () => {
  const folder = 'random1';
  const dashboard = creationPlan(options, settings).find(({ kind }) => kind === 'dashboard')?.body as JsonObject;
  const answers: Array<[RegExp, (match: string) => GrafanaAnswer['body']]> = [
    [/^\/api\/v1\/provisioning\/alert-rules$/, () => rules(folder)],
    [/^\/api\/folders\/random1\?/, () => ({ uid: folder, title: 'DevDiag Alerts', canSave: true })],
    [
      /^\/api\/v1\/provisioning\/folder\/random1\/rule-groups\/([\w-]+)$/,
      (group) => ({
        title: group,
        interval: group === 'devdiag-health' ? 300 : 1800,
        rules: rules(folder).filter(({ ruleGroup }) => ruleGroup === group),
      }),
    ],
    [
      /^\/api\/dashboards\/uid\/devdiag-analytics$/,
      () => ({
        dashboard: dashboard.dashboard,
        meta: { folderUid: folder, canSave: false, provisioned: true, provisionedExternalId: 'devdiag-analytics.json' },
      }),
    ],
    [/^\/api\/datasources\/uid\/pg$/, () => ({ type: 'grafana-postgresql-datasource' })],
  ];
  const transport: Transport = {
    namespace: async () => 'default',
    send: async ({ method, path }) => {
      expect(method).toBe('GET');
      const known = answers.find(([pattern]) => pattern.test(path));
      return known
        ? { status: 200, body: known[1](known[0].exec(path)?.[1] ?? '') }
        : { status: 404, body: { message: 'not found' } };
    },
  };
  const planOf = async (wanted: InstallOptions) => {
    const resources = desiredResources(wanted, settings);
    return makePlan(resources, await observe(transport, resources, wanted));
  };

  it('is found where Grafana put it, needs nothing, and says where it comes from', async () => {
    const plan = await planOf(options);
    expect(plan).toMatchObject({ pending: 0, obstacles: [] });
    expect(plan.items.map(({ action }) => action)).toEqual(desired.map(() => 'unchanged'));
    expect(plan.items.map(({ kind, provisioned }) => [kind, provisioned])).toEqual(
      desired.map(({ kind }) => [
        kind,
        {
          folder: undefined,
          dashboard: { file: 'devdiag-analytics.json' },
          rule: { file: null },
          group: { file: null },
        }[kind],
      ])
    );
  });

  it('can be changed in its files only, and the plan says so', async () => {
    const stalled = { ...options.rules['runs-stalled'], threshold: 300 };
    const plan = await planOf({ ...options, rules: { ...options.rules, 'runs-stalled': stalled } });
    expect(plan.pending).toBe(0);
    const blocked = plan.items.filter(({ action }) => action === 'blocked');
    expect(blocked.map(({ uid, reason }) => [uid, reason])).toContainEqual([
      'devdiag-runs-stalled',
      'It is provisioned from files: change it there. Grafana accepts no other change.',
    ]);
    expect(plan.obstacles).toHaveLength(blocked.length);
  });
});
