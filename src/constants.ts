import pluginJson from './plugin.json';

export const PLUGIN_ID = pluginJson.id;
export const PLUGIN_BASE_URL = `/a/${PLUGIN_ID}`;

/** Pages of the app, relative to its base. */
export const ROUTES = {
  health: 'health',
  alerts: 'alerts',
  runbook: 'runbook',
  incidents: 'incidents',
  setup: 'setup',
} as const;
