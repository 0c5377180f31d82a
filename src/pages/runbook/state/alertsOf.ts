import type { AlertDefinition } from '@devdiag/catalog/types';
import type { Labels } from '@devdiag/engine/alerts/alerts';
import { PARAMETER_NAMES, PARAMETERS } from '@devdiag/engine/runbook/blocks';
import type { InstallationAlerts } from '../../../grafana/alerts';
import type { Alerts } from '../../alerts/useAlerts';
import type { Parameters } from '../site/parameters';

/** The installations for a tenant: those that watch it alone, else those that watch all tenants, else whatever there is. */
export function installationsFor(
  { installations }: Pick<Alerts, 'installations'>,
  tenant: string | null
): InstallationAlerts[] {
  const all = installations ?? [];
  const own = tenant === null ? [] : all.filter(({ installation }) => installation.options.tenant === tenant);
  const wide = tenant === null ? [] : all.filter(({ installation }) => installation.options.tenant === null);
  return [own, wide].find(({ length }) => length > 0) ?? all;
}

/** What the page was opened with and the alert tells its series apart by; null for nothing of the kind. */
export function seriesAsked({ labels }: Pick<AlertDefinition, 'labels'>, parameters: Parameters): Labels | null {
  const asked = PARAMETERS.flatMap((name) => {
    const value = parameters[name];
    return value !== null && labels.includes(PARAMETER_NAMES[name]) ? [[PARAMETER_NAMES[name], value]] : [];
  });
  return asked.length === 0 ? null : Object.fromEntries(asked);
}

/** Ids of the alerts that fire anywhere, for the search. */
export function firingIds({ installations }: Pick<Alerts, 'installations'>): string[] {
  const firing = (installations ?? []).flatMap(({ alerts }) => alerts.filter(({ status }) => status === 'firing'));
  return [...new Set(firing.map(({ definition }) => definition.id))];
}
