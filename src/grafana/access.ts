/**
 * What the person in front of the page may do. Grafana's servers decide; this only lets a page say so beforehand
 * instead of offering what will be refused.
 */
import { OrgRole } from '@grafana/data';
import { config, hasPermission } from '@grafana/runtime';

export interface Access {
  /** Login name; empty for somebody who is not signed in. */
  login: string;
  /** May change the app's settings. */
  canConfigure: boolean;
  /** May write organisation annotations, where mutes are kept. */
  canMute: boolean;
  canExplore: boolean;
}

/** What the signed-in person may do. */
export function currentAccess(): Access {
  const { user } = config.bootData;
  // Viewers hold annotations:create too, for dashboards only, and the boot data has no scopes: the role decides.
  const isEditor = user.isGrafanaAdmin || user.orgRole === OrgRole.Editor || user.orgRole === OrgRole.Admin;
  return {
    login: user.login,
    canConfigure: hasPermission('plugins:write'),
    canMute: isEditor && hasPermission('annotations:create'),
    canExplore: config.exploreEnabled && hasPermission('datasources:explore'),
  };
}

/** What of an installation this person may write, by kind of resource, as far as roles tell. */
export interface InstallAccess {
  folder: boolean;
  dashboard: boolean;
  rule: boolean;
  canCreateDataSource: boolean;
  canTestDelivery: boolean;
}

/**
 * Grafana's boot data has no scopes: whether a permission holds in a certain folder is known only once the folder is
 * read, which the plan does.
 */
export function installAccess(): InstallAccess {
  const any = (...actions: string[]) => actions.some((action) => hasPermission(action));
  return {
    folder: any('folders:create', 'folders:write'),
    dashboard: any('dashboards:create', 'dashboards:write'),
    rule: any('alert.rules:create', 'alert.rules:write', 'alert.provisioning:write'),
    canCreateDataSource: any('datasources:create'),
    canTestDelivery: any('alert.notifications:write', 'alert.notifications.receivers:test'),
  };
}
