import type { CheckDefinition, CheckRow, EvidenceCell, Judgement, TrendPoint } from '../../types.ts';
import { bytes, plural, thousands } from '../../text.ts';

const GIGABYTE = 1024 ** 3;
const MEGABYTE = 1024 ** 2;
const DAY = 86_400_000;

/** Days over which arrivals are averaged: a whole week, so that quiet weekends count. */
const WEEK = 7;

/**
 * Capacity: how much room the schema takes, and when the next limit is reached.
 *
 * Nothing remembers yesterday's size. What is added a day is estimated from the runs that arrived this week and from
 * what a run takes on the average, its share of the indexes included. Whether a cleanup gives room back is not known to
 * it, so the days until a limit are those without one.
 */
export const check: CheckDefinition = {
  id: 'database-size',
  title: 'Database size',
  description: 'Size of the schema with its indexes, what is added a day, and the days until the next limit.',
  severity: 'warning',
  owner: 'database',
  source: 'sql',
  order: 60,
  unit: 'bytes',
  thresholds: [
    {
      id: 'warn',
      label: 'Warn from',
      description: 'Size of the schema from which capacity needs a plan.',
      unit: 'bytes',
      default: 5 * GIGABYTE,
      min: MEGABYTE,
      max: 100_000 * GIGABYTE,
      atMost: 'fail',
    },
    {
      id: 'fail',
      label: 'Fail from',
      description: 'Size of the schema from which something must be done now.',
      unit: 'bytes',
      default: 10 * GIGABYTE,
      min: MEGABYTE,
      max: 100_000 * GIGABYTE,
    },
  ],
  // Nothing remembers how large a table was.
  history: 'none',
  scope: 'database',
  reads: ['diag_run', 'catalog'],
  // The sizes take constant time; counting what arrived reads a week of the index on ts.
  cost: { kind: 'window', floorDays: WEEK },
  // Much data takes long to read, and a full disk stops the writer.
  explains: ['query-latency', 'stale-data'],
  evidenceColumns: [
    { id: 'name', label: 'Name', kind: 'text' },
    { id: 'kind', label: 'Kind', kind: 'text' },
    { id: 'size', label: 'Size', kind: 'bytes' },
    { id: 'rows', label: 'Rows, about', kind: 'count' },
  ],
  trend: { title: 'Added a day, about', unit: 'bytes', style: 'bars', threshold: false },
  parameters: ({ settings }) => ({ schema_name: settings.schema }),
  judge(rows, { thresholds, settings, asOf }) {
    const total = rows.find((row) => row.section === 'total');
    const size = total?.value ?? 0;
    const runBytes = numberOf(total, 'bytes_a_run');
    const days = rows.filter((row) => row.section === 'day');
    const growth = growthOf(days, runBytes, numberOf(total, 'history_days'));
    const verdict: Pick<Judgement, 'outcome' | 'threshold'> =
      size >= thresholds.fail
        ? { outcome: 'fail', threshold: thresholds.fail }
        : size >= thresholds.warn
          ? { outcome: 'warn', threshold: thresholds.warn }
          : { outcome: 'pass', threshold: thresholds.warn };
    const next = size < thresholds.warn ? thresholds.warn : size < thresholds.fail ? thresholds.fail : null;
    return {
      ...verdict,
      value: size,
      message: `The schema ${settings.schema} takes ${bytes(size)}${limitReached(verdict)}${outlook(size, growth, next)}.`,
      evidence: [...rows.flatMap(evidenceOf), ...projectionOf(growth, settings.retentionDays)],
      trend: trendOf(days, runBytes, asOf),
    };
  },
};

/** Bytes a day; null where it can't be said. */
function growthOf(days: CheckRow[], runBytes: number | null, historyDays: number | null): number | null {
  const runs = days.reduce((sum, row) => sum + (row.value ?? 0), 0);
  if (runs === 0) {
    return 0;
  }
  // A site that is three days old has three days of arrivals, not a week.
  return runBytes === null ? null : (runs / Math.min(WEEK, Math.max(1, historyDays ?? WEEK))) * runBytes;
}

function limitReached({ outcome, threshold }: Pick<Judgement, 'outcome' | 'threshold'>): string {
  return outcome === 'pass' ? '' : `, beyond the limit of ${bytes(threshold ?? 0)}`;
}

function outlook(size: number, growth: number | null, next: number | null): string {
  if (growth === null) {
    return '; its growth is not known until PostgreSQL has analyzed the table';
  }
  if (growth === 0) {
    return '; no run was added in the last 7 days';
  }
  const added = `, and about ${bytes(growth)} are added a day`;
  if (next === null) {
    return added;
  }
  const days = Math.floor((next - size) / growth);
  const when = days > 3650 ? 'more than 10 years' : days < 1 ? 'less than a day' : plural(days, 'day');
  return `${added}; unless cleanup makes room, ${bytes(next)} are reached in ${when}`;
}

function evidenceOf({ section, key, value, detail }: CheckRow): Array<Record<string, EvidenceCell>> {
  if (section === 'table') {
    return [
      {
        name: key,
        kind: 'table with indexes',
        size: value,
        rows: typeof detail?.rows === 'number' ? detail.rows : null,
      },
    ];
  }
  return section === 'index' ? [{ name: key, kind: `index of ${String(detail?.table)}`, size: value, rows: null }] : [];
}

/** What the policy keeps, were every day like those of this week: where the size levels off when cleanup runs. */
function projectionOf(growth: number | null, retentionDays: number): Array<Record<string, EvidenceCell>> {
  return growth === null || growth === 0
    ? []
    : [
        {
          name: `${thousands(retentionDays)} days of runs at this rate`,
          kind: 'projection',
          size: growth * retentionDays,
          rows: null,
        },
      ];
}

function trendOf(days: CheckRow[], runBytes: number | null, asOf: number): TrendPoint[] {
  if (runBytes === null) {
    return [];
  }
  const runsOf = new Map(days.map((row) => [row.key, row.value ?? 0]));
  return Array.from({ length: WEEK }, (_, place) => {
    const back = WEEK - 1 - place;
    return { at: asOf - (back + 1) * DAY, value: (runsOf.get(String(back)) ?? 0) * runBytes };
  });
}

function numberOf(row: CheckRow | undefined, name: string): number | null {
  const value = row?.detail?.[name];
  return typeof value === 'number' ? value : null;
}
