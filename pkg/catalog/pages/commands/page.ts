import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'commands',
  title: 'Before you copy a command',
  section: 'reference',
  order: 40,
  summary: 'The variables and rights that the commands of these pages expect.',
  owner: 'on-call',
  checks: [],
  alerts: [],
  panels: [],
};
