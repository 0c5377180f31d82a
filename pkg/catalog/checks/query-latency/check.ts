import type { CheckDefinition, CheckRow } from '../../types.ts';
import { list, plural, thousands } from '../../text.ts';

/** How quickly the database answers: judged by the other checks' own queries, so it costs nothing. */
export const check: CheckDefinition = {
  id: 'query-latency',
  title: 'Query latency',
  description: "How long the slowest of this evaluation's own queries took on the database server.",
  severity: 'warning',
  owner: 'on-call',
  source: 'batch',
  order: 160,
  unit: 'milliseconds',
  thresholds: [
    {
      id: 'warn',
      label: 'Warn from',
      description: 'Milliseconds from which a query counts as slow.',
      unit: 'milliseconds',
      default: 2_000,
      min: 1,
      max: 600_000,
    },
  ],
  // Asking about the past takes its time now.
  history: 'full',
  scope: 'database',
  reads: [],
  cost: { kind: 'none' },
  evidenceColumns: [
    { id: 'check', label: 'Query of the check', kind: 'text' },
    { id: 'took', label: 'Took', kind: 'milliseconds' },
    { id: 'error', label: 'Error', kind: 'text' },
  ],
  judge(rows, { thresholds }) {
    const queries = rows.filter((row) => row.section === 'query').sort(slowestFirst);
    const timed = queries.filter((row) => row.value !== null);
    const slowest = timed.length === 0 ? null : (timed[0].value as number);
    const common = { value: slowest, threshold: thresholds.warn, evidence: queries.map(evidenceOf), trend: [] };
    const cutOff = queries.filter((row) => row.detail?.error === 'timeout');
    if (cutOff.length > 0) {
      return {
        ...common,
        outcome: 'fail',
        message: `${plural(cutOff.length, 'query', 'queries')} hit the time limit: ${list(cutOff.map(idOf))}.`,
      };
    }
    if (slowest === null) {
      return { ...common, outcome: 'not-evaluated', message: 'No query told how long it took.' };
    }
    const unknown = queries.length - timed.length;
    const aside = unknown > 0 ? ` (${unknown} of ${queries.length} did not tell)` : '';
    const slow = timed.filter((row) => (row.value as number) >= thresholds.warn);
    if (slow.length > 0) {
      const named = list(slow.map((row) => `${idOf(row)} (${milliseconds(row.value)})`));
      return {
        ...common,
        outcome: 'warn',
        message: `${plural(slow.length, 'query', 'queries')} took ${milliseconds(thresholds.warn)} or longer: ${named}${aside}.`,
      };
    }
    return {
      ...common,
      outcome: 'pass',
      message: `The slowest of ${plural(queries.length, 'query', 'queries')} took ${milliseconds(slowest)}${aside}.`,
    };
  },
};

/** Queries that hit their limit come first: they took longer than is known. */
function slowestFirst(a: CheckRow, b: CheckRow): number {
  const weight = (row: CheckRow) => (row.detail?.error === 'timeout' ? Infinity : (row.value ?? -1));
  return weight(a) === weight(b) ? 0 : weight(b) - weight(a);
}

function evidenceOf(row: CheckRow) {
  return { check: idOf(row), took: row.value, error: typeof row.detail?.error === 'string' ? row.detail.error : null };
}

function idOf(row: CheckRow): string {
  return row.key ?? '';
}

function milliseconds(value: number | null): string {
  const ms = value ?? 0;
  return ms < 1_000 ? `${thousands(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
