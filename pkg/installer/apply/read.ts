import type { Found } from '../kinds/kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { ResourceKind, Transport } from '../types.ts';

const ATTEMPTS = 3;

/**
 * Reads a resource, trying again: what an apply does next hangs on what is there, and a read that fails once says
 * nothing about it.
 * @throws what the last attempt threw
 */
export function readAgain(
  transport: Transport,
  kind: ResourceKind,
  uid: string,
  signal?: AbortSignal
): Promise<Found | null> {
  return insistently(() => KINDS[kind].read(transport, uid, signal), signal);
}

/** Asks again where Grafana refused, did not answer, or something else went wrong. Only for what changes nothing. */
export async function insistently<Answer>(ask: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === ATTEMPTS || signal?.aborted) {
        throw error;
      }
    }
  }
}
