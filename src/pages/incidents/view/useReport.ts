import { useCallback, useState } from 'react';
import type { Incident } from '@devdiag/engine/incident/incident';
import { usePluginSettings } from '../../../grafana/settings';

/** Makes the post-incident report. What it takes is loaded when somebody asks for it. */
export function useReport(incident: Incident): { making: boolean; make: () => Promise<string> } {
  const { settings } = usePluginSettings();
  const [making, setMaking] = useState(false);
  const make = useCallback(async () => {
    setMaking(true);
    try {
      const { makeReport } = await import('./makeReport');
      return await makeReport(incident, settings ?? null, Date.now());
    } finally {
      setMaking(false);
    }
  }, [incident, settings]);
  return { making, make };
}
