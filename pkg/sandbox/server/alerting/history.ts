import { stateText, type Instance, type InstanceState, type Transition } from './instance.ts';
import { labelsText } from './outcome.ts';
import type { StoredRule } from './rule.ts';

/** A change of state that Grafana keeps among the annotations. Times in milliseconds since 1970. */
export interface HistoryEntry {
  id: number;
  ruleId: number;
  ruleUid: string;
  ruleTitle: string;
  before: string;
  after: string;
  /** When it was written down. */
  created: number;
  /** The evaluation's time. */
  time: number;
  text: string;
  data: Record<string, unknown>;
}

/** The entries for a rule's transitions, without their numbers. */
export function historyOf(rule: StoredRule, transitions: Transition[]): Array<Omit<HistoryEntry, 'id'>> {
  return transitions.filter(isWorthKeeping).map(({ before, after }) => {
    const { value, data } = describe(after);
    const labels = Object.fromEntries(Object.entries(after.labels).filter(([name]) => !/^__|__$/.test(name)));
    return {
      ruleId: rule.id,
      ruleUid: rule.uid,
      ruleTitle: rule.title,
      before: stateText(before),
      after: stateText(after),
      created: Date.now(),
      time: after.lastEvaluation,
      text: `${rule.title} {${labelsText(labels)}} - ${value}`,
      data,
    };
  });
}

/** Which changes are kept (source): not those between Normal and Normal, nor those that keep the last state. */
function isWorthKeeping({ before, after }: Transition): boolean {
  if (stateText(before) === stateText(after)) {
    return false;
  }
  const bothNormal = before.state === 'Normal' && after.state === 'Normal';
  if (bothNormal && (after.reason === 'MissingSeries' || isNoDataAlone(before.reason, after.reason))) {
    return false;
  }
  return !(after.reason.includes('KeepLast') && !before.reason.includes('KeepLast'));
}

function isNoDataAlone(before: string, after: string): boolean {
  return [before, after].sort().join() === ',NoData';
}

function describe({ state, values, error }: Instance): { value: string; data: Record<string, unknown> } {
  const own: Partial<Record<InstanceState, { value: string; data: Record<string, unknown> }>> = {
    Error: { value: 'Error', data: { error: error ?? null } },
    NoData: { value: 'No data', data: { noData: true } },
  };
  const names = Object.keys(values).sort();
  return (
    own[state] ?? {
      value: names.map((name) => `${name}=${fixed(values[name]!)}`).join(', '),
      data: { values: Object.fromEntries(names.map((name) => [name, asJson(values[name]!)])) },
    }
  );
}

function fixed(value: number): string {
  return Number.isFinite(value) ? value.toFixed(6) : String(asJson(value));
}

/** Numbers that JSON doesn't have are text. */
function asJson(value: number): number | string {
  return Number.isFinite(value) ? value : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}
