import type { ExportFile, InstallOptions } from '../types.ts';
import { attributes, hcl, HclExpression, type HclBlock, type HclValue } from './hcl.ts';
import { jsonText } from './json.ts';
import {
  isNone,
  withoutNothing,
  type NativeGroup,
  type NativeInstallation,
  type NativeNotificationSettings,
  type NativeQuery,
  type NativeRule,
} from './native.ts';

/**
 * Resources of Grafana's Terraform provider: a folder, the dashboard (its model in a file of its own beside) and one
 * rule group each. Data source, plugin and provider settings belong to whoever runs Terraform.
 */
export function terraformFiles(native: NativeInstallation, options: InstallOptions): ExportFile[] {
  const { folder, dashboard, groups } = native;
  const own = (uid: string) =>
    uid === folder.uid ? new HclExpression(`grafana_folder.${nameOf(folder.uid)}.uid`) : uid;
  const model = `${dashboard.uid}.json`;
  const blocks: HclBlock[] = [
    {
      type: 'terraform',
      body: [{ type: 'required_providers', body: attributes({ grafana: { source: 'grafana/grafana' } }) }],
    },
    {
      type: 'resource',
      labels: ['grafana_folder', nameOf(folder.uid)],
      body: attributes({ uid: folder.uid, title: folder.title }),
    },
    {
      type: 'resource',
      labels: ['grafana_dashboard', nameOf(dashboard.uid)],
      body: attributes({
        folder: own(dashboard.folderUid),
        config_json: new HclExpression(`file("\${path.module}/${model}")`),
      }),
    },
    ...groups.map((group) => groupBlock(group, nameOf(`${folder.uid}-${group.name}`), own(group.folderUid), options)),
  ];
  return [
    { path: `${folder.uid}.tf`, text: hcl(blocks) },
    { path: model, text: jsonText(dashboard.model) },
  ];
}

/** Names of resources may hold letters, digits, - and _, and must not begin with a digit. */
function nameOf(uid: string): string {
  const name = uid.replace(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
}

function groupBlock(group: NativeGroup, name: string, folder: HclValue, { mode }: InstallOptions): HclBlock {
  return {
    type: 'resource',
    labels: ['grafana_rule_group', name],
    body: [
      ...attributes({
        name: group.name,
        folder_uid: folder,
        interval_seconds: group.intervalSeconds,
        // Without it Grafana locks the rules: in its pages nobody could change what Terraform wrote.
        disable_provenance: mode === 'editable' ? true : undefined,
      }),
      ...group.rules.map(ruleBlock),
    ],
  };
}

/** A rule as Grafana's own HCL export writes it, and its uid, which that leaves out and the provider takes. */
export function ruleBlock(rule: NativeRule): HclBlock {
  const { missingSeriesEvalsToResolve, notification_settings: notification } = rule;
  return {
    type: 'rule',
    body: [
      ...attributes({ uid: rule.uid, name: rule.title, condition: rule.condition }),
      ...rule.data.map(dataBlock),
      ...attributes({
        no_data_state: rule.noDataState,
        exec_err_state: rule.execErrState,
        for: isNone(rule.for) ? undefined : rule.for,
        keep_firing_for: isNone(rule.keep_firing_for) ? undefined : rule.keep_firing_for,
        annotations: rule.annotations,
        labels: rule.labels,
        is_paused: rule.isPaused ?? false,
        missing_series_evals_to_resolve: missingSeriesEvalsToResolve,
      }),
      ...(notification ? [notificationBlock(notification)] : []),
    ],
  };
}

function dataBlock(query: NativeQuery): HclBlock {
  const { from, to } = query.relativeTimeRange;
  return {
    type: 'data',
    body: [
      ...attributes({ ref_id: query.refId, query_type: query.queryType === '' ? undefined : query.queryType }),
      { type: 'relative_time_range', body: attributes({ from, to }) },
      ...attributes({ datasource_uid: query.datasourceUid, model: JSON.stringify(query.model) }),
    ],
  };
}

function notificationBlock(settings: NativeNotificationSettings): HclBlock {
  const { receiver, mute_time_intervals, active_time_intervals, ...times } = settings;
  const body = withoutNothing({
    contact_point: receiver,
    ...times,
    mute_timings: mute_time_intervals,
    active_timings: active_time_intervals,
  });
  return { type: 'notification_settings', body: attributes(body) };
}
