import { usePluginUserStorage } from '@grafana/runtime';

/** What Grafana keeps for the person in front of the page, text by key. */
export interface UserStorage {
  /** Null where there is nothing. */
  getItem: (key: string) => Promise<string | null>;
  setItem: (key: string, value: string) => Promise<void>;
  /**
   * Changes what is stored. It is read first, however long ago it was read before: a reading that failed looks like an
   * empty storage in some of Grafana's versions, and writing over that would lose what is there.
   * @returns what is stored now
   */
  update: (key: string, change: (stored: string | null) => string) => Promise<string>;
}

let shared: UserStorage | null = null;

/**
 * One storage for all of the app. Each one that Grafana hands out remembers by itself whether there is something stored
 * yet, so that two of them would both create it, and one would be refused. For the same reason writes wait for each other.
 */
export function useUserStorage(): UserStorage {
  const given = usePluginUserStorage();
  shared ??= inTurn(given);
  return shared;
}

/** A storage whose writes wait for each other. */
function inTurn(given: ReturnType<typeof usePluginUserStorage>): UserStorage {
  let writing: Promise<unknown> = Promise.resolve();
  const next = <T>(write: () => Promise<T>): Promise<T> => {
    const written = writing.then(write);
    writing = written.catch(() => undefined);
    return written;
  };
  const getItem = async (key: string) => (await given.getItem(key)) ?? null;
  return {
    getItem,
    setItem: (key, value) => next(() => given.setItem(key, value)),
    update: (key, change) =>
      next(async () => {
        const changed = change(await getItem(key));
        await given.setItem(key, changed);
        return changed;
      }),
  };
}
