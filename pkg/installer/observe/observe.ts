import { readContactPoints, type ContactPoint } from '../delivery/contactPoints.ts';
import type { Desired } from '../desired/desired.ts';
import { whereProvisioned } from '../desired/provisioned.ts';
import { at, textAt, type JsonObject } from '../json.ts';
import type { Found } from '../kinds/kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import { foundRule } from '../kinds/rule.ts';
import { isOurs } from '../ours.ts';
import { Refused } from '../refused.ts';
import type { ResourceKey, Transport } from '../types.ts';
import { readRules } from './readRules.ts';
import { readChosenFolder, readPermissions, type ChosenFolder } from './rights.ts';

/** What a Grafana has of an installation, and what is around it. */
export interface Observation {
  prefix: string;
  /** By resource; null where nothing is. Wanted resources, and rules of this installation that are no longer wanted. */
  found: Map<ResourceKey, Found | null>;
  /** Every rule that this person may read, as Grafana lists them. */
  rules: JsonObject[];
  /** False when the data source does not exist, null when that could not be told. */
  datasourceExists: boolean | null;
  /** What the data source is, where it exists. */
  datasourceType: string | null;
  /** The folder chosen for the dashboard; null where that is the installation's own. */
  dashboardFolder: ChosenFolder | null;
  /** What this person may do, anywhere; null when that could not be told. */
  permissions: ReadonlySet<string> | null;
  /** Null when they could not be read. */
  contactPoints: ContactPoint[] | null;
}

/**
 * Reads everything that a plan needs, changing nothing. Rules that come from files are looked for where Grafana put them.
 * @throws Refused when Grafana refuses a read, NoAnswer when it does not answer
 */
export async function observe(
  transport: Transport,
  desired: Desired[],
  { prefix, datasourceUid }: { prefix: string; datasourceUid: string },
  signal?: AbortSignal
): Promise<Observation> {
  const rules = await readRules(transport, signal);
  const found = new Map<ResourceKey, Found | null>();
  const wanted = whereProvisioned(desired, prefix, rules);
  for (const { kind, uid } of wanted) {
    if (kind === 'rule') {
      const raw = rules.find((rule) => textAt(rule, 'uid') === uid);
      found.set(`rule/${uid}`, raw ? foundRule(raw) : null);
    } else {
      found.set(`${kind}/${uid}`, await KINDS[kind].read(transport, uid, signal));
    }
  }
  for (const raw of rules) {
    if (isOurs(prefix, raw) && !found.has(`rule/${textAt(raw, 'uid')}`)) {
      found.set(`rule/${textAt(raw, 'uid')}`, foundRule(raw));
      const group = `${textAt(raw, 'folderUID')}/${textAt(raw, 'ruleGroup')}`;
      if (!found.has(`group/${group}`)) {
        found.set(`group/${group}`, await KINDS.group.read(transport, group, signal));
      }
    }
  }
  lendPermissions(found);
  const [datasource, ...around] = await Promise.all([
    readDatasource(transport, datasourceUid, signal),
    readChosenFolder(transport, wanted, signal),
    readPermissions(transport, signal),
    contactPointsOrNothing(transport, signal),
  ]);
  const [dashboardFolder, permissions, contactPoints] = around;
  return { prefix, found, rules, ...datasource, dashboardFolder, permissions, contactPoints };
}

/** A rule may be written where its folder may. */
function lendPermissions(found: Observation['found']): void {
  const folder = [...found].find(([key]) => key.startsWith('folder/'))?.[1];
  if (!folder || folder.canWrite) {
    return;
  }
  for (const [key, resource] of found) {
    if (resource && /^(rule|group)\//.test(key)) {
      found.set(key, { ...resource, canWrite: false });
    }
  }
}

/** That contact points cannot be read is no reason to refuse anything: Grafana refuses a rule whose own does not exist. */
async function contactPointsOrNothing(transport: Transport, signal?: AbortSignal): Promise<ContactPoint[] | null> {
  try {
    return await readContactPoints(transport, signal);
  } catch (error) {
    if (error instanceof Refused) {
      return null;
    }
    throw error;
  }
}

async function readDatasource(
  transport: Transport,
  uid: string,
  signal?: AbortSignal
): Promise<Pick<Observation, 'datasourceExists' | 'datasourceType'>> {
  const { status, body } = await transport.send(
    { method: 'GET', path: `/api/datasources/uid/${encodeURIComponent(uid)}` },
    signal
  );
  if (status === 404) {
    return { datasourceExists: false, datasourceType: null };
  }
  const type = at(body, 'type');
  return status === 200 && typeof type === 'string'
    ? { datasourceExists: true, datasourceType: type }
    : { datasourceExists: null, datasourceType: null };
}
