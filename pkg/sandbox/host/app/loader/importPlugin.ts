import { AppPlugin, type AppPluginMeta } from '@grafana/data';
import { addResourceBundle, getResolvedLanguage } from 'grafana-internal:i18n/i18n';
import { PLUGIN_ID } from '../boot.ts';
import { backendSrv } from '../services/backendSrv.ts';
import { registerLinks } from '../services/extensions.ts';
import { loadAmdModule } from './amd.ts';

/** The plugin's settings as the server answers them, with what only Grafana's loader reads. */
export interface PluginSettings extends AppPluginMeta {
  translations?: Record<string, string>;
}

let loaded: Promise<AppPlugin> | undefined;

/** Settings of the app plugin, fresh from the server. */
export function fetchPluginSettings(): Promise<PluginSettings> {
  return backendSrv.get(`/api/plugins/${PLUGIN_ID}/settings`, undefined, undefined, { showErrorAlert: false });
}

/** Loads the plugin's bundle once. The settings it is given stay until the page is loaded anew, as in Grafana. */
export function importPlugin(): Promise<AppPlugin> {
  loaded ??= load().catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load(): Promise<AppPlugin> {
  const meta = await fetchPluginSettings();
  await loadTranslations(meta);
  const exported = (await loadAmdModule(`/${meta.module}?_cache=${meta.info.version}`)) as { plugin?: AppPlugin };
  const plugin = exported.plugin ?? new AppPlugin();
  plugin.init(meta);
  plugin.meta = meta;
  plugin.setComponentsFromLegacyExports(exported);
  registerLinks(meta.id, plugin.addedLinkConfigs as never[]);
  return plugin;
}

async function loadTranslations({ id, translations }: PluginSettings): Promise<void> {
  const language = getResolvedLanguage();
  const path = translations?.[language] ?? translations?.['en-US'];
  if (path) {
    const response = await fetch(`/${path}`);
    addResourceBundle(language, id, await response.json());
  }
}
