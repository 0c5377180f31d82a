import { useCallback, useMemo, useRef, useState } from 'react';
import { useStoredText } from '../../../grafana/useStoredText';
import { readProgress, withChanges, type Change, type Progress } from './progress';

export interface StepProgress {
  /** Ticked steps, with when. */
  progress: Progress;
  /** Who ticked which step, where several people do. */
  by?: Record<string, string>;
  /** Until it is read, nothing can be ticked: what was ticked before would look undone. */
  loading: boolean;
  /** The last change could not be stored: it lasts until the page is left. */
  unsaved: boolean;
  setStep: (step: string, done: boolean) => void;
  /** Unticks everything; null where that isn't one person's to do. */
  startOver: (() => void) | null;
}

/**
 * Which steps of a page this person has ticked. It is theirs alone, kept by Grafana for them (in the browser for people
 * who are not signed in), and the same on every device. What is changed here is laid over what is stored at that moment:
 * ticks that could not be read are not lost.
 */
export function useStepProgress(pageId: string): StepProgress {
  const key = `runbook-steps:${pageId}`;
  const { text, isUnread, update } = useStoredText(key);
  const [made, setMade] = useState<{ key: string; changes: Change[]; unsaved: boolean }>({
    key,
    changes: [],
    unsaved: false,
  });
  const newest = useRef(made);

  const change = useCallback(
    (one: Change) => {
      const before = newest.current.key === key ? newest.current.changes : [];
      const changes = [...before, one];
      const show = (unsaved: boolean) => {
        newest.current = { key, changes: newest.current.key === key ? newest.current.changes : changes, unsaved };
        setMade(newest.current);
      };
      newest.current = { key, changes, unsaved: newest.current.unsaved };
      setMade(newest.current);
      update((stored) => JSON.stringify(withChanges(readProgress(stored), changes))).then(
        () => show(false),
        () => show(true)
      );
    },
    [key, update]
  );
  const mine = made.key === key ? made : null;
  const loading = text === undefined;
  const progress = useMemo(
    () => (text === undefined ? {} : withChanges(readProgress(text), mine?.changes ?? [])),
    [text, mine]
  );
  return {
    progress,
    loading,
    unsaved: !loading && (mine?.unsaved || isUnread),
    setStep: useCallback((step, done) => change({ step, done, at: new Date() }), [change]),
    startOver: useCallback(() => change('start over'), [change]),
  };
}
