import { folderContent } from '../observe/folderContent.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Transport } from '../types.ts';
import { insistently } from './read.ts';

/**
 * What a folder holds beside things of this plan, by title. Looked at just before a folder is removed: Grafana removes
 * the dashboards and library panels in it with it, and somebody may have put one there since the plan was made.
 * @param own the plan's items: Grafana's search may name a dashboard for a moment after it was removed
 * @throws Refused, NoAnswer
 */
export async function othersIn(transport: Transport, folderUid: string, own: PlannedItem[]): Promise<string[]> {
  const removed = new Set(own.filter(({ kind }) => kind === 'dashboard').map(({ uid }) => uid));
  const content = await insistently(() => folderContent(transport, folderUid));
  return content.filter(({ kind, uid }) => kind !== 'dashboard' || !removed.has(uid)).map(({ title }) => title);
}
