import { isIncidentId } from '@devdiag/engine/incident/annotation';
import { headOf, incidentOf, type IncidentHead } from '@devdiag/engine/incident/incident';
import type { UserStorage } from '../../../grafana/userStorage';
import { readOwnCopy } from './ownCopy';

const KEY = 'own-incidents';
/** The newest ones are found again; each is read by itself. */
const MOST = 50;

/** Where the own copy of an incident's log is kept. */
export function ownCopyKey(incidentId: string): string {
  return `incident:${incidentId}`;
}

/** Writes down that there is an incident which nobody else sees, so that its person finds it again. */
export async function rememberOwnIncident(storage: UserStorage, id: string): Promise<void> {
  await storage.update(KEY, (stored) =>
    JSON.stringify([id, ...idsIn(stored).filter((known) => known !== id)].slice(0, MOST))
  );
}

/** Incidents of this person's own that nobody else sees. */
export async function ownIncidents(storage: UserStorage): Promise<IncidentHead[]> {
  const ids = idsIn(await storage.getItem(KEY));
  const found = await Promise.all(
    ids.map(async (id) => incidentOf(id, readOwnCopy(await storage.getItem(ownCopyKey(id)))))
  );
  return found.flatMap((incident) => (incident === null ? [] : [headOf(incident)]));
}

function idsIn(stored: string | null): string[] {
  try {
    const read: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(read) ? read.filter((id) => typeof id === 'string' && isIncidentId(id)) : [];
  } catch {
    return [];
  }
}
