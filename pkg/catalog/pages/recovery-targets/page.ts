import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'recovery-targets',
  title: 'Recovery targets',
  section: 'recovery',
  order: 10,
  summary: 'How fast and how completely the service comes back, and whether the newest backup keeps that promise now.',
  owner: 'database',
  checks: [],
  alerts: [],
  panels: [],
};
