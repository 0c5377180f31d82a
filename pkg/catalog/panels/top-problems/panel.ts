import type { PanelDefinition } from '../../types.ts';
import { BAR_TEXT, barChartLook, barChartOptions, column, fieldConfig, legend, tooltip } from '../look.ts';

/** What goes wrong most. */
export const panel: PanelDefinition = {
  id: 'top-problems',
  number: 4,
  title: 'Top problem codes, 7 days',
  description:
    'Share of the runs of the last seven days that report a code. Beyond the line the alert "One problem dominates" fires, given enough runs.',
  type: 'barchart',
  grid: { x: 0, y: 10, w: 12, h: 10 },
  format: 'table',
  options: barChartOptions({
    barWidth: 0.8,
    legend: legend({ showLegend: false }),
    orientation: 'horizontal',
    showValue: 'always',
    text: BAR_TEXT,
    tooltip: tooltip({ mode: 'multi' }),
    xField: 'Problem',
  }),
  fieldConfig: fieldConfig(
    {
      color: { mode: 'thresholds' },
      custom: barChartLook({ thresholdsStyle: { mode: 'dashed' } }),
      min: 0,
      noValue: 'No problems reported in the last 7 days',
      unit: 'percentunit',
    },
    [
      column('Share of runs', { decimals: 1 }),
      column('Runs', { unit: 'locale', 'custom.hideFrom': { legend: true, tooltip: false, viz: true } }),
    ]
  ),
  check: 'top-problem',
  alert: 'top-problem-dominates',
  thresholds: {
    axisReaches: 1.2,
    steps: (share) => [{ color: 'blue' }, { color: 'orange', from: share }],
  },
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 7 },
};
