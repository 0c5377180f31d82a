import { createContext, useCallback, useContext, useEffect, useMemo, useReducer, useRef } from 'react';
import type { Subscription } from 'rxjs';
import type { QueryBlock } from '@devdiag/catalog/types';
import { missingParameters } from '@devdiag/engine/runbook/query';
import type { Site } from '../site/useSite';
import { askPage, type PageAsk } from './askPage';
import { evidenceReducer, NOTHING, type Evidence } from './evidence';

/** Queries of a playbook that run when it is opened. */
const AT_ONCE = 2;
/** Queries of a request run at the same time, each on a connection of its own. */
const MOST_TOGETHER = 4;

export interface EvidenceHandle {
  of(queryId: string): Evidence;
  /** Undefined where nothing can be asked. */
  run?: (queryId: string) => void;
  /** Stops waiting for a query, and for those that were asked together with it. */
  cancel(queryId: string): void;
  /** The reader is about to fill in a parameter for this query: it runs as soon as that is done. */
  want(queryId: string): void;
}

export const EvidenceContext = createContext<EvidenceHandle | null>(null);

/** @throws Error outside a page of the runbook */
export function useEvidenceOfPage(): EvidenceHandle {
  const value = useContext(EvidenceContext);
  if (!value) {
    throw new Error('A query of the runbook stands outside a page.');
  }
  return value;
}

/**
 * The answers of a page's queries. A playbook asks its first ones as soon as it is opened, in one request; everything
 * else is asked when somebody wants it. Asking about something else (another tenant) asks again what was asked.
 */
export function useEvidence(blocks: QueryBlock[], site: Site, atOnce: boolean): EvidenceHandle {
  const ask = useAsk(site);
  const [state, dispatch] = useReducer(evidenceReducer, new Map());
  const requests = useRef(0);
  const running = useRef(new Map<number, Subscription>());
  const wanted = useRef(new Set<string>());

  const send = useCallback((some: QueryBlock[], what: PageAsk) => {
    const request = ++requests.current;
    dispatch({ type: 'asked', ids: some.map(({ id }) => id), request, since: Date.now() });
    running.current.set(
      request,
      askPage(some, what).subscribe((answers) => {
        running.current.delete(request);
        dispatch({ type: 'answered', request, answers });
      })
    );
  }, []);

  useEffect(() => {
    if (!ask) {
      return;
    }
    const askable = blocks.filter((block) => missingParameters(block, ask.question).length === 0);
    const first = atOnce ? askable.slice(0, AT_ONCE) : [];
    const again = askable.filter((block) => wanted.current.has(block.id) && !first.includes(block));
    const all = [...first, ...again];
    for (let at = 0; at < all.length; at += MOST_TOGETHER) {
      send(all.slice(at, at + MOST_TOGETHER), ask);
    }
    const subscriptions = running.current;
    return () => {
      subscriptions.forEach((subscription) => subscription.unsubscribe());
      subscriptions.clear();
      dispatch({ type: 'reset' });
    };
  }, [blocks, ask, atOnce, send]);

  return useMemo(
    () => ({
      of: (id) => state.get(id) ?? NOTHING,
      run: ask
        ? (id) => {
            wanted.current.add(id);
            send(
              blocks.filter((block) => block.id === id),
              ask
            );
          }
        : undefined,
      cancel: (id) => {
        const request = state.get(id)?.running?.request;
        if (request !== undefined) {
          running.current.get(request)?.unsubscribe();
          running.current.delete(request);
          dispatch({ type: 'cancelled', request });
        }
      },
      want: (id) => wanted.current.add(id),
    }),
    [state, ask, blocks, send]
  );
}

/** What to ask; the same object while nothing about it changes, so that reading the settings again asks nothing again. */
function useAsk({ dataSource, settings, parameters }: Site): PageAsk | null {
  const { tenant, problem, target, asOf } = parameters;
  const key = useMemo(() => {
    if (!dataSource || !settings) {
      return null;
    }
    const { schema, timeZone, expectedHours, retentionDays, thresholds } = settings;
    const question = {
      settings: { schema, timeZone, expectedHours, retentionDays, thresholds },
      tenant,
      problem,
      target,
    };
    return JSON.stringify({ dataSourceUid: dataSource.uid, question, asOf } satisfies PageAsk);
  }, [dataSource, settings, tenant, problem, target, asOf]);
  return useMemo(() => (key === null ? null : (JSON.parse(key) as PageAsk)), [key]);
}
