import { at, isObject, textAt } from '../json.ts';
import { refusal } from '../refused.ts';
import type { GrafanaRequest, Transport } from '../types.ts';
import { readRules } from './readRules.ts';

/** Something in a folder: an alert rule, a dashboard, a folder. */
export interface FolderItem {
  kind: 'rule' | 'dashboard' | 'folder';
  uid: string;
  title: string;
}

/**
 * Everything that a folder holds, as far as this person may see it.
 * @throws Refused, NoAnswer
 */
export async function folderContent(
  transport: Transport,
  folderUid: string,
  signal?: AbortSignal
): Promise<FolderItem[]> {
  const rest = await searchFolder(transport, folderUid, signal);
  const rules = (await readRules(transport, signal))
    .filter((rule) => textAt(rule, 'folderUID') === folderUid)
    .map((rule): FolderItem => ({ kind: 'rule', uid: textAt(rule, 'uid'), title: textAt(rule, 'title') }));
  return [...rules, ...rest];
}

/** Its dashboards and folders. @throws Refused, NoAnswer */
export async function searchFolder(
  transport: Transport,
  folderUid: string,
  signal?: AbortSignal
): Promise<FolderItem[]> {
  const request: GrafanaRequest = {
    method: 'GET',
    path: `/api/search?folderUIDs=${encodeURIComponent(folderUid)}&limit=1000`,
  };
  const answer = await transport.send(request, signal);
  if (answer.status !== 200 || !Array.isArray(answer.body)) {
    throw refusal(request, answer);
  }
  return answer.body.filter(isObject).map((hit): FolderItem => ({
    kind: textAt(hit, 'type') === 'dash-folder' ? 'folder' : 'dashboard',
    uid: textAt(hit, 'uid'),
    title: String(at(hit, 'title') ?? ''),
  }));
}
