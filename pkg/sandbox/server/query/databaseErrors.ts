import pg from 'pg';
import type { DataSource } from '../state/dataSources.ts';
import { splitAddress } from './pools.ts';
import { LateError } from './runSql.ts';

/** PostgreSQL's condition names for what can go wrong while connecting (its documentation's appendix A). */
const CONDITIONS: Record<string, string> = {
  '08006': 'connection_failure',
  '0A000': 'feature_not_supported',
  '28000': 'invalid_authorization_specification',
  '28P01': 'invalid_password',
  '3D000': 'invalid_catalog_name',
  '42501': 'insufficient_privilege',
  '53300': 'too_many_connections',
  '55000': 'object_not_in_prerequisite_state',
  '57P01': 'admin_shutdown',
  '57P03': 'cannot_connect_now',
};

/** What Grafana's driver says when a connection breaks in the middle of a query. */
export const BROKEN_CONNECTION = 'driver: bad connection';

/** Conditions in which the server itself ends a connection: shut down, crash, dropped database. */
const SHUTDOWN = /^57P0[124]/;

/** What is wrong with a data source or a query, told the ways in which Grafana tells it. */
export interface DatabaseProblem {
  /** After "db query error: ". */
  queryMessage: string;
  /** What an Admin reads when the data source's health is asked for. */
  health: { message: string; verboseMessage: string };
}

/** The database can't be reached. `cause` as the operating system says it, for example `connect: connection refused`. */
export function unreachable(dataSource: DataSource, cause: string): DatabaseProblem {
  const { host, port } = splitAddress(dataSource.url);
  return {
    queryMessage: 'failed to connect to server - please inspect Grafana server log for details',
    health: {
      message: `Network error: Failed to connect to the server. Error message: ${cause}`,
      verboseMessage: `dial tcp ${host}:${port}: ${cause}`,
    },
  };
}

/** The host's name can't be looked up. Grafana also names the name server that it asked. */
function unknownHost(dataSource: DataSource): DatabaseProblem {
  const { queryMessage, health } = unreachable(dataSource, 'no such host');
  const verboseMessage = `dial tcp: lookup ${splitAddress(dataSource.url).host}: no such host`;
  return { queryMessage, health: { ...health, verboseMessage } };
}

/** The database refuses the password. */
export function wrongPassword({ user }: DataSource): DatabaseProblem {
  return reported(`password authentication failed for user "${user}"`, '28P01');
}

/** The database answers with an error. `code` is its SQLSTATE. */
export function reported(message: string, code = ''): DatabaseProblem {
  const condition = CONDITIONS[code];
  const suffix = condition ? `. Postgres error code: ${condition}` : '';
  return {
    queryMessage: `pq: ${message}`,
    health: { message: `Database error: Failed to connect to the postgres server${suffix}`, verboseMessage: message },
  };
}

/** Translates what the Node client throws. */
export function describeDatabaseError(error: unknown, dataSource: DataSource): DatabaseProblem {
  if (error instanceof LateError) {
    return describeDatabaseError(error.reason, dataSource);
  }
  if (error instanceof pg.DatabaseError) {
    return SHUTDOWN.test(error.code ?? '') ? brokenConnection(error.message) : reported(error.message, error.code);
  }
  const {
    code,
    message = String(error),
    errors,
  } = (error ?? {}) as { code?: string; message?: string; errors?: unknown[] };
  if (errors?.length) {
    // A host name with several addresses: what the last of them said.
    return describeDatabaseError(errors.at(-1), dataSource);
  }
  switch (code) {
    case 'ECONNREFUSED':
      return unreachable(dataSource, 'connect: connection refused');
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unknownHost(dataSource);
    case 'ENOENT':
      return unreachable(dataSource, 'connect: no such file or directory');
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return unreachable(dataSource, 'connect: no route to host');
    case 'ETIMEDOUT':
      return unreachable(dataSource, 'connect: connection timed out');
  }
  if (/SASL|password must be/.test(message)) {
    return wrongPassword(dataSource);
  }
  if (/timeout exceeded when trying to connect/.test(message)) {
    return unreachable(dataSource, 'i/o timeout');
  }
  return brokenConnection(message);
}

function brokenConnection(verboseMessage: string): DatabaseProblem {
  return { queryMessage: BROKEN_CONNECTION, health: { message: BROKEN_CONNECTION, verboseMessage } };
}
