import { neverRecorded, unreadable } from '../http/refusal.ts';
import { parseDuration } from './duration.ts';
import { sortKeys, ZERO_TIME, type AlertQuery, type Provenance, type RuleSpec } from './rule.ts';

type Json = Record<string, unknown>;

/** Reads a rule as the provisioning API takes it. Throws 400 for what Grafana can't read into its types. */
export function readRule(value: unknown): RuleSpec {
  const body = object(value);
  if (body.record) {
    throw neverRecorded('a recording rule');
  }
  return {
    id: number(body.id),
    uid: text(body.uid),
    orgID: number(body.orgID),
    folderUID: text(body.folderUID),
    ruleGroup: text(body.ruleGroup),
    title: text(body.title),
    condition: text(body.condition),
    data: readQueries(body.data),
    updated: text(body.updated, ZERO_TIME),
    noDataState: text(body.noDataState),
    execErrState: text(body.execErrState),
    for: duration(body.for),
    keepFiringFor: duration(body.keep_firing_for),
    annotations: texts(body.annotations),
    labels: texts(body.labels),
    provenance: text(body.provenance) as Provenance,
    isPaused: boolean(body.isPaused),
    notificationSettings: (body.notification_settings ?? null) as RuleSpec['notificationSettings'],
    missingSeriesEvalsToResolve: body.missingSeriesEvalsToResolve as number | undefined,
  };
}

/** Reads queries and expressions. Throws 400 like `readRule`. */
export function readQueries(value: unknown): AlertQuery[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw unreadable();
  }
  return value.map((item) => {
    const query = object(item);
    const range = object(query.relativeTimeRange ?? {});
    return {
      refId: text(query.refId),
      queryType: text(query.queryType),
      relativeTimeRange: { from: Math.trunc(number(range.from)), to: Math.trunc(number(range.to)) },
      datasourceUid: text(query.datasourceUid),
      model: object(query.model),
    };
  });
}

export function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadable();
  }
  return value as Json;
}

export function text(value: unknown, fallback = ''): string {
  return primitive(value, 'string', fallback);
}

export function number(value: unknown): number {
  return primitive(value, 'number', 0);
}

export function boolean(value: unknown): boolean {
  return primitive(value, 'boolean', false);
}

/** A duration such as `5m` in milliseconds; none is 0. */
export function duration(value: unknown): number {
  const parsed = value === undefined || value === null ? 0 : parseDuration(typeof value === 'string' ? value : '');
  if (parsed === undefined) {
    throw unreadable();
  }
  return parsed;
}

function texts(value: unknown): Record<string, string> | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  const map = object(value);
  Object.values(map).forEach((item) => text(item));
  return sortKeys(map) as Record<string, string>;
}

function primitive<T>(value: unknown, type: string, fallback: T): T {
  if (value === undefined || value === null) {
    return fallback;
  }
  if (typeof value !== type) {
    throw unreadable();
  }
  return value as T;
}
