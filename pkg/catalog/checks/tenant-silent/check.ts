import type { CheckDefinition, ExpectedHours } from '../../types.ts';
import { duration, list, plural, shorten } from '../../text.ts';

/** Four weeks, in minutes. */
const WEEKS = 28 * 24 * 60;

/** Tenants that stopped although others go on, which freshness of the whole doesn't show. */
export const check: CheckDefinition = {
  id: 'tenant-silent',
  title: 'Silent tenants',
  description:
    'Tenants that had a run a day or more over four weeks (their present silence left out) and now none for three ' +
    'times their longest gap of those weeks, counting expected hours only.',
  severity: 'warning',
  owner: 'on-call',
  source: 'sql',
  order: 130,
  unit: 'count',
  thresholds: [
    {
      id: 'factor',
      label: 'Times the longest gap',
      description: 'A tenant is silent when it has had no run for this many times its longest gap of four weeks.',
      unit: 'count',
      default: 3,
      min: 1,
      max: 20,
    },
    {
      id: 'least',
      label: 'At least',
      description: 'Hours of expected time that every tenant may be silent, however short its gaps are.',
      unit: 'hours',
      default: 24,
      min: 1,
      max: 500,
    },
  ],
  history: 'full',
  scope: 'tenant',
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 28 },
  // Its runs are missing from every count.
  explains: ['run-volume', 'new-rows-today'],
  evidenceColumns: [
    { id: 'tenant', label: 'Tenant', kind: 'text' },
    { id: 'finding', label: 'Finding', kind: 'text' },
    { id: 'silent', label: 'Silent for (expected time)', kind: 'minutes' },
    { id: 'tolerated', label: 'Tolerated', kind: 'minutes' },
    { id: 'newest', label: 'Newest run', kind: 'time' },
    { id: 'runs', label: 'Runs in four weeks', kind: 'runs' },
  ],
  parameters({ thresholds, settings }) {
    const least = thresholds.least * 60;
    // An hour less, because a change of the clocks makes a gap look shorter in ts than it was.
    const leastGap = Math.max(1, Math.floor(least / thresholds.factor) - 60);
    return {
      factor: thresholds.factor,
      least,
      least_gap: leastGap,
      most_gaps: Math.ceil(WEEKS / leastGap),
      minutes_a_day: minutesADay(settings.expectedHours),
    };
  },
  judge(rows, { tenant }) {
    const regular = rows.find((row) => row.section === 'regular');
    const silent = Number(regular?.detail?.silent ?? 0);
    const tenants = rows.filter((row) => row.section === 'tenant');
    const common = {
      value: silent,
      threshold: 0,
      evidence: tenants.map((row, index) => ({
        tenant: row.key,
        finding: index < silent ? 'silent' : 'as usual',
        silent: row.value,
        tolerated: (row.detail?.tolerated as number | null) ?? null,
        newest: row.at,
        runs: Number(row.detail?.runs),
      })),
      trend: [],
    };
    if (!regular?.value) {
      const nobody = tenant === null ? 'No tenant' : 'This tenant';
      const message = `${nobody} had a run a day or more over the four weeks, so silence would mean nothing.`;
      return { ...common, outcome: 'not-evaluated', value: null, message };
    }
    if (silent === 0) {
      return { ...common, outcome: 'pass', message: heard(regular.value, tenant) };
    }
    const names = list(
      tenants.slice(0, silent).map((row) => `${shorten(row.key ?? '')} (${duration(row.value ?? 0)})`)
    );
    return {
      ...common,
      outcome: 'warn',
      message: `${silent} of ${plural(regular.value, 'regular tenant')} ${silent === 1 ? 'is' : 'are'} silent: ${names}.`,
    };
  },
};

function heard(regular: number, tenant: string | null): string {
  if (tenant !== null) {
    return 'This tenant is heard from as usual.';
  }
  return regular === 1
    ? 'The one regular tenant is heard from as usual.'
    : `All ${plural(regular, 'regular tenant')} are heard from as usual.`;
}

/** How many minutes the expected hours of one day have. */
function minutesADay({ from, to }: ExpectedHours): number {
  const [opens, closes] = [from, to].map((time) => {
    const [hours, minutes] = time.split(':').map(Number);
    return hours * 60 + minutes;
  });
  return closes > opens ? closes - opens : closes - opens + 24 * 60;
}
