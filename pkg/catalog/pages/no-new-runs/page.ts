import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'no-new-runs',
  title: 'The MCP server does not respond',
  section: 'troubleshooting',
  order: 40,
  summary: 'No new runs: the server, its configuration in the editor, its credentials, its rights.',
  owner: 'devdiag',
  checks: ['stale-data', 'new-rows-today', 'tenant-silent'],
  alerts: ['runs-stalled'],
  panels: ['runs-24h'],
};
