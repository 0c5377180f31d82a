import { readFileSync } from 'node:fs';
import type { Role } from '../types.ts';

/** Action → scopes, as recorded for each of Grafana's basic roles. */
export type Permissions = Record<string, string[]>;

const BY_ROLE: Record<Role, Permissions> = {
  Admin: read('permissions-admin.json'),
  Editor: read('permissions-editor.json'),
  Viewer: read('permissions-viewer.json'),
};

/** What a role may do. */
export function permissionsOf(role: Role): Permissions {
  return BY_ROLE[role];
}

/** Whether a role holds an action, whatever the scope. */
export function holdsPermission(role: Role, action: string): boolean {
  return action in BY_ROLE[role];
}

function read(file: string): Permissions {
  return JSON.parse(readFileSync(new URL(`../recorded/${file}`, import.meta.url), 'utf8'));
}
