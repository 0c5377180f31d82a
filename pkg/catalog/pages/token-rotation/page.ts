import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'token-rotation',
  title: 'Rotate the service account token',
  section: 'monthly',
  order: 10,
  summary: 'A new Grafana token for the command line, tried before the old one goes.',
  owner: 'grafana',
  checks: [],
  alerts: [],
  panels: [],
};
