import type { Json } from '@devdiag/catalog/types';
import { at, isObject, textAt } from '../json.ts';
import { refusal } from '../refused.ts';
import type { GrafanaRequest, Transport } from '../types.ts';
import { readRules } from './readRules.ts';

/** Something in a folder: an alert rule, a dashboard, a folder, or what is only counted, such as library panels. */
export interface FolderItem {
  kind: 'rule' | 'dashboard' | 'folder' | 'counted';
  /** Empty for what is only counted. */
  uid: string;
  /** For what is only counted, how many of what. */
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
  const rest = await besidesRules(transport, folderUid, signal);
  const rules = (await readRules(transport, signal))
    .filter((rule) => textAt(rule, 'folderUID') === folderUid)
    .map((rule): FolderItem => ({ kind: 'rule', uid: textAt(rule, 'uid'), title: textAt(rule, 'title') }));
  return [...rules, ...rest];
}

/** Everything in it but rules. @throws Refused, NoAnswer */
export async function besidesRules(
  transport: Transport,
  folderUid: string,
  signal?: AbortSignal
): Promise<FolderItem[]> {
  const found = await searchFolder(transport, folderUid, signal);
  return [...found, ...(await countFolder(transport, folderUid, signal))];
}

/** What a search and the list of rules name: the rest is counted. Newer versions of Grafana count in the plural. */
const NAMED = /^(alert_?rule|dashboard|folder)s?$/;

/**
 * What Grafana counts in a folder and no search finds: library panels above all, which it removes with the folder without
 * a question.
 */
async function countFolder(transport: Transport, folderUid: string, signal?: AbortSignal): Promise<FolderItem[]> {
  const request: GrafanaRequest = { method: 'GET', path: `/api/folders/${encodeURIComponent(folderUid)}/counts` };
  const answer = await transport.send(request, signal);
  if (answer.status !== 200 || !isObject(answer.body)) {
    throw refusal(request, answer);
  }
  return Object.entries(answer.body)
    .filter(([kind, count]) => !NAMED.test(kind) && count !== 0)
    .map(([kind, count]) => ({ kind: 'counted', uid: '', title: inWords(kind, count) }));
}

function inWords(kind: string, count: Json): string {
  const name = kind.startsWith('library') ? 'library panel' : kind;
  return `${String(count)} ${name}${count === 1 ? '' : 's'}`;
}

/** Its dashboards and folders. */
async function searchFolder(transport: Transport, folderUid: string, signal?: AbortSignal): Promise<FolderItem[]> {
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
