import { useCallback, useEffect, useRef, useState } from 'react';
import { t } from '@grafana/i18n';
import type { FullPlan } from '@devdiag/installer/plan/plan';
import type { ApplyReport, StepReport, Transport } from '@devdiag/installer/types';
import type { Applied } from './Outcome';

export interface Apply {
  /** What is under way; null: nothing. */
  running: { steps: StepReport[]; uninstalling: boolean } | null;
  /** How the last one ended; null before it and while one runs. */
  outcome: Applied | null;
  /** Carries a plan out; a second one while the first runs is not begun and answers null. */
  run: (plan: FullPlan, uninstalling: boolean) => Promise<ApplyReport | null>;
  /** Takes what was said about the last one off the page. */
  forget: () => void;
}

/** Carries out plans, one at a time, and asks before the tab is closed meanwhile. */
export function useApply(transport: Transport): Apply {
  const [running, setRunning] = useState<Apply['running']>(null);
  const [outcome, setOutcome] = useState<Applied | null>(null);
  const busy = useRef(false);
  useWarningWhile(running !== null);

  const run = useCallback<Apply['run']>(
    async (plan, uninstalling) => {
      if (busy.current) {
        return null;
      }
      busy.current = true;
      setOutcome(null);
      setRunning({ steps: [], uninstalling });
      try {
        const report = await carryOut(plan, transport, (steps) => setRunning({ steps, uninstalling }));
        setOutcome({ report, uninstalling });
        return report;
      } finally {
        busy.current = false;
        setRunning(null);
      }
    },
    [transport]
  );

  return { running, outcome, run, forget: useCallback(() => setOutcome(null), []) };
}

/**
 * The code that writes is loaded by the click, and with it what shows how it ended: Grafana may be gone by then. Where
 * that fails, nothing has been sent.
 */
async function carryOut(
  plan: FullPlan,
  transport: Transport,
  onProgress: (steps: StepReport[]) => void
): Promise<ApplyReport> {
  let apply: typeof import('@devdiag/installer/apply/apply');
  try {
    [apply] = await Promise.all([import('@devdiag/installer/apply/apply'), import('./Outcome')]);
  } catch {
    const error = t(
      'install.not-loaded',
      'A part of this page could not be loaded. Nothing was sent; load the page again.'
    );
    return { result: 'as-before', steps: [], error, remains: [] };
  }
  return apply.applyPlan({ plan, transport, onProgress });
}

/** Closing the tab in the middle leaves something that the next plan finishes; it is better not to. */
function useWarningWhile(running: boolean): void {
  useEffect(() => {
    if (!running) {
      return undefined;
    }
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [running]);
}
