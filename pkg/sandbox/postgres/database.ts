import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { PostgresServer } from './server.ts';

/** Good enough for throwaway data on the loopback interface, and the same at every start. */
const SANDBOX_PASSWORD = 'devdiag-sandbox';

const WRITER = 'devdiag_writer';

/** Serialises the creation of roles, which belong to the whole server and don't like company. Any number will do. */
const ROLES_LOCK = 20_260_102;

export interface DatabaseOptions {
  name: string;
  /** 'devdiag' when not given; any name, quotes included. */
  schema?: string;
  /** The SELECT-only role, 'grafana' when not given. Roles belong to the server: its databases share them. */
  role?: string;
  rolePassword?: string;
  writerPassword?: string;
  /** False leaves the database empty but for the roles: no schema, no tables. */
  withSchema?: boolean;
}

export interface DevdiagDatabase {
  name: string;
  schema: string;
  role: string;
  /** Owner of everything; for filling with sample data and for making faults. */
  superuserDsn: string;
  /** Role devdiag_writer: select, insert and update, as DevDiag's own writer has. */
  writerDsn: string;
  /** The SELECT-only role, with a statement timeout of 30 s. */
  readerDsn: string;
  rolePassword: string;
  /** Removes the database, closing what is connected to it. */
  drop(): Promise<void>;
}

/** @returns DDL of DevDiag's schema, to be run as its owner; may be run again */
export function schemaSql(schema = 'devdiag'): string {
  return fillIn('schema.sql', { schema });
}

/** @returns SQL that makes the SELECT-only role for Grafana; sets no password */
export function grantsSql(schema = 'devdiag', role = 'grafana'): string {
  return fillIn('grants.sql', { schema, role });
}

/**
 * Creates a database with DevDiag's schema (empty tables), the SELECT-only role and the writer's role. When the database
 * is already there it is completed, not emptied.
 *
 * @throws pg's DatabaseError
 */
export async function createDevdiagDatabase(
  server: Pick<PostgresServer, 'superuserDsn' | 'dsn'>,
  options: DatabaseOptions
): Promise<DevdiagDatabase> {
  const { name, schema = 'devdiag', role = 'grafana', withSchema = true } = options;
  const { rolePassword = SANDBOX_PASSWORD, writerPassword = SANDBOX_PASSWORD } = options;
  const superuserDsn = server.superuserDsn(name);

  await withClient(server.superuserDsn('postgres'), async (postgres) => {
    await postgres.query('select pg_advisory_lock($1)', [ROLES_LOCK]);
    const { rowCount } = await postgres.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      await postgres.query(`create database ${pg.escapeIdentifier(name)}`);
    }
    await withClient(superuserDsn, async (owner) => {
      if (withSchema) {
        await owner.query(schemaSql(schema));
        await owner.query(grantsSql(schema, role));
        await owner.query(writerSql(schema));
      } else {
        await owner.query(
          `${createRoleSql(role)} alter role ${pg.escapeIdentifier(role)} set statement_timeout = '30s'`
        );
        await owner.query(createRoleSql(WRITER));
      }
      await setPassword(owner, role, rolePassword);
      await setPassword(owner, WRITER, writerPassword);
    });
  });

  return {
    name,
    schema,
    role,
    superuserDsn,
    writerDsn: server.dsn(name, WRITER, writerPassword),
    readerDsn: server.dsn(name, role, rolePassword),
    rolePassword,
    drop: () =>
      withClient(server.superuserDsn('postgres'), async (postgres) => {
        await postgres.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
      }),
  };
}

/**
 * Connects, works, disconnects.
 *
 * @throws what connecting or the work throws
 */
export async function withClient<T>(dsn: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: dsn });
  // A server that goes away makes the running query fail; without a listener, it would end our process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function fillIn(file: 'schema.sql' | 'grants.sql', names: Record<string, string>): string {
  const text = readFileSync(new URL(`../../catalog/schema/${file}`, import.meta.url), 'utf8');
  return text.replace(/\{\{(\w+)\}\}/g, (placeholder, key: string) =>
    names[key] === undefined ? placeholder : pg.escapeIdentifier(names[key])
  );
}

function createRoleSql(role: string): string {
  const quoted = pg.escapeIdentifier(role);
  // A delimiter that a role's name doesn't contain.
  const tag = `$create_${Buffer.from(role).toString('hex')}$`;
  return `do ${tag} begin create role ${quoted} login; exception when duplicate_object then null; end ${tag};`;
}

function writerSql(schema: string): string {
  const quoted = pg.escapeIdentifier(schema);
  return `
    ${createRoleSql(WRITER)}
    grant usage on schema ${quoted} to ${WRITER};
    grant select, insert, update on all tables in schema ${quoted} to ${WRITER};
    grant usage, select on all sequences in schema ${quoted} to ${WRITER};
  `;
}

async function setPassword(owner: pg.Client, role: string, password: string): Promise<void> {
  await owner.query(`alter role ${pg.escapeIdentifier(role)} password ${pg.escapeLiteral(password)}`);
}
