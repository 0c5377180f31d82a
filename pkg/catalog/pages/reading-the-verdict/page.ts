import type { PageDefinition } from '../../types.ts';

export const page: PageDefinition = {
  id: 'reading-the-verdict',
  title: 'Reading the verdict',
  section: 'daily',
  order: 20,
  summary: 'What each outcome means, which of them counts most, and why unknown is never green.',
  owner: 'on-call',
  checks: [],
  alerts: [],
  panels: [],
};
