import type { AlertEntry, Json, Settings } from '@devdiag/catalog/types';
import { renderQuery } from '@devdiag/engine/query/render';
import { PANELS } from '@devdiag/catalog/generated/panels';
import { clone, type JsonObject } from '../json.ts';
import { namesOf } from '../names.ts';
import type { InstallOptions } from '../types.ts';
import { ruleAnnotations } from './annotations.ts';
import { ruleLabels } from './labels.ts';

/** What Grafana adds to every query model; written out so that what is read back is what was sent. */
const MODEL_DEFAULTS = { intervalMs: 1000, maxDataPoints: 43_200 };
export const EXPRESSION_UID = '__expr__';
const SECONDS_A_DAY = 86_400;

/** Seconds between the evaluations of each group. */
export const GROUP_SECONDS = { 'devdiag-health': 300, 'devdiag-learning': 1800 } as const;

/**
 * A rule's query text, for Grafana: placeholders replaced, `$__timeTo()` left in.
 * @throws QuoteError for a schema, zone or tenant that cannot be quoted
 */
export function ruleQuery({ definition, query }: AlertEntry, tenant: string | null, settings: Settings): string {
  const thresholds = settings.thresholds[definition.check] ?? {};
  return renderQuery(query, { settings, tenant, parameters: definition.parameters?.({ settings, thresholds }) });
}

/** A rule as Grafana's provisioning API takes it, without the base. */
export function ruleBody(entry: AlertEntry, options: InstallOptions, settings: Settings): JsonObject {
  const { definition: alert } = entry;
  const names = namesOf(options.prefix);
  const chosen = options.rules[alert.id];
  const range = { from: alert.windowDays * SECONDS_A_DAY, to: 0 };
  const panel = PANELS.find(({ definition }) => definition.id === alert.panel);
  return clone({
    ...names.rule(alert),
    orgID: 1,
    folderUID: names.folder.uid,
    ruleGroup: alert.group,
    condition: 'C',
    data: [
      {
        refId: 'A',
        queryType: '',
        relativeTimeRange: range,
        datasourceUid: options.datasourceUid,
        model: {
          ...MODEL_DEFAULTS,
          refId: 'A',
          format: 'table',
          rawQuery: true,
          editorMode: 'code',
          rawSql: ruleQuery(entry, options.tenant, settings),
        },
      },
      {
        refId: 'C',
        queryType: '',
        relativeTimeRange: range,
        datasourceUid: EXPRESSION_UID,
        model: {
          ...MODEL_DEFAULTS,
          refId: 'C',
          type: 'threshold',
          expression: 'A',
          conditions: [{ evaluator: { type: alert.firesWhen === 'above' ? 'gt' : 'lt', params: [chosen.threshold] } }],
        },
      },
    ],
    noDataState: alert.noData,
    execErrState: alert.execError,
    for: goDuration(chosen.forMinutes),
    keep_firing_for: '0s',
    isPaused: false,
    labels: ruleLabels(alert, options),
    annotations: ruleAnnotations(alert, options, names.dashboard.uid, panel?.definition.number ?? 1),
    ...(options.receiver !== null && { notification_settings: { receiver: options.receiver } }),
  } as Json) as JsonObject;
}

/** Minutes as Grafana writes a duration back: "0s", "30m", "1h", "1h30m", "1d". */
export function goDuration(minutes: number): string {
  if (minutes === 0) {
    return '0s';
  }
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'm'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join('');
}

/** The other way round; null for what is no duration of Grafana's. Seconds count as parts of a minute. */
export function minutesOf(duration: string): number | null {
  const found = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration);
  if (!found || duration === '') {
    return null;
  }
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return ((weeks * 7 + days) * 24 + hours) * 60 + minutes + seconds / 60;
}
