import React, { useCallback } from 'react';
import type { About } from '../../incidents/measure';
import { alertTitle } from '../library/pages';
import { useRunbook } from '../site/RunbookContext';
import { parameterQuery } from '../site/parameters';
import { IncidentArea } from '../state/live';

/** The incident on top of a page: joined, to be joined, or to be started about what the page is about. */
export function PageIncident() {
  const { page, site } = useRunbook();
  const { dataSource, settings, parameters } = site;
  const measure = useCallback(
    async (about: About) => {
      // With all checks' queries, and what reads alerts: loaded when an incident begins or ends.
      const { measureNow } = await import('./measureNow');
      return measureNow({ about, dataSourceUid: dataSource?.uid, settings });
    },
    [dataSource, settings]
  );
  const { asof: _, ...labels } = parameterQuery(parameters);
  const alert = page.section === 'alerts' ? (page.alerts.at(0) ?? null) : null;
  const title = alert === null ? page.title : alertTitle(alert);
  return <IncidentArea about={{ title, page: page.id, alert, labels }} measure={measure} />;
}
