import type { EvidenceCell, Outcome, Severity, TrendPoint, Unit } from '@devdiag/catalog/types';
import type { QueryError } from '../query/errors.ts';

/** Version of the JSON that the command line and the page export. Raised when a field changes its meaning. */
export const REPORT_VERSION = 1;

/** A check that somebody silenced for a while. Ends by itself at `until`. */
export interface Mute {
  /** Where it is kept, so that it can be taken back. */
  id: string;
  checkId: string;
  reason: string;
  /** Login of whoever muted it. */
  owner: string;
  /** Milliseconds since 1970. */
  since: number;
  until: number;
}

/** One check, evaluated. */
export interface CheckResult {
  id: string;
  title: string;
  severity: Severity;
  outcome: Outcome;
  /** What it would be if nobody had muted it; equals `outcome` otherwise. */
  underlying: Exclude<Outcome, 'skipped'>;
  message: string;
  value: number | null;
  unit: Unit;
  threshold: number | null;
  evidence: Array<Record<string, EvidenceCell>>;
  trend: TrendPoint[];
  /** Milliseconds on the database server; null when no query ran. */
  tookMs: number | null;
  /** The query as text, without the stopwatch; null for checks that have none. */
  sql: string | null;
  error: QueryError | null;
  mute: Mute | null;
}

/** All checks at one instant. Instants are milliseconds since 1970 here; ISO texts in the exported JSON. */
export interface HealthReport {
  asOf: number;
  isNow: boolean;
  measuredAt: number;
  tenant: string | null;
  verdict: Verdict;
  /** The summary line. */
  summary: string;
  checks: CheckResult[];
}

/** Worst outcome of all that were not skipped. */
export type Verdict = Exclude<Outcome, 'skipped'>;
