import { useEffect, useRef } from 'react';

export interface AutoRefresh {
  /** Milliseconds between two refreshes; null is off. */
  intervalMs: number | null;
  /** While true nothing is asked: a slow database must not have its answers thrown away again and again. */
  busy: boolean;
  onRefresh: () => void;
}

/** Refreshes at an interval. Rests while the tab is hidden and catches up as soon as it is seen again. */
export function useAutoRefresh({ intervalMs, busy, onRefresh }: AutoRefresh): void {
  const newest = useRef({ busy, onRefresh });
  useEffect(() => {
    newest.current = { busy, onRefresh };
  }, [busy, onRefresh]);

  useEffect(() => {
    if (intervalMs === null) {
      return;
    }
    let due = Date.now() + intervalMs;
    const refreshWhenDue = () => {
      if (document.hidden || newest.current.busy || Date.now() < due) {
        return;
      }
      due = Date.now() + intervalMs;
      newest.current.onRefresh();
    };
    const timer = setInterval(refreshWhenDue, Math.min(intervalMs, 1000));
    document.addEventListener('visibilitychange', refreshWhenDue);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refreshWhenDue);
    };
  }, [intervalMs]);
}
