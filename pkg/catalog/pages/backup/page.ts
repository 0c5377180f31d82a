import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'backup',
  title: 'Backup, Sunday 02:00',
  section: 'weekly',
  order: 20,
  summary: 'How the backup is made, how to see that it was, and which age of it breaks the recovery point.',
  owner: 'database',
  checks: ['database-size'],
  alerts: [],
  panels: [],
};
