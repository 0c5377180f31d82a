import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { fitting } from '@devdiag/engine/incident/annotation';
import type { IncidentEvent, LoggedEvent } from '@devdiag/engine/incident/event';
import { incidentOf, type Incident } from '@devdiag/engine/incident/incident';
import { currentAccess } from '../../../grafana/access';
import { addIncidentEvent, readIncidentEvents } from '../../../grafana/incidents';
import { useStoredText } from '../../../grafana/useStoredText';
import { wordsIn } from '../../../grafana/words';
import { useAutoRefresh } from '../../health/useAutoRefresh';
import { ownCopyKey } from './ownCopies';
import { ownEvent, readOwnCopy, withOwnEvents } from './ownCopy';

/** How soon colleagues see what somebody did. */
const REFRESH_MS = 10_000;

export interface IncidentLog {
  /** Null while nothing is known of it, or where there is none of that id. */
  incident: Incident | null;
  loading: boolean;
  /** Why the shared log could not be read the last time; what was read before stays in sight. */
  unreadable: string | null;
  /** This person may write to the shared log. */
  canShare: boolean;
  /** Why the last event could not be shared; it is in the person's own copy. */
  unshared: string | null;
  /** Why the last event could not be kept at all: it lasts until the page is left. */
  unkept: string | null;
  /**
   * Adds an event: to the shared log, or to the own copy where that is impossible. Never rejects.
   * @returns false where it could not be kept anywhere
   */
  record: (event: IncidentEvent) => Promise<boolean>;
  refresh: () => void;
}

/** Something of a certain incident: answers that come late must not be taken for those of the next one. */
interface Of<T> {
  id: string;
  value: T;
}

/** The log of an incident: what everybody shares, and this person's own copy laid into it. */
export function useIncidentLog(id: string | null): IncidentLog {
  const { canMute: canShare, login } = currentAccess();
  const [shared, setShared] = useState<Of<{ events: LoggedEvent[]; unreadable: string | null }> | null>(null);
  const [failed, setFailed] = useState<Of<Pick<IncidentLog, 'unshared' | 'unkept'>> | null>(null);
  /** On their way, or never to arrive: shown at once. */
  const [pending, setPending] = useState<Array<Of<LoggedEvent>>>([]);
  const { text: own, update } = useStoredText(id === null ? null : ownCopyKey(id));
  const ownEvents = useMemo(() => readOwnCopy(own), [own]);
  /** Recorded here into the own copy: written again with what follows, in case it did not get there. */
  const recorded = useRef<Array<Of<LoggedEvent>>>([]);
  const count = useRef(0);
  const asked = useRef(0);

  const refresh = useCallback(async () => {
    if (id === null) {
      return;
    }
    const request = ++asked.current;
    const result = await readIncidentEvents(id).then(
      (events) => ({ events, unreadable: null }),
      (error: Error) => ({ events: null, unreadable: error.message })
    );
    // An answer that a newer one has overtaken would take steps back.
    if (request === asked.current) {
      setShared((before) => ({
        id,
        value: {
          events: result.events ?? (before?.id === id ? before.value.events : []),
          unreadable: result.unreadable,
        },
      }));
    }
  }, [id]);

  useEffect(() => {
    void refresh();
  }, [refresh]);
  useAutoRefresh({ intervalMs: id === null ? null : REFRESH_MS, busy: false, onRefresh: () => void refresh() });

  const record = useCallback(
    async (event: IncidentEvent) => {
      if (id === null) {
        return false;
      }
      const kept = event.kind === 'result' ? fitting(event) : event;
      const entry = ownEvent(kept, login || 'me', Date.now(), ++count.current);
      setPending((before) => [...before, { id, value: { ...entry, shared: canShare } }]);
      const unshared = canShare
        ? await addIncidentEvent(id, event).then(
            () => null,
            (error: unknown) => wordsIn(error)
          )
        : null;
      let unkept: string | null = null;
      if (!canShare || unshared !== null) {
        recorded.current.push({ id, value: entry });
        const mine = recorded.current.filter((one) => one.id === id).map(({ value }) => value);
        unkept = await update((stored) => withOwnEvents(stored, mine)).then(
          () => null,
          (error: unknown) => wordsIn(error)
        );
      }
      setFailed({ id, value: { unshared: unkept === null ? unshared : null, unkept } });
      await refresh();
      setPending((before) =>
        before.flatMap((one) => (one.value.id !== entry.id ? [one] : unkept === null ? [] : [{ id, value: entry }]))
      );
      return unkept === null;
    },
    [id, canShare, login, update, refresh]
  );

  const current = shared?.id === id ? shared.value : null;
  const failure = failed?.id === id ? failed.value : null;
  const incident = useMemo(() => {
    const waiting = pending.filter((one) => one.id === id).map(({ value }) => value);
    return id === null ? null : incidentOf(id, [...(current?.events ?? []), ...waiting, ...ownEvents]);
  }, [id, current, ownEvents, pending]);
  return {
    incident,
    loading: id !== null && (current === null || own === undefined),
    unreadable: current?.unreadable ?? null,
    canShare,
    unshared: failure?.unshared ?? null,
    unkept: failure?.unkept ?? null,
    record,
    refresh: useCallback(() => void refresh(), [refresh]),
  };
}
