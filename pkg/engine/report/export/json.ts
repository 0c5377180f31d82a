import type { CheckDefinition, EvidenceCell, Outcome, Severity, Unit } from '@devdiag/catalog/types';
import type { QueryErrorKind } from '../../query/errors.ts';
import { expandTimeTo } from '../../query/render.ts';
import { isoInstant } from '../format.ts';
import { REPORT_VERSION, type CheckResult, type HealthReport, type Verdict } from '../report.ts';

/** The exported report; docs/report.md and docs/report.schema.json describe it. Instants are ISO 8601 in UTC. */
export interface JsonReport {
  version: typeof REPORT_VERSION;
  asOf: string;
  isNow: boolean;
  measuredAt: string;
  verdict: Verdict;
  summary: string;
  tenant: string | null;
  checks: JsonCheck[];
}

export interface JsonCheck {
  id: string;
  title: string;
  severity: Severity;
  outcome: Outcome;
  underlying: Verdict;
  message: string;
  value: number | null;
  unit: Unit;
  threshold: number | null;
  evidence: Array<Record<string, EvidenceCell>>;
  trend: Array<{ at: string; value: number | null; expected?: number | null }>;
  tookMs: number | null;
  /** As run: the end of the time range is filled in, so that it can be pasted into psql. */
  sql: string | null;
  error: { kind: QueryErrorKind; message: string; subject?: string } | null;
  mute: { id: string; reason: string; owner: string; since: string; until: string } | null;
}

/**
 * A report as the JSON that the page and the command line export.
 * @param definitions of the report's checks: they say which cells of evidence are instants
 */
export function toJsonReport(report: HealthReport, definitions: readonly CheckDefinition[]): JsonReport {
  return {
    version: REPORT_VERSION,
    asOf: new Date(report.asOf).toISOString(),
    isNow: report.isNow,
    measuredAt: new Date(report.measuredAt).toISOString(),
    verdict: report.verdict,
    summary: report.summary,
    tenant: report.tenant,
    checks: report.checks.map((check) => jsonCheck(check, report.asOf, definitions)),
  };
}

/** Evidence with instants as ISO texts, and numbers that JSON cannot hold as null. */
export function plainEvidence(
  check: CheckResult,
  definitions: readonly CheckDefinition[]
): Array<Record<string, EvidenceCell>> {
  const columns = definitions.find((definition) => definition.id === check.id)?.evidenceColumns ?? [];
  const times = new Set(columns.filter((column) => column.kind === 'time').map((column) => column.id));
  return check.evidence.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([id, cell]) => [
        id,
        typeof cell === 'number' ? (times.has(id) ? isoInstant(cell) : finite(cell)) : (cell ?? null),
      ])
    )
  );
}

function jsonCheck(check: CheckResult, asOf: number, definitions: readonly CheckDefinition[]): JsonCheck {
  const { error, mute } = check;
  return {
    id: check.id,
    title: check.title,
    severity: check.severity,
    outcome: check.outcome,
    underlying: check.underlying,
    message: check.message,
    value: finite(check.value),
    unit: check.unit,
    threshold: finite(check.threshold),
    evidence: plainEvidence(check, definitions),
    trend: check.trend.flatMap(({ at, value, expected }) => {
      const instant = isoInstant(at);
      return instant === null
        ? []
        : [{ at: instant, value: finite(value), ...(expected === undefined ? {} : { expected: finite(expected) }) }];
    }),
    tookMs: finite(check.tookMs),
    sql: check.sql === null ? null : expandTimeTo(check.sql, asOf),
    error: error && {
      kind: error.kind,
      message: error.message,
      ...(error.subject === undefined ? {} : { subject: error.subject }),
    },
    mute: mute && {
      id: mute.id,
      reason: mute.reason,
      owner: mute.owner,
      since: isoInstant(mute.since) ?? '',
      until: isoInstant(mute.until) ?? '',
    },
  };
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
