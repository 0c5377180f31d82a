import { readEvent } from '@devdiag/engine/incident/read';
import type { IncidentEvent, LoggedEvent } from '@devdiag/engine/incident/event';

/**
 * What somebody recorded who may not write to the shared log, or whom Grafana did not answer: kept for that person alone,
 * so that nothing is lost. Stored as a JSON array.
 */
export function readOwnCopy(stored: string | null | undefined): LoggedEvent[] {
  try {
    const read: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(read) ? read.flatMap((entry) => readOwn(entry) ?? []) : [];
  } catch {
    return [];
  }
}

/** A new event of the own copy; ids begin with a letter, so that none is ever one of Grafana's. */
export function ownEvent(event: IncidentEvent, author: string, at: number, count: number): LoggedEvent {
  return { id: `own-${at}-${count}`, at, author, shared: false, event };
}

/** The own copy with further events; those that it holds already are not added again. */
export function withOwnEvents(stored: string | null, events: readonly LoggedEvent[]): string {
  const before = readOwnCopy(stored);
  const known = new Set(before.map(({ id }) => id));
  return JSON.stringify([...before, ...events.filter(({ id }) => !known.has(id))]);
}

function readOwn(entry: unknown): LoggedEvent | null {
  if (typeof entry !== 'object' || entry === null) {
    return null;
  }
  const { id, at, author, event } = entry as Record<string, unknown>;
  const read = readEvent(event);
  return typeof id === 'string' && typeof at === 'number' && typeof author === 'string' && read !== null
    ? { id, at, author, shared: false, event: read }
    : null;
}
