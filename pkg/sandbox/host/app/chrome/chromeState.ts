import type { NavModelItem } from '@grafana/data';
import { useSyncExternalStore } from 'react';

/** What the page on screen tells the shell about itself. */
export interface ChromeState {
  /** Menu items from the top one down to the one the page belongs to. */
  section: NavModelItem[];
  /** The page itself, when it is not a menu item. */
  pageNav?: NavModelItem;
}

let state: ChromeState = { section: [] };
const listeners = new Set<() => void>();

/** Called by pages when they appear or change. */
export function updateChrome(next: ChromeState): void {
  state = next;
  listeners.forEach((listener) => listener());
}

export function useChromeState(): ChromeState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state
  );
}
