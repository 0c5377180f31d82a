import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'database-corruption',
  title: 'Database corruption',
  section: 'recovery',
  order: 20,
  summary: 'Stop writing, copy before repairing, find the damage, restore what is damaged.',
  owner: 'database',
  checks: [],
  alerts: ['runs-stalled'],
  panels: [],
};
