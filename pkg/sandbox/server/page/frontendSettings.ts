import type { PluginManifest } from '../plugin/manifest.ts';
import { GRAFANA_COMMIT, GRAFANA_VERSION } from '../grafanaVersion.ts';
import { POSTGRES_TYPE, type DataSource } from '../state/dataSources.ts';
import type { Space } from '../state/space.ts';

/** What Grafana's page and `/api/frontend/settings` tell the browser. `appUrl` ends with a slash. */
export function frontendSettings(manifest: PluginManifest, space: Space, appUrl: string) {
  const dataSources = space.visibleDataSources();
  return {
    buildInfo: {
      version: GRAFANA_VERSION,
      versionString: `Grafana v${GRAFANA_VERSION} (stand-in)`,
      commit: GRAFANA_COMMIT,
      commitShort: GRAFANA_COMMIT,
      edition: 'Open Source',
      env: 'production',
      hasUpdate: false,
      hideVersion: false,
      latestVersion: '',
    },
    namespace: 'default',
    appUrl,
    appSubUrl: '',
    anonymousEnabled: false,
    defaultDatasource: dataSources.find(({ isDefault }) => isDefault)?.name ?? '',
    exploreEnabled: true,
    unifiedAlertingEnabled: true,
    unifiedAlerting: {
      minInterval: '10s',
      stateHistory: { backend: 'annotations', prometheusMetricName: 'GRAFANA_ALERTS' },
      recordingRulesEnabled: true,
      alertStateHistoryBackend: 'annotations',
    },
    sqlConnectionLimits: { maxOpenConns: 100, maxIdleConns: 100, connMaxLifetime: 14400 },
    dateFormats: DATE_FORMATS,
    featureToggles: {},
    licenseInfo: { expiry: 0, licenseUrl: '', stateInfo: '', edition: 'Open Source', enabledFeatures: {} },
    liveEnabled: false,
    rbacEnabled: true,
    windowTitlePrefix: 'Grafana - ',
    apps: { [manifest.id]: describeApp(manifest) },
    panels: {},
    datasources: Object.fromEntries(dataSources.map((dataSource) => [dataSource.name, describe(dataSource)])),
  };
}

/** Grafana's defaults. */
const DATE_FORMATS = {
  fullDate: 'YYYY-MM-DD HH:mm:ss',
  useBrowserLocale: false,
  interval: {
    millisecond: 'HH:mm:ss.SSS',
    second: 'HH:mm:ss',
    minute: 'HH:mm',
    hour: 'MM/DD HH:mm',
    day: 'MM/DD',
    month: 'YYYY-MM',
    year: 'YYYY',
  },
  defaultTimezone: 'browser',
  defaultWeekStart: 'browser',
};

function describeApp({ id, baseUrl, info, preload, extensions, dependencies, translations }: PluginManifest) {
  return {
    id,
    path: `${baseUrl}/module.js`,
    version: info.version,
    preload,
    angular: { detected: false },
    loadingStrategy: 'script',
    extensions,
    dependencies,
    ...(translations ? { translations } : {}),
  };
}

function describe({ id, uid, type, name, isDefault, access, jsonData, readOnly }: DataSource) {
  return {
    id,
    uid,
    type,
    name,
    url: `/api/datasources/proxy/uid/${uid}`,
    isDefault,
    access,
    jsonData,
    readOnly,
    // Recorded without `meta`: the recording is cut there. What follows is what plugins read of it.
    meta: META,
  };
}

const META = {
  id: POSTGRES_TYPE,
  type: 'datasource',
  name: 'PostgreSQL',
  aliasIDs: ['postgres'],
  alerting: true,
  annotations: true,
  backend: true,
  logs: false,
  metrics: true,
  tracing: false,
  baseUrl: `public/plugins/${POSTGRES_TYPE}`,
  module: `core:plugin/${POSTGRES_TYPE}`,
  signature: 'internal',
  info: {
    author: { name: 'Grafana Labs', url: '' },
    description: 'Data source for PostgreSQL and compatible databases',
    links: [],
    logos: {
      small: `public/plugins/${POSTGRES_TYPE}/img/postgresql_logo.svg`,
      large: `public/plugins/${POSTGRES_TYPE}/img/postgresql_logo.svg`,
    },
    screenshots: [],
    updated: '',
    version: '',
  },
};
