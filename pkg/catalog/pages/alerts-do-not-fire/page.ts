import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'alerts-do-not-fire',
  title: "Alerts don't fire",
  section: 'troubleshooting',
  order: 20,
  summary: 'Something is wrong and nobody was told: rule, evaluation, policy, contact point.',
  owner: 'grafana',
  checks: [],
  alerts: ['runs-stalled', 'top-problem-dominates', 'high-diversity', 'confidence-drop', 'ttr-regression'],
  panels: [],
};
