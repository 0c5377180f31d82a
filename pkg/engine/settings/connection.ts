import { SCHEMA_SQL } from '@devdiag/catalog/generated/schema';
import { quoteLiteral, quoteSchema } from '../query/quote.ts';

/** One finding of a connection test, in the order in which to read them. */
export interface Finding {
  /** `warn`: it works, and should be better. */
  outcome: 'pass' | 'warn' | 'fail';
  /** What was looked at and what was found, as a sentence. */
  message: string;
  /** What to do when it isn't well. */
  remedy?: string;
  /** SQL to copy that mends it, run by the owner of the database. */
  sql?: string;
}

/** What the test query answers: one row for the schema, one for each table, one for the server. */
export interface ConnectionRow {
  kind: string;
  name: string;
  role: string;
  /** 0 missing, 1 there but not readable, 2 readable; of the server its version as PostgreSQL numbers it (150004). */
  state: number;
}

const TABLES = ['diag_run', 'fix_outcome'];

/**
 * A query that says whether the schema and its tables are there and readable. It reads the catalog alone, so it answers
 * at once however much data there is, and it works without any grant on the schema.
 * @throws QuoteError for a schema name that cannot be used
 */
export function connectionQuery(schema: string): string {
  const name = quoteLiteral(schema);
  const tables = TABLES.map((table) => `(${quoteLiteral(table)})`).join(', ');
  return `with schema as (
  select max(oid) as oid from pg_catalog.pg_namespace where nspname = ${name}
)
select 'schema' as kind, ${name} as name, current_user::text as role,
  case when oid is null then 0 when has_schema_privilege(oid, 'usage') then 2 else 1 end as state
from schema
union all
select 'server', current_setting('server_version'), current_user::text, current_setting('server_version_num')::integer
union all
select 'table', wanted.name, current_user::text,
  case when c.oid is null then 0 when has_table_privilege(c.oid, 'select') then 2 else 1 end
from (values ${tables}) as wanted(name)
left join schema on true
left join pg_catalog.pg_class c on c.relnamespace = schema.oid and c.relname = wanted.name and c.relkind in ('r', 'p', 'v', 'f')`;
}

/** What the rows of `connectionQuery` say, schema first. */
export function connectionFindings(schema: string, rows: ConnectionRow[]): Finding[] {
  const schemaRow = rows.find(({ kind }) => kind === 'schema');
  if (!schemaRow) {
    return [
      { outcome: 'fail', message: 'The database gave no answer about the schema.', remedy: 'Try again in a moment.' },
    ];
  }
  const { role, state } = schemaRow;
  if (state === 0) {
    return [
      {
        outcome: 'fail',
        message: `There is no schema "${schema}" in this database.`,
        remedy:
          'Check the database of the data source and the schema name; DevDiag creates the schema. The owner of the database can also make an empty one:',
        sql: schemaSql(schema, role),
      },
    ];
  }
  const identifier = quoteSchema(schema);
  const grantee = `"${role.replaceAll('"', '""')}"`;
  if (state === 1) {
    return [
      {
        outcome: 'fail',
        message: `The schema "${schema}" is there, but the role "${role}" may not use it.`,
        remedy: 'Let the owner of the database run this.',
        sql: `grant usage on schema ${identifier} to ${grantee};\ngrant select on all tables in schema ${identifier} to ${grantee};`,
      },
    ];
  }
  const tables = TABLES.map((table): Finding => {
    const found = rows.find(({ kind, name }) => kind === 'table' && name === table)?.state ?? 0;
    switch (found) {
      case 2:
        return { outcome: 'pass', message: `Table ${table} is readable.` };
      case 1:
        return {
          outcome: 'fail',
          message: `Table ${table} is there, but the role "${role}" may not read it.`,
          remedy: 'Let the owner of the database run this.',
          sql: `grant select on ${identifier}.${table} to ${grantee};`,
        };
      default:
        return {
          outcome: 'fail',
          message: `Table ${table} is missing from the schema "${schema}".`,
          remedy:
            'Check the schema name; DevDiag creates its tables. The owner of the database can also make what is missing:',
          sql: schemaSql(schema, role),
        };
    }
  });
  return [
    ...serverFinding(rows),
    { outcome: 'pass', message: `Schema "${schema}" is there and the role "${role}" may use it.` },
    ...tables,
  ];
}

/** The oldest major version that the queries are tested on. */
const OLDEST_SERVER = 15;

function serverFinding(rows: ConnectionRow[]): Finding[] {
  const server = rows.find(({ kind }) => kind === 'server');
  if (!server) {
    return [];
  }
  const isKnown = server.state >= OLDEST_SERVER * 10_000;
  return [
    {
      outcome: isKnown ? 'pass' : 'warn',
      message: `The server is PostgreSQL ${server.name}.`,
      ...(!isKnown && {
        remedy: `Queries are tested on PostgreSQL ${OLDEST_SERVER} and newer; older ones may refuse some.`,
      }),
    },
  ];
}

/** DevDiag's DDL and the grants of a role that may only read, to copy. Run again it changes nothing that is there. */
function schemaSql(schema: string, role: string): string {
  const identifiers: Record<string, string> = { schema: quoteSchema(schema), role: `"${role.replaceAll('"', '""')}"` };
  return Object.values(SCHEMA_SQL)
    .sort((one, other) => Number(other.includes('create schema')) - Number(one.includes('create schema')))
    .map((text) => text.replace(/\{\{(schema|role)\}\}/g, (_, name: string) => identifiers[name]))
    .join('\n');
}
