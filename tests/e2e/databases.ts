/** What tests/e2e/server.mts answers on its control port. */
export interface Databases {
  /** host:port */
  host: string;
  /** The SELECT-only role, the same in every database, and its password. */
  user: string;
  password: string;
  /** Time zone of the data in "healthy" and "faulty". */
  zone: string;
  readerDsn: { healthy: string; faulty: string };
}

/** Databases in which a spec makes and mends faults, one for each spec: they run side by side. */
export const CHANGING = ['installing', 'alerting', 'responding'] as const;

/** Names of the databases: one for each state that a page must show, and those that change. */
export type DatabaseName = 'healthy' | 'faulty' | 'empty' | 'bare' | 'unreadable' | (typeof CHANGING)[number];
