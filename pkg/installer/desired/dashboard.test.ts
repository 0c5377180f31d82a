import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { PANELS } from '@devdiag/catalog/generated/panels';
import type { Json } from '@devdiag/catalog/types';
import { tenantVariableValue } from '@devdiag/engine/query/tenantVariable';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { at, clone, equal, isObject, type JsonObject } from '../json.ts';
import { defaultOptions } from '../options.ts';
import type { InstallOptions } from '../types.ts';
import { dashboardBody } from './dashboard.ts';
import { baseOf, withBase } from './dashboardBase.ts';
import { dashboardFields, layDashboardFields, panelOf } from './dashboardFields.ts';

const { settings } = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
);
const NASTY = `l'été "€" 100% $__timeFilter(ts) \${x} & #x`;

function body(changes: Partial<InstallOptions> = {}): JsonObject {
  return dashboardBody({ ...defaultOptions('pg', settings), ...changes }, settings);
}

/** Every object within a value, itself included. */
function objectsIn(value: Json): JsonObject[] {
  const inner = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return [...(isObject(value) ? [value] : []), ...inner.flatMap(objectsIn)];
}

function panelsOf(dashboard: JsonObject): JsonObject[] {
  return (dashboard.panels as Json[]).filter(isObject);
}

function variableOf(dashboard: JsonObject, name: string): JsonObject | undefined {
  const list = at(dashboard, 'templating', 'list') as JsonObject[];
  return list.find((variable) => variable.name === name);
}

function stepsOf(dashboard: JsonObject, number: number, field?: string): unknown {
  const config = panelOf(dashboard, number)?.fieldConfig as Json;
  if (field === undefined) {
    return at(config, 'defaults', 'thresholds', 'steps');
  }
  const overrides = at(config, 'overrides') as Array<{
    matcher: JsonObject;
    properties: Array<{ id: string; value: Json }>;
  }>;
  const properties = overrides.find(({ matcher }) => matcher.options === field)?.properties;
  return at(properties?.find(({ id }) => id === 'thresholds')?.value, 'steps');
}

describe('the dashboard', () => {
  it('has its names, tags, range and eight panels, as Grafana orders them', () => {
    const dashboard = body();
    expect(dashboard).toMatchObject({
      uid: 'devdiag-analytics',
      title: 'DevDiag Analytics',
      tags: ['devdiag', 'devdiag-ops'],
      time: { from: 'now-7d', to: 'now' },
      schemaVersion: 42,
    });
    expect(panelsOf(dashboard).map(({ id }) => id)).toEqual([1, 3, 2, 4, 6, 5, 7, 8]);
    expect(body({ prefix: 'stage' })).toMatchObject({
      uid: 'stage-devdiag-analytics',
      title: 'stage: DevDiag Analytics',
    });
  });

  it('holds nothing that Grafana leaves out when it saves', () => {
    for (const object of objectsIn(body())) {
      expect(Object.values(object)).not.toContain(null);
    }
  });

  it('asks the data source that the variable holds, everywhere', () => {
    const dashboard = body({ datasourceUid: 'other' });
    expect(variableOf(dashboard, 'datasource')).toMatchObject({
      current: { value: 'other' },
      query: 'grafana-postgresql-datasource',
    });
    for (const panel of panelsOf(dashboard)) {
      expect([at(panel, 'datasource', 'uid'), at(panel, 'targets', 0, 'datasource', 'uid')]).toEqual([
        '${datasource}',
        '${datasource}',
      ]);
    }
    expect(at(variableOf(dashboard, 'tenant'), 'datasource', 'uid')).toBe('${datasource}');
  });

  it('lets one, several or all tenants be chosen', () => {
    const dashboard = body();
    expect(variableOf(dashboard, 'tenant')).toMatchObject({
      multi: true,
      includeAll: true,
      allValue: '-all-',
      allowCustomValue: false,
    });
    for (const panel of panelsOf(dashboard)) {
      expect(at(panel, 'targets', 0, 'rawSql')).toContain('${tenant:percentencode}');
    }
  });

  it('for one tenant has no such variable, and its name is nowhere open to Grafana', () => {
    const dashboard = body({ tenant: NASTY });
    expect(variableOf(dashboard, 'tenant')).toBeUndefined();
    for (const panel of panelsOf(dashboard)) {
      expect(String(at(panel, 'targets', 0, 'rawSql')).replaceAll(/\$__time(From|To)\(\)/g, '')).not.toContain('$');
      const url = String(at(panel, 'links', 0, 'url'));
      expect(url).not.toContain('$');
      expect(new URL(url, 'http://grafana').searchParams.get('tenant')).toBe(NASTY);
    }
  });

  it('links each panel to a playbook that exists, in a way that holds under a sub path', () => {
    for (const panel of panelsOf(body())) {
      const [, check] =
        /^\/a\/devdiag-ops-app\/runbook\/([a-z-]+)\?\$\{tenant:queryparam\}$/.exec(
          String(at(panel, 'links', 0, 'url'))
        ) ?? [];
      expect(CHECKS.map(({ definition }) => definition.id)).toContain(check);
    }
  });

  it('draws the thresholds of the installed rules', () => {
    const options = defaultOptions('pg', settings);
    const thresholds = {
      'runs-stalled': 45,
      'high-diversity': 7,
      'top-problem-dominates': 0.35,
      'confidence-drop': 0.8,
      'ttr-regression': 3,
    };
    for (const [id, threshold] of Object.entries(thresholds)) {
      options.rules[id] = { ...options.rules[id], threshold };
    }
    const dashboard = dashboardBody(options, settings);
    expect(stepsOf(dashboard, 1, 'Since newest run')).toEqual([
      { color: 'green', value: 0 },
      { color: 'red', value: 45 },
    ]);
    // More than seven codes, not seven.
    expect(stepsOf(dashboard, 2, 'Last 24 hours')).toEqual([
      { color: 'green', value: 0 },
      { color: 'orange', value: 8 },
    ]);
    expect(stepsOf(dashboard, 4)).toEqual([
      { color: 'blue', value: 0 },
      { color: 'orange', value: 0.35 },
    ]);
    expect(stepsOf(dashboard, 5, 'Confidence')).toEqual([
      { color: 'red', value: 0 },
      { color: 'orange', value: 0.5 },
      { color: 'green', value: 0.8 },
    ]);
    expect(stepsOf(dashboard, 6)).toEqual([
      { color: 'transparent', value: 0 },
      { color: 'orange', value: 3 },
    ]);
    expect(at(panelOf(dashboard, 6), 'fieldConfig', 'defaults', 'custom', 'axisSoftMax')).toBe(3.6);
  });

  it('leaves out a colour that the threshold covers', () => {
    const options = defaultOptions('pg', settings);
    options.rules['confidence-drop'] = { ...options.rules['confidence-drop'], threshold: 0.4 };
    expect(stepsOf(dashboardBody(options, settings), 5, 'Confidence')).toEqual([
      { color: 'red', value: 0 },
      { color: 'green', value: 0.4 },
    ]);
  });

  it('has a panel for every alert that points at one, with that alert drawn', async () => {
    const { ALERTS } = await import('@devdiag/catalog/generated/alerts');
    for (const { definition } of ALERTS) {
      const panel = PANELS.find((entry) => entry.definition.id === definition.panel)?.definition;
      expect([panel?.alert, panel?.check], definition.id).toEqual([definition.id, definition.check]);
      expect(panel?.thresholds, definition.id).toBeDefined();
    }
  });
});

/** Keys and values that Grafana's editor or a person might add: none that is ours. */
const addedKey = fc.constantFrom('zz added', 'zz other', '__systemRef');
const addedValue = fc.constantFrom<Json>(1, 'x', true, { a: [1] }, [{ b: 2 }]);

/** People's own things: keys anywhere in objects, panels, variables, a folded row around some of our panels. */
const additions = fc.record({
  keys: fc.array(fc.tuple(fc.nat(), addedKey, addedValue), { maxLength: 20 }),
  panels: fc.uniqueArray(fc.integer({ min: 100, max: 120 }), { maxLength: 3 }),
  variables: fc.uniqueArray(fc.constantFrom('mine', 'theirs'), { maxLength: 2 }),
  folded: fc.uniqueArray(fc.constantFrom(...PANELS.map(({ definition }) => definition.number)), { maxLength: 3 }),
  tenant: fc.constantFrom('acme', NASTY),
});

function withAdditions(
  dashboard: JsonObject,
  { keys, panels, variables, folded, tenant }: typeof additions extends fc.Arbitrary<infer T> ? T : never
): JsonObject {
  const theirs = clone(dashboard);
  const list = at(theirs, 'templating', 'list') as JsonObject[];
  const objects = [
    theirs,
    ...list,
    ...panelsOf(theirs).flatMap((panel) => [
      ...nested(panel),
      ...nested(panel.fieldConfig as JsonObject),
      ...(panel.targets as JsonObject[]),
    ]),
  ];
  for (const [place, key, value] of keys) {
    objects[place % objects.length][key] = value;
  }
  list.push(...variables.map((name) => ({ name, type: 'custom', query: 'a,b' })));
  const chosen = list.find(({ name }) => name === 'tenant');
  if (chosen) {
    chosen.current = { text: [tenant], value: [tenantVariableValue(tenant)] };
  }
  const inside = panelsOf(theirs).filter(({ id }) => folded.includes(Number(id)));
  theirs.panels = [
    ...panelsOf(theirs).filter((panel) => !inside.includes(panel)),
    ...panels.map((id) => ({ id, type: 'text', title: 'mine', options: { content: 'x' } })),
    ...(inside.length > 0 ? [{ id: 200, type: 'row', collapsed: true, panels: inside }] : []),
  ];
  return theirs;
}

/** An object and those within it that are in no list: entries of a list have no keys but ours. */
function nested(object: JsonObject): JsonObject[] {
  return [object, ...Object.values(object).filter(isObject).flatMap(nested)];
}

const FULL = body();

describe("the dashboard's fields", () => {
  it('are a field each, told apart by panel', () => {
    const fields = dashboardFields(FULL);
    expect(Object.keys(fields)).toEqual(
      expect.arrayContaining([
        'title',
        'tags',
        'time',
        'data source',
        'variables.tenant',
        'panel 3: query',
        'panel 8: position',
      ])
    );
    expect(fields['data source']).toBe('pg');
    expect(fields['panel 4: title']).toBe('Top problem codes, 7 days');
  });

  it('laid over their own dashboard change nothing', () => {
    for (const dashboard of [FULL, body({ tenant: NASTY }), body({ prefix: 'b' }), withBase(FULL, 'x')]) {
      expect(layDashboardFields(dashboard, dashboardFields(dashboard))).toEqual(dashboard);
    }
  });

  it('do not see what people and Grafana added, and laying them leaves it alone', () => {
    fc.assert(
      fc.property(additions, (added) => {
        const theirs = withAdditions(FULL, added);
        expect(dashboardFields(theirs)).toEqual(dashboardFields(FULL));
        expect(layDashboardFields(theirs, dashboardFields(FULL))).toEqual(theirs);
      }),
      { numRuns: 150 }
    );
  });

  it('of another installation, laid over a dashboard with additions, are read back, and the additions are still there', () => {
    const options = defaultOptions('elsewhere', settings);
    for (const rule of Object.values(options.rules)) {
      rule.threshold *= 2;
    }
    const ours = dashboardFields(dashboardBody(options, { ...settings, schema: 'other', timeZone: 'Asia/Tokyo' }));
    fc.assert(
      fc.property(additions, (added) => {
        const theirs = withAdditions(FULL, added);
        const laid = layDashboardFields(theirs, ours);
        expect(dashboardFields(laid)).toEqual(ours);
        const mine = (dashboard: JsonObject) => panelsOf(dashboard).filter(({ id }) => Number(id) >= 100 && id !== 200);
        expect(mine(laid)).toEqual(mine(theirs));
        const others = (dashboard: JsonObject) =>
          (at(dashboard, 'templating', 'list') as JsonObject[]).filter(
            ({ name }) => name === 'mine' || name === 'theirs'
          );
        expect(others(laid)).toEqual(others(theirs));
        expect(addedKeys(laid)).toEqual(addedKeys(theirs));
        expect(variableOf(laid, 'tenant')?.current).toEqual(variableOf(theirs, 'tenant')?.current);
      }),
      { numRuns: 150 }
    );
  });

  it('see each change of a person as a change of that field alone', () => {
    const changes: Array<[string, (dashboard: JsonObject) => void]> = [
      ['title', (dashboard) => (dashboard.title = 'Mine')],
      ['refresh', (dashboard) => (dashboard.refresh = '')],
      ['time', (dashboard) => (dashboard.time = { from: 'now-24h', to: 'now' })],
      ['panel 3: title', (dashboard) => (panelOf(dashboard, 3)!.title = 'Mine')],
      ['panel 3: query', (dashboard) => ((panelOf(dashboard, 3)!.targets as JsonObject[])[0].rawSql = 'select 1')],
      ['panel 5: position', (dashboard) => ((panelOf(dashboard, 5)!.gridPos as JsonObject).x = 1)],
      [
        'panel 4: options',
        (dashboard) => ((at(panelOf(dashboard, 4), 'options', 'legend') as JsonObject).showLegend = true),
      ],
      [
        'panel 4: fieldConfig',
        (dashboard) => ((at(panelOf(dashboard, 4), 'fieldConfig', 'defaults') as JsonObject).unit = 'none'),
      ],
      [
        'panel 4: fieldConfig',
        (dashboard) => (at(panelOf(dashboard, 4), 'fieldConfig', 'overrides') as Json[]).push({}),
      ],
      ['panel 1: links', (dashboard) => delete panelOf(dashboard, 1)!.links],
      [
        'panel 8: transformations',
        (dashboard) => (panelOf(dashboard, 8)!.transformations = [{ id: 'limit', options: {} }]),
      ],
      ['variables.tenant', (dashboard) => (variableOf(dashboard, 'tenant')!.label = 'Customer')],
      ['data source', (dashboard) => (variableOf(dashboard, 'datasource')!.current = { text: 'x', value: 'x' })],
    ];
    const before = dashboardFields(FULL);
    for (const [field, change] of changes) {
      const theirs = clone(FULL);
      change(theirs);
      const after = dashboardFields(theirs);
      expect(Object.keys(before).filter((name) => !equal(before[name], after[name]))).toEqual([field]);
      expect(layDashboardFields(theirs, before)).toEqual(FULL);
      expect(layDashboardFields(FULL, after)).toEqual(theirs);
    }
  });

  it('of a deleted panel are missing; laid again, it is back; left out, it goes', () => {
    const without = { ...clone(FULL), panels: panelsOf(FULL).filter(({ id }) => id !== 3) };
    const fields = dashboardFields(without);
    expect(Object.keys(fields).filter((name) => name.startsWith('panel 3'))).toEqual([]);
    expect(layDashboardFields(FULL, fields)).toEqual(without);
    const back = layDashboardFields(without, dashboardFields(FULL));
    expect(dashboardFields(back)).toEqual(dashboardFields(FULL));
    expect(panelOf(back, 3)).toEqual(panelOf(FULL, 3));
  });

  it('of a deleted panel of which the query alone is wanted bring back the whole panel', () => {
    const without = { ...clone(FULL), panels: panelsOf(FULL).filter(({ id }) => id !== 3) };
    const wanted = { ...dashboardFields(without), 'panel 3: query': 'select 1' };
    expect(panelOf(layDashboardFields(without, wanted), 3)).toMatchObject({
      type: 'timeseries',
      title: 'Problems over time',
      targets: [{ rawSql: 'select 1', format: 'time_series', refId: 'A' }],
    });
  });

  it('of an installation that becomes one tenant’s take the variable away, and the other way round', () => {
    const one = body({ tenant: 'acme' });
    expect(layDashboardFields(FULL, dashboardFields(one))).toEqual(one);
    expect(layDashboardFields(one, dashboardFields(FULL))).toEqual(FULL);
  });

  it('find a query whose name somebody changed', () => {
    const theirs = clone(FULL);
    (panelOf(theirs, 3)!.targets as JsonObject[])[0].refId = 'Problems';
    expect(dashboardFields(theirs)).toEqual(dashboardFields(FULL));
  });
});

describe('the base', () => {
  const text = JSON.stringify({ version: '1.0.0', fields: { title: '\\u007b\\u007b $x ${tenant}' } });

  it('is kept in a hidden constant', () => {
    const dashboard = withBase(FULL, text);
    expect(baseOf(dashboard)).toBe(text);
    expect(variableOf(dashboard, 'devdiag_base')).toMatchObject({ type: 'constant', hide: 2, skipUrlSync: true });
    expect(dashboardFields(dashboard)).toEqual(dashboardFields(FULL));
  });

  it('is replaced in its place, and left as Grafana wrote it when it is the same', () => {
    const list = at(withBase(FULL, 'old'), 'templating', 'list') as Json[];
    const theirs: JsonObject = { ...clone(FULL), templating: { list: [...list, { name: 'mine' }] } };
    const replaced = withBase(theirs, text);
    expect((at(replaced, 'templating', 'list') as JsonObject[]).map(({ name }) => name)).toEqual([
      'datasource',
      'tenant',
      'devdiag_base',
      'mine',
    ]);
    expect(withBase(replaced, text)).toEqual(replaced);
  });

  it('is null where there is none', () => {
    expect([baseOf(FULL), baseOf({}), baseOf({ templating: { list: [{ name: 'devdiag_base', query: 7 }] } })]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

/** Each added key with how often it is there. */
function addedKeys(dashboard: JsonObject): Record<string, number> {
  const found = objectsIn(dashboard)
    .flatMap((object) => Object.keys(object))
    .filter((key) => key.startsWith('zz ') || key === '__systemRef');
  return Object.fromEntries(
    [...new Set(found)].sort().map((key) => [key, found.filter((other) => other === key).length])
  );
}
