import { randomUUID } from 'node:crypto';
import { sendJson, sendNotPartOf, sendStatus } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import type { UserStorageObject } from '../state/space.ts';
import { secondsIso } from '../state/users.ts';

const GROUP = 'userstorage.grafana.app';
const KIND = 'user-storage';
const VERSION = `${GROUP}/v0alpha1`;
const COLLECTION = `/apis/${VERSION}/namespaces/default/${KIND}`;

interface StorageBody {
  metadata?: { name?: string; labels?: Record<string, string> };
  spec?: { data?: Record<string, string | null> };
}

/** What people keep for themselves: one object for each plugin and person, which nobody else may see. */
export function userStorageRoutes(context: Context): void {
  const { app } = context;
  app.get(`${COLLECTION}/:name`, signedIn(context, read));
  app.post(COLLECTION, signedIn(context, create));
  // The hook that plugins use puts a slash at the end; the recording has none.
  app.post(`${COLLECTION}/`, signedIn(context, create));
  app.patch(`${COLLECTION}/:name`, signedIn(context, patch));
}

function read(call: SignedIn) {
  const { request, reply, space } = call;
  const name = nameOf(request);
  if (!isOwn(call, name)) {
    return forbidden(call, name, 'get');
  }
  const stored = space.userStorage.get(name);
  return stored ? sendJson(reply, 200, stored) : notFound(call, name);
}

function create(call: SignedIn) {
  const { request, reply, space, user } = call;
  const { metadata = {}, spec } = (request.body ?? {}) as StorageBody;
  const name = metadata.name ?? '';
  if (!isOwn(call, name)) {
    return invalidName(call, name);
  }
  if (space.userStorage.has(name)) {
    const message = `${KIND}.${GROUP} "${name}" already exists`;
    return sendStatus(reply, 409, 'AlreadyExists', message, { name, group: GROUP, kind: KIND });
  }
  const data = withoutNulls(spec?.data ?? {});
  const now = secondsIso();
  const stored: UserStorageObject = {
    kind: 'UserStorage',
    apiVersion: VERSION,
    metadata: {
      name,
      namespace: 'default',
      uid: randomUUID(),
      resourceVersion: resourceVersion(),
      generation: 1,
      creationTimestamp: now,
      labels: metadata.labels ?? {},
      annotations: { 'grafana.app/createdBy': `user:${user.uid}` },
      managedFields: [managedBy(request, now, metadata.labels ?? {}, data)],
    },
    spec: { data },
  };
  space.userStorage.set(name, stored);
  return sendJson(reply, 201, stored);
}

/** A JSON merge patch of `spec.data`: null removes a key. */
function patch(call: SignedIn) {
  const { request, reply, space, user } = call;
  const name = nameOf(request);
  if (!isOwn(call, name)) {
    return forbidden(call, name, 'patch');
  }
  if (!String(request.headers['content-type']).startsWith('application/merge-patch+json')) {
    return sendNotPartOf(reply, 'a patch that is no merge patch');
  }
  const stored = space.userStorage.get(name);
  if (!stored) {
    return notFound(call, name);
  }
  const { spec } = (request.body ?? {}) as StorageBody;
  const { metadata } = stored;
  stored.spec.data = withoutNulls({ ...stored.spec.data, ...spec?.data });
  metadata.resourceVersion = resourceVersion();
  metadata.managedFields = [managedBy(request, secondsIso(), metadata.labels as object, stored.spec.data)];
  metadata.generation = Number(metadata.generation) + 1;
  metadata.annotations = {
    ...(metadata.annotations as object),
    'grafana.app/updatedBy': `user:${user.uid}`,
    'grafana.app/updatedTimestamp': secondsIso(),
  };
  return sendJson(reply, 200, stored);
}

/** Objects are called `<service>:<uid of the person>`. */
function isOwn({ user }: SignedIn, name: string): boolean {
  return name.endsWith(`:${user.uid}`);
}

function forbidden({ reply, user }: SignedIn, name: string, verb: string) {
  const message =
    `${KIND}.${GROUP} "${name}" is forbidden: User "${user.login}" cannot ${verb} resource "${KIND}" ` +
    `in API group "${GROUP}" in the namespace "default": forbidden`;
  return sendStatus(reply, 403, 'Forbidden', message, { name, group: GROUP, kind: KIND });
}

function invalidName({ reply }: SignedIn, name: string) {
  const field = 'metadata.name';
  const cause = 'Forbidden: name must match service:user_uid';
  const message = `UserStorage.${GROUP} "${name}" is invalid: ${field}: ${cause}`;
  const causes = [{ reason: 'FieldValueForbidden', message: cause, field }];
  return sendStatus(reply, 422, 'Invalid', message, { name, group: GROUP, kind: 'UserStorage', causes });
}

function notFound({ reply }: SignedIn, name: string) {
  return sendStatus(reply, 404, 'NotFound', `${KIND}.${GROUP} "${name}" not found`, { name, group: GROUP, kind: KIND });
}

function managedBy(request: SignedIn['request'], time: string, labels: object, data: object) {
  const fields = (object: object) => Object.fromEntries(Object.keys(object).map((key) => [`f:${key}`, {}]));
  return {
    manager: String(request.headers['user-agent'] ?? 'unknown').split('/')[0],
    operation: 'Update',
    apiVersion: VERSION,
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: { 'f:metadata': { 'f:labels': { '.': {}, ...fields(labels) } }, 'f:spec': { 'f:data': fields(data) } },
  };
}

/** Microseconds since 1970, as Grafana's storage counts. */
function resourceVersion(): string {
  return String(Date.now() * 1000 + Math.floor((performance.now() * 1000) % 1000));
}

function withoutNulls(data: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(data).filter((entry): entry is [string, string] => entry[1] !== null));
}

function nameOf(request: SignedIn['request']): string {
  return (request.params as { name: string }).name;
}
