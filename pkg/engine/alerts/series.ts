import type { AlertState, Labels } from './alerts.ts';
import { statusOf, WORST_FIRST } from './stateText.ts';

/** What a rule says about one of its series: enough for a badge, and since when. */
export type SeriesState = Pick<AlertState, 'status' | 'since' | 'isQuiet' | 'isLate'>;

/** Whether labels say all that is wanted; they may say more. */
export function holdsLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([name, value]) => Object.hasOwn(labels, name) && labels[name] === value);
}

/**
 * What a rule says about the series with these labels; the worst where several have them. A series that Grafana does not
 * list is normal without data where the rule works: its query gives no such row. Where the rule does not work, nothing is
 * known of it.
 */
export function seriesState(
  { status, health, isErrorHidden, isLate, instances }: AlertState,
  wanted: Labels
): SeriesState {
  if (status === 'paused' || status === 'not-evaluated' || status === 'not-installed' || status === 'unknown') {
    return { status, since: null, isQuiet: false, isLate };
  }
  const [worst] = instances
    .filter(({ labels }) => holdsLabels(labels, wanted))
    .map((instance) => ({ status: statusOf(instance), since: instance.since, reasons: instance.reasons }))
    .sort((one, other) => WORST_FIRST.indexOf(one.status) - WORST_FIRST.indexOf(other.status));
  if (worst) {
    return { status: worst.status, since: worst.since, isQuiet: worst.reasons.includes('NoData'), isLate };
  }
  return { status: health === 'ok' && !isErrorHidden ? 'inactive' : 'unknown', since: null, isQuiet: true, isLate };
}
