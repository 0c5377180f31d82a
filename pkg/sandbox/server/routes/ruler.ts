import { sendJson } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { neverRecorded } from '../http/refusal.ts';
import { formatDuration } from '../alerting/duration.ts';
import { duration, object, readRule, text } from '../alerting/readRule.ts';
import { hasKeys, type StoredRule } from '../alerting/rule.ts';
import { folderNotFound } from '../state/folders.ts';

const PATH = '/api/ruler/grafana/api/v1/rules/:folder';
const READ = { all: ['alert.rules:read', 'folders:read'] };

/** The API by which Grafana's own pages write rules. */
export function rulerRoutes(context: Context): void {
  const { app } = context;
  const anyWrite = { any: ['alert.rules:write', 'alert.rules:create', 'alert.rules:delete'] };
  app.get(PATH, signedIn(context, list, READ));
  app.post(PATH, signedIn(context, replaceGroup, { all: [...READ.all, anyWrite] }));
}

function list(call: SignedIn) {
  const folder = folderOf(call);
  const groups = new Map<string, StoredRule[]>();
  for (const rule of call.space.alerting.rules.inFolder(folder.uid)) {
    groups.set(rule.ruleGroup, [...(groups.get(rule.ruleGroup) ?? []), rule]);
  }
  const described = [...groups].map(([name, rules]) => ({
    name,
    interval: formatDuration(rules[0]!.intervalSeconds * 1000),
    rules: rules.map(describe),
  }));
  return sendJson(call.reply, 202, described.length > 0 ? { [folder.title]: described } : {});
}

function replaceGroup(call: SignedIn) {
  const { request, reply, space, user } = call;
  const folder = folderOf(call);
  const body = object(request.body);
  const rules = (Array.isArray(body.rules) ? body.rules : []).map((item) => toSpec(object(item)));
  if (rules.length === 0) {
    throw neverRecorded('a group without rules through the ruler API');
  }
  const interval = duration(body.interval) / 1000;
  const spec = { folderUID: folder.uid, title: text(body.name), interval, rules };
  const { created, updated, deleted } = space.alerting.rules.replaceGroup(spec, '', user);
  return sendJson(reply, 202, {
    message: 'rule group updated successfully',
    ...(created.length > 0 ? { created } : {}),
    ...(updated.length > 0 ? { updated } : {}),
    ...(deleted.length > 0 ? { deleted } : {}),
  });
}

function folderOf({ request, space }: SignedIn) {
  const folder = space.folders.get((request.params as { folder: string }).folder);
  if (!folder) {
    throw folderNotFound();
  }
  return folder;
}

/** The same rule in the words of the provisioning API. */
function toSpec(rule: Record<string, unknown>) {
  const { grafana_alert, ...rest } = rule;
  const alert = object(grafana_alert);
  const { uid, title, condition, data, no_data_state, exec_err_state, is_paused, notification_settings } = alert;
  return readRule({
    ...rest,
    uid,
    title,
    condition,
    data,
    noDataState: no_data_state,
    execErrState: exec_err_state,
    isPaused: is_paused,
    notification_settings,
  });
}

function describe(rule: StoredRule): object {
  return {
    expr: '',
    for: formatDuration(rule.for),
    keep_firing_for: formatDuration(rule.keepFiringFor),
    ...(hasKeys(rule.labels) ? { labels: rule.labels } : {}),
    ...(hasKeys(rule.annotations) ? { annotations: rule.annotations } : {}),
    grafana_alert: {
      title: rule.title,
      condition: rule.condition,
      data: rule.data,
      updated: rule.updated,
      updated_by: rule.updatedBy,
      intervalSeconds: rule.intervalSeconds,
      version: rule.version,
      uid: rule.uid,
      namespace_uid: rule.folderUID,
      rule_group: rule.ruleGroup,
      no_data_state: rule.noDataState,
      exec_err_state: rule.execErrState,
      ...(rule.provenance ? { provenance: rule.provenance } : {}),
      is_paused: rule.isPaused,
      ...(rule.notificationSettings ? { notification_settings: rule.notificationSettings } : {}),
      metadata: {
        editor_settings: {
          simplified_query_and_expressions_section: false,
          simplified_notifications_section: false,
        },
      },
      guid: rule.guid,
      ...(rule.missingSeriesEvalsToResolve === undefined
        ? {}
        : { missing_series_evals_to_resolve: rule.missingSeriesEvalsToResolve }),
    },
  };
}
