import { neverRecorded } from '../http/refusal.ts';
import { stateText, type Instance, type Labels, type Transition } from './instance.ts';
import { labelsText, type Outcome, type OutcomeSeries } from './outcome.ts';
import { RECORDED_MOVES } from './recordedMoves.ts';
import type { StoredRule } from './rule.ts';
import { expandTemplates } from './template.ts';

/** What the state machine looks at in a rule. */
export type RuleSettings = Pick<
  StoredRule,
  | 'uid'
  | 'title'
  | 'folderUID'
  | 'labels'
  | 'annotations'
  | 'for'
  | 'keepFiringFor'
  | 'noDataState'
  | 'execErrState'
  | 'intervalSeconds'
  | 'missingSeriesEvalsToResolve'
> & { folderTitle: string };

export interface Step {
  instances: Instance[];
  transitions: Transition[];
}

/** Called with each step that an instance takes; the default refuses those that were never recorded. */
export type OnMove = (move: string) => void;

/** Evaluations after which a series that is gone is forgotten; an error or no data goes after one (source). */
const MISSING_EVALUATIONS = 2;
const RESEND_MS = 30_000;
/** A number in place of one that isn't there. Recorded. */
const ABSENT = -1;

export const refuseUnknownMoves: OnMove = (move) => {
  if (!RECORDED_MOVES.has(move)) {
    throw neverRecorded(`a rule that goes "${move}"`);
  }
};

/**
 * What becomes of a rule's instances when an evaluation at `at` (milliseconds since 1970) has this outcome. Follows the
 * recorded states of rules, whose reasons are in Grafana's source, and throws where nothing was recorded.
 */
export function advance(
  rule: RuleSettings,
  instances: Instance[],
  outcome: Outcome,
  at: number,
  onMove: OnMove = refuseUnknownMoves
): Step {
  if (rule.keepFiringFor > 0) {
    throw neverRecorded('a rule that keeps firing');
  }
  if (rule.missingSeriesEvalsToResolve !== undefined) {
    throw neverRecorded('a rule that says when missing series are resolved');
  }
  const move = (before: Instance | undefined, happened: string, after: string) =>
    onMove(`${before ? stateText(before) : 'new'} + ${happened} -> ${after}`);
  const evaluated = evaluate(rule, instances, outcome, at, move);
  const touched = new Set(evaluated.map(({ after }) => key(after.labels)));
  const missing = instances
    .filter(({ labels }) => !touched.has(key(labels)))
    .map((instance) => withoutResult(rule, instance, at, move));
  const kept = missing.filter(({ gone }) => !gone).map(({ after }) => after);
  return {
    instances: [...evaluated.map(({ after }) => after), ...kept],
    transitions: [...evaluated, ...missing],
  };
}

type Move = (before: Instance | undefined, happened: string, after: string) => void;

function evaluate(rule: RuleSettings, instances: Instance[], outcome: Outcome, at: number, move: Move): Transition[] {
  const one = (before: Instance | undefined, blank: Instance, result: Result, happened: string): Transition => {
    const after = next(rule, before, blank, result, at);
    move(before, happened, stateText(after));
    return { before: before ?? { state: 'Normal', reason: '' }, after };
  };
  const find = ({ labels }: Instance) => instances.find((other) => key(other.labels) === key(labels));

  if (outcome.kind === 'values') {
    return outcome.series.map((series) => {
      const blank = newInstance(rule, series.labels, series, at);
      const before = find(blank);
      if (!series.alerting) {
        return one(before, blank, { kind: 'normal' }, 'normal');
      }
      const waits = before !== undefined && isWaiting(rule, before, at);
      return one(before, blank, { kind: 'alerting' }, waits ? 'alerting, waiting' : 'alerting');
    });
  }
  const isError = outcome.kind === 'error';
  const setting = isError ? rule.execErrState : rule.noDataState;
  const ofItsOwn = setting === (isError ? 'Error' : 'NoData');
  const source: Labels =
    outcome.refId && outcome.datasourceUid ? { ref_id: outcome.refId, datasource_uid: outcome.datasourceUid } : {};
  const extra: Labels = isError ? { Error: outcome.message, ...(ofItsOwn ? {} : source) } : ofItsOwn ? {} : source;
  const result: Result = { kind: isError ? 'Error' : 'NoData', setting, error: isError ? outcome.message : undefined };
  const happened = `${isError ? 'error' : 'no data'} [${setting}]`;
  if (ofItsOwn || instances.length === 0) {
    // An instance of its own, told from the others by where the trouble is. Also when there is none that could have it.
    const own = isError && !ofItsOwn ? {} : source;
    const blank = newInstance(rule, own, undefined, at);
    const annotations = { ...blank.annotations, ...(ofItsOwn || isError ? extra : {}) };
    const before = find(blank);
    return [one(before, { ...blank, annotations }, result, happened)];
  }
  return instances.map((instance) => {
    const annotations = { ...instance.annotations, ...extra };
    const values = Object.fromEntries(Object.keys(instance.values).map((refId) => [refId, ABSENT]));
    const blank = { ...instance, annotations, values, description: '', lastEvaluation: at };
    const waits = setting !== 'OK' && isWaiting(rule, instance, at);
    return one(instance, blank, result, waits ? `${happened}, waiting` : happened);
  });
}

interface Result {
  kind: 'normal' | 'alerting' | 'NoData' | 'Error';
  /** What the rule says to do about it. */
  setting?: string;
  error?: string | undefined;
}

/** The instance after a result. `blank` is it with the result's labels, annotations and values. */
function next(rule: RuleSettings, before: Instance | undefined, blank: Instance, result: Result, at: number): Instance {
  const { setting, error } = result;
  const state = before?.state ?? 'Normal';
  const times = { startsAt: before?.startsAt ?? at, endsAt: before?.endsAt ?? at };
  const reason =
    result.kind === 'NoData' || result.kind === 'Error'
      ? setting === 'KeepLast'
        ? `${result.kind}, KeepLast`
        : result.kind
      : '';
  const begin = (to: Instance['state'], own: { reason: string; error?: string | undefined }): Instance => ({
    ...blank,
    error: undefined,
    ...own,
    state: to,
    startsAt: at,
    endsAt: to === 'Normal' ? at : at + lifetime(rule),
  });
  const stay = (own: { reason: string; error?: string | undefined }): Instance => ({
    ...blank,
    error: undefined,
    ...own,
    ...times,
    state,
    endsAt: state === 'Normal' ? times.endsAt : at + lifetime(rule),
  });
  const toNormal = () => (state === 'Normal' && before ? stay({ reason }) : begin('Normal', { reason }));
  const toAlerting = () => {
    const own = { reason, error: setting === 'Alerting' ? error : undefined };
    switch (state) {
      case 'Alerting':
        return stay(own);
      case 'Pending':
        // Who waits keeps an old error, though the result is another one by now. Recorded.
        return isWaiting(rule, before!, at)
          ? { ...stay({ reason, error: own.error ?? before?.error }), endsAt: times.endsAt }
          : begin('Alerting', own);
      default:
        return begin(rule.for > 0 ? 'Pending' : 'Alerting', own);
    }
  };
  switch (setting) {
    case undefined:
      return result.kind === 'alerting' ? toAlerting() : toNormal();
    case 'Alerting':
      return toAlerting();
    case 'OK':
      return toNormal();
    case 'KeepLast':
      return state === 'Alerting' || state === 'Pending' ? toAlerting() : toNormal();
    default: {
      // NoData and Error are states of their own, which need no reason.
      const own = { reason: '', error };
      const to = result.kind === 'Error' ? 'Error' : 'NoData';
      return state === to ? stay(own) : begin(to, own);
    }
  }
}

/** Whether an instance is pending and the rule's `for` isn't over yet. */
function isWaiting(rule: RuleSettings, { state, startsAt }: Instance, at: number): boolean {
  return state === 'Pending' && at - startsAt < rule.for;
}

/** An instance whose series the evaluation didn't give. */
function withoutResult(rule: RuleSettings, instance: Instance, at: number, move: Move): Transition & { gone: boolean } {
  const { state, reason, lastEvaluation } = instance;
  const patience = state === 'Error' || state === 'NoData' ? 1 : MISSING_EVALUATIONS;
  const gone = at - lastEvaluation >= patience * rule.intervalSeconds * 1000;
  move(instance, gone ? 'missing for long' : 'missing', gone ? 'gone' : stateText(instance));
  const after: Instance = gone
    ? { ...instance, state: 'Normal', reason: 'MissingSeries', lastEvaluation: at, endsAt: at }
    : { ...instance, endsAt: state === 'Alerting' ? at + lifetime(rule) : instance.endsAt };
  return { before: { state, reason }, after, gone };
}

function newInstance(rule: RuleSettings, own: Labels, series: OutcomeSeries | undefined, at: number): Instance {
  const fromGrafana: Labels = {
    __alert_rule_namespace_uid__: rule.folderUID,
    __alert_rule_uid__: rule.uid,
    alertname: rule.title,
    grafana_folder: rule.folderTitle,
  };
  const known = { ...own, ...fromGrafana };
  const labels = { ...own, ...expandTemplates(rule.labels, known, series), ...fromGrafana };
  return {
    labels: Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))),
    annotations: expandTemplates(rule.annotations, known, series),
    state: 'Normal',
    reason: '',
    startsAt: at,
    endsAt: at,
    lastEvaluation: at,
    values: series?.values ?? {},
    description: series?.description ?? '',
    error: undefined,
  };
}

/** How long a state is believed: four evaluations, or four times half a minute when that is more (source). */
function lifetime({ intervalSeconds }: RuleSettings): number {
  return 4 * Math.max(intervalSeconds * 1000, RESEND_MS);
}

function key(labels: Labels): string {
  return labelsText(labels);
}
