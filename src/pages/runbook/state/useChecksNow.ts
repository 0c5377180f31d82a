import { useCallback, useMemo, useState } from 'react';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { Settings } from '@devdiag/catalog/types';
import { evaluateChecks } from '@devdiag/engine/report/evaluate';
import type { HealthReport } from '@devdiag/engine/report/report';
import { blockerOf, type Blocker } from '../../health/blocker';
import { useAnswers, type Ask } from '../../health/useAnswers';
import { useMutes } from '../../health/useMutes';

export interface ChecksNow {
  /** Null until the first answer, and where something stands in the way of all checks. */
  report: HealthReport | null;
  blocker: Blocker | null;
  running: boolean;
  refresh: () => void;
}

export interface ChecksInput {
  settings: Settings | null;
  /** Null: there is nothing to ask. */
  dataSourceUid: string | null;
  tenant: string | null;
}

/** Every check as Health judges it now: the same one batch, the same engine. Asks nothing without a data source. */
export function useChecksNow({ settings, dataSourceUid, tenant }: ChecksInput): ChecksNow {
  const [round, setRound] = useState(0);
  const ask = useMemo(
    (): Ask | null =>
      settings === null || dataSourceUid === null
        ? null
        : {
            key: JSON.stringify([dataSourceUid, tenant, settings]),
            dataSourceUid,
            question: { isNow: true, tenant, settings },
            asOf: null,
          },
    [settings, dataSourceUid, tenant]
  );
  const { answered, running } = useAnswers(ask, round);
  const { mutes } = useMutes(null, round);
  const judged = useMemo(() => {
    if (!answered || !mutes) {
      return { report: null, blocker: null };
    }
    const blocker = blockerOf(CHECKS, answered.answers);
    return {
      blocker,
      report: blocker ? null : evaluateChecks(CHECKS, answered.question, answered.answers, mutes, answered.measuredAt),
    };
  }, [answered, mutes]);
  const refresh = useCallback(() => setRound((before) => before + 1), []);
  // The same object while nothing changed: whoever passes it on as state would go round in circles.
  return useMemo(() => ({ ...judged, running: running !== null, refresh }), [judged, running, refresh]);
}
