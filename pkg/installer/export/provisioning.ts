import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import type { Json, Settings } from '@devdiag/catalog/types';
import { completeSettings, type StoredSettings } from '@devdiag/engine/settings/settings';
import { CONNECTION_LIMITS } from '../datasource.ts';
import type { ExportFile, InstallOptions } from '../types.ts';
import { dollarsKept, dollarsKeptIn } from './dollars.ts';
import { jsonText } from './json.ts';
import {
  durationOf,
  isNone,
  panelOf,
  withoutNothing,
  type NativeDashboard,
  type NativeFolder,
  type NativeGroup,
  type NativeInstallation,
  type NativeRule,
} from './native.ts';
import { toYaml } from './yaml.ts';

const PLUGIN_ID = 'devdiag-ops-app';
/** Where Grafana's packages and images keep what it is provisioned from. */
const PROVISIONING = '/etc/grafana/provisioning';
const ORG_ID = 1;

/**
 * Files for Grafana's provisioning folder. Data source and plugin are among them for the first installation alone: a
 * second one shares them.
 */
export function provisioningFiles(
  native: NativeInstallation,
  options: InstallOptions,
  settings: Settings
): ExportFile[] {
  const { folder, dashboard, groups } = native;
  return [
    ...(options.prefix === ''
      ? [dataSourceFile(options.datasourceUid), pluginFile(options.datasourceUid, settings)]
      : []),
    alertingFile(folder, groups),
    ...dashboardFiles(dashboard, folder, options),
  ];
}

function dataSourceFile(uid: string): ExportFile {
  const dataSource = {
    name: uid === 'devdiag-postgres' ? 'DevDiag Postgres' : uid,
    uid,
    type: 'grafana-postgresql-datasource',
    access: 'proxy',
    url: '$DEVDIAG_PG_HOST',
    user: '$DEVDIAG_PG_USER',
    jsonData: {
      database: '$DEVDIAG_PG_DB',
      sslmode: '$DEVDIAG_PG_SSLMODE',
      postgresVersion: 1500,
      ...CONNECTION_LIMITS,
    },
    secureJsonData: { password: '$DEVDIAG_PG_PASS' },
  };
  return {
    path: 'datasources/devdiag.yaml',
    text: toYaml({ apiVersion: 1, datasources: [dataSource] }, [
      'The DevDiag PostgreSQL data source. Grafana fills in the environment variables when it reads this file: host:port,',
      'user, database, TLS mode (disable, require, verify-ca, verify-full) and password of a role that can only SELECT.',
      'Leave this file away where the data source is there already.',
    ]),
  };
}

function pluginFile(datasourceUid: string, settings: Settings): ExportFile {
  const app = {
    type: PLUGIN_ID,
    org_id: ORG_ID,
    disabled: false,
    // The configuration page says of provisioned settings that changes made there last until the next start.
    jsonData: { datasourceUid, provisioned: true, ...dollarsKeptIn(changedSettings(settings)) },
  };
  return {
    path: 'plugins/apps.yaml',
    text: toYaml({ apiVersion: 1, apps: [app] }, [
      'Switches the app on and tells it which data source to read. Every start of Grafana writes these settings again.',
    ]),
  };
}

/** What a settings object says beside the defaults. */
function changedSettings(settings: Settings): StoredSettings {
  const definitions = CHECK_DEFINITIONS;
  const { timeZone } = settings;
  // The zone of the expected hours follows the data's unless it is set.
  const { settings: defaults } = completeSettings({ timeZone }, definitions);
  const isDefault = (key: keyof Settings) => same(settings[key], defaults[key]);
  const thresholds = Object.fromEntries(
    Object.entries(settings.thresholds)
      .map(([id, values]) => [
        id,
        Object.fromEntries(Object.entries(values).filter(([key, value]) => defaults.thresholds[id]?.[key] !== value)),
      ])
      .filter(([, values]) => Object.keys(values).length > 0)
  );
  return withoutNothing({
    schema: isDefault('schema') ? undefined : settings.schema,
    timeZone: timeZone === completeSettings({}, definitions).settings.timeZone ? undefined : timeZone,
    retentionDays: isDefault('retentionDays') ? undefined : settings.retentionDays,
    expectedHours: isDefault('expectedHours') ? undefined : settings.expectedHours,
    thresholds: Object.keys(thresholds).length === 0 ? undefined : thresholds,
  });
}

function same(a: unknown, b: unknown): boolean {
  const sorted = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
      : value;
  return JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
}

function alertingFile(folder: NativeFolder, groups: NativeGroup[]): ExportFile {
  return {
    path: `alerting/${folder.uid}.yaml`,
    text: toYaml({ apiVersion: 1, groups: groups.map((group) => groupEntry(group, folder.title)) }, [
      'Alert rules. Grafana finds their folder by its title and makes it, with a uid of its own choice, where there is none.',
      "What was provisioned from files can't be changed in Grafana, nor by this app: change it here.",
    ]),
  };
}

/** An evaluation group as Grafana's provisioning file names it: folder by full title path, interval as a duration. */
export function groupEntry({ name, intervalSeconds, rules }: NativeGroup, folderTitle: string): object {
  return {
    orgId: ORG_ID,
    name: dollarsKept(name),
    folder: dollarsKept(titlePath(folderTitle)),
    interval: durationOf(intervalSeconds),
    rules: rules.map(ruleEntry),
  };
}

/** A slash would divide a folder from one within it. */
function titlePath(title: string): string {
  return title.replaceAll('/', '\\/');
}

/** A rule as Grafana's own YAML export writes it. Annotations and models are taken as they are. */
export function ruleEntry(rule: NativeRule): object {
  const panel = panelOf(rule);
  const { notification_settings: notification } = rule;
  return withoutNothing({
    uid: rule.uid,
    title: dollarsKept(rule.title),
    condition: rule.condition,
    data: rule.data.map(({ refId, queryType, relativeTimeRange, datasourceUid, model }) =>
      withoutNothing({
        refId,
        queryType: queryType === '' ? undefined : queryType,
        relativeTimeRange,
        datasourceUid,
        model,
      })
    ),
    dashboardUid: panel?.dashboardUid,
    panelId: panel?.panelId,
    noDataState: rule.noDataState,
    execErrState: rule.execErrState,
    for: isNone(rule.for) ? undefined : rule.for,
    keepFiringFor: isNone(rule.keep_firing_for) ? undefined : rule.keep_firing_for,
    annotations: rule.annotations,
    labels: dollarsKeptIn(rule.labels),
    isPaused: rule.isPaused ?? false,
    notification_settings: notification ? dollarsKeptIn(withoutNothing(notification)) : undefined,
    missing_series_evals_to_resolve: rule.missingSeriesEvalsToResolve,
  });
}

function dashboardFiles(
  { uid, folderUid, model }: NativeDashboard,
  folder: NativeFolder,
  { mode }: InstallOptions
): ExportFile[] {
  // Grafana makes the rules' folder before it comes to dashboards, so its title finds it; a uid would make a second
  // one. A folder that somebody chose is known by its uid only, and the title is used where it is missing alone.
  const place = folderUid === folder.uid ? { folder: dollarsKept(folder.title) } : { folder: folderUid, folderUid };
  const provider = {
    name: uid,
    orgId: ORG_ID,
    type: 'file',
    ...place,
    disableDeletion: false,
    allowUiUpdates: mode === 'editable',
    options: { path: `${PROVISIONING}/dashboards/${uid}` },
  };
  return [
    {
      path: `dashboards/${uid}.yaml`,
      text: toYaml({ apiVersion: 1, providers: [provider] }, [
        'The dashboard. The path is where the JSON file lies on the machine that runs Grafana; change it where the',
        'provisioning folder is another one.',
      ]),
    },
    { path: `dashboards/${uid}/${uid}.json`, text: jsonText(model as Json) },
  ];
}
