import type { CheckDefinition } from '@devdiag/catalog/types';
import { isoInstant } from '../format.ts';
import type { CheckResult, HealthReport } from '../report.ts';
import { csvText, type CsvCell } from './csvText.ts';
import { plainEvidence } from './json.ts';

/** Columns of the CSV, in order. New ones are added at the end. */
const COLUMNS: Array<[name: string, cell: (check: CheckResult, report: HealthReport, row: Row) => CsvCell]> = [
  ['id', (check) => check.id],
  ['title', (check) => check.title],
  ['severity', (check) => check.severity],
  ['outcome', (check) => check.outcome],
  ['underlying', (check) => check.underlying],
  ['message', (check) => check.message],
  ['value', (check) => check.value],
  ['unit', (check) => check.unit],
  ['threshold', (check) => check.threshold],
  ['evidence_rows', (check) => check.evidence.length],
  ['evidence', (_, __, row) => row.evidence],
  ['took_ms', (check) => check.tookMs],
  ['error', (check) => check.error && `${check.error.kind}: ${check.error.message}`],
  ['muted_by', (check) => check.mute && check.mute.owner],
  ['muted_until', (check) => check.mute && isoInstant(check.mute.until)],
  ['mute_reason', (check) => check.mute && check.mute.reason],
  ['tenant', (_, report) => report.tenant],
  ['as_of', (_, report) => isoInstant(report.asOf)],
  ['measured_at', (_, report) => isoInstant(report.measuredAt)],
];

interface Row {
  evidence: string | null;
}

/**
 * A report as CSV, a row a check below a header. Evidence is a JSON array in one cell.
 * @param definitions of the report's checks, for the evidence's columns
 */
export function toCsv(report: HealthReport, definitions: readonly CheckDefinition[]): string {
  const rows = report.checks.map((check) => {
    const evidence = plainEvidence(check, definitions);
    const row = { evidence: evidence.length === 0 ? null : JSON.stringify(evidence) };
    return COLUMNS.map(([, cell]) => cell(check, report, row));
  });
  return csvText([COLUMNS.map(([name]) => name), ...rows]);
}
