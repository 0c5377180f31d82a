import { fingerprint } from './fingerprint.ts';
import type { Alerting } from './alerting.ts';
import type { Instance, Labels } from './instance.ts';
import { matches, type Matcher } from './matcher.ts';
import { DEFAULT_RECEIVER } from './contactPoints.ts';
import type { StoredRule } from './rule.ts';

/** What the Alertmanager in Grafana knows: instances that are firing, or that stand for an error or no data. */
export function firingAlerts(alerting: Alerting, appUrl: string, filters: Matcher[]): object[] {
  return alerting.rules
    .list()
    .flatMap((rule) => (alerting.runs.get(rule.uid)?.instances ?? []).map((instance) => ({ rule, instance })))
    .filter(({ instance: { state } }) => state === 'Alerting' || state === 'Error' || state === 'NoData')
    .map(({ rule, instance }) => describe(alerting, rule, instance, appUrl))
    .filter(({ labels }) => filters.every((filter) => matches(filter, labels)))
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}

function describe(alerting: Alerting, rule: StoredRule, instance: Instance, appUrl: string) {
  const labels = labelsOf(instance);
  const silencedBy = alerting.silences.matching(labels).map(({ id }) => id);
  const iso = (time: number) => new Date(time).toISOString();
  return {
    annotations: annotationsOf(instance),
    endsAt: iso(instance.endsAt),
    fingerprint: fingerprint(labels),
    receivers: [{ name: rule.notificationSettings?.receiver ?? DEFAULT_RECEIVER }],
    startsAt: iso(instance.startsAt),
    status: { inhibitedBy: [], silencedBy, state: silencedBy.length > 0 ? 'suppressed' : 'active' },
    updatedAt: iso(instance.lastEvaluation),
    generatorURL: `${appUrl}alerting/grafana/${rule.uid}/view`,
    labels,
  };
}

/** Errors and missing data have names of their own, so that they can be routed apart. Recorded. */
function labelsOf({ labels, state }: Instance): Labels {
  const { __alert_rule_namespace_uid__: _, ...shown } = labels;
  const { alertname = '' } = labels;
  switch (state) {
    case 'Error':
      return { ...shown, alertname: 'DatasourceError', rulename: alertname };
    case 'NoData':
      return { ...shown, alertname: 'DatasourceNoData', rulename: alertname };
    default:
      return shown;
  }
}

function annotationsOf({ annotations, values, description, reason }: Instance): Labels {
  return {
    ...annotations,
    __orgId__: '1',
    ...(description ? { __value_string__: description } : {}),
    ...(Object.keys(values).length > 0 ? { __values__: JSON.stringify(values) } : {}),
    ...(reason ? { grafana_state_reason: reason } : {}),
  };
}
