/** Addresses inside Grafana, with the path under which it is served. */
import { locationUtil, urlUtil } from '@grafana/data';
import { PLUGIN_BASE_URL, PLUGIN_ID, ROUTES } from '../constants';

/** The playbook of a check, for the same instant and tenant that the page shows. */
export function playbookUrl(checkId: string, shown: { asof?: string; tenant?: string | null } = {}): string {
  const path = `${PLUGIN_BASE_URL}/${ROUTES.runbook}/${encodeURIComponent(checkId)}`;
  // renderUrl writes what is undefined as an empty value, which would be another question.
  const query = { ...(shown.asof && { asof: shown.asof }), ...(shown.tenant && { tenant: shown.tenant }) };
  return locationUtil.assureBaseUrl(urlUtil.renderUrl(path, query));
}

/** Grafana's list of alert rules, filtered to the one of an alert; without an id to all of them. */
export function alertRulesUrl(alertId: string | null): string {
  const search = alertId === null ? 'label:team=devdiag' : `label:devdiag_id=${alertId}`;
  return locationUtil.assureBaseUrl(urlUtil.renderUrl('/alerting/list', { search }));
}

/** Grafana's list of alert rules, filtered to those that DevDiag Ops installed. */
export function allAlertRulesUrl(): string {
  return locationUtil.assureBaseUrl(urlUtil.renderUrl('/alerting/list', { search: 'label:team=devdiag' }));
}

/** Where dashboard and rules are installed: Viewers see there what is planned. */
export function setupUrl(): string {
  return locationUtil.assureBaseUrl(`${PLUGIN_BASE_URL}/${ROUTES.setup}`);
}

/** Where the app is configured. */
export function configurationUrl(): string {
  return locationUtil.assureBaseUrl(`/plugins/${PLUGIN_ID}`);
}

/** The settings of a data source. */
export function dataSourceUrl(uid: string): string {
  return locationUtil.assureBaseUrl(`/connections/datasources/edit/${encodeURIComponent(uid)}`);
}
