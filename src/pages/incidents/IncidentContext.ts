import { createContext, useContext } from 'react';
import type { ActiveIncident } from './log/useActiveIncident';

/** The incident that the reader of a page takes part in; null outside pages that know of incidents. */
export const IncidentContext = createContext<ActiveIncident | null>(null);

export function useIncident(): ActiveIncident | null {
  return useContext(IncidentContext);
}
