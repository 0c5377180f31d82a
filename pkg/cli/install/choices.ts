import { choosable } from '@devdiag/installer/plan/choosable';
import type { Choices, Plan, PlanItem, ResourceKey } from '@devdiag/installer/types';
import { CannotRun, cannotRun } from '../failure.ts';

type Side = 'ours' | 'theirs';

/** A choice of the command line; field null means every field of the resource. */
interface Choice {
  key: ResourceKey;
  field: string | null;
  side: Side;
  text: string;
}

/**
 * What `--keep` and `--choose` say, held against a plan.
 *
 * `--choose rule/devdiag-x:threshold=ours` is for one field, `…:*=ours` for all that differ in that resource; for
 * a deselected rule that people edited it says whether that stays. `--keep`
 * is for fields that both sides changed and nobody has chosen for; what only people changed stays unless it is chosen.
 * @param plan the plan without any choice
 * @throws CannotRun for mistakes, all of them
 */
export function choicesFor(plan: Plan, keep: string | undefined, choose: string[] = []): Choices {
  const problems: string[] = [];
  if (keep !== undefined && keep !== 'ours' && keep !== 'theirs') {
    problems.push('--keep must be ours or theirs.');
  }
  const chosen = choose.flatMap((text) => parsed(text) ?? (problems.push(howTo(text)), []));
  const choices: Choices = {};
  const put = (key: ResourceKey, field: string, side: Side) => void ((choices[key] ??= {})[field] = side);
  for (const { key, changes } of plan.items) {
    for (const { field, changedBy } of changes) {
      if (changedBy === 'both' && (keep === 'ours' || keep === 'theirs')) {
        put(key, field, keep);
      }
    }
  }
  for (const { key, field, side, text } of chosen) {
    const item = plan.items.find((candidate) => candidate.key === key);
    const fields = item ? namesIn(item).filter((name) => field === null || name === field) : [];
    if (!item) {
      problems.push(
        `--choose ${text}: the plan has no ${key}. It has: ${plan.items.map((each) => each.key).join(', ')}.`
      );
    } else if (fields.length === 0) {
      problems.push(`--choose ${text}: nothing differs there. ${differing(item)}`);
    }
    fields.forEach((name) => put(key, name, side));
  }
  if (problems.length > 0) {
    throw problems.length === 1 ? new CannotRun(problems[0]) : cannotRun(problems);
  }
  return choices;
}

function parsed(text: string): Choice[] | undefined {
  const found = /^((?:folder|dashboard|rule|group)\/[^:]+):(.+)=(ours|theirs)$/.exec(text);
  return found
    ? [{ key: found[1] as ResourceKey, field: found[2] === '*' ? null : found[2], side: found[3] as Side, text }]
    : undefined;
}

function howTo(text: string): string {
  return `--choose ${text.slice(0, 80)}: write KIND/UID:FIELD=ours or =theirs, such as rule/devdiag-runs-stalled:threshold=ours; * stands for all fields.`;
}

function differing(item: PlanItem): string {
  const names = namesIn(item);
  return names.length === 0 ? 'Nothing of it differs.' : `What differs: ${names.join(', ')}.`;
}

function namesIn(item: PlanItem): string[] {
  return choosable(item).map(({ field }) => field);
}
