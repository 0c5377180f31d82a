import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'capacity-review',
  title: 'Capacity review',
  section: 'quarterly',
  order: 10,
  summary: 'Growth, the days until each limit, and what to do well before.',
  owner: 'database',
  checks: ['database-size', 'retention', 'run-volume'],
  alerts: [],
  panels: ['runs-24h'],
};
