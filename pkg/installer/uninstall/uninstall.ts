import { dashboardAdditions } from '../desired/dashboardAdditions.ts';
import { VERSION } from '../desired/desired.ts';
import { textAt, type JsonObject } from '../json.ts';
import type { Found } from '../kinds/kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import { foundRule } from '../kinds/rule.ts';
import { namesOf } from '../names.ts';
import { besidesRules } from '../observe/folderContent.ts';
import { readRules } from '../observe/readRules.ts';
import { isOurs } from '../ours.ts';
import { groupOfRule, groupRemoval, removal, type FullPlan, type PlannedItem } from '../plan/plan.ts';
import { Refused } from '../refused.ts';
import type { ResourceKey, Transport } from '../types.ts';

/** What there is of an installation, and what else its folder holds. */
export interface Owned {
  prefix: string;
  found: Map<ResourceKey, Found>;
  /** What other people keep in the folder, by title; null when that could not be told. */
  others: string[] | null;
}

/**
 * Reads what an installation owns. Changes nothing.
 * @throws Refused, NoAnswer
 */
export async function readOwned(transport: Transport, prefix: string, signal?: AbortSignal): Promise<Owned> {
  const names = namesOf(prefix);
  const found: Owned['found'] = new Map();
  const rules = await readRules(transport, signal);
  for (const raw of rules.filter((rule) => isOurs(prefix, rule))) {
    found.set(`rule/${textAt(raw, 'uid')}`, foundRule(raw));
  }
  for (const group of new Set(
    [...found.values()].map(({ raw }) => `${textAt(raw, 'folderUID')}/${textAt(raw, 'ruleGroup')}`)
  )) {
    const interval = await KINDS.group.read(transport, group, signal);
    if (interval !== null) {
      found.set(`group/${group}`, interval);
    }
  }
  const dashboard = await KINDS.dashboard.read(transport, names.dashboard.uid, signal);
  if (dashboard?.base?.prefix === prefix) {
    found.set(`dashboard/${names.dashboard.uid}`, dashboard);
  }
  const folder = await KINDS.folder.read(transport, names.folder.uid, signal);
  if (folder?.base || folder?.isOwnerUnknown) {
    found.set(`folder/${names.folder.uid}`, folder);
  }
  return { prefix, found, others: folder === null ? [] : await othersThere(transport, prefix, rules, found, signal) };
}

/** @returns null where Grafana does not let this person look */
async function othersThere(
  transport: Transport,
  prefix: string,
  rules: JsonObject[],
  found: Owned['found'],
  signal?: AbortSignal
): Promise<string[] | null> {
  const { folder } = namesOf(prefix);
  try {
    const rest = await besidesRules(transport, folder.uid, signal);
    return [
      ...rules
        .filter((rule) => textAt(rule, 'folderUID') === folder.uid && !isOurs(prefix, rule))
        .map((rule) => textAt(rule, 'title')),
      ...rest.filter(({ uid }) => !found.has(`dashboard/${uid}`)).map(({ title }) => title),
    ];
  } catch (error) {
    if (error instanceof Refused) {
      return null;
    }
    throw error;
  }
}

/**
 * What uninstalling would remove, and what it keeps and why. Rules first, the folder last: it can only go when it is empty.
 * The data source is never among it.
 * @param includeEdited removes what people changed since it was installed, too
 */
export function planUninstall(
  { prefix, found, others }: Owned,
  { includeEdited }: { includeEdited: boolean }
): FullPlan {
  const order = ['rule', 'dashboard', 'folder'];
  const resources = [...found]
    .filter(([key]) => !key.startsWith('group/'))
    .sort(([a], [b]) => order.indexOf(a.split('/')[0]) - order.indexOf(b.split('/')[0]))
    .map(([key, resource]) => removalNamed(key, resource, includeEdited));
  const groups = new Set(
    resources.filter(({ kind, action }) => kind === 'rule' && action === 'remove').map(groupOfRule)
  );
  const items = [
    ...[...groups].flatMap((uid) => {
      const before = found.get(`group/${uid}`);
      return before ? [groupRemoval(uid, before)] : [];
    }),
    ...resources,
  ];
  const folderUid = namesOf(prefix).folder.uid;
  const kept = items.filter(
    ({ action, kind, before }) => action !== 'remove' && kind !== 'folder' && isIn(folderUid, before)
  );
  const planned = items.map((item): PlannedItem => {
    if (item.kind !== 'folder' || item.action !== 'remove') {
      return item;
    }
    const reason = item.before?.isOwnerUnknown
      ? 'It is kept: this Grafana does not tell who made it. Remove it yourself when nothing of yours is in it.'
      : folderReason(others, kept);
    return reason === null ? item : { ...item, action: 'unchanged', requests: [], reason };
  });
  return {
    prefix,
    version: VERSION,
    installed: null,
    items: planned,
    pending: planned.filter(({ requests }) => requests.length > 0).length,
    obstacles: planned.flatMap(({ action, title, reason }) => (action === 'blocked' ? [`${title}: ${reason}`] : [])),
  };
}

/** A removal that names what people added, whether it stays or goes with the dashboard. */
function removalNamed(key: ResourceKey, found: Found, includeEdited: boolean): PlannedItem {
  const added = key.startsWith('dashboard/') ? dashboardAdditions(found.raw.dashboard as JsonObject) : [];
  const item = removal(key, found, includeEdited, added.length > 0);
  if (added.length === 0 || item.action === 'blocked') {
    return item;
  }
  const what = added.join(', ');
  return {
    ...item,
    reason:
      item.action === 'remove' ? `With it goes what people added: ${what}.` : `${item.reason} People added: ${what}.`,
  };
}

function isIn(folderUid: string, found: Found | null): boolean {
  return textAt(found?.raw, 'folderUID') === folderUid || textAt(found?.raw, 'folderUid') === folderUid;
}

function folderReason(others: string[] | null, kept: PlannedItem[]): string | null {
  if (others === null) {
    return 'What else it holds could not be read, so it is kept.';
  }
  const titles = [...others, ...kept.map(({ title }) => title)];
  return titles.length === 0
    ? null
    : `It is kept: it holds ${titles.slice(0, 5).join(', ')}${titles.length > 5 ? ' …' : ''}.`;
}
