import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'notification-policies',
  title: 'Notification policies',
  section: 'setup',
  order: 40,
  summary: 'By label: critical to the pager, warnings to chat and mail.',
  owner: 'grafana',
  checks: [],
  alerts: ['runs-stalled'],
  panels: [],
};
