import { useCallback } from 'react';
import { usePluginSettings } from '../../../grafana/settings';
import type { Measure } from '../measure';

/** Measures what an incident's page is about, away from that page. What it takes is loaded when somebody asks for it. */
export function useMeasure(): Measure {
  const { stored, settings } = usePluginSettings();
  return useCallback(
    async (about) => {
      const { measureCheck } = await import('../../runbook/incident/measureCheck');
      const uid = stored?.datasourceUid;
      return measureCheck({ about, dataSourceUid: typeof uid === 'string' ? uid : undefined, settings });
    },
    [stored, settings]
  );
}
