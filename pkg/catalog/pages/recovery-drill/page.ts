import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'recovery-drill',
  title: 'Disaster recovery drill',
  section: 'quarterly',
  order: 20,
  summary: 'One scenario played through with a clock, on a scratch server, and what it taught.',
  owner: 'database',
  checks: [],
  alerts: [],
  panels: [],
};
