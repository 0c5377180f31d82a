import { ContactPointStore } from './contactPoints.ts';
import { historyOf, type HistoryEntry } from './history.ts';
import type { Instance } from './instance.ts';
import { SilenceStore } from './silences.ts';
import { RuleStore, type RuleSurroundings } from './ruleStore.ts';
import type { StoredRule } from './rule.ts';

/** What evaluating a rule has left so far. Times in milliseconds since 1970. */
export interface RuleRun {
  instances: Instance[];
  lastEvaluation: number;
  /** How long the last evaluation took, in seconds. */
  duration: number;
  /** What the rule said when it was evaluated. */
  fingerprint: string;
}

/** Everything about alerting that a space remembers. */
export class Alerting {
  readonly rules: RuleStore;
  readonly runs = new Map<string, RuleRun>();
  readonly history: HistoryEntry[] = [];
  readonly silences = new SilenceStore();
  readonly contactPoints = new ContactPointStore();

  constructor(surroundings: Pick<RuleSurroundings, 'hasFolder'>) {
    this.rules = new RuleStore({
      hasFolder: (uid) => surroundings.hasFolder(uid),
      hasReceiver: (name) => this.contactPoints.has(name),
      changed: (rule) => this.forgetIfChanged(rule),
    });
  }

  /** Adds entries to the history. */
  remember(entries: Array<Omit<HistoryEntry, 'id'>>): void {
    entries.forEach((entry) => this.history.push({ id: this.history.length + 1, ...entry }));
  }

  /** A rule that says something else begins anew, one that was written over unchanged goes on (source). */
  private forgetIfChanged(rule: StoredRule): void {
    const run = this.runs.get(rule.uid);
    if (!run) {
      return;
    }
    const deleted = this.rules.get(rule.uid) === undefined;
    if (!deleted && run.fingerprint === fingerprintOf(rule)) {
      return;
    }
    this.runs.delete(rule.uid);
    if (!deleted) {
      const reason = rule.isPaused ? 'Paused' : 'Updated';
      const now = Date.now();
      const transitions = run.instances.map((instance) => ({
        before: { state: instance.state, reason: instance.reason },
        after: { ...instance, state: 'Normal' as const, reason, values: {}, lastEvaluation: now, endsAt: now },
      }));
      this.remember(historyOf(rule, transitions));
    }
  }
}

/** What a change of starts a rule's instances anew. */
export function fingerprintOf(rule: StoredRule): string {
  const { folderUID, ruleGroup, title, labels, annotations, condition, data, isPaused, intervalSeconds } = rule;
  const { noDataState, execErrState, notificationSettings, missingSeriesEvalsToResolve, keepFiringFor } = rule;
  return JSON.stringify([
    [folderUID, ruleGroup, title, labels, annotations, condition, data, isPaused, intervalSeconds, rule.for],
    [noDataState, execErrState, notificationSettings, missingSeriesEvalsToResolve, keepFiringFor],
  ]);
}
