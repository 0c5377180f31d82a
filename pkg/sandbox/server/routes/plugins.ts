import { sendJson, sendMessage } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import type { PluginManifest } from '../plugin/manifest.ts';
import type { StoredPluginSettings } from '../state/space.ts';

/** The plugin's settings: read by everybody, replaced as a whole by Admins. */
export function pluginRoutes(context: Context): void {
  const { app, manifest } = context;
  app.get(
    '/api/plugins/:id/settings',
    signedIn(context, (call) => read(manifest, call))
  );
  app.post(
    '/api/plugins/:id/settings',
    signedIn(context, (call) => save(manifest, call), 'plugins:write')
  );
}

function read(manifest: PluginManifest, { request, reply, space }: SignedIn) {
  if (pluginId(request) !== manifest.id) {
    return sendMessage(reply, 404, 'Plugin not found, no installed plugin with that id');
  }
  return sendJson(reply, 200, describePluginSettings(manifest, space.pluginSettings));
}

function save(manifest: PluginManifest, { request, reply, space }: SignedIn) {
  if (pluginId(request) !== manifest.id) {
    return sendMessage(reply, 404, 'Plugin not installed');
  }
  const {
    enabled = false,
    pinned = false,
    jsonData,
    secureJsonData = {},
  } = (request.body ?? {}) as Partial<StoredPluginSettings>;
  space.pluginSettings = {
    enabled,
    pinned,
    // Replaced whole: a key that isn't sent is gone. Without any it stays as it is. Recorded.
    jsonData: jsonData ?? space.pluginSettings.jsonData,
    secureJsonData: { ...space.pluginSettings.secureJsonData, ...secureJsonData },
  };
  return sendMessage(reply, 200, 'Plugin settings updated');
}

/** Settings as answered: the manifest with what is stored, secrets by name only. */
export function describePluginSettings(manifest: PluginManifest, stored: StoredPluginSettings) {
  const { id, name, type, baseUrl, info, includes, dependencies, extensions, translations } = manifest;
  const secureNames = Object.entries(stored.secureJsonData).filter(([, value]) => value !== '');
  return {
    name,
    type,
    id,
    enabled: stored.enabled,
    pinned: stored.pinned,
    autoEnabled: false,
    module: `${baseUrl}/module.js`,
    baseUrl,
    info,
    includes,
    dependencies,
    extensions,
    jsonData: stored.jsonData,
    secureJsonFields: Object.fromEntries(secureNames.map(([key]) => [key, true])),
    defaultNavUrl: defaultNavUrl(manifest),
    latestVersion: '',
    hasUpdate: false,
    state: '',
    signature: 'unsigned',
    signatureType: '',
    signatureOrg: '',
    angularDetected: false,
    loadingStrategy: 'script',
    ...(translations ? { translations } : {}),
  };
}

/** Not where the page is, but where Grafana's settings say it is. Recorded. */
function defaultNavUrl({ id, includes }: PluginManifest): string {
  const page = includes.find(({ type, defaultNav }) => type === 'page' && defaultNav);
  return page ? `/plugins/${id}/page/${page.slug}` : '';
}

function pluginId(request: SignedIn['request']): string {
  return (request.params as { id: string }).id;
}
