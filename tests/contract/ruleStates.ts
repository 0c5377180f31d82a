import { readFileSync } from 'node:fs';
import type { Instance } from '../../pkg/sandbox/server/alerting/instance.ts';
import { describeLive } from '../../pkg/sandbox/server/alerting/liveView.ts';
import type { Outcome } from '../../pkg/sandbox/server/alerting/outcome.ts';
import { readRule } from '../../pkg/sandbox/server/alerting/readRule.ts';
import { RuleStore } from '../../pkg/sandbox/server/alerting/ruleStore.ts';
import type { StoredRule } from '../../pkg/sandbox/server/alerting/rule.ts';
import { advance, type OnMove } from '../../pkg/sandbox/server/alerting/stateMachine.ts';
import { createUser } from '../../pkg/sandbox/server/state/users.ts';

/** What a rule was seen to say: the last part of an instance is its value. */
export interface SeenState {
  state: string;
  health: string;
  /** Its first ninety characters. */
  lastError: string;
  instances: Array<[state: string, name: string, value: string]>;
}

export interface RecordedStates {
  evaluationIntervalSeconds: number;
  rules: Array<{ uid: string; for: string; noDataState: string; execErrState: string }>;
  phases: Array<{ phase: string; seconds: number }>;
  changes: Array<SeenState & { phaseIndex: number; phase: string; secondsIntoPhase: number; rule: string }>;
}

/** How the states of nine rules changed in a real Grafana 12.3.0 while their data went through fourteen phases. */
export function recordedStates(): RecordedStates {
  return JSON.parse(readFileSync(new URL('recorded/rule-states-12.3.0.json', import.meta.url), 'utf8'));
}

export interface RecordedWalks {
  evaluationIntervalSeconds: number;
  phaseSeconds: number;
  /** `walk` has a letter for each phase: value 0, value 1, `n` for no row, `e` for an error. */
  rules: Array<RecordedStates['rules'][number] & { walk: string }>;
  changes: Array<SeenState & { phaseIndex: number; rule: string }>;
}

/** The same for rules that went through all pairs of outcomes. Made by recordStates.mts. */
export function recordedWalks(): RecordedWalks {
  return JSON.parse(readFileSync(new URL('recorded/rule-states-12.3.0-more.json', import.meta.url), 'utf8'));
}

/** A rule as the stand-in stores it; what isn't said is as in the recordings. */
export function storedRule(body: object): StoredRule {
  const store = new RuleStore({ hasFolder: () => true, hasReceiver: () => true, changed: () => undefined });
  const author = createUser({ id: 1, login: 'admin', password: '', role: 'Admin' });
  const query = { refId: 'A', datasourceUid: 'devdiag-postgres', relativeTimeRange: { from: 600, to: 0 }, model: {} };
  const spec = readRule({
    uid: 'rule',
    title: 'rule',
    condition: 'C',
    noDataState: 'NoData',
    execErrState: 'Error',
    data: [query],
    ...body,
  });
  store.replaceGroup({ folderUID: 'folder', title: 'group', interval: 10, rules: [spec] }, '', author);
  return store.get(spec.uid)!;
}

/** A rule without a database: it is told what its queries came to. */
export class Rehearsal {
  readonly rule: StoredRule;
  instances: Instance[] = [];
  private at = 0;
  private readonly onMove: OnMove | undefined;

  constructor(rule: object, onMove?: OnMove) {
    this.rule = storedRule(rule);
    this.onMove = onMove;
  }

  evaluate(outcome: Outcome, at: number): void {
    this.at = at;
    const settings = { ...this.rule, folderTitle: 'Folder' };
    this.instances = advance(settings, this.instances, outcome, at, this.onMove).instances;
  }

  /** What the rule says now, written as the recording writes it. `nameOf` is the label that tells instances apart. */
  seen(nameOf: string): SeenState {
    const run = { instances: this.instances, lastEvaluation: this.at, duration: 0, fingerprint: '' };
    const { state, health, lastError = '', alerts = [] } = describeLive(this.rule, run, undefined);
    const shown = alerts as Array<{ state: string; value: string; labels: Record<string, string> }>;
    return {
      state,
      health,
      lastError: String(lastError).slice(0, 90),
      instances: shown.map((alert) => [alert.state, alert.labels[nameOf] ?? '', alert.value]),
    };
  }
}

/** One row for each set of labels, over the threshold or not. */
export function values(...rows: Array<[value: number, labels?: Record<string, string>]>): Outcome {
  return {
    kind: 'values',
    series: rows.map(([value, labels = {}]) => {
      const isOver = value > 0.5;
      return { labels, alerting: isOver, values: { A: value, C: isOver ? 1 : 0 }, description: '' };
    }),
  };
}

export const NO_ROW: Outcome = { kind: 'no data', refId: 'A', datasourceUid: 'devdiag-postgres' };

export const SQL_ERROR = sqlError('column "v" does not exist');

export function sqlError(message: string): Outcome {
  return {
    kind: 'error',
    message: `[sse.dataQueryError] failed to execute query [A]: db query error: pq: ${message}`,
    refId: 'A',
    datasourceUid: 'devdiag-postgres',
  };
}
