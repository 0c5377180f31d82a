import type { Incident } from '@devdiag/engine/incident/incident';
import { measuredOrNothing, type Measure } from '../measure';
import type { IncidentLog } from './useIncidentLog';

/** Writes down what is measured at the end, and that the incident is over. */
export async function closeIncident(
  incident: Incident,
  summary: string,
  record: IncidentLog['record'],
  measure: Measure
): Promise<void> {
  for (const measurement of await measuredOrNothing(measure, incident)) {
    await record(measurement);
  }
  await record({ kind: 'closed', summary });
}
