import type { PluginInclude, PluginManifest } from '../plugin/manifest.ts';
import type { User } from '../state/users.ts';
import { holdsPermission } from '../http/permissions.ts';

/** An item of the menu, in the shape that Grafana writes into its page. */
export interface NavItem {
  id?: string;
  text: string;
  url: string;
  icon?: string;
  img?: string;
  subTitle?: string;
  isSection?: boolean;
  pluginId?: string;
  children?: NavItem[];
}

const RANK = { Viewer: 1, Editor: 2, Admin: 3 } as const;

/** The menu for a person: Grafana's sections as far as the stand-in has something to show, and the plugin's pages. */
export function navTree(manifest: PluginManifest, user: User, pluginEnabled: boolean): NavItem[] {
  const app = pluginEnabled ? appItem(manifest, user) : undefined;
  return [
    { id: 'home', text: 'Home', url: '/', icon: 'home-alt' },
    { id: 'dashboards/browse', text: 'Dashboards', url: '/dashboards', icon: 'apps' },
    ...(holdsPermission(user.role, 'datasources:explore')
      ? [{ id: 'explore', text: 'Explore', url: '/explore', icon: 'compass' }]
      : []),
    { id: 'alerting', text: 'Alerting', url: '/alerting', icon: 'bell', children: alertingItems() },
    ...(user.role === 'Admin' ? [connectionsItem()] : []),
    ...(app ? [{ id: 'apps', text: 'More apps', url: '/apps', icon: 'layer-group', children: [app] }] : []),
    ...(user.role === 'Admin' ? [administrationItem()] : []),
  ];
}

function alertingItems(): NavItem[] {
  return [
    { id: 'alert-list', text: 'Alert rules', url: '/alerting/list' },
    { id: 'receivers', text: 'Contact points', url: '/alerting/notifications' },
    { id: 'silences', text: 'Silences', url: '/alerting/silences' },
  ];
}

function connectionsItem(): NavItem {
  const children = [{ id: 'connections-datasources', text: 'Data sources', url: '/connections/datasources' }];
  return { id: 'connections', text: 'Connections', url: '/connections', icon: 'adjust-circle', children };
}

function administrationItem(): NavItem {
  const plugins = { id: 'plugins', text: 'Plugins', url: '/plugins' };
  const section = { id: 'cfg/plugins', text: 'Plugins and data', url: '/admin/plugins', children: [plugins] };
  return { id: 'cfg', text: 'Administration', url: '/admin', icon: 'cog', children: [section] };
}

/** The plugin with its pages; the default page is the plugin's own item. Nothing when no page is for the menu. */
function appItem(manifest: PluginManifest, user: User): NavItem | undefined {
  const pages = manifest.includes.filter(
    (include) => include.type === 'page' && include.addToNav && maySee(include, user)
  );
  if (pages.length === 0) {
    return undefined;
  }
  const url = pages.find(({ defaultNav }) => defaultNav)?.path ?? `/a/${manifest.id}`;
  const children = pages
    .filter((page) => page.path !== url)
    .map(({ name, path, icon }) => ({ text: name, url: path, icon: icon || undefined, pluginId: manifest.id }));
  return {
    id: `plugin-page-${manifest.id}`,
    text: manifest.name,
    url,
    img: `/${manifest.info.logos.small}`,
    subTitle: manifest.info.description,
    isSection: true,
    pluginId: manifest.id,
    children,
  };
}

function maySee({ action, role }: PluginInclude, user: User): boolean {
  return action ? holdsPermission(user.role, action) : RANK[user.role] >= (RANK[role as keyof typeof RANK] ?? 0);
}
