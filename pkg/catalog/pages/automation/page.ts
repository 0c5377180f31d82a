import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'automation',
  title: 'Automation',
  section: 'daily',
  order: 30,
  summary: 'The morning check from cron, as a guard in CI, and what the exit codes say.',
  owner: 'on-call',
  checks: [],
  alerts: [],
  panels: [],
};
