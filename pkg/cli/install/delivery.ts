import type { DeliveredNow, DeliveryWay } from '@devdiag/installer/watch/deliveredNow';
import { printable } from '../check/printable.ts';

interface Whose {
  url: string;
  prefix: string;
}

/** Where the alerts go, as it is reported. */
export interface DeliveryDocument {
  /** About the critical rules; false: there is none, and this is about all. */
  critical: boolean;
  ways: Array<DeliveryWay & { warning: string | null }>;
}

/**
 * @param place which Grafana, and which installation in it
 * @returns null where there is no rule whose alerts could go anywhere
 */
export function deliveryDocument({ critical, ways }: DeliveredNow, place: Whose): DeliveryDocument | null {
  return ways.length === 0
    ? null
    : { critical, ways: ways.map((way) => ({ ...way, warning: warningOf(way, critical, place) })) };
}

function warningOf({ nobody, receivers }: DeliveryWay, critical: boolean, { url, prefix }: Whose): string | null {
  if (nobody === null) {
    return null;
  }
  const points = receivers.join(', ');
  const why =
    nobody === 'placeholder'
      ? `the contact point ${points} has only the address that every new Grafana comes with`
      : `the contact point ${points} is gone or has nothing in it`;
  return `Nobody is told when ${critical ? 'a critical' : 'an'} alert fires: ${why}. Name one that reaches somebody with devdiag-ops install${prefix === '' ? '' : ` --prefix ${prefix}`} --receiver NAME, or change the notification policies at ${url}/alerting/routes.`;
}

/** A line for each way that alerts go, warnings where they reach nobody. */
export function deliveryText({ critical, ways }: DeliveryDocument): string[] {
  const who = critical ? 'Critical alerts' : 'Alerts';
  return ways.map(({ receivers, to, unknown, warning }) =>
    printable(
      unknown !== null
        ? `Where ${who.toLowerCase()} go could not be told: ${unknown}`
        : warning !== null
          ? `WARNING: ${warning}`
          : `${who} go to ${receivers.join(', ')}: ${to}.`
    )
  );
}
