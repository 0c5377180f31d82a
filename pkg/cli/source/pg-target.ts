import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the database is. What is undefined is left to node-postgres: its PG* variables, .pgpass, then its defaults. */
export interface PgTarget {
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
  ssl?: boolean | ConnectionOptions;
  /** libpq's "options": settings for the server's session. */
  options?: string;
}

export type PgTargetResult = { target: PgTarget; notes: string[] } | { problem: string };

const EXAMPLE = 'Write it as postgres://user@host:5432/database and put the password into DEVDIAG_PG_PASS.';
const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'no-verify', 'verify-ca', 'verify-full'];
/** Parameters of an address that change nothing here. */
const HARMLESS = new Set([
  'application_name',
  'fallback_application_name',
  'channel_binding',
  'client_encoding',
  'gssencmode',
  'uselibpqcompat',
  'connect_timeout',
  'target_session_attrs',
]);

/** True when the environment names a database in any way. */
export function environmentNamesDatabase(env: Env): boolean {
  return ['DEVDIAG_PG_HOST', 'DEVDIAG_PG_DB', 'DEVDIAG_PG_USER', 'PGHOST', 'PGDATABASE', 'PGUSER'].some(
    (name) => env[name]
  );
}

/**
 * The database to ask, part by part: the address (--dsn) wins over DEVDIAG_PG_*, which win over PG*.
 * @param dsn postgres:// or postgresql:// address; undefined: the environment alone
 * @returns the target, or what is wrong, as a sentence that quotes nothing of the address
 */
export function pgTarget(dsn: string | undefined, env: Env): PgTargetResult {
  const address = dsn === undefined ? { parts: {}, parameters: new URLSearchParams() } : parseAddress(dsn);
  if ('problem' in address) {
    return address;
  }
  const { parts, parameters } = address;
  const fromHost = hostAndPort(env.DEVDIAG_PG_HOST);
  if ('problem' in fromHost) {
    return fromHost;
  }
  const ssl = sslOf(parameters.get('sslmode') ?? env.PGSSLMODE, {
    ca: parameters.get('sslrootcert') ?? env.PGSSLROOTCERT,
    cert: parameters.get('sslcert') ?? env.PGSSLCERT,
    key: parameters.get('sslkey') ?? env.PGSSLKEY,
  });
  if ('problem' in ssl) {
    return ssl;
  }
  const port = parts.port ?? (parts.host === undefined ? fromHost.port : undefined);
  return {
    target: {
      host: parts.host ?? fromHost.host,
      port,
      user: parts.user ?? (env.DEVDIAG_PG_USER || undefined),
      password: parts.password ?? (env.DEVDIAG_PG_PASS || undefined),
      database: parts.database ?? (env.DEVDIAG_PG_DB || undefined),
      ssl: ssl.ssl,
      options: parameters.get('options') ?? undefined,
    },
    notes: [...new Set(parameters.keys())]
      .filter((name) => !READ.has(name) && !HARMLESS.has(name))
      .map((name) => `The address's parameter "${name}" is not known here and was left out.`),
  };
}

const READ = new Set([
  'host',
  'port',
  'user',
  'password',
  'dbname',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'options',
]);

interface Address {
  parts: Pick<PgTarget, 'host' | 'port' | 'user' | 'password' | 'database'>;
  parameters: URLSearchParams;
}

function parseAddress(dsn: string): Address | { problem: string } {
  if (!/^postgres(ql)?:\/\//i.test(dsn)) {
    return { problem: `What --dsn holds is not the address of a PostgreSQL database. ${EXAMPLE}` };
  }
  try {
    const url = new URL(dsn);
    // An @ that is left over belongs to a password that was cut off at a "/", "?" or "#".
    if (/@/.test(url.pathname + url.search + url.hash) || url.hash !== '') {
      throw new TypeError();
    }
    const parameters = url.searchParams;
    const port = parameters.get('port') ?? url.port;
    if (port !== '' && !isPort(port)) {
      throw new TypeError();
    }
    return {
      parameters,
      parts: {
        host: parameters.get('host') || decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1') || undefined,
        port: port === '' ? undefined : Number(port),
        user: parameters.get('user') || decodeURIComponent(url.username) || undefined,
        password: parameters.get('password') || decodeURIComponent(url.password) || undefined,
        database: parameters.get('dbname') || decodeURIComponent(url.pathname.slice(1)) || undefined,
      },
    };
  } catch {
    return {
      problem: `The address in --dsn cannot be read; special characters in a password must be percent-encoded (@ is %40). ${EXAMPLE}`,
    };
  }
}

/** "db", "db:5433", "[::1]:5432", "::1", "/var/run/postgresql". */
function hostAndPort(text: string | undefined): { host?: string; port?: number } | { problem: string } {
  if (!text) {
    return {};
  }
  const bracketed = /^\[([^\]]+)\](?::(.*))?$/.exec(text);
  const plain = /^([^:/\s]+)(?::(.*))?$/.exec(text);
  const match = bracketed ?? plain;
  if (!match) {
    return /^(\/\S|[0-9a-f:]+$)/i.test(text)
      ? { host: text }
      : {
          problem:
            'DEVDIAG_PG_HOST must be a host name, or host:port; put user and password into DEVDIAG_PG_USER and DEVDIAG_PG_PASS.',
        };
  }
  const [, host, port] = match;
  if (port === undefined) {
    return { host };
  }
  return isPort(port)
    ? { host, port: Number(port) }
    : { problem: `The port in DEVDIAG_PG_HOST must be a number from 1 to 65535.` };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/**
 * What libpq's sslmode means for TLS. "prefer" and "require" encrypt without asking who answers, as they do in psql;
 * "prefer" does not fall back to plain text here.
 */
function sslOf(
  mode: string | undefined,
  files: Record<'ca' | 'cert' | 'key', string | undefined>
): { ssl?: boolean | ConnectionOptions } | { problem: string } {
  if (!mode) {
    return {};
  }
  if (!SSL_MODES.includes(mode)) {
    return { problem: `There is no sslmode "${mode.slice(0, 30)}". Choose ${SSL_MODES.join(', ')}.` };
  }
  if (mode === 'disable' || mode === 'allow') {
    return { ssl: false };
  }
  const options: ConnectionOptions = {};
  for (const [name, path] of Object.entries(files) as Array<[keyof typeof files, string | undefined]>) {
    if (path && path !== 'system') {
      try {
        options[name] = readFileSync(path, 'utf8');
      } catch {
        return { problem: `The certificate or key file ${path} cannot be read.` };
      }
    }
  }
  const anybody = mode === 'no-verify' || ((mode === 'prefer' || mode === 'require') && options.ca === undefined);
  if (mode === 'verify-ca' && options.ca === undefined) {
    return { problem: 'sslmode verify-ca needs sslrootcert (or PGSSLROOTCERT), the certificate to trust.' };
  }
  return {
    ssl: {
      ...options,
      rejectUnauthorized: !anybody,
      ...(mode === 'verify-full' || anybody ? {} : { checkServerIdentity: () => undefined }),
    },
  };
}
