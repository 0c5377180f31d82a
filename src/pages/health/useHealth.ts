import { useCallback, useMemo, useState } from 'react';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { Settings } from '@devdiag/catalog/types';
import { compareReports, dayBefore, type Comparison } from '@devdiag/engine/report/compare';
import { evaluateChecks } from '@devdiag/engine/report/evaluate';
import type { HealthReport, Mute } from '@devdiag/engine/report/report';
import type { Answered } from './answers';
import { blockerOf, type Blocker } from './blocker';
import { useAnswers, type Ask } from './useAnswers';
import { useMutes, type Mutes } from './useMutes';

export interface HealthInput {
  dataSourceUid: string;
  settings: Settings;
  tenant: string | null;
  /** Milliseconds since 1970; null is now. */
  asOf: number | null;
  compare: boolean;
}

export interface Health {
  /** Judged; null until the first answer, and while something stands in the way of all of it. */
  report: HealthReport | null;
  blocker: Blocker | null;
  /** What changed since a day earlier; null while that isn't known. */
  comparison: Comparison | null;
  /** Why there is nothing to compare with, although it was asked for. */
  comparisonBlocker: Blocker | null;
  /** When the running request was sent, milliseconds since 1970; null when none runs. */
  runningSince: number | null;
  comparing: boolean;
  cancelled: boolean;
  /** How long the whole request took. */
  tookMs: number | null;
  mutes: Mutes;
  refresh: () => void;
  cancel: () => void;
}

/** Asks, judges and compares. Everything the page shows about DevDiag comes from here. */
export function useHealth({ dataSourceUid, settings, tenant, asOf, compare }: HealthInput): Health {
  const [round, setRound] = useState(0);
  const mutes = useMutes(asOf, round);

  const ask = useMemo((): Ask => {
    const question = { isNow: asOf === null, tenant, settings };
    return { key: JSON.stringify([dataSourceUid, asOf, tenant, settings]), dataSourceUid, question, asOf };
  }, [dataSourceUid, settings, tenant, asOf]);
  const present = useAnswers(ask, round);
  const judged = useJudged(present.answered, mutes.mutes);

  const presentAsOf = present.answered?.question.asOf;
  const askEarlier = useMemo((): Ask | null => {
    if (!compare || presentAsOf === undefined) {
      return null;
    }
    const { asOf, ...question } = dayBefore({ ...ask.question, asOf: presentAsOf });
    return { ...ask, key: `${ask.key} a day earlier`, question, asOf };
  }, [ask, compare, presentAsOf]);
  const past = useAnswers(askEarlier, 0);
  // Mutes are about today's page; yesterday is shown as it was measured.
  const judgedPast = useJudged(past.answered, NO_MUTES);

  const earlier = compare ? judgedPast.report : null;
  const comparison = useMemo(
    // While the newer instant's second request runs, the older one is a day and a little before: still a comparison.
    () =>
      judged.report && earlier && earlier.asOf < judged.report.asOf ? compareReports(judged.report, earlier) : null,
    [judged.report, earlier]
  );

  return {
    ...judged,
    comparison,
    comparisonBlocker: compare ? judgedPast.blocker : null,
    runningSince: present.running?.startedAt ?? null,
    comparing: compare && past.running !== null,
    cancelled: present.cancelled,
    tookMs: present.answered ? present.answered.measuredAt - present.answered.startedAt : null,
    mutes,
    refresh: useCallback(() => setRound((before) => before + 1), []),
    cancel: present.cancel,
  };
}

const NO_MUTES: Mute[] = [];

function useJudged(answered: Answered | null, mutes: Mute[] | null): Pick<Health, 'report' | 'blocker'> {
  return useMemo(() => {
    if (!answered || !mutes) {
      return { report: null, blocker: null };
    }
    const blocker = blockerOf(CHECKS, answered.answers);
    const report = blocker
      ? null
      : evaluateChecks(CHECKS, answered.question, answered.answers, mutes, answered.measuredAt);
    return { report, blocker };
  }, [answered, mutes]);
}
