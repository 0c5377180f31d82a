/** Addresses around alerts, with the path under which Grafana is served. */
import { locationUtil, urlUtil } from '@grafana/data';
import { PLUGIN_BASE_URL, ROUTES } from '../constants';

/** A playbook as an alert's notification links to it: what its labels say is filled in. */
export function alertPlaybookUrl(alertId: string, labels: Readonly<Record<string, string>> = {}): string {
  const path = `${PLUGIN_BASE_URL}/${ROUTES.runbook}/${encodeURIComponent(alertId)}`;
  const { tenant, problem_code } = labels;
  const query = { ...(tenant && { tenant }), ...(problem_code && { problem_code }) };
  return locationUtil.assureBaseUrl(urlUtil.renderUrl(path, query));
}

/** The app's own page of alerts, at one of them. */
export function alertsUrl(alertId?: string): string {
  const path = `${PLUGIN_BASE_URL}/${ROUTES.alerts}`;
  return locationUtil.assureBaseUrl(alertId === undefined ? path : `${path}#${encodeURIComponent(alertId)}`);
}

/** A rule on Grafana's own page. */
export function ruleUrl(ruleUid: string): string {
  return locationUtil.assureBaseUrl(`/alerting/grafana/${encodeURIComponent(ruleUid)}/view`);
}

/** What a rule said before, on Grafana's own page. */
export function ruleHistoryUrl(ruleUid: string): string {
  return locationUtil.assureBaseUrl(
    urlUtil.renderUrl(`/alerting/grafana/${encodeURIComponent(ruleUid)}/view`, { tab: 'history' })
  );
}

/** Grafana's form for a silence, for everything that a rule says. */
export function silenceUrl(ruleUid: string): string {
  return locationUtil.assureBaseUrl(
    urlUtil.renderUrl('/alerting/silence/new', { alertmanager: 'grafana', matcher: `__alert_rule_uid__=${ruleUid}` })
  );
}

/** A silence on Grafana's own page. */
export function silenceEditUrl(id: string): string {
  return locationUtil.assureBaseUrl(
    urlUtil.renderUrl(`/alerting/silence/${encodeURIComponent(id)}/edit`, { alertmanager: 'grafana' })
  );
}
