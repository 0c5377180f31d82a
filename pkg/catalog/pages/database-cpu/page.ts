import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'database-cpu',
  title: 'High database CPU',
  section: 'troubleshooting',
  order: 30,
  summary: 'Who keeps the database busy, what waits for it, and what may be stopped.',
  owner: 'database',
  checks: ['query-latency', 'indexes'],
  alerts: [],
  panels: [],
};
