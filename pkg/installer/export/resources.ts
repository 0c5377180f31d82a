import type { ExportFile } from '../types.ts';
import {
  isNone,
  panelOf,
  durationOf,
  withoutNothing,
  type NativeInstallation,
  type NativeQuery,
  type NativeRule,
} from './native.ts';
import { toYaml } from './yaml.ts';

const FOLDER_ANNOTATION = 'grafana.app/folder';
const EXPRESSIONS = '__expr__';

const ABOUT_RULES = [
  "An alert rule for Grafana's resource API. Grafana 12.3 serves this kind only with the feature toggle",
  'kubernetesAlertingRules, takes no evaluation group with a new rule, and evaluates each at its own interval.',
];

/** One manifest a resource, without a namespace: whoever sends them knows the organisation. */
export function resourceFiles({ folder, dashboard, groups }: NativeInstallation): ExportFile[] {
  const { uid: _uid, id: _id, version: _version, ...spec } = dashboard.model;
  return [
    {
      path: `folders/${folder.uid}.yaml`,
      text: toYaml({
        apiVersion: 'folder.grafana.app/v1beta1',
        kind: 'Folder',
        metadata: { name: folder.uid },
        spec: withoutNothing({ title: folder.title, description: folder.description }),
      }),
    },
    {
      path: `dashboards/${dashboard.uid}.yaml`,
      text: toYaml({
        apiVersion: 'dashboard.grafana.app/v1beta1',
        kind: 'Dashboard',
        metadata: { name: dashboard.uid, annotations: { [FOLDER_ANNOTATION]: dashboard.folderUid } },
        spec,
      }),
    },
    ...groups.flatMap(({ rules, folderUid, intervalSeconds }) =>
      rules.map((rule) => ({
        path: `alertrules/${rule.uid}.yaml`,
        text: toYaml(ruleManifest(rule, folderUid, intervalSeconds), ABOUT_RULES),
      }))
    ),
  ];
}

/** A rule as Grafana 12.3 serves it at `/apis/rules.alerting.grafana.app/v0alpha1`. */
export function ruleManifest(rule: NativeRule, folderUid: string, intervalSeconds: number): object {
  const panel = panelOf(rule);
  const { notification_settings: notification } = rule;
  return {
    apiVersion: 'rules.alerting.grafana.app/v0alpha1',
    kind: 'AlertRule',
    metadata: { name: rule.uid, annotations: { [FOLDER_ANNOTATION]: folderUid } },
    spec: withoutNothing({
      title: rule.title,
      paused: rule.isPaused ? true : undefined,
      trigger: { interval: durationOf(intervalSeconds) },
      expressions: Object.fromEntries(rule.data.map((query) => [query.refId, expression(query, rule.condition)])),
      noDataState: rule.noDataState,
      execErrState: rule.execErrState,
      for: isNone(rule.for) ? undefined : rule.for,
      keepFiringFor: isNone(rule.keep_firing_for) ? undefined : rule.keep_firing_for,
      missingSeriesEvalsToResolve: rule.missingSeriesEvalsToResolve,
      annotations: rule.annotations,
      labels: rule.labels,
      panelRef: panel ? { dashboardUID: panel.dashboardUid, panelID: panel.panelId } : undefined,
      notificationSettings: notification
        ? withoutNothing({
            receiver: notification.receiver,
            groupBy: notification.group_by,
            groupWait: notification.group_wait,
            groupInterval: notification.group_interval,
            repeatInterval: notification.repeat_interval,
            muteTimeIntervals: notification.mute_time_intervals,
            activeTimeIntervals: notification.active_time_intervals,
          })
        : undefined,
    }),
  };
}

function expression(
  { refId, queryType, relativeTimeRange, datasourceUid, model }: NativeQuery,
  condition: string
): object {
  const { from, to } = relativeTimeRange;
  return withoutNothing({
    queryType: queryType === '' ? undefined : queryType,
    relativeTimeRange: from > 0 || to > 0 ? { from: durationOf(from), to: durationOf(to) } : undefined,
    datasourceUID: datasourceUid === EXPRESSIONS ? undefined : datasourceUid,
    model,
    source: refId === condition ? true : undefined,
  });
}
