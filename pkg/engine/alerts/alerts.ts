/**
 * The words of an alert's live state. Types only.
 *
 * Grafana's rule as its scheduler sees it → what the rule says (live.ts, condition.ts), what silences it (silences.ts),
 * what it said before (history.ts) → one state for each alert of the catalog (state.ts) → which of them explains the
 * others (causes.ts). Instants are milliseconds since 1970.
 */
import type { AlertDefinition } from '@devdiag/catalog/types';

export type Labels = Record<string, string>;

/** What an alert says. Only `inactive` is well, and only where `isQuiet` is not set. */
export type AlertStatus =
  | 'firing'
  | 'pending'
  /** Was firing; the condition no longer holds, and Grafana waits a while before it says so. */
  | 'recovering'
  /** Its query fails and nobody is told. */
  | 'error'
  | 'no-data'
  | 'inactive'
  | 'paused'
  /** New: the scheduler has not come to it yet. */
  | 'not-evaluated'
  | 'not-installed'
  /** Grafana said something that nobody here knows, or nothing. */
  | 'unknown';

export type AlertHealth = 'ok' | 'error' | 'no-data' | 'unknown';

/** One series of a rule: a row of its query. */
export interface AlertInstance {
  labels: Labels;
  status: 'firing' | 'pending' | 'recovering' | 'inactive' | 'error' | 'no-data' | 'unknown';
  /** Why it is in this state though its result is another one: Error, NoData, KeepLast … */
  reasons: string[];
  since: number | null;
  /** The database's words, also where the state hides them. */
  error: string;
}

/** When a rule fires, as it stands in Grafana now, people's changes included. */
export interface RuleCondition {
  comparison: 'above' | 'below';
  threshold: number;
  /** The query that is compared, `$__timeTo()` and all; null where it is no SQL. */
  sql: string | null;
  dataSourceUid: string | null;
}

/** A rule as the scheduler sees it. */
export interface RuleReading {
  uid: string;
  title: string;
  labels: Labels;
  status: AlertStatus;
  /** Since when; null where that can't be told from the rule alone. */
  since: number | null;
  health: AlertHealth;
  lastError: string;
  /** The rule itself says that all is well; only its instances know of the error. */
  isErrorHidden: boolean;
  /** Normal because its query gave no row, which this rule counts as well. */
  isQuiet: boolean;
  /** null: not yet. */
  lastEvaluation: number | null;
  intervalSeconds: number;
  /** The scheduler has left out two evaluations: what the rule says is old. */
  isLate: boolean;
  /** How long the condition must hold. */
  forSeconds: number;
  condition: RuleCondition | null;
  instances: AlertInstance[];
}

export interface Matcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
}

export interface Silence {
  id: string;
  matchers: Matcher[];
  startsAt: number;
  endsAt: number;
  createdBy: string;
  comment: string;
}

/** A silence that a rule falls under. */
export interface CoveringSilence {
  silence: Silence;
  /** False: it begins later. */
  isActive: boolean;
  /** All of the rule's series that matter now, or some; `unknown` where its expression can't be read here. */
  covers: 'all' | 'some' | 'unknown';
}

/** A change of state of one instance, from Grafana's annotations. */
export interface HistoryEntry {
  id: number;
  at: number;
  /** Names the instance within the rule. */
  instance: string;
  before: SegmentStatus;
  after: SegmentStatus;
  /** Both in Grafana's own words: "Normal", "Alerting", "Normal (Error, KeepLast)". */
  said: { before: string; after: string };
  /** What was measured then, by refId. */
  values: Record<string, number>;
}

export type SegmentStatus = Exclude<AlertStatus, 'not-installed' | 'not-evaluated'>;

/** A stretch of time in which a rule said the same. */
export interface HistorySegment {
  from: number;
  to: number;
  status: SegmentStatus;
}

/** What the rule's query gives when it is asked now. */
export interface Measured {
  labels: Labels;
  value: number;
  /** On the side of the threshold where the rule fires. */
  isBeyond: boolean;
}

/** An alert of the catalog in one installation. */
export interface AlertState extends Omit<RuleReading, 'title'> {
  definition: AlertDefinition;
  /** It was installed and is gone. */
  isMissing: boolean;
  silences: CoveringSilence[];
  /** null while it isn't known. */
  history: HistorySegment[] | null;
  /** The newest change that the history holds, with what was measured then. */
  lastChange: HistoryEntry | null;
}
