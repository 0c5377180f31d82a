import type { AlertDefinition } from '@devdiag/catalog/types';
import type { InstallOptions } from '../types.ts';

export const PLUGIN_ID = 'devdiag-ops-app';

/** Marks a rule as managed by this plugin: Grafana says so, shows the plugin's links and locks its own editor. */
export const ORIGIN_LABEL = '__grafana_origin';

/** The labels of a rule: notification policies match them, and pages find a rule by `devdiag_id`. */
export function ruleLabels(
  alert: AlertDefinition,
  { prefix, tenant, mode }: Pick<InstallOptions, 'prefix' | 'tenant' | 'mode'>
): Record<string, string> {
  return {
    severity: alert.severity,
    team: 'devdiag',
    component: alert.component,
    devdiag_id: alert.id,
    ...(prefix !== '' && { devdiag_installation: prefix }),
    // Grafana drops a label whose value is empty and would expand one that looks like a template.
    ...(tenant !== null && { tenant: plainInTemplates(tenant) }),
    ...(mode === 'managed' && { [ORIGIN_LABEL]: `plugin/${PLUGIN_ID}` }),
  };
}

/** A text that Grafana's template language leaves alone. */
export function plainInTemplates(text: string): string {
  return text.includes('{{') ? text.replaceAll('{{', '{{"{{"}}') : text;
}

/** The text again that `plainInTemplates` made plain. */
export function fromPlainInTemplates(text: string): string {
  return text.replaceAll('{{"{{"}}', '{{');
}
