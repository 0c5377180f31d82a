import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'role-by-hand',
  title: 'Role and data source by hand',
  section: 'setup',
  order: 10,
  summary: 'A role that can only read, and the data source that logs in with it.',
  owner: 'database',
  checks: ['role-privileges', 'views'],
  alerts: [],
  panels: [],
};
