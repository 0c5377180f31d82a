import type { Desired } from '../desired/desired.ts';
import { isObject, type JsonObject } from '../json.ts';
import { mayInFolder } from '../kinds/folder.ts';
import { isFolderMissing } from '../kinds/missingFolder.ts';
import type { Transport } from '../types.ts';

/** A folder of other people that an admin chose for the dashboard. */
export interface ChosenFolder {
  uid: string;
  /** `closed`: this person may not put a dashboard into it. `unknown`: Grafana did not tell. */
  state: 'open' | 'closed' | 'missing' | 'unknown';
}

/**
 * The folder that the dashboard is to go to, unless it is the installation's own, which is read anyway.
 * @throws NoAnswer
 */
export async function readChosenFolder(
  transport: Transport,
  desired: Desired[],
  signal?: AbortSignal
): Promise<ChosenFolder | null> {
  const own = desired.find(({ kind }) => kind === 'folder')?.uid;
  const uid = desired.find(({ kind }) => kind === 'dashboard')?.fields.folder;
  // The root is no folder that could be missing.
  return typeof uid !== 'string' || uid === own || uid === '' || uid === 'general'
    ? null
    : { uid, state: await stateOf(transport, uid, signal) };
}

async function stateOf(transport: Transport, uid: string, signal?: AbortSignal): Promise<ChosenFolder['state']> {
  const path = `/api/folders/${encodeURIComponent(uid)}?accesscontrol=true`;
  const { status, body } = await transport.send({ method: 'GET', path }, signal);
  if (status === 404 || (status === 403 && (await isFolderMissing(transport, uid, signal)))) {
    return 'missing';
  }
  if (status === 403) {
    return 'closed';
  }
  return status === 200 && isObject(body) ? (mayInFolder(body, 'dashboards:create') ? 'open' : 'closed') : 'unknown';
}

/**
 * Actions that this person, or the token, holds in some scope. In a certain folder they may hold more, or not hold them:
 * what a folder says of itself counts there.
 * @returns null when Grafana does not tell
 * @throws NoAnswer
 */
export async function readPermissions(transport: Transport, signal?: AbortSignal): Promise<ReadonlySet<string> | null> {
  const request = { method: 'GET', path: '/api/access-control/user/permissions' } as const;
  const { status, body } = await transport.send(request, signal);
  return status === 200 && isObject(body) ? new Set(Object.keys(body as JsonObject)) : null;
}
