import type { PanelDefinition } from '../../types.ts';
import { column, fieldConfig, tableLook, tableOptions } from '../look.ts';

/** What to do about a problem, by experience. */
export const panel: PanelDefinition = {
  id: 'fixes-that-work',
  number: 5,
  title: 'Fixes that work',
  description:
    'Fixes whose outcome was learned in the time range, the most often successful first. Confidence is green where the alert "Fix confidence dropped" would be content with the mean.',
  type: 'table',
  grid: { x: 0, y: 20, w: 14, h: 10 },
  format: 'table',
  options: tableOptions(),
  fieldConfig: fieldConfig(
    { color: { mode: 'thresholds' }, custom: tableLook(), noValue: 'No fix was learned in this range' },
    [
      column('Confidence', {
        unit: 'percentunit',
        decimals: 0,
        min: 0,
        max: 1,
        'custom.cellOptions': { mode: 'basic', type: 'gauge', valueDisplayMode: 'color' },
        'custom.width': 115,
      }),
      column('Worked', { unit: 'locale', 'custom.width': 75 }),
      column('Last learned', { unit: 'dateTimeFromNow', 'custom.width': 115 }),
    ]
  ),
  check: 'fix-confidence',
  alert: 'confidence-drop',
  thresholds: {
    field: 'Confidence',
    steps: (least, { thresholds }) => {
      const poor = thresholds['fix-confidence']?.fail ?? 0;
      return [
        { color: 'red' },
        ...(poor < least ? [{ color: 'orange', from: poor }] : []),
        { color: 'green', from: least },
      ];
    },
  },
  reads: ['fix_outcome'],
  cost: { kind: 'whole' },
};
