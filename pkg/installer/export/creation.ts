import type { Settings } from '@devdiag/catalog/types';
import { desiredResources } from '../desired/desired.ts';
import type { Observation } from '../observe/observe.ts';
import { makePlan, type PlannedItem } from '../plan/plan.ts';
import type { InstallOptions } from '../types.ts';
import type { NativeDashboard, NativeFolder, NativeInstallation, NativeRule } from './native.ts';

/**
 * The plan for a Grafana where nothing is: what an export writes down is what an installation would send, the base on
 * each resource included, so that what somebody else put there is recognised as ours.
 */
export function creationPlan(options: InstallOptions, settings: Settings): PlannedItem[] {
  const desired = desiredResources(options, settings);
  const nothing: Observation = {
    prefix: options.prefix,
    found: new Map(desired.map(({ kind, uid }) => [`${kind}/${uid}`, null])),
    rules: [],
    datasourceExists: true,
    datasourceType: 'grafana-postgresql-datasource',
    dashboardFolder: null,
    permissions: null,
    contactPoints: null,
  };
  return makePlan(desired, nothing).items;
}

/** The bodies of a creation plan, by what they are. */
export function nativeInstallation(items: PlannedItem[]): NativeInstallation {
  const bodies = <T>(kind: PlannedItem['kind']) =>
    items.filter((item) => item.kind === kind).map(({ body }) => body as unknown as T);
  const [folder] = bodies<NativeFolder>('folder');
  const [{ dashboard, folderUid }] = bodies<{ dashboard: NativeDashboard['model']; folderUid: string }>('dashboard');
  const rules = bodies<NativeRule & { ruleGroup: string }>('rule');
  const { id: _id, version: _version, ...model } = dashboard;
  return {
    folder,
    dashboard: { uid: String(model.uid), title: String(model.title), folderUid, model },
    groups: bodies<{ title: string; folderUid: string; interval: number }>('group').map((group) => ({
      name: group.title,
      folderUid: group.folderUid,
      intervalSeconds: group.interval,
      rules: rules.filter(({ ruleGroup }) => ruleGroup === group.title),
    })),
  };
}
