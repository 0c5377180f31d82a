import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'alerts-reference',
  title: 'Alerts and dashboard',
  section: 'reference',
  order: 20,
  summary: 'Every alert with its condition, and every panel with its playbook.',
  owner: 'on-call',
  checks: [],
  alerts: ['runs-stalled', 'top-problem-dominates', 'high-diversity', 'confidence-drop', 'ttr-regression'],
  panels: [],
};
