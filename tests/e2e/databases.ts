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

/** Names of the databases: one for each state that a page must show. */
export type DatabaseName = 'healthy' | 'faulty' | 'empty' | 'bare' | 'unreadable';
