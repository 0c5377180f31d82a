import type { CheckDefinition, Outcome } from '@devdiag/catalog/types';
import type { CheckResult } from '../report/report.ts';
import type { AlertState, AlertStatus } from './alerts.ts';
import { likelyCausesFirst, type Ranked } from './causes.ts';

/** A check that is not well, its alert, or both. */
export interface Trouble {
  /** Of the check. */
  id: string;
  title: string;
  check: CheckResult | null;
  /** Of each installation that has it in trouble. */
  alerts: AlertState[];
}

const BAD_STATUS: AlertStatus[] = ['firing', 'pending', 'recovering', 'error', 'no-data'];
const BAD_OUTCOME: Outcome[] = ['fail', 'error', 'warn'];

/** The worst first: somebody is being told, then what fails, then what is on its way. */
function badness({ check, alerts }: Trouble): number {
  const alert = Math.min(BAD_STATUS.length, ...alerts.map(({ status }) => BAD_STATUS.indexOf(status)));
  const outcome = check ? BAD_OUTCOME.indexOf(check.outcome) : -1;
  const isCritical =
    check?.severity === 'critical' || alerts.some(({ definition }) => definition.severity === 'critical');
  return 10 * Math.min(alert, outcome === -1 ? BAD_STATUS.length : outcome) + (isCritical ? 0 : 1);
}

/**
 * Firing alerts and failing checks, likely causes first.
 * @param checks null where they could not be asked
 * @param subject id of the check that the reader came for; left out of the answer
 */
export function troublesBeside(
  subject: string | null,
  checks: CheckResult[] | null,
  alerts: AlertState[],
  definitions: CheckDefinition[]
): Array<Ranked<Trouble>> {
  const troubled = definitions.flatMap(({ id, title }): Trouble[] => {
    const check = checks?.find((candidate) => candidate.id === id) ?? null;
    const own = alerts.filter(({ definition, status }) => definition.check === id && BAD_STATUS.includes(status));
    const isBad = check !== null && BAD_OUTCOME.includes(check.outcome);
    return isBad || own.length > 0 ? [{ id, title, check: isBad ? check : null, alerts: own }] : [];
  });
  const explanations = new Map(definitions.map(({ id, explains }) => [id, explains ?? []]));
  return likelyCausesFirst(
    troubled.sort((one, other) => badness(one) - badness(other)),
    explanations,
    subject
  );
}
