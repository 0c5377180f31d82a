import { useCallback, useEffect, useRef, useState } from 'react';
import { inListOrder, type IncidentHead } from '@devdiag/engine/incident/incident';
import { listIncidents } from '../../../grafana/incidents';
import { useUserStorage } from '../../../grafana/userStorage';
import { wordsIn } from '../../../grafana/words';
import { useAutoRefresh } from '../../health/useAutoRefresh';
import { ownIncidents } from './ownCopies';

const REFRESH_MS = 30_000;

export interface ListedIncident extends IncidentHead {
  /** Nobody else sees it. */
  isOwn: boolean;
}

export interface IncidentListState {
  /** Null until anything is read. */
  incidents: ListedIncident[] | null;
  /** Why the shared ones could not be read the last time. */
  unreadable: string | null;
  refresh: () => void;
}

interface Read {
  shared: IncidentHead[] | null;
  own: IncidentHead[];
  unreadable: string | null;
}

/** All shared incidents and this person's own ones, kept fresh. */
export function useIncidentList(): IncidentListState {
  const storage = useRef(useUserStorage());
  const [{ shared, own, unreadable }, setRead] = useState<Read>({ shared: null, own: [], unreadable: null });
  const busy = useRef(false);
  const refresh = useCallback(() => {
    // One at a time: a slow answer must not be thrown away for the next question.
    if (busy.current) {
      return;
    }
    busy.current = true;
    void listIncidents()
      .then(
        (found) => setRead((before) => ({ ...before, shared: found, unreadable: null })),
        (error: Error) => setRead((before) => ({ ...before, unreadable: error.message }))
      )
      .finally(() => {
        busy.current = false;
      });
  }, []);
  useEffect(refresh, [refresh]);
  useEffect(() => {
    // Once: nobody else changes them.
    ownIncidents(storage.current).then(
      (found) => setRead((before) => ({ ...before, own: found })),
      (error: unknown) => setRead((before) => ({ ...before, unreadable: before.unreadable ?? wordsIn(error) }))
    );
  }, []);
  useAutoRefresh({ intervalMs: REFRESH_MS, busy: false, onRefresh: refresh });
  const known = new Set(shared?.map(({ id }) => id));
  const incidents = inListOrder([
    ...(shared ?? []).map((head) => ({ ...head, isOwn: false })),
    ...own.filter(({ id }) => !known.has(id)).map((head) => ({ ...head, isOwn: true })),
  ]);
  return { incidents: shared === null && own.length === 0 ? null : incidents, unreadable, refresh };
}
