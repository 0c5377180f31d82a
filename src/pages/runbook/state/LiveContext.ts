import { createContext, useContext } from 'react';
import type { Alerts } from '../../alerts/useAlerts';
import type { ChecksNow } from './useChecksNow';

/** What alerts and checks say now, asked once for all blocks of a page. */
export interface LiveState {
  alerts: Alerts;
  checks: ChecksNow;
  /** False: checks can't be asked, because nobody chose a data source, or it is gone. */
  hasDataSource: boolean;
}

export const LiveContext = createContext<LiveState | null>(null);

/** Null until it is loaded, and on pages that show none. */
export function useLiveState(): LiveState | null {
  return useContext(LiveContext);
}
