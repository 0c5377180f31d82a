import type { IncidentEvent, KeptResult, LoggedEvent, Measurement } from './event.ts';
import { eventOf } from './annotation.ts';

type Of<K extends IncidentEvent['kind']> = LoggedEvent & { event: Extract<IncidentEvent, { kind: K }> };

/** Where an incident stands, as its log tells. */
export interface Incident {
  id: string;
  title: string;
  /** The page it was started from. */
  page: string;
  alert: string | null;
  labels: Record<string, string>;
  startedAt: number;
  startedBy: string;
  /** Null while it is open. */
  closed: { at: number; by: string; summary: string } | null;
  /** Login names of everybody in the log, first come first. */
  people: string[];
  /** Oldest first. */
  log: LoggedEvent[];
  /** The latest word on each step, by `stepKey`. */
  steps: ReadonlyMap<string, StepState>;
}

export interface StepState {
  page: string;
  step: string;
  text: string;
  done: boolean;
  at: number;
  by: string;
}

/** Names a step among all pages. */
export function stepKey(page: string, step: string): string {
  return `${page}/${step}`;
}

/**
 * Reads a log. Events may arrive in any order and more than once; the same ones always tell the same.
 * @returns null when nothing in it says that an incident was started
 */
export function incidentOf(id: string, events: readonly LoggedEvent[]): Incident | null {
  const log = inOrder(events);
  const first = log.find(isA('started'));
  if (!first) {
    return null;
  }
  const { title, page, alert, labels } = first.event;
  return {
    id,
    title,
    page,
    alert,
    labels,
    startedAt: first.at,
    startedBy: first.author,
    closed: closing(log),
    people: [...new Set(log.map(({ author }) => author))],
    log,
    steps: stepsOf(log),
  };
}

/** Results that were kept, oldest first. */
export function keptResults({ log }: Incident): Array<LoggedEvent & { event: KeptResult }> {
  return log.filter(isA('result'));
}

export function measurements({ log }: Incident): Array<LoggedEvent & { event: Measurement }> {
  return log.filter(isA('measured'));
}

export function notes({ log }: Incident): Array<Of<'note'>> {
  return log.filter(isA('note'));
}

/** Every time that somebody closed it: two people may at once, and one that was opened again is closed anew. */
export function closings({ log }: Incident): Array<Of<'closed'>> {
  return log.filter(isA('closed'));
}

/** An incident in a list. */
export type IncidentHead = Pick<Incident, 'id' | 'title' | 'page' | 'alert' | 'startedAt' | 'startedBy' | 'closed'>;

/** Incidents from what opens and closes them (`MILESTONE_TAG`): open ones first, newest first. */
export function incidentList(annotations: readonly unknown[]): IncidentHead[] {
  const byId = new Map<string, LoggedEvent[]>();
  for (const found of annotations.map(eventOf)) {
    if (found) {
      byId.set(found.incidentId, [...(byId.get(found.incidentId) ?? []), found.logged]);
    }
  }
  return inListOrder([...byId].flatMap(([id, events]) => incidentOf(id, events) ?? []).map(headOf));
}

/** What a list shows of an incident. */
export function headOf({ log: _, steps: __, people: ___, labels: ____, ...head }: Incident): IncidentHead {
  return head;
}

/** Open ones first, newest first. */
export function inListOrder<T extends Pick<IncidentHead, 'closed' | 'startedAt'>>(heads: readonly T[]): T[] {
  return [...heads].sort(
    (one, other) => Number(one.closed !== null) - Number(other.closed !== null) || other.startedAt - one.startedAt
  );
}

function inOrder(events: readonly LoggedEvent[]): LoggedEvent[] {
  const distinct = [...new Map(events.map((event) => [event.id, event])).values()];
  return distinct.sort((one, other) => one.at - other.at || byId(one.id, other.id));
}

/** Ids are numbers of Grafana's, or texts where only their author sees the event. */
function byId(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}

function closing(log: readonly LoggedEvent[]): Incident['closed'] {
  const last = log.findLast((entry) => entry.event.kind === 'closed' || entry.event.kind === 'reopened');
  return last?.event.kind === 'closed' ? { at: last.at, by: last.author, summary: last.event.summary } : null;
}

function stepsOf(log: readonly LoggedEvent[]): Map<string, StepState> {
  return new Map(
    log
      .filter(isA('step'))
      .map(({ at, author, event: { page, step, text, done } }) => [
        stepKey(page, step),
        { page, step, text, done, at, by: author },
      ])
  );
}

function isA<K extends IncidentEvent['kind']>(kind: K): (entry: LoggedEvent) => entry is Of<K> {
  return (entry): entry is Of<K> => entry.event.kind === kind;
}
