import type { Space } from '../state/space.ts';
import { fingerprintOf, type RuleRun } from './alerting.ts';
import { evaluateCondition } from './evaluate.ts';
import { historyOf } from './history.ts';
import { outcomeOfError, toOutcome } from './outcome.ts';
import type { StoredRule } from './rule.ts';
import { advance } from './stateMachine.ts';

/**
 * Evaluates a rule as of an instant (milliseconds since 1970) and moves its instances on. A rule that was changed or
 * deleted meanwhile is left alone. Throws 501 for what was never recorded.
 */
export async function runRule(
  space: Space,
  rule: StoredRule,
  at: number,
  { rowLimit, signal }: { rowLimit: number; signal: AbortSignal }
): Promise<void> {
  const started = performance.now();
  const { alerting, pools, faults } = space;
  const environment = { dataSources: space.visibleDataSources(), pools, faults, rowLimit, signal };
  const outcome = await evaluateCondition(rule, at, environment).then(
    (results) => toOutcome(rule, results),
    outcomeOfError
  );
  if (alerting.rules.get(rule.uid) !== rule) {
    return;
  }
  const before = alerting.runs.get(rule.uid)?.instances ?? [];
  const settings = { ...rule, folderTitle: space.folders.get(rule.folderUID)?.title ?? '' };
  const { instances, transitions } = advance(settings, before, outcome, at);
  const run: RuleRun = {
    instances,
    lastEvaluation: at,
    duration: (performance.now() - started) / 1000,
    fingerprint: fingerprintOf(rule),
  };
  alerting.runs.set(rule.uid, run);
  alerting.remember(historyOf(rule, transitions));
}
