import type { Unit } from '@devdiag/catalog/types';

/** A cell of a kept result: what a query answered, texts shortened. */
export type KeptCell = string | number | boolean | null;

/**
 * What can happen in an incident. The log is only ever added to: whoever comes later reads the same story, and two people
 * who write at once lose nothing.
 */
export type IncidentEvent =
  | {
      kind: 'started';
      title: string;
      /** The page it was started from: a page's, check's or alert's id. */
      page: string;
      /** Id of the alert that led there. */
      alert: string | null;
      /** The alert's labels that pages understand. */
      labels: Record<string, string>;
    }
  | { kind: 'joined' }
  | { kind: 'step'; page: string; step: string; /** Its words at that time. */ text: string; done: boolean }
  | KeptResult
  | { kind: 'note'; text: string }
  | Measurement
  | { kind: 'closed'; summary: string }
  | { kind: 'reopened' };

/** The answer of a page's query, kept as evidence. */
export interface KeptResult {
  kind: 'result';
  page: string;
  /** Id of the query on its page. */
  query: string;
  title: string;
  /** The instant that was asked about, milliseconds since 1970. */
  asOf: number;
  sql: string;
  columns: string[];
  rows: KeptCell[][];
  /** There were more rows than are kept. */
  more: boolean;
}

/** What a check or an alert said at that moment. */
export interface Measurement {
  kind: 'measured';
  /** Id of the check or alert. */
  of: string;
  title: string;
  /** Its outcome or state, in its own word: "fail", "firing". */
  state: string;
  value: number | null;
  threshold: number | null;
  unit: Unit;
}

export type IncidentEventKind = IncidentEvent['kind'];

/** An event with who and when. */
export interface LoggedEvent {
  /** Distinct within a log. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Login name. */
  author: string;
  /** False for what only its author sees. */
  shared: boolean;
  event: IncidentEvent;
}

/** The longest text a person may write at once, in characters. */
export const LONGEST_NOTE = 4_000;
export const LONGEST_TITLE = 200;
