import { sendAccessDenied, sendJson, sendMessage } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { permissionsOf } from '../http/permissions.ts';
import { badRequest, neverRecorded, Refusal } from '../http/refusal.ts';
import { boolean, number, object, text } from '../alerting/readRule.ts';
import { checkUid, folderActions, folderNotFound, folderUrl, mayInFolders, type Folder } from '../state/folders.ts';
import { newUid, secondsIso, type User } from '../state/users.ts';

/** Folders: Editors make and delete them, everybody reads. */
export function folderRoutes(context: Context): void {
  const { app } = context;
  app.post('/api/folders', signedIn(context, create, 'folders:create'));
  app.get('/api/folders/:uid', signedIn(context, read));
  app.get('/api/folders/:uid/counts', signedIn(context, count));
  app.put('/api/folders/:uid', signedIn(context, update));
  app.delete('/api/folders/:uid', signedIn(context, remove));
}

function create({ request, reply, space, user }: SignedIn) {
  const body = object(request.body);
  const [uid, title] = [text(body.uid), text(body.title)];
  if (body.parentUid) {
    throw neverRecorded('a folder in a folder');
  }
  if (title.trim() === '') {
    throw badRequest('folder title cannot be empty');
  }
  checkUid(uid);
  if (space.folders.has(uid)) {
    return sendMessage(reply, 412, 'the folder has been changed by someone else');
  }
  const now = Date.now();
  const folder: Folder = {
    id: space.nextResourceId(),
    uid: uid || newUid(),
    title,
    description: text(body.description),
    created: now,
    updated: now,
    createdBy: user.login,
    updatedBy: user.login,
    version: 1,
  };
  space.folders.set(folder.uid, folder);
  return sendJson(reply, 200, describe(folder, user));
}

function read(call: SignedIn) {
  const { request, reply, user } = call;
  const wantsRights = (request.query as { accesscontrol?: string }).accesscontrol === 'true';
  const rights = Object.fromEntries(folderActions(user.role).map((action) => [action, true]));
  return sendJson(reply, 200, { ...describe(find(call), user), ...(wantsRights ? { accessControl: rights } : {}) });
}

/** How much a folder holds. One that isn't there holds nothing, for those who may read every folder. Recorded. */
function count({ request, reply, space, user }: SignedIn) {
  const { uid } = request.params as { uid: string };
  if (!space.folders.has(uid) && !permissionsOf(user.role)['folders:read']?.includes('folders:*')) {
    return sendAccessDenied(reply, 'folders:read');
  }
  const within = (all: Map<string, { folderUid: string }>) =>
    [...all.values()].filter(({ folderUid }) => folderUid === uid).length;
  return sendJson(reply, 200, {
    alertrule: space.alerting.rules.inFolder(uid).length,
    dashboard: within(space.dashboards),
    folder: 0,
    librarypanel: within(space.libraryPanels),
  });
}

/** Renames a folder. The version must be the stored one unless the caller overwrites. */
function update(call: SignedIn) {
  const { request, reply, user } = call;
  if (!mayInFolders(user.role, 'folders:write')) {
    return sendAccessDenied(reply, 'folders:write');
  }
  const folder = find(call);
  const body = object(request.body);
  if (!boolean(body.overwrite) && number(body.version) !== folder.version) {
    return sendMessage(reply, 412, 'The dashboard has been changed by someone else');
  }
  const title = text(body.title);
  Object.assign(folder, {
    title: title || folder.title,
    updated: Date.now(),
    updatedBy: user.login,
    version: folder.version + 1,
  });
  return sendJson(reply, 200, describe(folder, user));
}

/** Deletes a folder with its dashboards and library panels; with its alert rules only when asked to. */
function remove(call: SignedIn) {
  const { request, reply, space, user } = call;
  if (!mayInFolders(user.role, 'folders:delete')) {
    return sendAccessDenied(reply, 'folders:delete');
  }
  const { uid } = request.params as { uid: string };
  if (!space.folders.has(uid)) {
    return sendMessage(reply, 404, 'folder not found');
  }
  const { forceDeleteRules } = request.query as { forceDeleteRules?: string };
  if (forceDeleteRules !== 'true' && space.alerting.rules.inFolder(uid).length > 0) {
    const message = 'Folder cannot be deleted: folder is not empty';
    throw new Refusal(400, { statusCode: 400, messageId: 'folder.not-empty', message });
  }
  space.alerting.rules.deleteFolder(uid);
  [...space.dashboards.values()]
    .filter(({ folderUid }) => folderUid === uid)
    .forEach((dashboard) => space.dashboards.delete(dashboard.uid));
  [...space.libraryPanels.values()]
    .filter(({ folderUid }) => folderUid === uid)
    .forEach((panel) => space.libraryPanels.delete(panel.uid));
  space.folders.delete(uid);
  return sendMessage(reply, 200, 'Folder deleted');
}

function find({ request, space }: SignedIn): Folder {
  const folder = space.folders.get((request.params as { uid: string }).uid);
  if (!folder) {
    throw folderNotFound();
  }
  return folder;
}

function describe(folder: Folder, { role, login }: User): object {
  const canEdit = mayInFolders(role, 'folders:write');
  return {
    id: folder.id,
    uid: folder.uid,
    orgId: 1,
    title: folder.title,
    url: folderUrl(folder),
    hasAcl: false,
    canSave: canEdit,
    canEdit,
    canAdmin: role === 'Admin' || folder.createdBy === login,
    canDelete: mayInFolders(role, 'folders:delete'),
    createdBy: folder.createdBy,
    created: secondsIso(new Date(folder.created)),
    updatedBy: folder.updatedBy,
    updated: secondsIso(new Date(folder.updated)),
    version: folder.version,
  };
}
