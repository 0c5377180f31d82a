import { SCHEMA_SQL } from '@devdiag/catalog/generated/schema';
import type { CheckRow } from '@devdiag/catalog/types';
import { quoteSchema } from '../query/quote.ts';

/** What mends a finding: what to do, and SQL to copy where there is some. */
export interface Remedy {
  remedy: string;
  sql?: string;
}

/** As in the grants to copy: what no query of the role outlives. */
const TIME_LIMIT = '30s';

const OWNER_RUNS = 'Let the owner of the tables, or a superuser, run this.';
const SUPERUSER_RUNS = 'Let a superuser run this: who owns the tables may not change a role.';

/**
 * What mends that a check of the database itself did not pass.
 * @param rows those that the check judged
 * @param schema unquoted
 * @returns undefined where the check's own words say all
 */
export function remedyOf(checkId: string, rows: CheckRow[], schema: string): Remedy | undefined {
  switch (checkId) {
    case 'views':
      return viewsRemedy(rows, schema);
    case 'indexes':
      return indexesRemedy(rows, schema);
    case 'role-privileges':
      return privilegesRemedy(rows, schema);
    case 'stale-data':
      return {
        remedy:
          'Nothing here mends it: see whether DevDiag runs and writes to this database. The playbook of this check leads through it.',
      };
    default:
      return undefined;
  }
}

function viewsRemedy(rows: CheckRow[], schema: string): Remedy | undefined {
  const role = quoted(rows.find(({ section }) => section === 'role')?.key ?? '');
  const lacking = rows.filter(({ section, value }) => section === 'view' && value !== 1);
  const inTheWay = lacking.filter(({ detail }) => detail?.exists === true && detail.is_view !== true);
  const sql = lacking
    .filter((row) => !inTheWay.includes(row))
    .flatMap(({ key, detail }) => {
      const view = `${quoteSchema(schema)}.${key}`;
      const isWhole = detail?.exists === true && names(detail.missing).length === 0;
      return [
        // A view's columns cannot be changed in place. Without "cascade" this refuses where something stands on it.
        ...(detail?.exists === true && !isWhole ? [`drop view ${view};`] : []),
        ...(isWhole ? [] : statements(`create or replace view {{schema}}.${key} as`, schema)),
        `grant select on ${view} to ${role};`,
      ];
    });
  return lacking.length === 0
    ? undefined
    : {
        remedy:
          inTheWay.length === 0
            ? OWNER_RUNS
            : `Something else has the name of ${inTheWay.map(({ key }) => key).join(', ')}: rename it first. ${OWNER_RUNS}`,
        ...(sql.length > 0 && {
          sql: [`grant usage on schema ${quoteSchema(schema)} to ${role};`, ...sql].join('\n'),
        }),
      };
}

/** The indexes that come with the tables; the others stand in the DDL. */
const CONSTRAINTS: Record<string, string> = {
  diag_run_pkey: 'alter table {{schema}}.diag_run add primary key (id);',
  fix_outcome_pkey: 'alter table {{schema}}.fix_outcome add primary key (id);',
  fix_outcome_tenant_problem_code_fix_code_env_fp_key:
    'alter table {{schema}}.fix_outcome add unique (tenant, problem_code, fix_code, env_fp);',
};

function indexesRemedy(rows: CheckRow[], schema: string): Remedy | undefined {
  const lacking = rows.filter(({ value }) => value !== 1);
  const sql = lacking.flatMap(({ key, detail }) => {
    const name = String(key);
    const constraint = CONSTRAINTS[name];
    const create =
      constraint === undefined
        ? statements(`create index if not exists ${name} `, schema)
        : [constraint.replaceAll('{{schema}}', () => quoteSchema(schema))];
    switch (detail?.state) {
      case 'invalid': {
        const there = /^CREATE (?:UNIQUE )?INDEX ("(?:[^"]|"")+"|\S+) ON /.exec(String(detail.found))?.[1];
        return there === undefined ? [] : [`reindex index ${quoteSchema(schema)}.${there};`];
      }
      case 'different':
        // Somebody may need the other one: it makes room for the name, and stays.
        return constraint === undefined
          ? [`alter index ${quoteSchema(schema)}.${quoted(name)} rename to ${quoted(`${name}_other`)};`, ...create]
          : [];
      default:
        return create;
    }
  });
  return lacking.length === 0
    ? undefined
    : {
        remedy: `${OWNER_RUNS} It locks the table against writing meanwhile: on a large one in use, write "create index concurrently" and run each line by itself.`,
        ...(sql.length > 0 && { sql: sql.join('\n') }),
      };
}

function privilegesRemedy(rows: CheckRow[], schema: string): Remedy | undefined {
  const asking = rows.find(({ section }) => section === 'role');
  const role = quoted(asking?.key ?? '');
  const sql = rows.flatMap((row) => revocations(row, role, schema));
  if (asking?.detail?.is_limited !== true) {
    sql.push(`alter role ${role} set statement_timeout = '${TIME_LIMIT}';`);
  }
  const changesRole =
    asking?.detail?.is_limited !== true || rows.some(({ section }) => section === 'attribute' || section === 'member');
  const owns = rows.some(({ section }) => section === 'owner');
  const isOff = asking?.detail?.is_limited === true && asking.detail.is_off_here === true;
  if (sql.length === 0 && !owns && !isOff) {
    return undefined;
  }
  return {
    remedy: [
      owns && 'It owns something: choose a role for Grafana that owns nothing.',
      isOff && 'A query lifted the limit for this connection, which ends when Grafana closes it.',
      sql.length > 0 &&
        `${changesRole ? SUPERUSER_RUNS : OWNER_RUNS} What the role still may afterwards it has from another role or from everybody (public): revoke it there.`,
    ]
      .filter(Boolean)
      .join(' '),
    ...(sql.length > 0 && { sql: sql.join('\n') }),
  };
}

/** One row of the check's query: what it may do, and on what. */
function revocations({ section, key, detail }: CheckRow, role: string, schema: string): string[] {
  const subjects = names(detail?.subjects);
  const inSchema = (name: string) => `${quoteSchema(schema)}.${quoted(name)}`;
  switch (section) {
    case 'attribute':
      // Without a subject it is the role's own; otherwise it has it from a role that it may become.
      return subjects.length > 0
        ? subjects.map((other) => `revoke ${quoted(other)} from ${role};`)
        : [`alter role ${role} no${key};`];
    case 'member':
      return [`revoke ${quoted(String(key))} from ${role};`];
    case 'privilege':
      return subjects.map((name) => `revoke ${String(key).toLowerCase()} on ${inSchema(name)} from ${role};`);
    case 'sequence':
      return subjects.map((name) => `revoke usage, update on sequence ${inSchema(name)} from ${role};`);
    case 'create':
      return subjects.map((name) => `revoke create on ${key} ${quoted(name)} from ${role};`);
    default:
      return [];
  }
}

/** Statements of DevDiag's DDL that begin so, ready to run; in the DDL a statement's semicolon ends its line. */
function statements(beginning: string, schema: string): string[] {
  const text = Object.values(SCHEMA_SQL).find((ddl) => ddl.includes(beginning)) ?? '';
  const start = text.indexOf(beginning);
  const end = text.indexOf(';\n', start);
  const statement = start < 0 ? [] : [text.slice(start, end < 0 ? undefined : end + 1).trim()];
  return statement.map((each) => each.replaceAll('{{schema}}', () => quoteSchema(schema)));
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
