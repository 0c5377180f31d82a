import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Grafana's three organisation roles. */
export type Role = 'Viewer' | 'Editor' | 'Admin';

/** Receives one line for each thing worth knowing. Never a secret. */
export type Log = (line: string) => void;

/** A PostgreSQL data source to start with. */
export interface DataSourceSeed {
  /** Grafana's identifier for it, for example `devdiag-postgres`. */
  uid: string;
  /** Display name; unique. */
  name: string;
  /** `postgres://user:password@host:port/database`; a directory as `?host=` means its Unix socket. */
  dsn: string;
  /** Whether it is the default data source; the first one is when nobody claims it. */
  isDefault?: boolean;
  /** Added to, or overriding, the usual connection limits. */
  jsonData?: Record<string, unknown>;
}

/** The plugin's stored settings: what `POST /api/plugins/<id>/settings` replaces. */
export interface PluginSettingsSeed {
  enabled?: boolean;
  pinned?: boolean;
  jsonData?: Record<string, unknown>;
  /** Never answered; only the names are. */
  secureJsonData?: Record<string, string>;
}

export interface StartStandInOptions {
  /** Port to listen on; 0 takes a free one. */
  port: number;
  /** Address to listen on; the loopback address unless said otherwise. */
  host?: string;
  /** The plugin's built bundle, served byte by byte. */
  distDir: string;
  /** Data sources of every space. */
  datasources: DataSourceSeed[];
  /** The plugin's settings in every space; enabled with empty jsonData unless given. */
  settings?: PluginSettingsSeed;
  /** The built host page; built into a cache when not given. */
  hostDir?: string;
  /** Ask visitors to sign in instead of making them admin. */
  requireLogin?: boolean;
  /** Rows that one query may return before the rest is cut off; Grafana's default is 1,000,000. */
  rowLimit?: number;
  /** Whether rules are evaluated by themselves when they are due; they are, unless said otherwise. */
  scheduled?: boolean;
  log: Log;
}

export type App = FastifyInstance;
export type Request = FastifyRequest;
export type Reply = FastifyReply;
export type { FastifyBaseLogger };
