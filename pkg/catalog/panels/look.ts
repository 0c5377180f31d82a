import type { Json } from '../types.ts';

/**
 * What Grafana 12.3 fills in where a panel says nothing, by kind of panel. Written out, because Grafana would write it
 * when somebody saves the dashboard, and it would then look like that person's change.
 */

type JsonObject = { [key: string]: Json };

/** Shown where a query gives no row. */
export const NO_RUNS = 'No runs in this range';
export const NO_PROBLEMS = 'No problems reported in this range';

const AXIS: JsonObject = {
  axisBorderShow: false,
  axisCenteredZero: false,
  axisColorMode: 'text',
  axisLabel: '',
  axisPlacement: 'auto',
  hideFrom: { legend: false, tooltip: false, viz: false },
  scaleDistribution: { type: 'linear' },
  thresholdsStyle: { mode: 'off' },
};

/** A column's own look, beside the panel's. */
export function column(name: string, properties: Record<string, Json>): JsonObject {
  return {
    matcher: { id: 'byName', options: name },
    properties: Object.entries(properties).map(([id, value]) => ({ id, value })),
  };
}

/** What stands for a number that there is none of: coloured apart from all thresholds, whose lowest colour it would have. */
export function without(text: string, color: string): Json {
  return [{ options: { match: 'null', result: { color, index: 0, text } }, type: 'special' }];
}

/** A table's column that only links use. */
export function hidden(name: string, properties: Record<string, Json> = {}): JsonObject {
  return column(name, { 'custom.hideFrom.viz': true, ...properties });
}

/** A link of a table's cell; its variables are Grafana's, such as `__data.fields`. */
export function cellLink(title: string, url: string): Json {
  return [{ title, url }];
}

export function fieldConfig(defaults: JsonObject, overrides: Json[] = []): JsonObject {
  return {
    defaults: {
      mappings: [],
      thresholds: { mode: 'absolute', steps: [{ color: 'green', value: 0 }] },
      ...defaults,
    },
    overrides,
  };
}

/** Sizes in pixels that two values beside each other share, whatever their digits. */
export const STAT_TEXT: JsonObject = { titleSize: 14, valueSize: 40 };

export function statOptions(options: JsonObject = {}): JsonObject {
  return {
    colorMode: 'value',
    graphMode: 'area',
    justifyMode: 'auto',
    orientation: 'auto',
    percentChangeColorMode: 'standard',
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    showPercentChange: false,
    textMode: 'auto',
    wideLayout: true,
    ...options,
  };
}

export function timeSeriesOptions(options: JsonObject = {}): JsonObject {
  return { legend: legend(), tooltip: tooltip(), ...options };
}

export function timeSeriesLook(custom: JsonObject = {}): JsonObject {
  return {
    ...AXIS,
    barAlignment: 0,
    barWidthFactor: 0.6,
    drawStyle: 'line',
    fillOpacity: 0,
    gradientMode: 'none',
    insertNulls: false,
    lineInterpolation: 'linear',
    lineWidth: 1,
    pointSize: 5,
    showPoints: 'auto',
    showValues: false,
    spanNulls: false,
    stacking: { group: 'A', mode: 'none' },
    ...custom,
  };
}

/** Size in pixels of the numbers beside bars. */
export const BAR_TEXT: JsonObject = { valueSize: 12 };

export function barChartOptions(options: JsonObject = {}): JsonObject {
  return {
    barRadius: 0,
    barWidth: 0.97,
    fullHighlight: false,
    groupWidth: 0.7,
    legend: legend(),
    orientation: 'auto',
    showValue: 'auto',
    stacking: 'none',
    tooltip: tooltip(),
    xTickLabelRotation: 0,
    xTickLabelSpacing: 0,
    ...options,
  };
}

export function barChartLook(custom: JsonObject = {}): JsonObject {
  return { ...AXIS, fillOpacity: 80, gradientMode: 'none', lineWidth: 1, ...custom };
}

export function tableOptions(options: JsonObject = {}): JsonObject {
  return { cellHeight: 'sm', showHeader: true, ...options };
}

export function tableLook(custom: JsonObject = {}): JsonObject {
  return { align: 'auto', cellOptions: { type: 'auto' }, footer: { reducers: [] }, inspect: false, ...custom };
}

export function legend(changes: JsonObject = {}): JsonObject {
  return { calcs: [], displayMode: 'list', placement: 'bottom', showLegend: true, ...changes };
}

export function tooltip(changes: JsonObject = {}): JsonObject {
  return { hideZeros: false, mode: 'single', sort: 'none', ...changes };
}
