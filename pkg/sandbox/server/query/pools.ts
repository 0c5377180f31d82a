import pg from 'pg';
import type { DataSource } from '../state/dataSources.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_OPEN = 100;

/** A pool of connections for each data source. Connections are reused, and with them what a query `set` on them. */
export class ConnectionPools {
  private readonly pools = new Map<string, { revision: number; pool: pg.Pool }>();

  /** The data source's pool; a changed data source gets a new one. */
  for(dataSource: DataSource): pg.Pool {
    const existing = this.pools.get(dataSource.uid);
    if (existing?.revision === dataSource.revision) {
      return existing.pool;
    }
    void existing?.pool.end();
    const pool = new pg.Pool({
      ...connectionConfig(dataSource),
      max: Number(dataSource.jsonData.maxOpenConns) || DEFAULT_MAX_OPEN,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
    });
    // A connection that dies while idle is replaced at the next query, as Grafana's pool does.
    pool.on('error', () => undefined);
    // One that dies in use fails its query; unheard, its event would end the process.
    pool.on('connect', (client) => client.on('error', () => undefined));
    this.pools.set(dataSource.uid, { revision: dataSource.revision, pool });
    return pool;
  }

  /** Closes a data source's connections, for example because it was deleted. */
  async close(uid: string): Promise<void> {
    const existing = this.pools.get(uid);
    this.pools.delete(uid);
    await existing?.pool.end();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.pools.keys()].map((uid) => this.close(uid)));
  }
}

/** How to connect to a data source's database. */
export function connectionConfig({ url, user, database, jsonData, secureJsonData }: DataSource): pg.ClientConfig {
  const { host, port } = splitAddress(url);
  return {
    host,
    port,
    user,
    password: secureJsonData.password ?? '',
    database: String(jsonData.database || database || user),
    ssl: ['', 'disable', undefined].includes(jsonData.sslmode as string) ? false : { rejectUnauthorized: false },
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'devdiag-standin',
    // The driver of Grafana's data source asks for this style, and times are read in it.
    options: '-c DateStyle=ISO,MDY',
  };
}

/** Splits `host:port`; a path means a Unix socket. */
export function splitAddress(url: string): { host: string; port: number } {
  if (url.startsWith('/')) {
    return { host: url, port: 5432 };
  }
  const [, host = 'localhost', port] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(url) ?? [];
  return { host, port: Number(port ?? 5432) };
}
