import type { IncidentEvent, KeptCell, KeptResult, LoggedEvent } from './event.ts';
import { readEvent } from './read.ts';
import { eventLine } from './words.ts';

/**
 * An incident's log is kept as organisation annotations of Grafana, one for each event: Editors write them, everybody
 * reads them, Grafana itself records who wrote each and when, and dashboards can show them.
 *
 * Tags have no colon: Grafana would take what stands before it for a tag of its own.
 */
export const INCIDENT_TAG = 'devdiag-incident';

/** On what opens and closes incidents, so that all of them can be listed without reading every log. */
export const MILESTONE_TAG = 'devdiag-incident-milestone';

/** Tag of one incident's events. */
export function incidentTag(incidentId: string): string {
  return `${INCIDENT_TAG}-${incidentId}`;
}

const ID = /^\d{8}-[a-z0-9]{6}$/;

/** Whether it can be the id of an incident, from an address for example. */
export function isIncidentId(text: string): boolean {
  return ID.test(text);
}

/**
 * An id that also tells the day: "20260317-k3x9qa".
 * @param at milliseconds since 1970
 * @param random six numbers from 0 to 35, each as likely as the others
 */
export function newIncidentId(at: number, random: readonly number[]): string {
  const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
  return `${day}-${random.map((digit) => digit.toString(36)).join('')}`;
}

/** What is sent to Grafana, which adds author and time: its own clock, so that people's clocks don't tangle the story. */
export interface IncidentAnnotation {
  tags: string[];
  text: string;
  data: { incident: string; version: 1; event: IncidentEvent };
}

/** Some databases behind Grafana hold 64 kB in an annotation's data; this leaves room for other people's alphabets. */
const MOST_BYTES = 40_000;
const LONGEST_CELL = 500;

/** An event as an annotation. */
export function annotationOf(incidentId: string, event: IncidentEvent): IncidentAnnotation {
  const kept = event.kind === 'result' ? fitting(event) : event;
  const milestone = ['started', 'closed', 'reopened'].includes(event.kind) ? [MILESTONE_TAG] : [];
  return {
    tags: [INCIDENT_TAG, incidentTag(incidentId), ...milestone],
    // Grafana refuses an empty text.
    text: eventLine(kept) || kept.kind,
    data: { incident: incidentId, version: 1, event: kept },
  };
}

/** An annotation of any origin as an event of an incident; null for one that isn't, or is none that can be read. */
export function eventOf(annotation: unknown): { incidentId: string; logged: LoggedEvent } | null {
  if (typeof annotation !== 'object' || annotation === null) {
    return null;
  }
  const { id, time, tags, login, data } = annotation as Record<string, unknown>;
  const { incident, version, event } = (data ?? {}) as Record<string, unknown>;
  if (
    (typeof id !== 'number' && typeof id !== 'string') ||
    typeof time !== 'number' ||
    typeof incident !== 'string' ||
    version !== 1 ||
    !isIncidentId(incident) ||
    !Array.isArray(tags) ||
    !tags.includes(incidentTag(incident))
  ) {
    return null;
  }
  const read = readEvent(event);
  const author = typeof login === 'string' && login !== '' ? login : 'unknown';
  return read && { incidentId: incident, logged: { id: String(id), at: time, author, shared: true, event: read } };
}

/** Leaves rows out at the end, and says so, until the result fits. */
export function fitting(result: KeptResult): KeptResult {
  const short = (cell: KeptCell) =>
    typeof cell === 'string' && cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL - 1)}…` : cell;
  const rows = result.rows.map((row) => row.map(short));
  const sql = result.sql.length > 10_000 ? `${result.sql.slice(0, 9_999)}…` : result.sql;
  let kept = { ...result, sql, rows };
  while (bytesOf(kept) > MOST_BYTES && kept.rows.length > 0) {
    kept = { ...kept, rows: kept.rows.slice(0, Math.floor(kept.rows.length / 2)), more: true };
  }
  return kept;
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
