import type { PanelDefinition } from '../../types.ts';
import { column, fieldConfig, STAT_TEXT, statOptions, without } from '../look.ts';

/** Whether diagnoses arrive at all. */
export const panel: PanelDefinition = {
  id: 'runs-24h',
  number: 1,
  title: 'Diagnostic runs, 24 hours',
  description:
    'Runs in the 24 hours before the end of the time range, and how long ago the newest one was; outside the expected hours no time passes. Red where the alert "Diagnostic runs stalled" fires.',
  type: 'stat',
  grid: { x: 0, y: 0, w: 6, h: 5 },
  format: 'table',
  options: statOptions({ graphMode: 'none', text: STAT_TEXT, textMode: 'value_and_name' }),
  fieldConfig: fieldConfig({ color: { mode: 'fixed', fixedColor: 'text' } }, [
    column('Last 24 hours', { unit: 'locale' }),
    // No run at all is what the alert fires for as well.
    column('Since newest run', {
      unit: 'm',
      decimals: 0,
      color: { mode: 'thresholds' },
      mappings: without('none', 'red'),
    }),
  ]),
  check: 'stale-data',
  alert: 'runs-stalled',
  thresholds: {
    field: 'Since newest run',
    steps: (minutes) => [{ color: 'green' }, { color: 'red', from: minutes }],
  },
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 1 },
};
