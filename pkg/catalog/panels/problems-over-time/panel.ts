import type { PanelDefinition } from '../../types.ts';
import { fieldConfig, legend, NO_PROBLEMS, timeSeriesLook, timeSeriesOptions, tooltip } from '../look.ts';

/** What goes wrong, and since when. */
export const panel: PanelDefinition = {
  id: 'problems-over-time',
  number: 3,
  title: 'Problems over time',
  description:
    "Runs that report each problem code: the eight most frequent codes and the rest together. A bar begins at its time; days begin in the data's time zone.",
  type: 'timeseries',
  grid: { x: 6, y: 0, w: 18, h: 10 },
  format: 'time_series',
  options: timeSeriesOptions({
    legend: legend({ calcs: ['sum'], displayMode: 'table', placement: 'right', sortBy: 'Total', sortDesc: true }),
    tooltip: tooltip({ mode: 'multi', sort: 'desc', hideZeros: true }),
  }),
  fieldConfig: fieldConfig({
    color: { mode: 'palette-classic' },
    custom: timeSeriesLook({
      barAlignment: 1,
      barWidthFactor: 0.9,
      drawStyle: 'bars',
      fillOpacity: 80,
      lineWidth: 0,
      showPoints: 'never',
      stacking: { group: 'A', mode: 'normal' },
    }),
    decimals: 0,
    min: 0,
    noValue: NO_PROBLEMS,
    unit: 'locale',
  }),
  check: 'problem-diversity',
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 7 },
};
