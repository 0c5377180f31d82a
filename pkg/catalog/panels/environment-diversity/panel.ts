import type { PanelDefinition } from '../../types.ts';
import { column, fieldConfig, NO_PROBLEMS, tableLook, tableOptions } from '../look.ts';

/** Whether a problem belongs to one environment or to all. */
export const panel: PanelDefinition = {
  id: 'environment-diversity',
  number: 7,
  title: 'Environment diversity',
  description:
    'In how many different environments each problem was seen in the time range: a problem of many is likely caused by what they share, one of a single environment by that environment.',
  type: 'table',
  grid: { x: 14, y: 20, w: 10, h: 10 },
  format: 'table',
  options: tableOptions(),
  fieldConfig: fieldConfig({ color: { mode: 'thresholds' }, custom: tableLook(), noValue: NO_PROBLEMS }, [
    column('Environments', { 'custom.width': 110 }),
    column('Tenants', { 'custom.width': 75 }),
    column('Runs', { unit: 'locale', 'custom.width': 75 }),
  ]),
  check: 'unlearned-problems',
  reads: ['diag_run'],
  cost: { kind: 'window', floorDays: 7 },
};
