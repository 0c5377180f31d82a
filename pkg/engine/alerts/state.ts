import type { AlertDefinition } from '@devdiag/catalog/types';
import type { AlertState, HistoryEntry, RuleReading, SegmentStatus, Silence } from './alerts.ts';
import { segmentsOf } from './history.ts';
import { silencesOf } from './silences.ts';

export interface AlertEvidence {
  ruleUid: string;
  /** null: Grafana lists no such rule. */
  rule: RuleReading | null;
  /** Title of the folder that the rule is in. */
  folder: string;
  /** What was chosen when it was installed. */
  isWanted: boolean;
  /** A rule that Grafana does not show may be there all the same, in a folder that this person may not see. */
  isHidden: boolean;
  silences: Silence[];
  /** null while it isn't known. */
  history: { entries: HistoryEntry[]; isWhole: boolean } | null;
  /** Since when something is known of any rule of the installation; null: of none. */
  knownSince: number | null;
  /** The stretch that the history is about; its end is the present. */
  window: { from: number; to: number };
}

/** One alert of the catalog, from all that Grafana says about it. */
export function alertState(definition: AlertDefinition, evidence: AlertEvidence): AlertState {
  const { rule, ruleUid, isWanted, isHidden } = evidence;
  if (rule === null) {
    return {
      ...NOTHING,
      definition,
      uid: ruleUid,
      status: isHidden ? 'unknown' : 'not-installed',
      isMissing: isWanted && !isHidden,
    };
  }
  const { title, ...reading } = rule;
  const history = historyOf(rule, evidence);
  return {
    ...reading,
    definition,
    isMissing: false,
    since: sinceWhen(rule, history),
    silences: silencesOf({ ...rule, title, folder: evidence.folder }, evidence.silences, evidence.window.to),
    history,
    lastChange: evidence.history?.entries.at(-1) ?? null,
  };
}

const NOTHING: Omit<AlertState, 'definition' | 'uid' | 'status' | 'isMissing'> = {
  labels: {},
  since: null,
  health: 'unknown',
  lastError: '',
  isErrorHidden: false,
  isQuiet: false,
  lastEvaluation: null,
  intervalSeconds: 0,
  isLate: false,
  forSeconds: 0,
  condition: null,
  instances: [],
  silences: [],
  history: null,
  lastChange: null,
};

function historyOf(rule: RuleReading, { history, window, knownSince }: AlertEvidence): AlertState['history'] {
  if (history === null) {
    return null;
  }
  const status: SegmentStatus =
    rule.status === 'not-evaluated' || rule.status === 'not-installed' ? 'unknown' : rule.status;
  return segmentsOf(history.entries, window, { ...rule, status, knownSince }, history.isWhole);
}

/** All is well since the last time it was not: series come and go, so that their own times say little. */
function sinceWhen(rule: RuleReading, history: AlertState['history']): number | null {
  if (rule.status !== 'inactive' || history === null || history.length < 2) {
    return rule.since;
  }
  const last = history[history.length - 1];
  return last.status === 'inactive' ? last.from : rule.since;
}
