import type { AlertDefinition } from '@devdiag/catalog/types';
import type { InstallOptions } from '../types.ts';
import { PLUGIN_ID } from './labels.ts';

/** @param panelNumber Grafana's number of the panel that shows the same thing */
export function ruleAnnotations(
  alert: AlertDefinition,
  { tenant }: Pick<InstallOptions, 'tenant'>,
  dashboardUid: string,
  panelNumber: number
): Record<string, string> {
  return {
    summary: alert.summary,
    description: alert.description,
    runbook_url: playbookTemplate(alert, tenant),
    __dashboardUid__: dashboardUid,
    __panelId__: String(panelNumber),
  };
}

/**
 * The playbook's address as a template that Grafana expands, so that browser and command line write the same text
 * whatever address Grafana is served at.
 */
function playbookTemplate(alert: AlertDefinition, tenant: string | null): string {
  const parameters = [
    // In a template, so that nothing in the name is taken for one.
    ...(tenant === null ? [] : [`tenant=${encodeURIComponent(tenant)}`]),
    ...alert.labels.map((label) => `${label}={{ urlquery $labels.${label} }}`),
  ];
  const query = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
  return `{{ externalURL }}a/${PLUGIN_ID}/runbook/${alert.id}${query}`;
}
