import { createContext, useContext } from 'react';
import type { RunbookEntry } from '../library/pages';
import type { Site } from './useSite';

/** What every block of a page may know: the page it stands on, and where it is read. */
export interface RunbookContextValue {
  page: RunbookEntry;
  site: Site;
}

export const RunbookContext = createContext<RunbookContextValue | null>(null);

/** @throws Error outside a page of the runbook */
export function useRunbook(): RunbookContextValue {
  const value = useContext(RunbookContext);
  if (!value) {
    throw new Error('A block of the runbook stands outside a page.');
  }
  return value;
}
