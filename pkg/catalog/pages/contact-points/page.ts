import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'contact-points',
  title: 'Contact points',
  section: 'setup',
  order: 30,
  summary: 'Slack, e-mail, webhook and PagerDuty: what each needs, and a test message.',
  owner: 'grafana',
  checks: [],
  alerts: [],
  panels: [],
};
