import type { Json } from '@devdiag/catalog/types';
import { baseFor, digest, isAsInstalled } from '../base.ts';
import { VERSION, type Desired } from '../desired/desired.ts';
import { whereProvisioned } from '../desired/provisioned.ts';
import { equal, textAt, type JsonObject } from '../json.ts';
import type { Found, Kind } from '../kinds/kind.ts';
import { createGroup } from '../kinds/group.ts';
import { KINDS } from '../kinds/kinds.ts';
import { alertIdOf } from '../names.ts';
import type { Observation } from '../observe/observe.ts';
import { isOurs } from '../ours.ts';
import type { Base, Choices, FieldChange, Plan, PlanItem, ResourceKey } from '../types.ts';
import { EXISTENCE } from './choosable.ts';
import { compareVersions, installedVersion } from '../version.ts';
import { mergeFields } from './merge.ts';
import { obstaclesOf } from './obstacles.ts';
import { closedReason, undeliverable } from './permission.ts';

/** A plan's item with what applying it needs. */
export interface PlannedItem extends PlanItem {
  /** The body to write; null where nothing is written. */
  body: JsonObject | null;
  /** What writing it keeps on it of what was installed; null for kinds that keep none, and for removals. */
  base: Base | null;
  before: Found | null;
}

export interface FullPlan extends Plan {
  prefix: string;
  items: PlannedItem[];
}

/**
 * Desired against observed. Pure: the same question gives the same plan, and it changes nothing.
 * @param wanted in the order of creation
 * @param choices whose value is kept, by resource and field, where both changed it or ours is wanted back
 */
export function makePlan(wanted: Desired[], observed: Observation, choices: Choices = {}): FullPlan {
  const desired = whereProvisioned(wanted, observed.prefix, observed.rules);
  const kept = withNewGroups(
    desired,
    desired.map((resource) => planned(resource, desired, observed, choices))
  );
  const removed = noLongerWanted(desired, observed, choices);
  const items = [...emptiedGroups([...kept, ...removed], observed), ...kept, ...removed];
  // A rule that is not wanted any more and kept is no part of any version.
  const left = new Set(removed.filter(({ action }) => action !== 'remove').map(({ key }) => key));
  const versions = [...observed.found].flatMap(([key, found]) =>
    found?.base?.prefix === observed.prefix && found.base.version !== '' && !left.has(key) ? [found.base.version] : []
  );
  const installed = installedVersion(versions, VERSION);
  return {
    prefix: observed.prefix,
    version: VERSION,
    installed,
    items,
    pending: items.filter(({ requests }) => requests.length > 0).length,
    obstacles: [...newerObstacle(installed), ...obstaclesOf(items, desired, observed)],
  };
}

/** What a later version installed is not this one's to change: it would put back what is older. */
function newerObstacle(installed: string | null): string[] {
  return installed !== null && compareVersions(installed, VERSION) > 0
    ? [
        `What is there was installed by a newer version of the plugin (${installed}; this is ${VERSION}), and this one would take it back. Update the plugin, or the command line, first.`,
      ]
    : [];
}

function planned(resource: Desired, desired: Desired[], observed: Observation, choices: Choices): PlannedItem {
  const kind = KINDS[resource.kind];
  const key: ResourceKey = `${resource.kind}/${resource.uid}`;
  const found = observed.found.get(key) ?? null;
  const base = baseOf(resource, desired, observed.prefix);
  const item = { key, kind: resource.kind, uid: resource.uid, title: resource.title, changes: [], base, before: found };
  if (found === null) {
    const closed = closedReason(resource, observed) ?? undeliverable(resource.body, observed);
    if (closed !== null) {
      return { ...item, action: 'blocked', body: null, requests: [], reason: closed, missing: true };
    }
    const body = kind.lay(resource.body, resource.fields, base);
    const reason = createdAgain(resource, observed);
    const requests = kind.create(resource.uid, body);
    return { ...item, action: 'create', body, requests, ...(reason !== null && { reason }) };
  }
  const foreign = foreignReason(resource, found, observed);
  if (foreign !== null) {
    return {
      ...item,
      title: textAt(found.raw, 'title') || resource.title,
      action: 'foreign',
      body: null,
      requests: [],
      reason: foreign,
    };
  }
  if (resource.kind === 'folder' && found.base === null) {
    return { ...item, ...usedAsItIs(resource, found) };
  }
  const installed = installedFields(resource, found, observed);
  const { merged, changes } = mergeFields(installed, found.fields, resource.fields, choices[key]);
  const body = kind.lay(found.raw, merged, base);
  const writes = !equal(comparable(kind, found.raw), comparable(kind, body));
  const isDrifted = changes.some(({ changedBy }) => changedBy !== 'ours');
  const shared = resource.kind === 'group' && changes.length > 0 ? othersInGroup(observed, resource.uid) : [];
  const seen = {
    ...item,
    ...originOf(found),
    changes,
    ...(found.raw.isPaused === true && {
      reason: 'It is paused here: Grafana does not evaluate it until somebody resumes it. That stays so.',
    }),
    ...(shared.length > 0 && {
      reason: `Rules of other people are in this group, too (${shared.slice(0, 3).join(', ')}): its interval is theirs as well.`,
    }),
  };
  if (!writes) {
    return { ...seen, action: isDrifted ? 'drifted' : 'unchanged', body: null, requests: [] };
  }
  const isMoved = resource.kind === 'dashboard' && merged.folder !== found.fields.folder;
  const blocked =
    blockedReason(found) ?? (isMoved ? closedReason(resource, observed) : null) ?? undeliverable(body, observed);
  if (blocked !== null) {
    // What nobody sees (a newer base alone) is no reason to complain.
    return changes.some(({ keep }) => keep === 'ours')
      ? { ...seen, action: 'blocked', body: null, requests: [], reason: blocked }
      : { ...seen, action: isDrifted ? 'drifted' : 'unchanged', body: null, requests: [] };
  }
  return { ...seen, action: 'update', body, requests: kind.change(resource.uid, body, found) };
}

/** Why something is created that was there once; null for what was never there. */
function createdAgain({ kind, uid }: Desired, { found, prefix }: Observation): string | null {
  const ours = [...found].filter(([, each]) => each?.base?.prefix === prefix);
  const dashboard = ours.find(([key]) => key.startsWith('dashboard/'))?.[1];
  const id = alertIdOf(prefix, uid);
  if (kind === 'rule' && id !== undefined && dashboard?.base?.options?.rules?.[id]?.install === true) {
    return 'It was chosen before and is not there: somebody removed it, or installing was interrupted. It is created again; deselect it if it is to stay away.';
  }
  return kind === 'dashboard' && ours.some(([key]) => key.startsWith('rule/'))
    ? 'The rules of this installation are there and it is not: somebody removed it, or installing was interrupted. It is created again.'
    : null;
}

/**
 * A group comes into being with the first rule that is created in it or moved back to it, and at once with its interval:
 * otherwise a tab closed in between would leave Grafana's default, which nobody could tell from somebody's choice. A group
 * that none of our rules is in once the plan is carried out, because people moved all of them elsewhere, is none.
 * @param items of `desired`, one each
 */
function withNewGroups(desired: Desired[], items: PlannedItem[]): PlannedItem[] {
  const groupAfter = ({ body, before }: PlannedItem, index: number) => {
    const rule = body ?? before?.raw ?? desired[index].body;
    return `${textAt(rule, 'folderUID')}/${textAt(rule, 'ruleGroup')}`;
  };
  const groups = items.map((item, index) => (item.kind === 'rule' ? groupAfter(item, index) : null));
  const firstIn = (uid: string) =>
    items.findIndex(({ requests }, index) => groups[index] === uid && requests.length > 0);
  return items
    .map((item, index) => {
      const uid = groups[index];
      const group = items.find(({ kind, action, uid: own }) => kind === 'group' && action === 'create' && own === uid);
      return uid !== null && group?.body && item.body && firstIn(uid) === index
        ? { ...item, requests: createGroup(uid, group.body.interval, KINDS.rule.essence(item.body) as JsonObject) }
        : item;
    })
    .filter(({ kind, uid }) => kind !== 'group' || groups.includes(uid));
}

/** What is kept on the resource of what was installed. A rule keeps its group's interval too: groups have no place. */
function baseOf({ kind, fields, options }: Desired, desired: Desired[], prefix: string): Base | null {
  if (kind === 'folder' || kind === 'group') {
    return null;
  }
  const interval = desired.find(({ kind, uid }) => kind === 'group' && uid === `${fields.folder}/${fields.group}`);
  return {
    ...baseFor(VERSION, prefix, fields),
    ...(typeof interval?.fields.interval === 'number' && { interval: interval.fields.interval }),
    ...(options && { options }),
  };
}

/** Ours, installed once, and deselected since. What people changed stays unless somebody chose otherwise. */
function noLongerWanted(desired: Desired[], observed: Observation, choices: Choices): PlannedItem[] {
  const wanted = new Set(desired.map(({ kind, uid }) => `${kind}/${uid}`));
  return [...observed.found].flatMap(([key, found]) => {
    if (found === null || wanted.has(key) || !key.startsWith('rule/')) {
      return [];
    }
    const keep = choices[key]?.[EXISTENCE] ?? 'theirs';
    const item = removal(key, found, keep === 'ours');
    // What people changed is kept or goes as a whole: one choice, whatever they changed.
    const whole: FieldChange = { field: EXISTENCE, theirs: item.title, changedBy: 'theirs', keep };
    return [item.changes.length === 0 ? item : { ...item, changes: [whole, ...item.changes] }];
  });
}

/** The groups that removed rules are in, as items of their own: nothing is sent for them, and an undo restores them. */
function emptiedGroups(items: PlannedItem[], observed: Observation): PlannedItem[] {
  const planned = new Set(items.map(({ key }) => key));
  const emptied = items.filter(({ kind, action }) => kind === 'rule' && action === 'remove').map(groupOfRule);
  return [...new Set(emptied)].flatMap((uid) => {
    const key: ResourceKey = `group/${uid}`;
    const before = observed.found.get(key) ?? null;
    return before === null || planned.has(key) ? [] : [groupRemoval(uid, before)];
  });
}

export function groupOfRule({ before }: PlannedItem): string {
  return `${textAt(before?.raw, 'folderUID')}/${textAt(before?.raw, 'ruleGroup')}`;
}

/** First in a plan, so that an undo comes to it last. */
export function groupRemoval(uid: string, before: Found): PlannedItem {
  const title = uid.slice(uid.indexOf('/') + 1);
  return {
    key: `group/${uid}`,
    kind: 'group',
    uid,
    title,
    action: 'remove',
    changes: [],
    requests: [],
    body: null,
    base: null,
    before,
  };
}

/**
 * A resource of ours that is to go; kept when people changed it, unless `evenEdited`.
 * @param isAddedTo people added something that is in no field
 */
export function removal(key: ResourceKey, found: Found, evenEdited: boolean, isAddedTo = false): PlannedItem {
  const [kind, uid] = [key.slice(0, key.indexOf('/')) as PlanItem['kind'], key.slice(key.indexOf('/') + 1)];
  const title = textAt(found.raw, 'title') || textAt(found.raw, 'dashboard', 'title') || uid;
  const item = { key, kind, uid, title, before: found, body: null, base: null, ...originOf(found) };
  const changes = editsOf(found, evenEdited ? 'ours' : 'theirs');
  if ((changes.length > 0 || isAddedTo) && !evenEdited) {
    return {
      ...item,
      action: 'drifted',
      changes,
      requests: [],
      reason: 'It was changed here after it was installed, so it is kept.',
    };
  }
  const blocked = blockedReason(found);
  if (blocked !== null) {
    return { ...item, action: 'blocked', changes, requests: [], reason: blocked };
  }
  return { ...item, action: 'remove', changes, requests: KINDS[kind].remove(uid, found) };
}

/** What people changed since it was installed. */
function editsOf({ base, fields }: Found, keep: FieldChange['keep']): FieldChange[] {
  if (base === null || Object.keys(base.fields).length === 0) {
    return [];
  }
  const installed = base.fields;
  const names = [...new Set([...Object.keys(installed), ...Object.keys(fields)])];
  return names
    .filter((name) => !isAsInstalled(installed[name], fields[name]))
    .map((field) => ({
      field,
      ...(field in installed && { base: installed[field] }),
      ...(field in fields && { theirs: fields[field] }),
      changedBy: 'theirs',
      keep,
    }));
}

/** What was installed, where it is known. */
function installedFields(resource: Desired, found: Found, observed: Observation): Record<string, Json> | null {
  switch (resource.kind) {
    case 'folder':
      // A folder's title never changes with a version: another one is somebody's.
      return { title: digest(resource.fields.title) };
    case 'group': {
      const interval = rulesOfOurs(observed, resource.uid).find(({ base }) => base?.interval !== undefined)?.base
        ?.interval;
      // A change of ours changes other people's rules, too: theirs counts, as if nothing were known of who set it.
      const isShared = othersInGroup(observed, resource.uid).length > 0 && equal(interval, found.fields.interval);
      return interval === undefined || isShared ? null : { interval };
    }
    default:
      return found.base?.fields ?? null;
  }
}

function rulesOfOurs(observed: Observation, groupUid: string): Found[] {
  return [...observed.found.values()].filter(
    (found): found is Found =>
      found !== null &&
      found.base?.prefix === observed.prefix &&
      `${textAt(found.raw, 'folderUID')}/${textAt(found.raw, 'ruleGroup')}` === groupUid
  );
}

/** Titles of other people's rules in a group. */
function othersInGroup({ rules, prefix }: Observation, groupUid: string): string[] {
  return rules
    .filter((rule) => `${textAt(rule, 'folderUID')}/${textAt(rule, 'ruleGroup')}` === groupUid)
    .filter((rule) => !isOurs(prefix, rule))
    .map((rule) => textAt(rule, 'title'));
}

/** A folder without our mark is used like any other folder: whatever is chosen, it keeps its title. */
function usedAsItIs({ fields }: Desired, { raw }: Found): Pick<PlannedItem, 'action' | 'body' | 'requests' | 'reason'> {
  return {
    action: 'unchanged',
    body: null,
    requests: [],
    ...(textAt(raw, 'title') !== fields.title && {
      reason: `It was not made by this installation ("${textAt(raw, 'title')}"): it is used as it is, and never renamed or removed.`,
    }),
  };
}

/** Why it is not ours to touch; null when it is. */
function foreignReason({ kind, uid }: Desired, found: Found, { prefix }: Observation): string | null {
  if (kind === 'folder' || kind === 'group' || found.base?.prefix === prefix) {
    return null;
  }
  const what = kind === 'rule' ? 'An alert rule' : 'A dashboard';
  return found.base === null
    ? `${what} with the uid ${uid} is there and was not installed by DevDiag Ops. Choose a prefix for this installation, or remove or rename what is there.`
    : `${what} with the uid ${uid} belongs to the installation "${found.base.prefix || '(no prefix)'}". Choose another prefix.`;
}

function originOf({ provenance, file }: Found): Pick<PlanItem, 'provisioned'> {
  return provenance === 'file' ? { provisioned: { file: file ?? null } } : {};
}

/** Why it cannot be written; null when it can. */
function blockedReason({ provenance, file, canWrite }: Found): string | null {
  if (provenance === 'file') {
    const where = file === undefined ? 'files' : `the file ${file}`;
    return `It is provisioned from ${where}: change it there. Grafana accepts no other change.`;
  }
  if (provenance === 'api' || (provenance !== undefined && provenance !== '')) {
    return `Grafana has it locked as provisioned (${provenance}). Whoever provisions it must change it, or delete it there so that it can be installed from here.`;
  }
  return canWrite ? null : 'You may not change it. An Admin, or an Editor of its folder, can.';
}

function comparable(kind: Kind, raw: JsonObject): Json {
  return { essence: kind.essence(raw), fields: kind.fieldsOf(raw) };
}
