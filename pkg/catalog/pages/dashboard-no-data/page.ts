import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'dashboard-no-data',
  title: 'The dashboard shows no data',
  section: 'troubleshooting',
  order: 10,
  summary: 'Empty panels: from the time range over the data source to the data itself.',
  owner: 'grafana',
  checks: ['stale-data', 'views', 'role-privileges'],
  alerts: ['runs-stalled'],
  panels: ['runs-24h', 'recent-activity'],
};
