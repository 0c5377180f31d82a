import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'restore-test',
  title: 'Restore test',
  section: 'monthly',
  order: 30,
  summary: 'Restores the newest backup into a scratch database, compares it, and measures how long it takes.',
  owner: 'database',
  checks: [],
  alerts: [],
  panels: [],
};
