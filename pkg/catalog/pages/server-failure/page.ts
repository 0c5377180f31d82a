import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'server-failure',
  title: 'Complete server failure',
  section: 'recovery',
  order: 40,
  summary: 'A new PostgreSQL server from the newest backup, with roles, writer and data source.',
  owner: 'database',
  checks: ['stale-data'],
  alerts: ['runs-stalled'],
  panels: [],
};
