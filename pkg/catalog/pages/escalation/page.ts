import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'escalation',
  title: 'Contacts and escalation',
  section: 'reference',
  order: 30,
  summary: 'Whom to call, in which order, and when to hand over.',
  owner: 'on-call',
  checks: [],
  alerts: [],
  panels: [],
};
