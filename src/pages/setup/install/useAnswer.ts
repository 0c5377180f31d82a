import { useCallback, useEffect, useRef, useState } from 'react';
import { wordsIn } from '../../../grafana/words';

export interface Answer<T> {
  /** The newest answer; kept while it is asked anew, null before the first one and after an error. */
  value: T | null;
  /** What the newest answer is about: `value` is no answer to another question. */
  of: string | null;
  error: string | null;
  /** Asks the same question again; resolves when it is answered. */
  again: () => Promise<void>;
}

/**
 * Asks when the question changes, a moment later where somebody may still be typing, and whenever `again` is called.
 * Answers that arrive late, to a question that is no longer asked, are dropped.
 * @param question names what is asked; null: nothing
 * @param ask is called with a signal that ends with the question
 */
export function useAnswer<T>(
  question: string | null,
  ask: (signal: AbortSignal) => Promise<T>,
  { delayMs = 0 }: { delayMs?: number } = {}
): Answer<T> {
  const [state, setState] = useState<Pick<Answer<T>, 'value' | 'of' | 'error'>>({ value: null, of: null, error: null });
  const latest = useRef(ask);
  // Before the effect that asks: effects run in order.
  useEffect(() => {
    latest.current = ask;
  });
  const running = useRef<AbortController | null>(null);

  const again = useCallback(async () => {
    running.current?.abort();
    if (question === null) {
      return;
    }
    const controller = new AbortController();
    running.current = controller;
    const settle = (next: Pick<Answer<T>, 'value' | 'error'>) =>
      !controller.signal.aborted && setState({ of: question, ...next });
    try {
      settle({ value: await latest.current(controller.signal), error: null });
    } catch (error) {
      settle({ value: null, error: wordsOf(error) });
    }
  }, [question]);

  const isFirst = useRef(true);
  useEffect(() => {
    const timer = setTimeout(() => void again(), isFirst.current ? 0 : delayMs);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      running.current?.abort();
    };
  }, [again, delayMs]);

  return { ...state, again };
}

/** What went wrong, for people. */
export function wordsOf(error: unknown): string {
  return wordsIn(error);
}
