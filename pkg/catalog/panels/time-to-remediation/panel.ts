import type { PanelDefinition } from '../../types.ts';
import { BAR_TEXT, barChartLook, barChartOptions, column, fieldConfig, legend, tooltip } from '../look.ts';

/** How long problems stay. */
export const panel: PanelDefinition = {
  id: 'time-to-remediation',
  number: 6,
  title: 'Time to remediation',
  description:
    'Median time until a problem that appeared in the time range was gone, those still there taken into account (Kaplan-Meier). "At least" is drawn where more than half are not known to be gone. Beyond the line the alert "Problems take longer to fix" fires for all problems together.',
  type: 'barchart',
  grid: { x: 12, y: 10, w: 12, h: 10 },
  format: 'table',
  options: barChartOptions({
    barWidth: 0.8,
    groupWidth: 0.8,
    orientation: 'horizontal',
    legend: legend(),
    showValue: 'always',
    text: BAR_TEXT,
    stacking: 'normal',
    tooltip: tooltip({ mode: 'multi' }),
    xField: 'Problem',
  }),
  fieldConfig: fieldConfig(
    {
      color: { mode: 'fixed', fixedColor: 'blue' },
      custom: barChartLook({ thresholdsStyle: { mode: 'dashed' } }),
      decimals: 1,
      min: 0,
      noValue: 'No problem appeared in this range, or too few to tell',
      unit: 'd',
    },
    [
      column('At least', { color: { mode: 'fixed', fixedColor: 'purple' } }),
      ...['Episodes', 'Still open'].map((name) =>
        column(name, { unit: 'locale', decimals: 0, 'custom.hideFrom': { legend: true, tooltip: false, viz: true } })
      ),
    ]
  ),
  check: 'ttr',
  alert: 'ttr-regression',
  thresholds: {
    axisReaches: 1.2,
    steps: (days) => [{ color: 'transparent' }, { color: 'orange', from: days }],
  },
  reads: ['diag_run'],
  cost: { kind: 'series', floorDays: 7 },
};
