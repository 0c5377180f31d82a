import { sendAccessDenied, sendJson } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { neverRecorded } from '../http/refusal.ts';
import { boolean, object, text } from '../alerting/readRule.ts';
import {
  dashboardNotFound,
  dashboardUrl,
  noSuchFolder,
  ROOT_FOLDER,
  saveDashboard,
  type Dashboard,
} from '../state/dashboards.ts';
import { folderUrl, mayInFolders } from '../state/folders.ts';
import { slugify } from '../state/slug.ts';
import { secondsIso, type User } from '../state/users.ts';
import type { Space } from '../state/space.ts';
import { ZERO_TIME } from '../alerting/rule.ts';

/** Dashboards as the HTTP API has always had them. */
export function dashboardRoutes(context: Context): void {
  const { app } = context;
  app.post('/api/dashboards/db', signedIn(context, save, { any: ['dashboards:create', 'dashboards:write'] }));
  app.get('/api/dashboards/uid/:uid', signedIn(context, read));
  app.delete('/api/dashboards/uid/:uid', signedIn(context, remove));
}

function save({ request, reply, space, user }: SignedIn) {
  const body = object(request.body);
  const folderUid = text(body.folderUid);
  if (body.folderId && !folderUid) {
    throw neverRecorded('naming a folder by its number');
  }
  const asked = { dashboard: object(body.dashboard), folderUid, overwrite: boolean(body.overwrite) };
  if (folderUid !== '' && folderUid !== ROOT_FOLDER.uid && !space.folders.has(folderUid)) {
    throw noSuchFolder();
  }
  const saved = saveDashboard(space.dashboards, asked, user, () => space.nextResourceId());
  return sendJson(reply, 200, {
    folderUid,
    id: saved.id,
    slug: slugify(saved.title),
    status: 'success',
    uid: saved.uid,
    url: dashboardUrl(saved),
    version: saved.version,
  });
}

function read(call: SignedIn) {
  const dashboard = find(call);
  const { id, uid, version, spec } = dashboard;
  return sendJson(call.reply, 200, {
    meta: describeMeta(dashboard, call.space, call.user),
    dashboard: { ...spec, id, uid, version },
  });
}

function remove(call: SignedIn) {
  const { reply, space, user } = call;
  if (!mayInFolders(user.role, 'dashboards:delete')) {
    return sendAccessDenied(reply, 'dashboards:delete');
  }
  const { title, uid } = find(call);
  space.dashboards.delete(uid);
  return sendJson(reply, 200, { message: `Dashboard ${title} deleted`, title, uid });
}

function find({ request, space }: SignedIn): Dashboard {
  const dashboard = space.dashboards.get((request.params as { uid: string }).uid);
  if (!dashboard) {
    throw dashboardNotFound();
  }
  return dashboard;
}

function describeMeta(dashboard: Dashboard, space: Space, { role, login }: User): object {
  const canEdit = mayInFolders(role, 'dashboards:write');
  const annotations = { canAdd: canEdit, canEdit, canDelete: canEdit };
  return {
    type: 'db',
    canSave: canEdit,
    canEdit,
    // Whoever made it, too.
    canAdmin: role === 'Admin' || dashboard.createdBy.login === login,
    canStar: true,
    canDelete: mayInFolders(role, 'dashboards:delete'),
    slug: slugify(dashboard.title),
    url: dashboardUrl(dashboard),
    expires: ZERO_TIME,
    created: secondsIso(new Date(dashboard.created)),
    updated: secondsIso(new Date(dashboard.updated)),
    updatedBy: dashboard.updatedBy.login,
    createdBy: dashboard.createdBy.login,
    version: dashboard.version,
    hasAcl: false,
    isFolder: false,
    apiVersion: 'v0alpha1',
    ...whereabouts(dashboard, space),
    provisioned: false,
    provisionedExternalId: '',
    annotationsPermissions: { dashboard: annotations, organization: annotations },
  };
}

function whereabouts({ folderUid }: Dashboard, space: Space): object {
  const folder = space.folders.get(folderUid);
  if (folder) {
    return { folderId: folder.id, folderUid, folderTitle: folder.title, folderUrl: folderUrl(folder) };
  }
  return folderUid === ROOT_FOLDER.uid
    ? { folderId: 0, folderUid, folderTitle: ROOT_FOLDER.title, folderUrl: ROOT_FOLDER.url }
    : { folderId: 0, folderUid: '', folderTitle: 'General', folderUrl: '' };
}
