import { readFileSync } from 'node:fs';
import { parse } from '@cdktn/hcl2json';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { hcl } from './hcl.ts';
import { FOLDER_MARKER } from '../base.ts';
import type { JsonObject } from '../json.ts';
import type { NativeGroup, NativeRule } from './native.ts';
import { groupEntry, ruleEntry } from './provisioning.ts';
import { resourceFiles, ruleManifest } from './resources.ts';
import { ruleBlock } from './terraform.ts';
import { toYaml } from './yaml.ts';

// Grafana exported the rules of one group; the same rules, as its API gives them, go through ours.
const calls: Array<{ name: string; response: unknown }> = JSON.parse(
  readFileSync(new URL('../../../tests/contract/recorded/grafana-12.3.0.json', import.meta.url), 'utf8')
);
const recorded = <T>(name: string): T => {
  const call = calls.find((candidate) => candidate.name === name);
  if (!call) {
    throw new Error(`nothing recorded as "${name}"`);
  }
  return call.response as T;
};
const { title, folderUid, rules } = recorded<{ title: string; folderUid: string; rules: NativeRule[] }>(
  'rule group after replacement'
);
// The interval was changed between the two recorded calls.
const group: NativeGroup = { name: title, folderUid, intervalSeconds: 120, rules };

describe('what Grafana exports and what we export', () => {
  it('is the same YAML', () => {
    const theirs = recorded<{ groups: Array<Record<string, unknown>> }>('export rule group as json').groups[0];
    const ours = parseYaml(toYaml(groupEntry(group, 'DevDiag Alerts')));
    // The recorded folder had no title to Grafana's exporter, which is why its own file would not be accepted.
    expect({ ...ours, folder: '' }).toEqual(theirs);
    expect(ours.folder).toBe('DevDiag Alerts');
    expect(Object.keys(ruleEntry(rules[0]))).toEqual(Object.keys((theirs.rules as object[])[0]));
  });

  it('is the same YAML text to a YAML reader', () => {
    // The recording is cut in its second rule; the first one is whole.
    const [first] = recorded<string>('export rule group as yaml').split('        - uid: r-two');
    expect(parseYaml(first).groups[0].rules).toEqual([parseYaml(toYaml(ruleEntry(rules[0])))]);
  });

  it('is the same HCL, but for the uid that Grafana leaves out', async () => {
    const text = recorded<string>('export rule group as hcl');
    const theirs = text.slice(text.indexOf('  rule {'), text.indexOf('  rule {\n    name      = "two"'));
    const ours = hcl([ruleBlock(rules[0])]);
    const parsed = await parse('ours.tf', ours);
    expect((await parse('theirs.tf', theirs)).rule).toHaveLength(1);
    expect(parsed.rule[0]).toEqual({ ...(await parse('theirs.tf', theirs)).rule[0], uid: 'r-basic' });
    const lines = (block: string) => block.split('\n').map((line) => line.trim().replace(/ +=/, ' ='));
    expect(lines(ours).filter((line) => !line.startsWith('uid ='))).toEqual(lines(theirs));
  });

  it('names what the resource API has other words for', () => {
    expect(ruleManifest(rules[0], folderUid, 300)).toMatchObject({
      metadata: { name: 'r-basic', annotations: { 'grafana.app/folder': 'devdiag-alerts' } },
      spec: {
        title: 'r-basic',
        trigger: { interval: '5m' },
        for: '5m',
        expressions: {
          A: { datasourceUID: 'devdiag-postgres', relativeTimeRange: { from: '10m', to: '0s' } },
          C: { source: true },
        },
      },
    });
  });
});

describe('what Grafana exports of our own rules, with a tenant and a contact point whose names are hard', () => {
  const text = (kind: string) => readFileSync(new URL(`./recorded/group-12.3.0.${kind}`, import.meta.url), 'utf8');
  // Installed into a real Grafana, read back, exported there.
  const ours: { title: string; folderUid: string; interval: number; rules: NativeRule[] } = JSON.parse(text('json'));
  const nasty: NativeGroup = {
    name: ours.title,
    folderUid: ours.folderUid,
    intervalSeconds: ours.interval,
    rules: ours.rules,
  };

  it('has what it was recorded for', () => {
    expect(ours.rules[0].labels.tenant).toContain(`l'été "€" 100% $x \${y}`);
    expect(ours.rules[0].notification_settings?.receiver).toBe('on $call ${now} "€"');
    expect(ours.rules[0].annotations.__devdiag_base__).toContain('"threshold"');
  });

  it('is the same YAML, dollars doubled in the same places', () => {
    const [theirs] = parseYaml(text('yaml')).groups;
    expect(parseYaml(toYaml(groupEntry(nasty, '')))).toEqual(theirs);
    expect(theirs.rules[0].labels.tenant).toContain(' $$x $${y} ');
    expect(theirs.rules[0].annotations.description).toMatch(/(?<!\$)\$values/);
  });

  it('is the same HCL, escapes and all', async () => {
    const { resource } = await parse('theirs.tf', text('hcl'));
    const [[theirs]] = Object.values(resource.grafana_rule_group) as any[];
    const written = await parse('ours.tf', hcl(nasty.rules.map(ruleBlock)));
    const comparable = (rules: any[]) =>
      rules.map(({ uid: _uid, ...rule }) => ({
        ...rule,
        data: rule.data.map((query: any) => ({ ...query, model: JSON.parse(query.model) })),
      }));
    expect(comparable(written.rule)).toEqual(comparable(theirs.rule));
  });
});

describe('what Grafana’s resource API made of our manifests', () => {
  interface Answer {
    status: number;
    body: { metadata: { name: string; annotations: Record<string, string> }; spec: JsonObject };
  }
  // Folder and dashboard (of its panels the first) as exported for a tenant whose name is hard, sent with curl. Kept without
  // `managedFields`.
  const { folder, dashboard }: Record<'folder' | 'dashboard', Answer> = JSON.parse(
    readFileSync(new URL('./recorded/manifests-12.3.0.json', import.meta.url), 'utf8')
  );
  const [ourFolder, ourDashboard] = resourceFiles({
    folder: { uid: folder.body.metadata.name, title: String(folder.body.spec.title), description: FOLDER_MARKER },
    dashboard: {
      uid: dashboard.body.metadata.name,
      title: String(dashboard.body.spec.title),
      folderUid: dashboard.body.metadata.annotations['grafana.app/folder'],
      // As saved: a number and a version of its own, which a manifest must not have.
      model: { ...dashboard.body.spec, uid: dashboard.body.metadata.name, id: 14, version: 3 },
    },
    groups: [],
    // Grafana reads YAML 1.1, to which a bare y is a truth value: a panel's place has a key of that name.
  }).map(({ text }) => parseYaml(text, { version: '1.1' }));

  it('has what it was recorded for', () => {
    expect([folder.status, dashboard.status]).toEqual([201, 201]);
    expect(JSON.stringify(dashboard.body.spec)).toContain(`l'été \\"€\\" 100% $x \${y} {{z}}`);
    expect(dashboard.body.spec.panels).toHaveLength(1);
  });

  it('is the same dashboard, in the same folder', () => {
    const { name, annotations } = dashboard.body.metadata;
    expect({ ...dashboard.body, ...ourDashboard }).toEqual({ ...dashboard.body, metadata: ourDashboard.metadata });
    expect(ourDashboard.metadata).toEqual({
      name,
      annotations: { 'grafana.app/folder': annotations['grafana.app/folder'] },
    });
  });

  it('is the same folder, but for the description that this version drops', () => {
    expect(ourFolder.spec.description).toBe(FOLDER_MARKER);
    const spec = { ...ourFolder.spec, description: '' };
    expect({ ...folder.body, ...ourFolder, spec }).toEqual({ ...folder.body, metadata: ourFolder.metadata });
    expect(ourFolder.metadata).toEqual({ name: folder.body.metadata.name });
  });
});
