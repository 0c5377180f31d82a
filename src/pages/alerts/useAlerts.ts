import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Settings } from '@devdiag/catalog/types';
import type { Installation } from '@devdiag/installer/types';
import {
  failureKind,
  installationsOf,
  measureRules,
  readAlerts,
  type InstallationAlerts,
  type Measurement,
} from '../../grafana/alerts';
import { grafanaTransport } from '../../grafana/transport';
import { useAutoRefresh } from '../health/useAutoRefresh';

/** Installations change when somebody installs: they are looked for that often. */
const INSTALLATIONS_MS = 5 * 60_000;

export interface AlertsInput {
  /** Null while they are being read: nothing is asked. */
  settings: Settings | null;
  /** Ids of the alerts whose last week is wanted. Keep it the same array. */
  histories: readonly string[];
  /** Milliseconds between refreshes; null is off. */
  intervalMs: number | null;
  /** Rules are asked what they measure now, too. */
  measure: boolean;
}

export interface Alerts {
  /** Null until the first answer. Empty: nothing is installed. */
  installations: InstallationAlerts[] | null;
  /** By rule uid; null until it is measured. */
  measured: ReadonlyMap<string, Measurement> | null;
  /** Why the newest reading failed; what is shown is older then. */
  failure: { kind: 'forbidden' | 'failed'; message: string } | null;
  /** When what is shown was read, milliseconds since 1970. */
  readAt: number | null;
  running: boolean;
  refresh: () => void;
}

type Shown = Pick<Alerts, 'installations' | 'measured' | 'failure' | 'readAt'>;

const NOTHING: Shown = { installations: null, measured: null, failure: null, readAt: null };

/** Reads the live state of everything that is installed, and again at an interval while the tab is seen. */
export function useAlerts({ settings, histories, intervalMs, measure }: AlertsInput): Alerts {
  const [shown, setShown] = useState<Shown>(NOTHING);
  const [round, setRound] = useState(0);
  const ask = useMemo(() => ({ settings, histories, measure, round }), [settings, histories, measure, round]);
  const [answered, setAnswered] = useState<object | null>(null);
  const known = useRef<{ of: Settings; at: number; installations: Installation[] } | null>(null);

  useEffect(() => {
    const { settings, histories, measure } = ask;
    if (settings === null) {
      return;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const now = Date.now();
    const show = (part: Partial<Shown>) => !signal.aborted && setShown((before) => ({ ...before, ...part }));
    const installationsKept = () => {
      const { current } = known;
      return current?.of === settings && now - current.at < INSTALLATIONS_MS && current.installations.length > 0
        ? current.installations
        : null;
    };
    const installationsNow = async () => {
      const installations = await installationsOf(grafanaTransport, settings, signal);
      known.current = { of: settings, at: now, installations };
      return installations;
    };
    const statesOf = (installations: Installation[]) =>
      readAlerts(grafanaTransport, { installations, histories, now }, signal);
    const read = async () => {
      const kept = installationsKept();
      let installations = await statesOf(kept ?? (await installationsNow()));
      if (kept !== null && installations.some(({ isOutdated }) => isOutdated)) {
        installations = await statesOf(await installationsNow());
      }
      show({ installations, failure: null, readAt: now });
      if (measure) {
        const alerts = installations.flatMap((installation) => installation.alerts);
        show({ measured: await measureRules(alerts, now, signal) });
      }
    };
    read()
      .catch((error: unknown) =>
        show({ failure: { kind: failureKind(error), message: error instanceof Error ? error.message : String(error) } })
      )
      .finally(() => !signal.aborted && setAnswered(ask));
    return () => controller.abort();
  }, [ask]);

  const running = settings !== null && answered !== ask;
  const refresh = useCallback(() => setRound((before) => before + 1), []);
  useAutoRefresh({ intervalMs, busy: running, onRefresh: refresh });
  return useMemo(() => ({ ...shown, running, refresh }), [shown, running, refresh]);
}
