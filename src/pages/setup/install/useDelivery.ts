import { useMemo } from 'react';
import { readContactPoints } from '@devdiag/installer/delivery/contactPoints';
import { deliveryOf } from '@devdiag/installer/delivery/delivery';
import { labelsOfAlerts, mostUrgent, receiverOf } from '@devdiag/installer/delivery/urgent';
import { textAt } from '@devdiag/installer/json';
import type { Observation } from '@devdiag/installer/observe/observe';
import { Refused } from '@devdiag/installer/refused';
import type { Delivery, Transport } from '@devdiag/installer/types';
import { useAnswer, type Answer } from './useAnswer';

/** `hidden`: this person may not read where alerts go. `critical`: it is about a critical rule; else there is none. */
export type DeliveryAnswer = { hidden: true } | { hidden: false; critical: boolean; delivery: Delivery };

/**
 * Where the most urgent of the rules is delivered now: as Grafana has the rule, not as the page would like it.
 * Asked only when there are rules.
 */
export function useDelivery(transport: Transport, observed: Observation | null): Answer<DeliveryAnswer> {
  const urgent = useMemo(() => urgentOf(observed), [observed]);
  return useAnswer(urgent && JSON.stringify(urgent), (signal) => read(transport, urgent ?? NONE, signal));
}

async function read(
  transport: Transport,
  { critical, labels, receiver }: Urgent,
  signal: AbortSignal
): Promise<DeliveryAnswer> {
  try {
    return { hidden: false, critical, delivery: await deliveryOf(transport, labels, receiver, signal) };
  } catch (error) {
    if (error instanceof Refused && (error.status === 401 || error.status === 403)) {
      return { hidden: true };
    }
    throw error;
  }
}

/** Names of the contact points to choose from; null where this person may not read them. */
export function useContactPoints(transport: Transport): string[] | null {
  return useAnswer('contact points', async (signal) => {
    try {
      const points = await readContactPoints(transport, signal);
      return [...new Set(points.filter(({ uid }) => uid !== '').map(({ name }) => name))].sort();
    } catch {
      return null;
    }
  }).value;
}

interface Urgent {
  critical: boolean;
  labels: Record<string, string>;
  receiver: string | null;
}

const NONE: Urgent = { critical: false, labels: {}, receiver: null };

/** What decides where the most urgent rule's alerts go; null where there is no rule. */
function urgentOf(observed: Observation | null): Urgent | null {
  const found = [...(observed?.found ?? [])];
  const own = found.flatMap(([key, rule]) =>
    rule !== null && key.startsWith('rule/') && rule.base?.prefix === observed?.prefix ? [rule.raw] : []
  );
  const { critical, rules } = mostUrgent(own);
  const folder = found.find(([key]) => key.startsWith('folder/'))?.[1];
  return rules.length === 0
    ? null
    : {
        critical,
        labels: labelsOfAlerts(rules[0], textAt(folder?.raw, 'title')),
        receiver: receiverOf(rules[0]),
      };
}
