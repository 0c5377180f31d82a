import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface PluginInclude {
  type: string;
  name: string;
  path: string;
  role: string;
  action?: string;
  addToNav: boolean;
  defaultNav: boolean;
  slug: string;
  icon: string;
  uid: string;
  component: string;
}

/** The built plugin's plugin.json, with what Grafana adds when it reads one. */
export interface PluginManifest {
  id: string;
  name: string;
  type: string;
  info: Record<string, unknown> & { version: string; description: string; logos: { small: string; large: string } };
  includes: PluginInclude[];
  dependencies: Record<string, unknown>;
  extensions: Record<string, unknown>;
  /** Language → path of its texts, for plugins that name `languages`. */
  translations: Record<string, string> | undefined;
  baseUrl: string;
  preload: boolean;
}

/** plugin.json as written: most of it may be missing. */
interface RawManifest {
  id: string;
  name: string;
  type: string;
  info: RawInfo;
  includes?: RawInclude[];
  dependencies?: RawDependencies;
  extensions?: Record<string, unknown>;
  languages?: string[];
  preload?: boolean;
}

interface RawInfo {
  author?: object;
  description?: string;
  links?: unknown;
  logos: { small: string; large: string };
  build?: unknown;
  screenshots?: Array<{ name: string; path: string }>;
  version: string;
  updated?: string;
  keywords?: unknown;
}

type RawInclude = Pick<PluginInclude, 'type' | 'name'> & Partial<PluginInclude>;

interface RawDependencies {
  grafanaDependency?: string;
  plugins?: unknown[];
  extensions?: { exposedComponents?: unknown[] };
}

/** Reads `plugin.json` of a built plugin. Throws when the directory holds none or it isn't an app. */
export async function readManifest(distDir: string): Promise<PluginManifest> {
  let text: string;
  try {
    text = await readFile(path.join(distDir, 'plugin.json'), 'utf8');
  } catch {
    throw new Error(`no built plugin in ${distDir} (plugin.json is missing); build it first`);
  }
  const json: RawManifest = JSON.parse(text);
  if (json.type !== 'app') {
    throw new Error(`the plugin in ${distDir} is a ${json.type}, not an app`);
  }
  const baseUrl = `public/plugins/${json.id}`;
  return {
    id: json.id,
    name: json.name,
    type: json.type,
    info: describeInfo(json.info, baseUrl),
    includes: (json.includes ?? []).map(describeInclude),
    dependencies: describeDependencies(json.dependencies),
    extensions: describeExtensions(json.extensions),
    translations: describeTranslations(json.languages, json.id, baseUrl),
    baseUrl,
    preload: json.preload === true,
  };
}

function describeInfo(info: RawInfo, baseUrl: string): PluginManifest['info'] {
  const asset = (file: string) => `${baseUrl}/${file}`;
  return {
    author: { name: '', url: '', ...info.author },
    description: info.description ?? '',
    links: info.links ?? null,
    logos: { small: asset(info.logos.small), large: asset(info.logos.large) },
    build: info.build ?? {},
    screenshots: (info.screenshots ?? []).map((shot: { name: string; path: string }) => ({
      ...shot,
      path: asset(shot.path),
    })),
    version: info.version,
    updated: info.updated,
    keywords: info.keywords ?? null,
  };
}

/** Pages need the permission to use the app unless they name a role above Viewer; recorded with plugin settings. */
function describeInclude(include: RawInclude): PluginInclude {
  const role = include.role || 'Viewer';
  const action = include.action || (include.type === 'page' && role === 'Viewer' ? 'plugins.app:access' : undefined);
  return {
    name: include.name,
    path: include.path ?? '',
    type: include.type,
    component: include.component ?? '',
    role,
    ...(action ? { action } : {}),
    addToNav: include.addToNav ?? false,
    defaultNav: include.defaultNav ?? false,
    slug: slugify(include.name),
    icon: include.icon ?? '',
    uid: include.uid ?? '',
  };
}

function describeDependencies(dependencies: RawDependencies | undefined): Record<string, unknown> {
  return {
    grafanaDependency: dependencies?.grafanaDependency ?? '',
    grafanaVersion: '*',
    plugins: dependencies?.plugins ?? [],
    extensions: { exposedComponents: dependencies?.extensions?.exposedComponents ?? [] },
  };
}

function describeExtensions(extensions: Record<string, unknown> | undefined): Record<string, unknown> {
  return {
    addedLinks: extensions?.addedLinks ?? [],
    addedComponents: extensions?.addedComponents ?? [],
    exposedComponents: extensions?.exposedComponents ?? [],
    extensionPoints: extensions?.extensionPoints ?? [],
    addedFunctions: extensions?.addedFunctions ?? [],
  };
}

function describeTranslations(languages: string[] | undefined, id: string, baseUrl: string) {
  return (
    languages &&
    Object.fromEntries(languages.map((language) => [language, `${baseUrl}/locales/${language}/${id}.json`]))
  );
}

function slugify(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
