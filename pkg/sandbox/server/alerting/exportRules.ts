import { formatDuration } from './duration.ts';
import { hasKeys, type AlertQuery, type StoredRule } from './rule.ts';

/** Groups of rules in the shape of Grafana's provisioning files. The folder is left empty. Recorded. */
export function exportGroups(groups: StoredRule[][]): object {
  return {
    apiVersion: 1,
    groups: groups.map((rules) => ({
      orgId: 1,
      name: rules[0]!.ruleGroup,
      folder: '',
      interval: formatDuration(rules[0]!.intervalSeconds * 1000),
      rules: rules.map(exportRule),
    })),
  };
}

function exportRule(rule: StoredRule): object {
  const { keepFiringFor, annotations, labels, notificationSettings, missingSeriesEvalsToResolve } = rule;
  return {
    uid: rule.uid,
    title: escapeDollars(rule.title),
    condition: rule.condition,
    data: rule.data.map(exportQuery),
    noDataState: rule.noDataState,
    execErrState: rule.execErrState,
    ...(rule.for > 0 ? { for: formatDuration(rule.for) } : {}),
    ...(keepFiringFor > 0 ? { keepFiringFor: formatDuration(keepFiringFor) } : {}),
    ...(hasKeys(annotations) ? { annotations } : {}),
    ...(hasKeys(labels)
      ? { labels: Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, escapeDollars(text)])) }
      : {}),
    isPaused: rule.isPaused,
    ...(notificationSettings ? { notification_settings: notificationSettings } : {}),
    ...(missingSeriesEvalsToResolve === undefined
      ? {}
      : { missing_series_evals_to_resolve: missingSeriesEvalsToResolve }),
  };
}

function exportQuery({ refId, queryType, relativeTimeRange, datasourceUid, model }: AlertQuery): object {
  return { refId, ...(queryType ? { queryType } : {}), relativeTimeRange, datasourceUid, model };
}

/** A file's `$` would be taken for a variable, except in annotations and models (source). */
function escapeDollars(text: string): string {
  return text.replaceAll('$', '$$$$');
}
