import { sendAccessDenied, sendJson, sendMessage, sendNotPartOf } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { findAnnotations, type Annotation } from '../state/annotations.ts';
import { historyAsAnnotations } from './ruleHistory.ts';
import { avatarUrl } from '../state/users.ts';

const DEFAULT_LIMIT = 100;
/** Filters that lead to annotations of dashboards and people, which the stand-in has none of. */
const NOT_PART = ['alertId', 'dashboardId', 'dashboardUID', 'panelId', 'userId'];

type Body = Partial<Pick<Annotation, 'time' | 'timeEnd' | 'text' | 'tags' | 'data'>> & {
  dashboardUID?: string;
  dashboardId?: number;
  panelId?: number;
};

/** Organisation annotations: Editors write, everybody reads. */
export function annotationRoutes(context: Context): void {
  const { app } = context;
  app.get('/api/annotations', signedIn(context, list, 'annotations:read'));
  app.post('/api/annotations', signedIn(context, create, 'annotations:create'));
  app.put('/api/annotations/:id', signedIn(context, put));
  app.patch('/api/annotations/:id', signedIn(context, patch));
  app.delete('/api/annotations/:id', signedIn(context, remove));
}

function list({ request, reply, space }: SignedIn) {
  const query = new URL(request.url, 'http://localhost').searchParams;
  const unknown = NOT_PART.find((name) => query.has(name));
  if (unknown) {
    return sendNotPartOf(reply, `finding annotations by ${unknown}`);
  }
  const ruleUid = query.get('alertUID');
  if (ruleUid) {
    return sendJson(reply, 200, historyAsAnnotations(space.alerting, ruleUid, query));
  }
  if (![null, '', 'annotation'].includes(query.get('type'))) {
    return sendNotPartOf(reply, 'finding annotations that alert rules made');
  }
  const found = findAnnotations(space.annotations.values(), {
    tags: query.getAll('tags').filter(Boolean),
    matchAny: query.get('matchAny') === 'true',
    from: Number(query.get('from') ?? 0),
    to: Number(query.get('to') ?? 0),
    limit: Number(query.get('limit') ?? 0) || DEFAULT_LIMIT,
  });
  return sendJson(reply, 200, found.map(describe));
}

function create({ request, reply, space, user }: SignedIn) {
  const body = (request.body ?? {}) as Body;
  if (user.role === 'Viewer') {
    // Viewers hold the permission for dashboards' annotations, so that this refusal is the handler's own. Recorded.
    return sendMessage(reply, 403, 'Access denied to save the annotation');
  }
  if (body.dashboardUID || body.dashboardId || body.panelId) {
    return sendNotPartOf(reply, 'an annotation on a dashboard');
  }
  if (!body.text) {
    return sendMessage(reply, 400, 'Failed to save annotation');
  }
  const now = Date.now();
  const start = body.time || now;
  const end = body.timeEnd || start;
  const annotation: Annotation = {
    id: space.nextId(),
    created: now,
    updated: now,
    // The wrong way round is put right. Recorded.
    time: Math.min(start, end),
    timeEnd: Math.max(start, end),
    text: body.text,
    tags: body.tags ?? [],
    login: user.login,
    email: user.email,
    data: body.data ?? {},
  };
  space.annotations.set(annotation.id, annotation);
  return sendJson(reply, 200, { id: annotation.id, message: 'Annotation added' });
}

/** Replaces text and tags; times only when they are sent. */
function put(call: SignedIn) {
  return change(call, 'Annotation updated', ({ text = '', tags = [], ...rest }) => ({ ...rest, text, tags }));
}

/** Replaces what is sent. */
function patch(call: SignedIn) {
  return change(call, 'Annotation patched', (body) => body);
}

function change(call: SignedIn, message: string, changes: (body: Body) => Body) {
  const { request, reply, user } = call;
  if (user.role === 'Viewer') {
    return sendAccessDenied(reply, 'annotations:write');
  }
  if (Number.isNaN(idOf(call))) {
    return sendMessage(reply, 400, 'annotationId is invalid');
  }
  const existing = call.space.annotations.get(idOf(call));
  if (!existing) {
    return sendMessage(reply, 404, 'Annotation not found');
  }
  const { text, tags, time, timeEnd, data } = changes((request.body ?? {}) as Body);
  existing.text = text ?? existing.text;
  existing.tags = tags ?? existing.tags;
  existing.time = time || existing.time;
  existing.timeEnd = Math.max(existing.time, timeEnd || existing.timeEnd);
  existing.data = data ?? existing.data;
  existing.updated = Date.now();
  return sendMessage(reply, 200, message);
}

function remove(call: SignedIn) {
  const { reply, space, user } = call;
  if (user.role === 'Viewer') {
    return sendAccessDenied(reply, 'annotations:delete');
  }
  if (Number.isNaN(idOf(call))) {
    return sendMessage(reply, 400, 'annotationId is invalid');
  }
  // Deleting what isn't there succeeds. Recorded.
  space.annotations.delete(idOf(call));
  return sendMessage(reply, 200, 'Annotation deleted');
}

function idOf({ request }: SignedIn): number {
  return Number((request.params as { id: string }).id);
}

function describe({ id, created, updated, time, timeEnd, text, tags, login, email, data }: Annotation) {
  const author = { login, email, avatarUrl: avatarUrl(email) };
  const label = tags.length > 0 ? { tags } : {};
  return { id, dashboardUID: '', created, updated, time, timeEnd, text, ...label, ...author, data };
}
