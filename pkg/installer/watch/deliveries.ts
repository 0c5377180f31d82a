import type { ObservedDelivery } from '@devdiag/catalog/checks/alert-rules/observed';
import type { Json } from '@devdiag/catalog/types';
import { readContactPoints, type ContactPoint } from '../delivery/contactPoints.ts';
import { deliveryThrough } from '../delivery/delivery.ts';
import { readPolicies } from '../delivery/policies.ts';
import { labelsOfAlerts, mostUrgent, receiverOf } from '../delivery/urgent.ts';
import { textAt, type JsonObject } from '../json.ts';
import { NoAnswer } from '../noAnswer.ts';
import { Refused } from '../refused.ts';
import type { Transport } from '../types.ts';

/** What decides where notifications go, or why this person may not know. */
export type Routing = { policies: Json; contactPoints: ContactPoint[] } | { unknown: string };

/** A refusal is an answer here: the rules themselves can be looked at all the same. */
export async function readRouting(transport: Transport, signal?: AbortSignal): Promise<Routing> {
  try {
    const [policies, contactPoints] = await Promise.all([
      readPolicies(transport, signal),
      readContactPoints(transport, signal),
    ]);
    return { policies, contactPoints };
  } catch (error) {
    if (error instanceof Refused || error instanceof NoAnswer) {
      return { unknown: error.message };
    }
    throw error;
  }
}

/**
 * Where the critical ones of an installation's rules are delivered; one entry where all go the same way.
 * @param folderOf the title of a rule's folder, which Grafana makes a label of its alerts
 */
export function deliveriesOf(
  prefix: string,
  rules: JsonObject[],
  folderOf: (ruleUid: string) => string,
  routing: Routing
): ObservedDelivery[] {
  const { critical, rules: urgent } = mostUrgent(rules);
  return critical ? deliveriesOfAll(prefix, urgent, folderOf, routing) : [];
}

/** The same for all of the rules, whatever their severity. */
export function deliveriesOfAll(
  prefix: string,
  rules: JsonObject[],
  folderOf: (ruleUid: string) => string,
  routing: Routing
): ObservedDelivery[] {
  const all = rules.map((rule) => deliveryOfRule(prefix, rule, folderOf(textAt(rule, 'uid')), routing));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

function deliveryOfRule(prefix: string, rule: JsonObject, folder: string, routing: Routing): ObservedDelivery {
  if ('unknown' in routing) {
    return { prefix, receivers: [], to: '', nobody: null, unknown: routing.unknown };
  }
  const delivery = deliveryThrough(
    routing.policies,
    routing.contactPoints,
    labelsOfAlerts(rule, folder),
    receiverOf(rule)
  );
  const how = delivery.integrations.map(({ type, summary }) => (summary === '' ? type : `${type} (${summary})`));
  const by = delivery.by === 'rule' ? 'chosen for these rules' : 'by the notification policies';
  return {
    prefix,
    receivers: [delivery.receiver, ...(delivery.further ?? [])],
    to: [...how, by].join(', '),
    nobody: delivery.placeholder ? (how.length === 0 ? 'nothing' : 'placeholder') : null,
    unknown: null,
  };
}
