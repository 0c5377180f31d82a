import type { AlertHealth, AlertInstance, AlertStatus, RuleReading } from './alerts.ts';
import { readCondition } from './condition.ts';
import { field, instantIn, listIn, numberIn, textIn, textsIn } from './json.ts';
import { readStateText, statusOf } from './stateText.ts';

/** What Grafana calls a rule's state, where it says all. */
const STATES: Record<string, AlertStatus> = {
  firing: 'firing',
  pending: 'pending',
  recovering: 'recovering',
  inactive: 'inactive',
};

/**
 * A rule of Grafana's `/api/prometheus/grafana/api/v1/rules`, read so that nothing looks better than it is: an error
 * that the rule hides behind "Normal" or behind its last state is told.
 * @param raw the rule's JSON
 * @param intervalSeconds of its evaluation group
 * @param now milliseconds since 1970
 */
export function readRule(raw: unknown, intervalSeconds: number, now: number): RuleReading {
  const instances = listIn(raw, 'alerts').map(readInstance);
  const lastEvaluation = instantIn(raw, 'lastEvaluation');
  const isPaused = field(raw, 'isPaused') === true;
  const health = healthOf(raw, instances);
  const status = isPaused ? 'paused' : statusOfRule(textIn(raw, 'state'), health, lastEvaluation, instances);
  const ownError = textIn(raw, 'lastError');
  const hidden = instances.find(({ error }) => error !== '')?.error ?? '';
  return {
    uid: textIn(raw, 'uid'),
    title: textIn(raw, 'name'),
    labels: textsIn(raw, 'labels'),
    status,
    since: sinceWhen(status, instances),
    health,
    lastError: ownError || hidden,
    isErrorHidden: health === 'error' && textIn(raw, 'health') !== 'error',
    isQuiet: status === 'inactive' && (instances.length === 0 || instances.some(hasNoData)),
    lastEvaluation,
    intervalSeconds,
    isLate:
      !isPaused && lastEvaluation !== null && intervalSeconds > 0 && now - lastEvaluation > 2000 * intervalSeconds,
    forSeconds: numberIn(raw, 'duration') ?? 0,
    condition: readCondition(textIn(raw, 'query')),
    instances,
  };
}

function readInstance(raw: unknown): AlertInstance {
  return {
    ...readStateText(textIn(raw, 'state')),
    labels: textsIn(raw, 'labels'),
    since: instantIn(raw, 'activeAt'),
    error: textIn(field(raw, 'annotations'), 'Error'),
  };
}

function healthOf(raw: unknown, instances: AlertInstance[]): AlertHealth {
  const said = textIn(raw, 'health');
  if (said === 'error' || instances.some(hasError)) {
    return 'error';
  }
  if (said === 'nodata' || instances.some(({ status }) => status === 'no-data')) {
    return 'no-data';
  }
  return said === 'ok' ? 'ok' : 'unknown';
}

function statusOfRule(
  state: string,
  health: AlertHealth,
  lastEvaluation: number | null,
  instances: AlertInstance[]
): AlertStatus {
  const status = Object.hasOwn(STATES, state) ? STATES[state] : 'unknown';
  if (status !== 'inactive') {
    return status;
  }
  if (lastEvaluation === null) {
    return 'not-evaluated';
  }
  switch (health) {
    case 'error':
    case 'no-data':
    case 'unknown':
      return health;
    case 'ok':
      return instances.some((instance) => statusOf(instance) !== 'inactive') ? 'unknown' : 'inactive';
  }
}

/** The earliest of the instances that make the rule what it is; with all well, when the last of them became so. */
function sinceWhen(status: AlertStatus, instances: AlertInstance[]): number | null {
  const times = instances.filter((instance) => statusOf(instance) === status).flatMap(({ since }) => since ?? []);
  if (times.length === 0) {
    return null;
  }
  return status === 'inactive' ? Math.max(...times) : Math.min(...times);
}

function hasError({ status, reasons }: AlertInstance): boolean {
  return status === 'error' || reasons.includes('Error');
}

function hasNoData({ reasons }: AlertInstance): boolean {
  return reasons.includes('NoData');
}
