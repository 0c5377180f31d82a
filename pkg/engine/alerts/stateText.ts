import type { AlertInstance, SegmentStatus } from './alerts.ts';

const STATUS: Record<string, AlertInstance['status']> = {
  Alerting: 'firing',
  Pending: 'pending',
  Recovering: 'recovering',
  Normal: 'inactive',
  Error: 'error',
  NoData: 'no-data',
};

/** An instance's state as Grafana writes it: "Alerting", "Normal (Error, KeepLast)". */
export function readStateText(text: string): Pick<AlertInstance, 'status' | 'reasons'> {
  const [, name = '', reasons = ''] = /^(\w+)(?: \((.*)\))?$/.exec(text) ?? [];
  return {
    status: Object.hasOwn(STATUS, name) ? STATUS[name] : 'unknown',
    reasons: reasons.split(',').flatMap((reason) => reason.trim() || []),
  };
}

/** What an instance in that state makes of its rule. A state that hides an error is one: unknown is never well. */
export function statusOf({ status, reasons }: Pick<AlertInstance, 'status' | 'reasons'>): SegmentStatus {
  if (status !== 'inactive') {
    return status;
  }
  return reasons.includes('Error') ? 'error' : reasons.includes('Paused') ? 'paused' : 'inactive';
}

/** Of several instances the one that speaks for the rule: the first of these. */
export const WORST_FIRST: SegmentStatus[] = [
  'firing',
  'pending',
  'recovering',
  'error',
  'no-data',
  'unknown',
  'paused',
  'inactive',
];

export function worstOf(statuses: Iterable<SegmentStatus>): SegmentStatus | null {
  let worst = Infinity;
  for (const status of statuses) {
    worst = Math.min(worst, WORST_FIRST.indexOf(status));
  }
  return WORST_FIRST[worst] ?? null;
}
