import { randomUUID } from 'node:crypto';
import { badRequest, Refusal } from '../http/refusal.ts';
import { newUid, secondsIso, type User } from '../state/users.ts';
import { normaliseQuery, type Provenance, type RuleSpec, type StoredRule } from './rule.ts';
import { invalid, invalidJoined, problemOfUid, validateInterval, validateRule } from './validateRule.ts';

/** Seconds between the evaluations of a group that nobody gave an interval. Recorded. */
const DEFAULT_INTERVAL = 60;

/** What the rules' store has to know about the rest of a Grafana. */
export interface RuleSurroundings {
  hasFolder(uid: string): boolean;
  hasReceiver(name: string): boolean;
  /** A rule was written or deleted: its instances begin anew. */
  changed(rule: StoredRule): void;
}

/** A group as callers write it. */
export interface GroupSpec {
  folderUID: string;
  title: string;
  interval: number;
  rules: RuleSpec[];
}

/** What replacing a group did, as rule identifiers. */
export interface GroupChanges {
  created: string[];
  updated: string[];
  deleted: string[];
}

/** The alert rules of a space, kept by the rules that Grafana 12.3.0 keeps them by. */
export class RuleStore {
  private readonly rules = new Map<string, StoredRule>();
  private readonly surroundings: RuleSurroundings;
  private lastId = 0;

  constructor(surroundings: RuleSurroundings) {
    this.surroundings = surroundings;
  }

  get(uid: string): StoredRule | undefined {
    return this.rules.get(uid);
  }

  /** Adds the rules of another store as they are. */
  copyFrom(other: RuleStore): void {
    other.rules.forEach((rule, uid) => this.rules.set(uid, structuredClone(rule)));
    this.lastId = Math.max(this.lastId, other.lastId);
  }

  /** All rules in Grafana's order: by folder, group, place in the group, age. */
  list(): StoredRule[] {
    const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    return [...this.rules.values()].sort(
      (a, b) =>
        byText(a.folderUID, b.folderUID) ||
        byText(a.ruleGroup, b.ruleGroup) ||
        a.groupIndex - b.groupIndex ||
        a.id - b.id
    );
  }

  group(folderUID: string, title: string): StoredRule[] {
    return this.list().filter((rule) => rule.folderUID === folderUID && rule.ruleGroup === title);
  }

  /** Adds a rule to its group, whose interval it takes over. */
  create(spec: RuleSpec, provenance: Provenance, author: User): StoredRule {
    const uidProblem = spec.uid === '' ? undefined : problemOfUid(spec.uid);
    if (uidProblem) {
      throw invalidJoined(`cannot create rule with UID '${spec.uid}': ${uidProblem}`);
    }
    this.ensureFolder(spec.folderUID);
    this.ensureReceiver(spec);
    const intervalSeconds = spec.ruleGroup === '' ? 0 : this.intervalOf(spec.folderUID, spec.ruleGroup);
    return this.insert({ ...spec, uid: spec.uid || newUid() }, { intervalSeconds, groupIndex: 0 }, provenance, author);
  }

  /** Replaces a rule. Throws 404 without a body when there is none; a bare 500 when its provenance forbids it. */
  update(spec: RuleSpec, provenance: Provenance, author: User): StoredRule | undefined {
    this.ensureFolder(spec.folderUID);
    const existing = this.rules.get(spec.uid);
    if (!existing) {
      return undefined;
    }
    if (existing.provenance !== provenance && existing.provenance !== '') {
      // "cannot change provenance from 'api' to ''" is told to Grafana's log only. Recorded.
      throw new Refusal(500, { message: 'Internal Server Error' });
    }
    this.ensureReceiver(spec);
    return this.replace(existing, spec, existing, provenance, author);
  }

  /** Deletes a rule; deleting what isn't there succeeds. Throws 409 when its provenance forbids it. */
  delete(uid: string, provenance: Provenance): void {
    const existing = this.rules.get(uid);
    if (existing && existing.provenance !== provenance && existing.provenance !== '') {
      throw provenanceMismatch('delete', provenance, existing.provenance);
    }
    this.remove(uid);
  }

  /**
   * Makes a group what callers say: rules it doesn't list are deleted, ones from other groups move here. Without rules
   * only the interval changes. Neither the folder nor the titles are checked. Recorded.
   */
  replaceGroup({ folderUID, title, interval, rules }: GroupSpec, provenance: Provenance, author: User): GroupChanges {
    validateInterval(interval);
    for (const { uid } of rules) {
      const problem = uid === '' ? undefined : problemOfUid(uid);
      if (problem) {
        throw invalid(`cannot create rule with UID "${uid}": ${problem}`);
      }
    }
    const before = this.group(folderUID, title);
    const wanted = rules.length > 0 ? rules : before;
    const left = rules.length > 0 ? before.filter(({ uid }) => !rules.some((rule) => rule.uid === uid)) : [];
    const place = wanted.map((spec, index) => ({
      spec: { ...spec, orgID: 1, folderUID, ruleGroup: title, uid: spec.uid || newUid() },
      slot: { intervalSeconds: interval, groupIndex: index },
      existing: this.rules.get(spec.uid),
    }));
    // Everything is checked before anything is written, as in Grafana's transaction.
    left.forEach(({ provenance: stored }) => ensureMayReplace('delete', stored, provenance));
    for (const { spec, existing } of place) {
      if (existing) {
        ensureMayReplace('update', existing.provenance, provenance);
      }
      this.ensureReceiver(spec);
    }
    // Those that are there come first.
    for (const { spec, slot, existing } of [...place].sort((a, b) => Number(!a.existing) - Number(!b.existing))) {
      within(`failed to ${existing ? 'update' : 'insert'} alert rules`, () => validateRule({ ...spec, ...slot }));
    }
    left.forEach(({ uid }) => this.remove(uid));
    const changes: GroupChanges = { created: [], updated: [], deleted: left.map(({ uid }) => uid) };
    for (const { spec, slot, existing } of place) {
      if (existing) {
        this.replace(existing, spec, slot, provenance, author);
        changes.updated.push(spec.uid);
      } else {
        this.insert(spec, slot, provenance, author);
        changes.created.push(spec.uid);
      }
    }
    return changes;
  }

  /** Deletes a group. Throws 404 when there is none, 409 when a rule's provenance forbids it. */
  deleteGroup(folderUID: string, title: string, provenance: Provenance): void {
    const rules = this.group(folderUID, title);
    if (rules.length === 0) {
      throw groupNotFound();
    }
    rules.forEach(({ provenance: stored }) => ensureMayReplace('delete', stored, provenance));
    rules.forEach(({ uid }) => this.remove(uid));
  }

  /** Deletes all rules of a folder, whatever their provenance. */
  deleteFolder(folderUID: string): void {
    this.inFolder(folderUID).forEach(({ uid }) => this.remove(uid));
  }

  inFolder(folderUID: string): StoredRule[] {
    return this.list().filter((rule) => rule.folderUID === folderUID);
  }

  private insert(
    spec: RuleSpec,
    slot: Pick<StoredRule, 'intervalSeconds' | 'groupIndex'>,
    provenance: Provenance,
    author: User
  ): StoredRule {
    validateRule({ ...spec, ...slot });
    if (this.rules.has(spec.uid)) {
      throw uidTaken(spec.uid);
    }
    return this.write({ ...spec, id: ++this.lastId }, slot, { version: 1, guid: randomUUID() }, provenance, author);
  }

  private replace(
    existing: StoredRule,
    spec: RuleSpec,
    slot: Pick<StoredRule, 'intervalSeconds' | 'groupIndex'>,
    provenance: Provenance,
    author: User
  ): StoredRule {
    validateRule({ ...spec, intervalSeconds: slot.intervalSeconds });
    const { id, guid, version } = existing;
    return this.write({ ...spec, id }, slot, { version: version + 1, guid }, provenance, author);
  }

  private write(
    spec: RuleSpec,
    { intervalSeconds, groupIndex }: Pick<StoredRule, 'intervalSeconds' | 'groupIndex'>,
    identity: Pick<StoredRule, 'version' | 'guid'>,
    provenance: Provenance,
    author: User
  ): StoredRule {
    const now = new Date();
    const stored: StoredRule = {
      ...structuredClone(spec),
      ...identity,
      orgID: 1,
      data: spec.data.map(normaliseQuery),
      updated: secondsIso(now),
      updatedAt: now.getTime(),
      updatedBy: { uid: author.uid, name: author.login },
      provenance,
      intervalSeconds,
      groupIndex,
    };
    this.rules.set(stored.uid, stored);
    this.surroundings.changed(stored);
    return stored;
  }

  private remove(uid: string): void {
    const existing = this.rules.get(uid);
    if (existing) {
      this.rules.delete(uid);
      this.surroundings.changed(existing);
    }
  }

  private intervalOf(folderUID: string, title: string): number {
    return this.group(folderUID, title)[0]?.intervalSeconds ?? DEFAULT_INTERVAL;
  }

  private ensureFolder(uid: string): void {
    if (uid === '') {
      throw invalid('folderUID must be set');
    }
    if (!this.surroundings.hasFolder(uid)) {
      throw invalid('folder does not exist');
    }
  }

  private ensureReceiver({ notificationSettings }: RuleSpec): void {
    if (notificationSettings && !this.surroundings.hasReceiver(notificationSettings.receiver)) {
      throw invalidJoined(`receiver ${notificationSettings.receiver} does not exist`);
    }
  }
}

/** Does something, and says where its refusal came from. */
function within(where: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw error instanceof Refusal ? badRequest(`${where}: ${error.message}`) : error;
  }
}

/** A group that doesn't exist. Recorded. */
export function groupNotFound(): Refusal {
  return new Refusal(404, { statusCode: 404, messageId: 'alerting.alert-rule.notFound', message: 'NotFound' });
}

/** Writing a group may take a rule back from the API, which writing a single rule may not (source). */
function ensureMayReplace(operation: string, stored: Provenance, provided: Provenance): void {
  const allowed = stored === provided || stored === '' || (provided === '' && stored === 'api');
  if (!allowed) {
    throw provenanceMismatch(operation, provided, stored);
  }
}

function provenanceMismatch(operation: string, provided: Provenance, stored: Provenance): Refusal {
  return new Refusal(409, {
    statusCode: 409,
    messageId: 'alerting.provenanceMismatch',
    message: `cannot ${operation} with provided provenance '${provided}', needs '${stored}'`,
    extra: { Operation: operation, ProvidedProvenance: provided, StoredProvenance: stored },
  });
}

function uidTaken(uid: string): Refusal {
  const reason = 'UNIQUE constraint failed: alert_rule.org_id, alert_rule.uid';
  return new Refusal(409, {
    statusCode: 409,
    messageId: 'alerting.alert-rule.conflict',
    message: `Failed to save alert rule '${uid}' in organization 1 due to conflict: ${reason}`,
    extra: { Error: reason, OrgID: 1, RuleUID: uid },
  });
}
