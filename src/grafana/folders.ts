import { isObject, textAt } from '@devdiag/installer/json';
import { refusal } from '@devdiag/installer/refused';
import type { Transport } from '@devdiag/installer/types';

export interface FolderChoice {
  uid: string;
  title: string;
}

const MOST = 1000;

/**
 * The folders that this person may see, by title.
 * @throws Refused, NoAnswer
 */
export async function listFolders(transport: Transport, signal?: AbortSignal): Promise<FolderChoice[]> {
  const request = { method: 'GET', path: `/api/search?type=dash-folder&limit=${MOST}` } as const;
  const answer = await transport.send(request, signal);
  if (answer.status !== 200 || !Array.isArray(answer.body)) {
    throw refusal(request, answer);
  }
  return answer.body
    .filter(isObject)
    .map((hit) => ({ uid: textAt(hit, 'uid'), title: textAt(hit, 'title') }))
    .sort((one, other) => one.title.localeCompare(other.title));
}
