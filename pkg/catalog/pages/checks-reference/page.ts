import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'checks-reference',
  title: 'Checks',
  section: 'reference',
  order: 10,
  summary: 'Every check with its definition, thresholds in force and query.',
  owner: 'on-call',
  checks: [],
  alerts: [],
  panels: [],
};
