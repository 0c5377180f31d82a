import { FOLDER_MARKER } from '../base.ts';
import { at, isObject, textAt, type JsonObject } from '../json.ts';
import { refusal } from '../refused.ts';
import type { Base, GrafanaRequest, Transport } from '../types.ts';
import type { Kind } from './kind.ts';
import { isFolderMissing } from './missingFolder.ts';

/**
 * A folder keeps who made it in its description: the folders API takes one and never shows it, the resource API does.
 * Renaming it in Grafana leaves the description alone. Where there is no resource API, nobody can tell who owns the folder,
 * and it is never removed.
 */
export const folderKind: Kind = {
  kind: 'folder',
  async read(transport, uid, signal) {
    const request: GrafanaRequest = { method: 'GET', path: `${pathOf(uid)}?accesscontrol=true` };
    const answer = await transport.send(request, signal);
    if (answer.status === 404 || (answer.status === 403 && (await isFolderMissing(transport, uid, signal)))) {
      return null;
    }
    if (answer.status !== 200 || !isObject(answer.body)) {
      throw refusal(request, answer);
    }
    const description = await descriptionOf(transport, uid, signal);
    const raw: JsonObject = { ...answer.body, description: description ?? '' };
    return {
      raw,
      fields: { title: textAt(raw, 'title') },
      base: description?.startsWith(FOLDER_MARKER) ? ownBase(uid) : null,
      ...(description === null && { isOwnerUnknown: true }),
      canWrite: mayInFolder(raw, 'alert.rules:create'),
    };
  },
  fieldsOf: (raw) => ({ title: textAt(raw, 'title') }),
  lay: (onto, fields) => ({ ...onto, title: fields.title }),
  create: (_, { uid, title, description }) => [
    { method: 'POST', path: '/api/folders', body: { uid, title, description } },
  ],
  change: (uid, { title }) => [{ method: 'PUT', path: pathOf(uid), body: { title, overwrite: true } }],
  // Never forced: Grafana refuses to remove a folder that holds rules, and so somebody's work.
  remove: (uid) => [{ method: 'DELETE', path: pathOf(uid) }],
  restore: (uid, before, now) =>
    now === null
      ? [
          {
            method: 'POST',
            path: '/api/folders',
            body: {
              uid,
              title: textAt(before.raw, 'title'),
              description: textAt(before.raw, 'description'),
              ...(textAt(before.raw, 'parentUid') !== '' && { parentUid: textAt(before.raw, 'parentUid') }),
            },
          },
        ]
      : [{ method: 'PUT', path: pathOf(uid), body: { title: textAt(before.raw, 'title'), overwrite: true } }],
  essence: (raw) => ({ uid: textAt(raw, 'uid'), title: textAt(raw, 'title'), description: textAt(raw, 'description') }),
};

/**
 * Whether this person may do something in a folder.
 * @param folder as Grafana answers when it is asked for rights, too; without them, who may save it may do anything
 * @param action such as "dashboards:create"
 */
export function mayInFolder(folder: JsonObject, action: string): boolean {
  const rights = at(folder, 'accessControl');
  return isObject(rights) ? rights[action] === true : folder.canSave === true;
}

/** @returns null where there is no resource API. @throws Refused, NoAnswer */
async function descriptionOf(transport: Transport, uid: string, signal?: AbortSignal): Promise<string | null> {
  const namespace = await transport.namespace();
  const path = `/apis/folder.grafana.app/v1beta1/namespaces/${encodeURIComponent(namespace)}/folders/${encodeURIComponent(uid)}`;
  const request: GrafanaRequest = { method: 'GET', path };
  const answer = await transport.send(request, signal);
  if (answer.status === 404) {
    return null;
  }
  if (answer.status !== 200) {
    // It says nothing about the folder: taking it for nobody's would leave it behind without a word.
    throw refusal(request, answer);
  }
  return textAt(answer.body, 'spec', 'description');
}

/** A folder's marker names no version: nothing of a folder ever changes with one. */
function ownBase(uid: string): Base {
  const prefix = uid === 'devdiag-alerts' ? '' : uid.replace(/-devdiag-alerts$/, '');
  return { version: '', prefix, fields: {} };
}

function pathOf(uid: string): string {
  return `/api/folders/${encodeURIComponent(uid)}`;
}
