import type { CheckEntry, CheckRow } from '@devdiag/catalog/types';
import { askedOfGrafana, type HealthQuestion, type QueryAnswer } from '@devdiag/engine/report/evaluate';
import type { QueryErrorKind } from '@devdiag/engine/query/errors';
import { NoAnswer } from '../noAnswer.ts';
import { Refused } from '../refused.ts';
import type { Transport } from '../types.ts';
import { observeAlertRules } from './observeAlertRules.ts';

/** Who looks for a check whose source is Grafana, by the check's id. */
export const OBSERVERS: Record<string, (transport: Transport, signal?: AbortSignal) => Promise<CheckRow[]>> = {
  'alert-rules': observeAlertRules,
};

/**
 * Asks Grafana for the checks that are about Grafana itself. Never throws: what goes wrong is the answer of that check
 * alone.
 */
export async function askGrafanaChecks(
  transport: Transport,
  entries: CheckEntry[],
  question: HealthQuestion,
  signal?: AbortSignal
): Promise<Map<string, QueryAnswer>> {
  const asked = askedOfGrafana(entries, question);
  return new Map(
    await Promise.all(
      asked.map(async ({ id }): Promise<[string, QueryAnswer]> => [id, await observed(id, transport, signal)])
    )
  );
}

async function observed(id: string, transport: Transport, signal?: AbortSignal): Promise<QueryAnswer> {
  try {
    if (!Object.hasOwn(OBSERVERS, id)) {
      throw new Error(`Nobody looks for the check ${id}.`);
    }
    return { from: 'grafana', ok: true, rows: await OBSERVERS[id](transport, signal), tookMs: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { from: 'grafana', ok: false, error: { kind: kindOf(error), message }, tookMs: null };
  }
}

function kindOf(error: unknown): QueryErrorKind {
  if (error instanceof Refused && (error.status === 401 || error.status === 403)) {
    return 'forbidden';
  }
  if (error instanceof NoAnswer && error.kind !== 'malformed') {
    return error.kind === 'timeout' ? 'timeout' : 'offline';
  }
  return 'other';
}
