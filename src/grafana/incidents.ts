/**
 * Logs of incidents, kept as organisation annotations: everybody in the organisation reads them, Editors write them,
 * Grafana records who and when, and they need no back end of our own.
 */
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { annotationOf, eventOf, incidentTag, MILESTONE_TAG } from '@devdiag/engine/incident/annotation';
import type { IncidentEvent, LoggedEvent } from '@devdiag/engine/incident/event';
import { incidentList, type IncidentHead } from '@devdiag/engine/incident/incident';
import { wordsIn } from './words';

const QUIET = { showErrorAlert: false, showSuccessAlert: false };
/** Grafana gives the newest ones; an incident has some dozens. */
const MOST_EVENTS = 5_000;
const MOST_MILESTONES = 1_000;

/**
 * All incidents, open ones first.
 * @throws Error with a sentence for people
 */
export async function listIncidents(): Promise<IncidentHead[]> {
  return incidentList(await annotations(MILESTONE_TAG, MOST_MILESTONES));
}

/**
 * What happened in an incident, as far as it is shared.
 * @throws Error with a sentence for people
 */
export async function readIncidentEvents(incidentId: string): Promise<LoggedEvent[]> {
  const found = await annotations(incidentTag(incidentId), MOST_EVENTS);
  return found.flatMap((annotation) => {
    const read = eventOf(annotation);
    return read?.incidentId === incidentId ? [read.logged] : [];
  });
}

/**
 * Adds an event for everybody to see.
 * @throws Error with a sentence for people
 */
export async function addIncidentEvent(incidentId: string, event: IncidentEvent): Promise<void> {
  try {
    await getBackendSrv().post('/api/annotations', annotationOf(incidentId, event), QUIET);
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
}

async function annotations(tag: string, limit: number): Promise<unknown[]> {
  try {
    return await getBackendSrv().get<unknown[]>(
      '/api/annotations',
      { tags: tag, type: 'annotation', limit },
      undefined,
      QUIET
    );
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return wordsIn(error, isFetchError(error) ? String(error.status) : undefined);
}
