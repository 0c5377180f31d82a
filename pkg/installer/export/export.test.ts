import { parse as parseHcl } from '@cdktn/hcl2json';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { BASE_ANNOTATION, decodeBase } from '../base.ts';
import { desiredResources } from '../desired/desired.ts';
import { namesOf } from '../names.ts';
import { defaultOptions, optionProblems } from '../options.ts';
import type { ExportFile, ExportFormat, InstallOptions } from '../types.ts';
import { creationPlan, nativeInstallation } from './creation.ts';
import { EXPORT_FORMATS, exportFiles } from './export.ts';
import type { NativeRule } from './native.ts';

const { settings } = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
);
const plain = defaultOptions('devdiag-postgres', settings);
const TENANT = `l'été "€" 100% $x \${y} {{z}} %{if} \\`;
const nasty: InstallOptions = {
  ...plain,
  prefix: 'acme-2',
  tenant: TENANT,
  mode: 'editable',
  receiver: 'on $call ${now} "€"',
  dashboardFolder: 'team-folder',
  rules: { ...plain.rules, 'high-diversity': { install: false, threshold: 10, forMinutes: 0 } },
};
const CASES: Array<[string, InstallOptions]> = [
  ['plain', plain],
  ['nasty', nasty],
];

const native = (options: InstallOptions) => nativeInstallation(creationPlan(options, settings));
const rulesOf = (options: InstallOptions): NativeRule[] => native(options).groups.flatMap(({ rules }) => rules);
const files = (options: InstallOptions, format: ExportFormat) => exportFiles(options, settings, format);
const file = (list: ExportFile[], path: string) => {
  const found = list.find((candidate) => candidate.path === path);
  expect(found, `${path} in ${list.map((each) => each.path).join(', ')}`).toBeDefined();
  return found!.text;
};
/** What Grafana makes of a text that it expands: an empty environment, doubled dollars kept. */
const expanded = (value: unknown): any =>
  JSON.parse(JSON.stringify(value), (_, part) =>
    typeof part === 'string'
      ? part
          .split('$$')
          .map((piece) => piece.replace(/\$(\{[^}]*\}|\w+)/g, ''))
          .join('$')
      : part
  );

describe.each(CASES)('exports of a %s installation', (_, options) => {
  const names = namesOf(options.prefix);
  const wanted = desiredResources(options, settings);
  const ruleUids = wanted.filter(({ kind }) => kind === 'rule').map(({ uid }) => uid);

  it('are of options that could be installed', () => {
    expect(optionProblems(options)).toEqual([]);
    expect(ruleUids.length).toBe(options === plain ? 5 : 4);
    expect(
      rulesOf(options)
        .map(({ uid }) => uid)
        .sort()
    ).toEqual([...ruleUids].sort());
  });

  it('carry the base, so that whoever looks recognises them', () => {
    for (const { uid, annotations } of rulesOf(options)) {
      const base = decodeBase(annotations[BASE_ANNOTATION]);
      expect([uid, base?.prefix]).toEqual([uid, options.prefix]);
      expect(Object.keys(base!.fields)).toContain('threshold');
    }
    expect(JSON.stringify(native(options).dashboard.model)).toContain('devdiag_base');
  });

  it('lie in folders of their own, no two with one path, none outside', () => {
    for (const format of EXPORT_FORMATS) {
      const paths = files(options, format).map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
      expect(paths.filter((path) => !/^[\w-]+(\/[\w-]+)*(\.[\w-]+)+$/.test(path))).toEqual([]);
      expect(files(options, format).filter(({ text }) => !text.endsWith('\n'))).toEqual([]);
    }
  });

  it('as provisioning files mean the same once Grafana has expanded them', () => {
    const list = files(options, 'provisioning');
    const { groups } = parseYaml(file(list, `alerting/${names.folder.uid}.yaml`));
    expect(groups.map(({ name, interval, folder }: any) => [name, interval, folder])).toEqual(
      native(options).groups.map(({ name }) => [
        name,
        { 'devdiag-health': '5m', 'devdiag-learning': '30m' }[name],
        names.folder.title,
      ])
    );
    const rules = groups.flatMap((group: any) => group.rules);
    for (const rule of rulesOf(options)) {
      const exported = rules.find(({ uid }: any) => uid === rule.uid);
      // As they are.
      expect(exported.annotations).toEqual(rule.annotations);
      expect(exported.data.map(({ model }: any) => model)).toEqual(rule.data.map(({ model }) => model));
      // Once expanded.
      expect(expanded(exported.labels)).toEqual(rule.labels);
      expect(expanded(exported.title)).toBe(rule.title);
      expect(expanded(exported.notification_settings ?? null)).toEqual(rule.notification_settings ?? null);
      expect([exported.dashboardUid, String(exported.panelId)]).toEqual([
        names.dashboard.uid,
        rule.annotations.__panelId__,
      ]);
    }
    const [provider] = parseYaml(file(list, `dashboards/${names.dashboard.uid}.yaml`)).providers;
    expect(provider).toMatchObject({ type: 'file', allowUiUpdates: options.mode === 'editable' });
    expect([provider.folderUid, expanded(provider.folder)]).toEqual(
      options.dashboardFolder === null ? [undefined, names.folder.title] : ['team-folder', 'team-folder']
    );
    const model = JSON.parse(file(list, `dashboards/${names.dashboard.uid}/${names.dashboard.uid}.json`));
    expect(model).toEqual(native(options).dashboard.model);
    expect([model.uid, model.id, model.version]).toEqual([names.dashboard.uid, undefined, undefined]);
  });

  it('as Terraform are read by its own parser, texts and all', async () => {
    const list = files(options, 'terraform');
    const read = await parseHcl('x.tf', file(list, `${names.folder.uid}.tf`));
    const literal = (value: unknown): any =>
      JSON.parse(JSON.stringify(value), (_, part) =>
        typeof part === 'string' ? part.replace(/\$\$\{/g, '${').replace(/%%\{/g, '%{') : part
      );
    const { grafana_folder, grafana_dashboard, grafana_rule_group } = read.resource;
    const [[name, [folder]]] = Object.entries<any>(grafana_folder);
    expect(folder).toEqual({ uid: names.folder.uid, title: names.folder.title });
    const [[, [dashboard]]] = Object.entries<any>(grafana_dashboard);
    const own = `\${grafana_folder.${name}.uid}`;
    expect(dashboard).toEqual({
      folder: options.dashboardFolder ?? own,
      config_json: `\${file("\${path.module}/${names.dashboard.uid}.json")}`,
    });
    expect(JSON.parse(file(list, `${names.dashboard.uid}.json`))).toEqual(native(options).dashboard.model);
    const groups = Object.values<any>(grafana_rule_group).flat();
    expect(
      groups.map(({ name: title, interval_seconds, folder_uid }) => [title, interval_seconds, folder_uid])
    ).toEqual(native(options).groups.map((group) => [group.name, group.intervalSeconds, own]));
    const rules = groups.flatMap(({ rule }) => rule);
    for (const rule of rulesOf(options)) {
      const exported = rules.find(({ uid }) => uid === rule.uid);
      expect(literal(exported.labels)).toEqual(rule.labels);
      expect(literal(exported.annotations)).toEqual(rule.annotations);
      expect(literal(exported.name)).toBe(rule.title);
      expect(exported.data.map(({ model }: any) => JSON.parse(literal(model)))).toEqual(
        rule.data.map(({ model }) => model)
      );
      expect(literal(exported.notification_settings?.[0].contact_point ?? null)).toEqual(options.receiver);
    }
    expect(new Set(groups.map((group) => group.disable_provenance))).toEqual(
      new Set([options.mode === 'editable' ? true : undefined])
    );
  });

  it('as manifests name kind, folder and condition', () => {
    const list = files(options, 'resources').map(({ path, text }) => ({ path, ...parseYaml(text) }));
    expect(list.map(({ path, apiVersion, kind, metadata }) => [path, apiVersion, kind, metadata.name])).toEqual([
      [`folders/${names.folder.uid}.yaml`, 'folder.grafana.app/v1beta1', 'Folder', names.folder.uid],
      [`dashboards/${names.dashboard.uid}.yaml`, 'dashboard.grafana.app/v1beta1', 'Dashboard', names.dashboard.uid],
      ...rulesOf(options).map(({ uid }) => [
        `alertrules/${uid}.yaml`,
        'rules.alerting.grafana.app/v0alpha1',
        'AlertRule',
        uid,
      ]),
    ]);
    expect(list[1].metadata.annotations).toEqual({ 'grafana.app/folder': options.dashboardFolder ?? names.folder.uid });
    for (const [index, rule] of rulesOf(options).entries()) {
      const { spec, metadata } = list[index + 2];
      expect(metadata.annotations).toEqual({ 'grafana.app/folder': names.folder.uid });
      expect([spec.labels, spec.annotations, spec.title]).toEqual([rule.labels, rule.annotations, rule.title]);
      const sources = Object.entries<any>(spec.expressions).filter(([, { source }]) => source);
      expect(sources.map(([refId]) => refId)).toEqual([rule.condition]);
      expect(spec.panelRef).toMatchObject({ dashboardUID: names.dashboard.uid });
    }
  });

  it('as calls name every body once, in the order of creation, each keeping the rules unlocked', () => {
    const list = files(options, 'api');
    const calls = file(list, 'calls.txt')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' '));
    expect(calls.map(([, , body]) => body)).toEqual(list.slice(2).map(({ path }) => path));
    expect(calls.map(([, , body]) => body)).toEqual([...calls.map(([, , body]) => body)].sort());
    expect(calls.slice(0, 2).map(([method, path]) => `${method} ${path}`)).toEqual([
      'POST /api/folders',
      'POST /api/dashboards/db',
    ]);
    const readme = file(list, 'README.md');
    expect(readme).toContain(`'X-Disable-Provenance: true'`);
    calls.forEach(([, path, body]) => expect(readme).toContain(`| \`${path}\` | \`${body}\` |`));
    list.slice(2).forEach(({ text }) => expect(() => JSON.parse(text)).not.toThrow());
  });
});

describe('provisioning of a first installation', () => {
  it('brings the data source and the app, a second one does not', () => {
    const paths = (options: InstallOptions) => files(options, 'provisioning').map(({ path }) => path);
    expect(paths(plain)).toEqual(expect.arrayContaining(['datasources/devdiag.yaml', 'plugins/apps.yaml']));
    expect(paths(nasty).filter((path) => /^(datasources|plugins)/.test(path))).toEqual([]);
    expect(paths(plain).filter((path) => paths(nasty).includes(path))).toEqual([]);
  });

  it('reads the password from the environment', () => {
    const [source] = parseYaml(file(files(plain, 'provisioning'), 'datasources/devdiag.yaml')).datasources;
    expect(source.secureJsonData).toEqual({ password: '$DEVDIAG_PG_PASS' });
    expect(JSON.stringify({ ...source, secureJsonData: undefined })).not.toMatch(/pass/i);
  });

  it('says what differs from the defaults, and nothing else', () => {
    const jsonData = (given: object) => {
      const changed = completeSettings(
        given,
        CHECKS.map(({ definition }) => definition)
      ).settings;
      return parseYaml(file(exportFiles(plain, changed, 'provisioning'), 'plugins/apps.yaml')).apps[0].jsonData;
    };
    expect(jsonData({})).toEqual({ datasourceUid: 'devdiag-postgres', provisioned: true });
    const given = {
      schema: 'ops',
      timeZone: 'Europe/Berlin',
      retentionDays: 90,
      expectedHours: { days: [1, 2, 3], from: '07:00', to: '20:00', zone: 'Europe/Berlin' },
      thresholds: { 'stale-data': { warn: 60 } },
    };
    expect(jsonData(given)).toEqual({ datasourceUid: 'devdiag-postgres', provisioned: true, ...given });
    expect(jsonData({ timeZone: 'Europe/Berlin' })).toMatchObject({ timeZone: 'Europe/Berlin' });
    expect(jsonData({ timeZone: 'Europe/Berlin' })).not.toHaveProperty('expectedHours');
  });
});
