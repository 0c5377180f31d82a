/** What is usual for a day, from days like it. No I/O, no clock. */

export interface Day {
  /** 1 is the last full day; 35 the earliest. */
  back: number;
  at: number;
  label: string;
  runs: number;
}

export interface JudgedDay extends Day {
  /** The median of the days it was held against and what is tolerated around it; null where there are too few. */
  usual: { median: number; from: number; to: number; against: 'weeks' | 'days'; of: number } | null;
  finding: 'usual' | 'unusual' | 'none' | 'too-few' | 'no-history';
}

/** Makes the median absolute deviation comparable with a standard deviation, for a normal distribution. */
const SCALE = 1.4826;

/** Fewer days than this say nothing about what is usual. */
const ENOUGH = 3;

const SHOWN = 7;
const WEEKS = [7, 14, 21, 28];

/**
 * Judges the last seven full days, each against the same weekday of the four weeks before it; where fewer than three
 * of those are on record, against the other six.
 *
 * @param days full days on record of the last 35, oldest first; a day without a run is there with 0
 * @returns the days shown, oldest first
 */
export function judgeDays(days: Day[], thresholds: Record<string, number>): JudgedDay[] {
  const byBack = new Map(days.map((day) => [day.back, day]));
  const shown = days.filter((day) => day.back <= SHOWN);
  return shown.map((day) => {
    const weeks = WEEKS.map((back) => byBack.get(day.back + back)).filter((other) => other !== undefined);
    const others = shown.filter((other) => other !== day);
    const like = weeks.length >= ENOUGH ? weeks : others;
    if (like.length < ENOUGH) {
      return { ...day, usual: null, finding: 'no-history' };
    }
    const counts = like.map((other) => other.runs);
    const middle = median(counts);
    const spread = SCALE * median(counts.map((count) => Math.abs(count - middle)));
    const reach = Math.max(thresholds.tolerance * middle, thresholds.deviations * spread);
    const usual: JudgedDay['usual'] = {
      median: middle,
      from: Math.max(0, middle - reach),
      to: middle + reach,
      against: like === weeks ? 'weeks' : 'days',
      of: like.length,
    };
    return { ...day, usual, finding: finding(day.runs, middle, reach, thresholds.least) };
  });
}

function finding(runs: number, middle: number, reach: number, least: number): JudgedDay['finding'] {
  if (middle < least) {
    return 'too-few';
  }
  if (runs === 0) {
    return 'none';
  }
  return Math.abs(runs - middle) > reach ? 'unusual' : 'usual';
}

/** The middle of some numbers, at least one. */
export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
