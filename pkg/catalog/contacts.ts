import type { Contact } from './types.ts';

/** The escalation path, first to last. Pages name these roles; who fills them is the site's. */
export const CONTACTS: Contact[] = [
  {
    id: 'pager',
    title: 'On call',
    when: 'Anything critical, at any hour; holds the incident until somebody else takes it over.',
  },
  {
    id: 'database',
    title: 'Database administrators',
    when: 'PostgreSQL is down, full, slow or damaged, or something has to be restored.',
  },
  {
    id: 'grafana',
    title: 'Grafana administrators',
    when: 'Alert rules, notifications, the data source or Grafana itself need a change that you may not make.',
  },
  {
    id: 'devdiag',
    title: 'DevDiag maintainers',
    when: 'The writer, its releases, or what it detects and learns are at fault.',
  },
];
