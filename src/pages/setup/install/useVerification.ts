import { useCallback, useRef, useState } from 'react';
import type { Desired } from '@devdiag/installer/desired/desired';
import type { InstallOptions, QueryPort, Transport, VerifyReport } from '@devdiag/installer/types';
import { wordsOf } from './useAnswer';

export interface Verifying {
  running: boolean;
  report: VerifyReport | null;
  /** Why there is no report, where it was asked for. */
  error: string | null;
  run: (desired: Desired[], options: InstallOptions) => Promise<void>;
  /** What was found no longer says anything about what the page shows. */
  forget: () => void;
}

/** Evaluates every rule and asks every panel's query, when asked to. */
export function useVerification(transport: Transport, queries: QueryPort): Verifying {
  const [state, setState] = useState<Omit<Verifying, 'run' | 'forget'>>({ running: false, report: null, error: null });
  const newest = useRef(0);
  const run = useCallback<Verifying['run']>(
    async (desired, options) => {
      const own = ++newest.current;
      const show = (next: typeof state) => own === newest.current && setState(next);
      // An earlier report stays in sight until there is a newer one.
      setState((before) => ({ ...before, running: true, error: null }));
      try {
        // Loaded with the first click that asks for it, and with it what shows the report: Grafana may be gone by then.
        const [{ verifyInstallation }] = await Promise.all([
          import('@devdiag/installer/verify/verify'),
          import('./Verification'),
        ]);
        const report = await verifyInstallation({ transport, queries, desired, options, now: Date.now() });
        show({ running: false, report, error: null });
      } catch (error) {
        show({ running: false, report: null, error: wordsOf(error) });
      }
    },
    [transport, queries]
  );
  const forget = useCallback(() => {
    newest.current++;
    setState({ running: false, report: null, error: null });
  }, []);
  return { ...state, run, forget };
}
