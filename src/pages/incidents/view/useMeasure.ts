import { useCallback } from 'react';
import { usePluginSettings } from '../../../grafana/settings';
import type { Measure } from '../measure';

/** Measures what an incident's page is about, away from that page. What it takes is loaded when somebody asks for it. */
export function useMeasure(): Measure {
  const { stored, settings } = usePluginSettings();
  return useCallback(
    async (about) => {
      const { measureNow } = await import('../../runbook/incident/measureNow');
      const uid = stored?.datasourceUid;
      return measureNow({ about, dataSourceUid: typeof uid === 'string' ? uid : undefined, settings });
    },
    [stored, settings]
  );
}
