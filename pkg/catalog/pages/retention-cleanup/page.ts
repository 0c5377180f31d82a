import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'retention-cleanup',
  title: 'Retention cleanup, Sunday 03:00',
  section: 'weekly',
  order: 30,
  summary: 'Deletes runs older than the policy in pieces, and how to see that it did.',
  owner: 'database',
  checks: ['retention', 'database-size'],
  alerts: [],
  panels: [],
};
