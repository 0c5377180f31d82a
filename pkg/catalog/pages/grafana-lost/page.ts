import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'grafana-lost',
  title: 'Grafana instance lost',
  section: 'recovery',
  order: 30,
  summary: 'The data is safe; folder, dashboard and rules come back from the installer.',
  owner: 'grafana',
  checks: [],
  alerts: [],
  panels: [],
};
