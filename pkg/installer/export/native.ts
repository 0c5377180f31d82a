import type { Json } from '@devdiag/catalog/types';

/**
 * What one installation consists of, each thing in the words of the HTTP API that it would be created through. Every
 * export is a translation of this; none knows where it came from.
 */
export interface NativeInstallation {
  folder: NativeFolder;
  dashboard: NativeDashboard;
  /** In the order of creation; each with its rules in theirs. */
  groups: NativeGroup[];
}

export interface NativeFolder {
  uid: string;
  title: string;
  /** Says whose it is; only some of the formats can hold it. */
  description?: string;
}

export interface NativeDashboard {
  uid: string;
  title: string;
  /** Uid of the folder that it lies in: the installation's own, or one that somebody chose. */
  folderUid: string;
  /** The dashboard model, as saved. */
  model: { [key: string]: Json };
}

export interface NativeGroup {
  name: string;
  folderUid: string;
  intervalSeconds: number;
  rules: NativeRule[];
}

/** An alert rule as `/api/v1/provisioning/alert-rules` takes it, as far as ours use it. */
export interface NativeRule {
  uid: string;
  title: string;
  condition: string;
  data: NativeQuery[];
  noDataState: string;
  execErrState: string;
  /** "5m"; "0s" for none. */
  for: string;
  keep_firing_for?: string;
  missingSeriesEvalsToResolve?: number;
  isPaused?: boolean;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  notification_settings?: NativeNotificationSettings | null;
}

export interface NativeNotificationSettings {
  receiver: string;
  group_by?: string[];
  group_wait?: string;
  group_interval?: string;
  repeat_interval?: string;
  mute_time_intervals?: string[];
  active_time_intervals?: string[];
}

export interface NativeQuery {
  refId: string;
  queryType?: string;
  /** Seconds before the evaluation. */
  relativeTimeRange: { from: number; to: number };
  /** `__expr__` for Grafana's own expressions. */
  datasourceUid: string;
  model: { [key: string]: Json };
}

/** The panel that a rule belongs to, which Grafana keeps in two annotations; null when they name none. */
export function panelOf({ annotations }: NativeRule): { dashboardUid: string; panelId: number } | null {
  const dashboardUid = annotations.__dashboardUid__;
  const panelId = Number(annotations.__panelId__);
  return dashboardUid && Number.isInteger(panelId) && panelId > 0 ? { dashboardUid, panelId } : null;
}

/** Whether a duration as Grafana writes it ("0s", "", "5m") is none at all. */
export function isNone(duration: string | undefined): boolean {
  return duration === undefined || /^(0+[a-z]*)*$/.test(duration);
}

/** Seconds as a duration that every one of Grafana's parsers reads: the largest unit that it is whole in. */
export function durationOf(seconds: number): string {
  const [unit, size] =
    (
      [
        ['h', 3600],
        ['m', 60],
      ] as const
    ).find(([, size]) => seconds > 0 && seconds % size === 0) ?? (['s', 1] as const);
  return `${seconds / size}${unit}`;
}

/** An object without the keys that hold nothing: what is not said stays at Grafana's default. */
export function withoutNothing<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null)) as T;
}
