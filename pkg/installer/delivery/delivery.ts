import type { Json } from '@devdiag/catalog/types';
import type { Delivery, Transport } from '../types.ts';
import { integrationsOf, isPlaceholder, readContactPoints, summaryOf, type ContactPoint } from './contactPoints.ts';
import { readPolicies, receiversFor } from './policies.ts';

/**
 * Where the notification of an alert with these labels goes now.
 * @param labels those of the rule, `severity` among them
 * @param receiver the contact point that the rules name themselves, past the notification policies; null: none
 * @throws Refused, NoAnswer
 */
export async function deliveryOf(
  transport: Transport,
  labels: Record<string, string>,
  receiver: string | null,
  signal?: AbortSignal
): Promise<Delivery> {
  const policies = receiver === null ? await readPolicies(transport, signal) : null;
  return deliveryThrough(policies, await readContactPoints(transport, signal), labels, receiver);
}

/** The same, from what was read already. @param policies not looked at where the rules name a receiver */
export function deliveryThrough(
  policies: Json,
  contactPoints: ContactPoint[],
  labels: Record<string, string>,
  receiver: string | null
): Delivery {
  const names = receiver === null ? receiversFor(policies, labels) : [receiver];
  const integrations = names.flatMap((name) => integrationsOf(name, contactPoints));
  return {
    receiver: names[0],
    ...(names.length > 1 && { further: names.slice(1) }),
    by: receiver === null ? 'policy' : 'rule',
    integrations: integrations.map((integration) => ({ type: integration.type, summary: summaryOf(integration) })),
    placeholder: isPlaceholder(integrations),
  };
}
