import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'performance-review',
  title: 'Performance review',
  section: 'monthly',
  order: 20,
  summary: 'Sizes of tables and indexes, indexes that nobody uses, and the slowest statements.',
  owner: 'database',
  checks: ['query-latency', 'indexes', 'database-size'],
  alerts: [],
  panels: [],
};
