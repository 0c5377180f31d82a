import type pg from 'pg';
import type { CheckEntry, CheckRow } from '@devdiag/catalog/types';
import { classifyQueryError } from '@devdiag/engine/query/errors';
import { expandTimeTo } from '@devdiag/engine/query/render';
import { TOOK_SECTION, withStopwatch } from '@devdiag/engine/query/stopwatch';
import { planQueries, type HealthQuestion, type QueryAnswer } from '@devdiag/engine/report/evaluate';
import { ASKING_ROLE } from './databases.ts';

/**
 * Asks checks inside a transaction that is already open, as the data source would: in the SELECT-only role, with that
 * role's own settings, the stopwatch around every query, in a session whose time zone may be anything.
 *
 * A query that breaks leaves the transaction usable; its error is the answer.
 */
export async function askChecks(
  client: pg.ClientBase,
  entries: CheckEntry[],
  question: HealthQuestion,
  sessionZone = 'UTC'
): Promise<Map<string, QueryAnswer>> {
  const answers = new Map<string, QueryAnswer>();
  for (const { checkId, sql } of planQueries(entries, question)) {
    const text = expandTimeTo(withStopwatch(sql), question.asOf);
    answers.set(checkId, await asReader(client, sessionZone, () => answerOf(client, text)));
  }
  return answers;
}

/**
 * Does something as the SELECT-only role and becomes the owner again, whether it worked or not.
 *
 * @throws what the work throws
 */
export async function asReader<T>(client: pg.ClientBase, sessionZone: string, work: () => Promise<T>): Promise<T> {
  await client.query('savepoint reader');
  try {
    await becomeReader(client, sessionZone);
    return await work();
  } finally {
    // Takes the role and its settings back, and lifts the transaction out of an error.
    await client.query('rollback to savepoint reader; release savepoint reader');
  }
}

async function becomeReader(client: pg.ClientBase, sessionZone: string): Promise<void> {
  // What a login as this role begins with: a scenario may have changed it, and nobody logs in here.
  const { rows } = await client.query<{ setting: string }>(
    `select unnest(setting.setconfig) as setting
    from pg_db_role_setting setting
    join pg_roles role on role.oid = setting.setrole
    where role.rolname = $1 and setting.setdatabase = 0`,
    [ASKING_ROLE]
  );
  await client.query(`set local role ${ASKING_ROLE}`);
  for (const { setting } of rows) {
    const at = setting.indexOf('=');
    await client.query('select set_config($1, $2, true)', [setting.slice(0, at), setting.slice(at + 1)]);
  }
  await client.query(`select set_config('timezone', $1, true)`, [sessionZone]);
}

async function answerOf(client: pg.ClientBase, text: string): Promise<QueryAnswer> {
  try {
    const rows = (await client.query(text)).rows.map(toCheckRow);
    const took = rows.find((row) => row.section === TOOK_SECTION)?.value ?? null;
    return { ok: true, rows: rows.filter((row) => row.section !== TOOK_SECTION), tookMs: took };
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    return { ok: false, error: classifyQueryError(message, code), tookMs: null };
  }
}

function toCheckRow({ section, key, at, value, detail }: Record<string, unknown>): CheckRow {
  return {
    section: section as string,
    key: key as string | null,
    at: at instanceof Date ? at.getTime() : null,
    value: value as number | null,
    detail: detail as CheckRow['detail'],
  };
}
