import { BASE_ANNOTATION, decodeBase } from '../base.ts';
import { at, clone, textAt, type JsonObject } from '../json.ts';
import { namesOf } from '../names.ts';
import type { Desired } from './desired.ts';

/**
 * Desired resources where Grafana put them. It finds the folder of rules that are provisioned from files by its title, and
 * makes one with a uid of its own choice; that folder is then the installation's, and not a folder that somebody moved
 * its rules to.
 * @param rules every rule there is, as Grafana lists them
 */
export function whereProvisioned(desired: Desired[], prefix: string, rules: JsonObject[]): Desired[] {
  const usual = namesOf(prefix).folder.uid;
  const wanted = new Set(desired.flatMap(({ kind, uid }) => (kind === 'rule' ? [uid] : [])));
  const folders = new Set(
    rules
      .filter(
        (rule) =>
          wanted.has(textAt(rule, 'uid')) &&
          textAt(rule, 'provenance') === 'file' &&
          decodeBase(at(rule, 'annotations', BASE_ANNOTATION))?.prefix === prefix
      )
      .map((rule) => textAt(rule, 'folderUID'))
  );
  const [there] = folders;
  return folders.size !== 1 || there === usual ? desired : desired.map((resource) => moved(resource, usual, there));
}

function moved(resource: Desired, from: string, to: string): Desired {
  const { kind, uid, fields, body } = clone(resource as unknown as JsonObject) as unknown as Desired;
  const place = { ...resource, fields, body };
  switch (kind) {
    case 'folder':
      return { ...place, uid: to, body: { ...body, uid: to } };
    case 'group':
      return { ...place, uid: uid.replace(`${from}/`, `${to}/`), body: { ...body, folderUid: to } };
    case 'rule':
      return { ...place, fields: { ...fields, folder: to }, body: { ...body, folderUID: to } };
    case 'dashboard':
      return fields.folder === from
        ? { ...place, fields: { ...fields, folder: to }, body: { ...body, folderUid: to } }
        : place;
  }
}
