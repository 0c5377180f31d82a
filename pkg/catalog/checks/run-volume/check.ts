import type { CheckDefinition, CheckRow } from '../../types.ts';
import { percent, plural } from '../../text.ts';
import { judgeDays, type JudgedDay } from './usual.ts';

/** Whether people diagnose about as much as they usually do on that day of the week. */
export const check: CheckDefinition = {
  id: 'run-volume',
  title: 'Runs a day',
  description:
    'Runs on each of the last 7 full days, held against the same weekday of the four weeks before it (or against the ' +
    'other days shown, while there are fewer than three such weeks).',
  severity: 'warning',
  owner: 'on-call',
  source: 'sql',
  order: 20,
  unit: 'runs',
  thresholds: [
    {
      id: 'tolerance',
      label: 'Usual variation',
      description: 'How far a day may be from the median of its like, as a share of that median.',
      unit: 'share',
      default: 0.5,
      min: 0.05,
      max: 10,
    },
    {
      id: 'deviations',
      label: 'Usual deviations',
      description: 'How many scaled median absolute deviations a day may be from the median of its like.',
      unit: 'count',
      default: 3,
      min: 0.5,
      max: 20,
    },
    {
      id: 'least',
      label: 'Too few to judge',
      description: 'Days whose median is below this number of runs are shown and not judged.',
      unit: 'runs',
      default: 20,
      min: 1,
      max: 1_000_000,
    },
  ],
  history: 'full',
  scope: 'tenant',
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 35 },
  evidenceColumns: [
    { id: 'day', label: 'Day', kind: 'text' },
    { id: 'runs', label: 'Runs', kind: 'runs' },
    { id: 'usual', label: 'Usual', kind: 'runs' },
    { id: 'from', label: 'From', kind: 'runs' },
    { id: 'to', label: 'To', kind: 'runs' },
    { id: 'against', label: 'Held against', kind: 'text' },
    { id: 'finding', label: 'Finding', kind: 'text' },
  ],
  trend: { title: 'Runs a day', unit: 'runs', style: 'bars', expectedLabel: 'Usual', threshold: false },
  judge(rows, { thresholds }) {
    const days = rows.map((row) => ({ ...label(row), runs: row.value ?? 0 }));
    const shown = judgeDays(days, thresholds);
    const common = {
      evidence: shown.map(evidenceRow).reverse(),
      trend: days.map((day) => ({
        at: day.at,
        value: day.runs,
        expected: shown.find(({ back }) => back === day.back)?.usual?.median ?? null,
      })),
    };
    const judged = shown.filter((day): day is Usual => day.usual !== null && day.finding !== 'too-few');
    if (judged.length === 0) {
      return {
        ...common,
        outcome: 'not-evaluated',
        value: null,
        threshold: null,
        message: whyNot(shown, thresholds.least),
      };
    }
    const none = judged.filter((day) => day.finding === 'none');
    const unusual = judged.filter((day) => day.finding === 'unusual');
    if (none.length > 0) {
      const day = none[none.length - 1];
      const others = none.length > 1 ? `; ${plural(none.length, 'such day')} in the last week` : '';
      return {
        ...common,
        ...measured(day),
        outcome: 'fail',
        message: `No run at all on ${day.label}, where ${plural(Math.round(day.usual.median), 'run')} are usual${others}.`,
      };
    }
    if (unusual.length > 0) {
      const day = unusual.reduce((worst, next) => (distance(next) >= distance(worst) ? next : worst));
      const others = unusual.length > 1 ? `; ${plural(unusual.length, 'such day')} in the last week` : '';
      return { ...common, ...measured(day), outcome: 'warn', message: `${sentence(day)}${others}.` };
    }
    const latest = judged[judged.length - 1];
    return { ...common, ...measured(latest), outcome: 'pass', message: `${sentence(latest)}.` };
  },
};

type Usual = JudgedDay & { usual: NonNullable<JudgedDay['usual']> };

function label(row: CheckRow): { label: string; at: number; back: number } {
  return { label: row.key ?? '', at: row.at ?? 0, back: Number(row.detail?.back) };
}

function evidenceRow(day: JudgedDay) {
  const words: Record<JudgedDay['finding'], string> = {
    usual: 'as usual',
    unusual: 'unusual',
    none: 'none at all',
    'too-few': 'too few to judge',
    'no-history': 'nothing to hold it against',
  };
  return {
    day: day.label,
    runs: day.runs,
    usual: day.usual?.median ?? null,
    from: day.usual?.from ?? null,
    to: day.usual?.to ?? null,
    against: day.usual ? `${day.usual.of} ${day.usual.against === 'weeks' ? 'same weekdays' : 'other days'}` : null,
    finding: words[day.finding],
  };
}

/** The value, and the limit that it broke or is nearer to. */
function measured({ runs, usual }: Usual): { value: number; threshold: number } {
  return { value: runs, threshold: runs > usual.median ? usual.to : usual.from };
}

/** How far outside, in widths of what is tolerated. */
function distance({ runs, usual }: Usual): number {
  return Math.abs(runs - usual.median) / (usual.to - usual.median);
}

function sentence({ label: day, runs, usual }: Usual): string {
  const change = (runs - usual.median) / usual.median;
  const than =
    change === 0 ? 'as many as usual' : `${percent(Math.abs(change))} ${change < 0 ? 'fewer' : 'more'} than usual`;
  return `${plural(runs, 'run')} on ${day}, ${than}`;
}

function whyNot(shown: JudgedDay[], least: number): string {
  return shown.length === 0 || shown.every((day) => day.finding === 'no-history')
    ? `Only ${plural(shown.length, 'full day')} on record; it takes four to say what is usual.`
    : `Fewer than ${plural(least, 'run')} on a usual day: too few to judge the volume.`;
}
