import { useCallback, useEffect, useRef, useState } from 'react';
import { useUserStorage } from './userStorage';

export interface StoredText {
  /** Undefined until it is read; null when there is none, or it could not be read. */
  text: string | null | undefined;
  /** It could not be read: there may be one. */
  isUnread: boolean;
  /** Shows the new text at once, whatever was there. Rejects when Grafana could not keep it. */
  store: (text: string) => Promise<void>;
  /** Makes a new text from what is stored. Rejects, and changes nothing, when that can't be read or Grafana can't keep it. */
  update: (change: (stored: string | null) => string) => Promise<void>;
}

/** A text that Grafana keeps for this person. */
export function useStoredText(key: string | null): StoredText {
  const storage = useRef(useUserStorage());
  const [state, setState] = useState<{ key: string; text: string | null; isUnread: boolean } | null>(null);
  useEffect(() => {
    if (key === null) {
      return;
    }
    let current = true;
    const show = (text: string | null, isUnread: boolean) => current && setState({ key, text, isUnread });
    storage.current.getItem(key).then(
      (text) => show(text, false),
      () => show(null, true)
    );
    return () => {
      current = false;
    };
  }, [key]);
  const store = useCallback(
    async (text: string) => {
      if (key !== null) {
        setState({ key, text, isUnread: false });
        await storage.current.setItem(key, text);
      }
    },
    [key]
  );
  const update = useCallback(
    async (change: (stored: string | null) => string) => {
      if (key !== null) {
        const text = await storage.current.update(key, change);
        // Whoever has gone to another page meanwhile must not see this one's.
        setState((before) => (before === null || before.key === key ? { key, text, isUnread: false } : before));
      }
    },
    [key]
  );
  const current = state?.key === key ? state : null;
  return { text: current ? current.text : undefined, isUnread: current?.isUnread ?? false, store, update };
}
