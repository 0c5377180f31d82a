import { formatDuration } from './duration.ts';

export const EXPRESSION_UID = '__expr__';

/** One query or expression of a rule. */
export interface AlertQuery {
  refId: string;
  queryType: string;
  /** Seconds before the evaluation. */
  relativeTimeRange: { from: number; to: number };
  datasourceUid: string;
  model: Record<string, unknown>;
}

/** What somebody who writes a rule can set. Durations in milliseconds. */
export interface RuleSpec {
  id: number;
  uid: string;
  orgID: number;
  folderUID: string;
  ruleGroup: string;
  title: string;
  condition: string;
  data: AlertQuery[];
  updated: string;
  noDataState: string;
  execErrState: string;
  for: number;
  keepFiringFor: number;
  annotations: Record<string, string> | undefined;
  labels: Record<string, string> | undefined;
  provenance: Provenance;
  isPaused: boolean;
  notificationSettings: { receiver: string } | null;
  missingSeriesEvalsToResolve: number | undefined;
}

/** Who may change a rule: everybody (nothing), the API without the header, a provisioning file. */
export type Provenance = '' | 'api' | 'file';

/** A rule as Grafana stores it. */
export interface StoredRule extends RuleSpec {
  intervalSeconds: number;
  groupIndex: number;
  version: number;
  guid: string;
  /** Milliseconds since 1970. */
  updatedAt: number;
  updatedBy: { uid: string; name: string };
}

/** Go's zero time, which Grafana writes where a time was never set. */
export const ZERO_TIME = '0001-01-01T00:00:00Z';

/** A rule in the shape of the provisioning API. */
export function describeRule(rule: RuleSpec): object {
  return {
    id: rule.id,
    uid: rule.uid,
    orgID: rule.orgID,
    folderUID: rule.folderUID,
    ruleGroup: rule.ruleGroup,
    title: rule.title,
    condition: rule.condition,
    data: rule.data,
    updated: rule.updated,
    noDataState: rule.noDataState,
    execErrState: rule.execErrState,
    for: formatDuration(rule.for),
    keep_firing_for: formatDuration(rule.keepFiringFor),
    ...(hasKeys(rule.annotations) ? { annotations: rule.annotations } : {}),
    ...(hasKeys(rule.labels) ? { labels: rule.labels } : {}),
    ...(rule.provenance ? { provenance: rule.provenance } : {}),
    isPaused: rule.isPaused,
    notification_settings: rule.notificationSettings,
    record: null,
    ...(rule.missingSeriesEvalsToResolve === undefined
      ? {}
      : { missingSeriesEvalsToResolve: rule.missingSeriesEvalsToResolve }),
  };
}

export function hasKeys(map: Record<string, string> | undefined): map is Record<string, string> {
  return map !== undefined && Object.keys(map).length > 0;
}

/**
 * A query's model as Grafana stores it: with an interval and a number of points, keys sorted at every depth. Recorded.
 */
export function normaliseQuery(query: AlertQuery): AlertQuery {
  const { model } = query;
  const orDefault = (value: unknown, fallback: number) => (typeof value === 'number' && value !== 0 ? value : fallback);
  const filled = {
    ...model,
    intervalMs: orDefault(model.intervalMs, 1000),
    maxDataPoints: orDefault(model.maxDataPoints, 43200),
  };
  return {
    ...query,
    queryType: typeof model.queryType === 'string' ? model.queryType : query.queryType,
    model: sortKeys(filled) as Record<string, unknown>,
  };
}

/** The same value with the keys of its objects in order, as Go writes maps. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, item]) => [key, sortKeys(item)])
      )
    : value;
}
