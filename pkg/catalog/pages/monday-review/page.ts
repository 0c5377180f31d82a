import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'monday-review',
  title: 'Monday review',
  section: 'weekly',
  order: 10,
  summary: 'Fifteen minutes on what was learned, what hurts most, in how many environments, and who is active.',
  owner: 'devdiag',
  checks: ['unlearned-problems', 'fix-confidence', 'top-problem', 'ttr'],
  alerts: ['confidence-drop', 'ttr-regression'],
  panels: ['fixes-that-work', 'top-problems', 'environment-diversity', 'recent-activity'],
};
