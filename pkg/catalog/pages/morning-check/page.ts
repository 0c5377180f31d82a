import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'morning-check',
  title: 'Morning check',
  section: 'daily',
  order: 10,
  summary: 'Five minutes each morning: the verdict, what changed since yesterday, and where each red flag leads.',
  owner: 'on-call',
  checks: ['new-rows-today', 'stale-data', 'run-volume'],
  alerts: ['runs-stalled'],
  panels: ['runs-24h', 'problems-over-time'],
};
