import type { DataSourceSeed } from '../types.ts';

export const POSTGRES_TYPE = 'grafana-postgresql-datasource';

/** A data source as Grafana stores it; `password` never leaves the server. */
export interface DataSource {
  id: number;
  uid: string;
  name: string;
  type: string;
  access: string;
  /** `host:port`, or a directory that holds a Unix socket. */
  url: string;
  user: string;
  /** The old place for the database's name, kept because Grafana answers it. */
  database: string;
  isDefault: boolean;
  basicAuth: boolean;
  basicAuthUser: string;
  withCredentials: boolean;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
  /** What callers send along so that they don't overwrite somebody else's change. */
  version: number;
  /** Counts changes, so that connections are made anew after each. Not Grafana's. */
  revision: number;
  readOnly: boolean;
}

/** The connection limits that a new data source gets from Grafana's form. */
const LIMITS = { maxOpenConns: 10, maxIdleConns: 5, connMaxLifetime: 14400 };

/** Turns the data sources a stand-in starts with into stored ones. Throws for a DSN that isn't one. */
export function seededDataSources(seeds: DataSourceSeed[]): DataSource[] {
  const claimed = seeds.some((seed) => seed.isDefault);
  return seeds.map((seed, index): DataSource => {
    const { url, user, password, database } = parseDsn(seed.dsn);
    return {
      id: index + 1,
      uid: seed.uid,
      name: seed.name,
      type: POSTGRES_TYPE,
      access: 'proxy',
      url,
      user,
      database: '',
      isDefault: claimed ? seed.isDefault === true : index === 0,
      basicAuth: false,
      basicAuthUser: '',
      withCredentials: false,
      jsonData: { ...LIMITS, database, sslmode: 'disable', postgresVersion: 1500, ...seed.jsonData },
      secureJsonData: passwordOnly(password),
      version: 1,
      revision: 1,
      readOnly: false,
    };
  });
}

function passwordOnly(password: string): Record<string, string> {
  return password ? { password } : {};
}

interface ParsedDsn {
  url: string;
  user: string;
  password: string;
  database: string;
}

/** Splits `postgres://user:password@host:port/database`. Throws without repeating the DSN, which may hold a password. */
export function parseDsn(dsn: string): ParsedDsn {
  let parsed: URL;
  try {
    parsed = new URL(dsn);
  } catch {
    throw new Error(
      'a data source of the stand-in has a DSN that is no URL; expected postgres://user:password@host:port/db'
    );
  }
  if (!/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new Error(`a data source's DSN must start with postgres://, not ${parsed.protocol}//`);
  }
  const socket = parsed.searchParams.get('host');
  return {
    url: socket ?? `${parsed.hostname || 'localhost'}:${parsed.port || '5432'}`,
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)),
  };
}
