import type { PanelDefinition } from '../../types.ts';
import { column, fieldConfig, STAT_TEXT, statOptions, without } from '../look.ts';

/** Whether unusually many things go wrong at once. */
export const panel: PanelDefinition = {
  id: 'distinct-problems-today',
  number: 2,
  title: 'Distinct problems today',
  description:
    'Different problem codes since the day began in the data\'s time zone, and in the last 24 hours; a dash where nobody ran a diagnosis. Orange where the alert "Many different problems" fires.',
  type: 'stat',
  grid: { x: 0, y: 5, w: 6, h: 5 },
  format: 'table',
  options: statOptions({ graphMode: 'none', text: STAT_TEXT, textMode: 'value_and_name' }),
  fieldConfig: fieldConfig(
    { color: { mode: 'fixed', fixedColor: 'text' }, decimals: 0, mappings: without('–', 'text') },
    [column('Last 24 hours', { color: { mode: 'thresholds' } })]
  ),
  check: 'problem-diversity',
  alert: 'high-diversity',
  thresholds: {
    field: 'Last 24 hours',
    // Codes are whole: beyond the threshold is from the next number on.
    steps: (most) => [{ color: 'green' }, { color: 'orange', from: Math.floor(most) + 1 }],
  },
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 1 },
};
