import { Refusal, badRequest } from '../http/refusal.ts';
import { holdsPermission, permissionsOf } from '../http/permissions.ts';
import type { Role } from '../types.ts';
import { slugify } from './slug.ts';
import type { User } from './users.ts';

/** A folder of dashboards and alert rules. Times in milliseconds since 1970. */
export interface Folder {
  id: number;
  uid: string;
  title: string;
  /** The folders API takes it and never tells it; the resource API does. */
  description: string;
  created: number;
  updated: number;
  createdBy: User['login'];
  updatedBy: User['login'];
  version: number;
}

/** A panel that dashboards share. No call makes one here: tests put it where they need one. */
export interface LibraryPanel {
  uid: string;
  name: string;
  folderUid: string;
}

/** What Editors may do in every folder, because Grafana grants it with each new one. Recorded. */
const EDITOR_ACTIONS = [
  'alert.rules:create',
  'alert.rules:delete',
  'alert.rules:read',
  'alert.rules:write',
  'alert.silences:create',
  'alert.silences:read',
  'alert.silences:write',
  'annotations:create',
  'annotations:delete',
  'annotations:read',
  'annotations:write',
  'dashboards:create',
  'dashboards:delete',
  'dashboards:read',
  'dashboards:write',
  'folders:create',
  'folders:delete',
  'folders:read',
  'folders:write',
  'library.panels:create',
  'library.panels:delete',
  'library.panels:read',
  'library.panels:write',
];

/** What a role may do in a folder. Recorded for Editors; Viewers may read, Admins what their permissions say. */
export function folderActions(role: Role): string[] {
  switch (role) {
    case 'Viewer':
      return EDITOR_ACTIONS.filter((action) => action.endsWith(':read'));
    case 'Editor':
      return EDITOR_ACTIONS;
    case 'Admin': {
      const everywhere = Object.entries(permissionsOf(role)).filter(([, scopes]) => scopes.includes('folders:*'));
      return [...new Set([...EDITOR_ACTIONS, ...everywhere.map(([action]) => action)])].sort();
    }
  }
}

/** Whether a role may do something in folders, by the folders' own permissions or by its own. */
export function mayInFolders(role: Role, action: string): boolean {
  return holdsPermission(role, action) || folderActions(role).includes(action);
}

/** The identifier's form, which folders and dashboards share (source). */
export function checkUid(uid: string): void {
  if (!/^[\w-]*$/.test(uid)) {
    throw badRequest('uid contains illegal characters');
  }
  if (uid.length > 40) {
    throw badRequest('uid too long, max 40 characters');
  }
}

/** Where a folder is shown. */
export function folderUrl({ uid, title }: Pick<Folder, 'uid' | 'title'>): string {
  return `/dashboards/f/${uid}/${slugify(title)}`;
}

export function folderNotFound(): Refusal {
  return new Refusal(404, { message: 'folder not found', status: 'not-found' });
}
