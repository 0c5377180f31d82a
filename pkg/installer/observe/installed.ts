import { decodeBase } from '../base.ts';
import { baseOf } from '../desired/dashboardBase.ts';
import { textAt, type JsonObject } from '../json.ts';
import { isFolderMissing } from '../kinds/missingFolder.ts';
import { namesOf, prefixOfFolder } from '../names.ts';
import { prefixOfRule } from '../ours.ts';
import { refusal, Refused } from '../refused.ts';
import type { GrafanaRequest, Transport } from '../types.ts';
import { readDashboard } from './readDashboard.ts';
import { readRules } from './readRules.ts';

/** Every rule that may be read, as Grafana lists them, and those of each installation, by its prefix. */
export interface Installed {
  rules: JsonObject[];
  byPrefix: Map<string, JsonObject[]>;
}

/**
 * What is installed. Installations are found by their folder and dashboard, too: without any rule there may still be one,
 * because it ended in the middle, or wants none. One round trip where every installation has rules.
 * @throws Refused, NoAnswer
 */
export async function readInstalled(transport: Transport, signal?: AbortSignal): Promise<Installed> {
  const [rules, ofFolders] = await Promise.all([readRules(transport, signal), prefixesOfFolders(transport, signal)]);
  const byPrefix = new Map<string, JsonObject[]>();
  for (const raw of rules) {
    const prefix = prefixOfRule(raw);
    if (prefix !== undefined) {
      byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), raw]);
    }
  }
  // The folder is made first: without it, and without rules anywhere, nothing is installed.
  const isPossible = byPrefix.size > 0 || (await isFolderThere(transport, '', signal));
  const others = [...new Set([...(isPossible ? [''] : []), ...ofFolders])].filter((prefix) => !byPrefix.has(prefix));
  const dashboards = await Promise.all(
    others.map((prefix) => readDashboard(transport, namesOf(prefix).dashboard.uid, signal))
  );
  dashboards.forEach((there, index) => {
    if (there !== null && decodeBase(baseOf(there.dashboard))?.prefix === others[index]) {
      byPrefix.set(others[index], []);
    }
  });
  return { rules, byPrefix };
}

/** Prefixes of the folders that installations make first, as far as this person may see them. @throws Refused, NoAnswer */
async function prefixesOfFolders(transport: Transport, signal?: AbortSignal): Promise<string[]> {
  const request: GrafanaRequest = { method: 'GET', path: '/api/search?type=dash-folder&limit=1000' };
  const answer = await transport.send(request, signal);
  if (answer.status !== 200 || !Array.isArray(answer.body)) {
    throw refusal(request, answer);
  }
  return answer.body.flatMap((folder) => prefixOfFolder(textAt(folder, 'uid')) ?? []);
}

/**
 * Whether an installation's folder is there.
 * @throws Refused when it is, and this person may not look into it: an empty list of rules then says nothing
 */
export async function isFolderThere(transport: Transport, prefix: string, signal?: AbortSignal): Promise<boolean> {
  const { uid } = namesOf(prefix).folder;
  const request: GrafanaRequest = { method: 'GET', path: `/api/folders/${encodeURIComponent(uid)}` };
  const answer = await transport.send(request, signal);
  if (answer.status === 404 || (answer.status === 403 && (await isFolderMissing(transport, uid, signal)))) {
    return false;
  }
  if (answer.status === 403) {
    throw new Refused(
      403,
      `There is a folder ${uid}, and Grafana does not let you look into it. If it was made a moment ago, try again in a minute: Grafana takes that long to notice. Otherwise ask an Admin of this organisation.`
    );
  }
  if (answer.status !== 200) {
    throw refusal(request, answer);
  }
  return true;
}
