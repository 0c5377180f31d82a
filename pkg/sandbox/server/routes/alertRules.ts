import { sendEmpty, sendJson } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { Refusal } from '../http/refusal.ts';
import { meets, type Requirement } from '../http/requirement.ts';
import { number, object, readRule } from '../alerting/readRule.ts';
import { describeRule, type Provenance } from '../alerting/rule.ts';
import { groupNotFound } from '../alerting/ruleStore.ts';

const WRITE_ALL = ['alert.provisioning:write', 'alert.rules.provisioning:write'];
const SET_STATUS = 'alert.provisioning.provenance:write';

/** What reading rules asks (source). */
export const READ_RULES: Requirement = {
  any: [
    'alert.provisioning:read',
    'alert.rules.provisioning:read',
    'alert.provisioning.secrets:read',
    // Folders grant the right to read them themselves.
    'alert.rules:read',
  ],
};

/** What writing rules with this action asks. Recorded for creating, the others from the source. */
const toWrite = (...needed: Requirement[]): Requirement => ({ any: [...WRITE_ALL, { all: needed }] });

/** The API by which alert rules are provisioned. Editors may, in folders they can edit. */
export function alertRuleRoutes(context: Context): void {
  const { app } = context;
  const rules = '/api/v1/provisioning/alert-rules';
  const group = '/api/v1/provisioning/folder/:folder/rule-groups/:group';
  const anyWrite = { any: ['alert.rules:write', 'alert.rules:create', 'alert.rules:delete'] };

  app.get(rules, signedIn(context, list, READ_RULES));
  app.post(rules, signedIn(context, create, toWrite('alert.rules:create', SET_STATUS)));
  app.get(`${rules}/:uid`, signedIn(context, read, READ_RULES));
  app.put(`${rules}/:uid`, signedIn(context, update, toWrite('alert.rules:write', SET_STATUS)));
  app.delete(`${rules}/:uid`, signedIn(context, remove, toWrite('alert.rules:delete', SET_STATUS)));
  app.get(group, signedIn(context, readGroup, READ_RULES));
  app.put(group, signedIn(context, replaceGroup, toWrite('alert.rules:read', 'folders:read', SET_STATUS, anyWrite)));
  const toRemove = toWrite('alert.rules:delete', 'alert.rules:read', 'folders:read', SET_STATUS);
  app.delete(group, signedIn(context, removeGroup, toRemove));
}

function list({ reply, space }: SignedIn) {
  return sendJson(reply, 200, space.alerting.rules.list().map(describeRule));
}

function read({ request, reply, space }: SignedIn) {
  const rule = space.alerting.rules.get(paramsOf(request).uid);
  return rule ? sendJson(reply, 200, describeRule(rule)) : sendEmpty(reply, 404);
}

function create({ request, reply, space, user }: SignedIn) {
  const stored = space.alerting.rules.create(readRule(request.body), provenanceOf(request), user);
  return sendJson(reply, 201, describeRule(justWritten(stored)));
}

function update({ request, reply, space, user }: SignedIn) {
  const spec = { ...readRule(request.body), uid: paramsOf(request).uid };
  const stored = space.alerting.rules.update(spec, provenanceOf(request), user);
  return stored ? sendJson(reply, 200, describeRule(justWritten(stored))) : sendEmpty(reply, 404);
}

function remove({ request, reply, space, user }: SignedIn) {
  const { uid } = paramsOf(request);
  if (!space.alerting.rules.get(uid) && !meets(user.role, { any: WRITE_ALL })) {
    // Whose rights are looked up in the rule's group, has no group to look in (source).
    throw new Refusal(500, { message: 'Internal Server Error' });
  }
  space.alerting.rules.delete(uid, provenanceOf(request));
  return sendEmpty(reply, 204, 'application/json');
}

function readGroup({ request, reply, space }: SignedIn) {
  const { folder, group } = paramsOf(request);
  const rules = space.alerting.rules.group(folder, group);
  if (!rules[0]) {
    throw groupNotFound();
  }
  return sendJson(reply, 200, {
    title: group,
    folderUid: folder,
    interval: rules[0].intervalSeconds,
    // A group doesn't say which of its rules are locked. Recorded.
    rules: rules.map((rule) => describeRule({ ...rule, provenance: '' })),
  });
}

function replaceGroup({ request, reply, space, user }: SignedIn) {
  const { folder, group } = paramsOf(request);
  const body = object(request.body);
  const rules = Array.isArray(body.rules) ? body.rules.map(readRule) : [];
  const interval = Math.trunc(number(body.interval));
  const spec = { folderUID: folder, title: group, interval, rules };
  space.alerting.rules.replaceGroup(spec, provenanceOf(request), user);
  // The request as it was read, not the group as it is now. Recorded.
  return sendJson(reply, 200, {
    title: group,
    folderUid: folder,
    interval,
    rules: body.rules === undefined ? null : rules.map(describeRule),
  });
}

function removeGroup({ request, reply, space }: SignedIn) {
  const { folder, group } = paramsOf(request);
  space.alerting.rules.deleteGroup(folder, group, provenanceOf(request));
  return sendEmpty(reply, 204, 'application/json');
}

/** The header's presence counts, whatever it says. Recorded. */
export function provenanceOf({ headers }: SignedIn['request']): Provenance {
  return headers['x-disable-provenance'] === undefined ? 'api' : '';
}

/** What was written just now is answered with fractions of a second, what is read later without. Recorded. */
function justWritten<Rule extends { updated: string; updatedAt: number }>(rule: Rule): Rule {
  return { ...rule, updated: new Date(rule.updatedAt).toISOString() };
}

function paramsOf({ params }: SignedIn['request']): { uid: string; folder: string; group: string } {
  return params as { uid: string; folder: string; group: string };
}
