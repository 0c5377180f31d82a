import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Subscription } from 'rxjs';
import type { HealthQuestion } from '@devdiag/engine/report/evaluate';
import { answersReducer, NOTHING_ASKED, type AnswersState } from './answers';
import { askPage } from './askPage';

/** What to ask. Keep it the same object while nothing about it changes. */
export interface Ask {
  key: string;
  dataSourceUid: string;
  question: Omit<HealthQuestion, 'asOf'>;
  /** Milliseconds since 1970; null is the moment of asking. */
  asOf: number | null;
}

/**
 * Asks, and asks again whenever `ask` or `round` changes; a newer request cancels the older one. Asks nothing while
 * `ask` is null.
 */
export function useAnswers(ask: Ask | null, round: number): AnswersState & { cancel: () => void } {
  const [state, dispatch] = useReducer(answersReducer, NOTHING_ASKED);
  const requests = useRef(0);
  const running = useRef<{ id: number; subscription: Subscription } | null>(null);

  useEffect(() => {
    if (!ask) {
      return;
    }
    const id = ++requests.current;
    const startedAt = Date.now();
    const question = { ...ask.question, asOf: ask.asOf ?? startedAt };
    dispatch({ type: 'asked', asked: { id, key: ask.key, question, startedAt } });
    const subscription = askPage(ask.dataSourceUid, question).subscribe((answers) =>
      dispatch({ type: 'answered', id, answers, measuredAt: Date.now() })
    );
    running.current = { id, subscription };
    return () => subscription.unsubscribe();
  }, [ask, round]);

  const cancel = useCallback(() => {
    if (running.current) {
      running.current.subscription.unsubscribe();
      dispatch({ type: 'cancelled', id: running.current.id });
    }
  }, []);

  return { ...state, cancel };
}
