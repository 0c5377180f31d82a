import { CHECKS } from '@devdiag/catalog/generated/checks';
import { PLAYBOOKS } from '@devdiag/catalog/generated/playbooks';
import type { CheckDefinition } from '@devdiag/catalog/types';

/** A page of the runbook: the playbook of a check, and of the alert that watches the same thing. */
export interface Playbook {
  definition: CheckDefinition;
  /** Markdown. */
  text: string;
}

/** Every playbook, in the order in which Health lists its checks. */
export const ALL_PLAYBOOKS: Playbook[] = CHECKS.map(({ definition }) => ({
  definition,
  text: PLAYBOOKS[definition.id] ?? '',
})).sort((one, other) => one.definition.order - other.definition.order);

/** The check that an alert is about, for alerts that several checks point at. */
const CHECK_OF_ALERT: Record<string, string> = { 'runs-stalled': 'stale-data' };

/** The playbook for the id of a check or of its alert; undefined when there is none. */
export function findPlaybook(id: string): Playbook | undefined {
  // An alert's rule carries its id with a prefix, and people paste that too.
  const bare = id.replace(/^devdiag-/, '');
  const ownCheck = Object.hasOwn(CHECK_OF_ALERT, bare) ? CHECK_OF_ALERT[bare] : bare;
  return (
    ALL_PLAYBOOKS.find(({ definition }) => definition.id === ownCheck) ??
    ALL_PLAYBOOKS.find(({ definition }) => definition.alert === bare)
  );
}

/** The playbooks in which every word occurs; those that have the words in their title or ids come first. */
export function searchPlaybooks(query: string): Playbook[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const named: Playbook[] = [];
  const mentioned: Playbook[] = [];
  for (const playbook of ALL_PLAYBOOKS) {
    const { id, title, description, alert = '' } = playbook.definition;
    if (holds(`${id} ${title} ${alert}`)) {
      named.push(playbook);
    } else if (holds(`${id} ${title} ${alert} ${description} ${playbook.text}`)) {
      mentioned.push(playbook);
    }
  }
  return [...named, ...mentioned];
}
