import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'alerts-by-hand',
  title: 'Alert rules by hand',
  section: 'setup',
  order: 20,
  summary: 'The five alert rules field by field, where the installer may not write.',
  owner: 'grafana',
  checks: [],
  alerts: ['runs-stalled', 'top-problem-dominates', 'high-diversity', 'confidence-drop', 'ttr-regression'],
  panels: ['runs-24h', 'top-problems', 'distinct-problems-today', 'fixes-that-work', 'time-to-remediation'],
};
