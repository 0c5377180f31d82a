import pg from 'pg';
import { classifyQueryError } from '@devdiag/engine/query/errors';
import { MalformedAnswerError, rowsFromPg } from '@devdiag/engine/query/frames';
import { expandTimeTo } from '@devdiag/engine/query/render';
import { withStopwatch } from '@devdiag/engine/query/stopwatch';
import type { PlannedQuery, QueryAnswer } from '@devdiag/engine/report/evaluate';
import { CannotRun, Interrupted } from '../failure.ts';
import { requestCancel } from './cancel.ts';
import { firstError, unreachableBecause } from './network.ts';
import type { PgTarget } from './pg-target.ts';

export interface AskOptions {
  /** Milliseconds since 1970. */
  asOf: number;
  /** For every query; a lower limit of the role stays in force. */
  timeoutMs: number;
  /** Cancels the running statements. */
  signal: AbortSignal;
  /** Called with how many queries have been answered. */
  onAnswer?: (answered: number) => void;
}

/** Few, so that a health check is no load; more than one, so that a slow query does not hold up all others. */
const CONNECTIONS = 2;
const CONNECT_MS = 10_000;
/** How much longer we wait than the server was told to work. */
const GRACE_MS = 2000;

/**
 * Sends the queries over connections of our own, each in a read-only transaction of its own with a time limit. A
 * query that breaks is an answer; the others go on.
 * @throws CannotRun when there is no connection at all; Interrupted when `signal` was raised
 */
export async function askPostgres(
  target: PgTarget,
  queries: PlannedQuery[],
  options: AskOptions
): Promise<Map<string, QueryAnswer>> {
  const asked = queries.map(({ checkId, sql }) => ({ id: checkId, sql: withStopwatch(sql) }));
  const answers = await readPostgres(target, asked, options, ({ rows }) => rowsFromPg(rows));
  return new Map([...answers].map(([id, answer]) => [id, answer.ok ? { ok: true, ...answer.value } : answer]));
}

/** A statement by the name under which its answer is asked for. */
export interface NamedQuery {
  id: string;
  /** `$__timeTo()` is expanded. */
  sql: string;
}

/** What became of one query. */
export type Answer<T> = { ok: true; value: T } | Extract<QueryAnswer, { ok: false }>;

/**
 * The same for any query.
 * @param read what to make of a result; what it throws is the query's answer
 * @param types how cells arrive; node-postgres's own ways unless given
 * @throws as `askPostgres`
 */
export async function readPostgres<T>(
  target: PgTarget,
  queries: readonly NamedQuery[],
  options: AskOptions,
  read: (result: pg.QueryResult) => T,
  types?: pg.CustomTypesConfig
): Promise<Map<string, Answer<T>>> {
  const answers = new Map<string, Answer<T>>();
  const waiting = [...queries];
  const work = async (first: Session) => {
    let session: Session | undefined = first;
    try {
      for (let query = waiting.shift(); query; query = waiting.shift()) {
        session = session && !session.dead ? session : await reopened(target, options);
        answers.set(query.id, session ? await session.ask(query.sql, options, read, types) : LOST);
        options.onAnswer?.(answers.size);
      }
    } finally {
      await session?.close();
    }
  };
  const first = await Session.open(target, options);
  const others = Array.from({ length: Math.min(CONNECTIONS, queries.length) - 1 }, async () => {
    // The server may have room for one connection only: then that one does all the work.
    const session = await reopened(target, options);
    await (session && work(session));
  });
  // All of them, also when one was interrupted: each has a statement of its own to cancel.
  for (const ended of await Promise.allSettled([work(first), ...others])) {
    if (ended.status === 'rejected') {
      throw ended.reason;
    }
  }
  return answers;
}

const LOST: Extract<QueryAnswer, { ok: false }> = {
  ok: false,
  error: { kind: 'connection', message: 'the connection was lost and could not be made again' },
  tookMs: null,
};

async function reopened(target: PgTarget, options: AskOptions): Promise<Session | undefined> {
  try {
    return await Session.open(target, options);
  } catch (error) {
    if (error instanceof Interrupted) {
      throw error;
    }
    return undefined;
  }
}

/** One connection. Everything is set for one transaction at a time, so that it also works behind a pooler. */
class Session {
  /** The connection broke; ask over another one. */
  dead = false;

  private constructor(
    private readonly client: pg.Client,
    private readonly limitMs: number
  ) {}

  static async open(target: PgTarget, { timeoutMs, signal }: AskOptions): Promise<Session> {
    const client = new pg.Client({
      ...target,
      application_name: 'devdiag-ops',
      connectionTimeoutMillis: Math.min(CONNECT_MS, timeoutMs),
      keepAlive: true,
    });
    const abort = () => void client.end().catch(() => undefined);
    signal.addEventListener('abort', abort, { once: true });
    try {
      client.on('error', () => undefined);
      await client.connect();
      // A stricter limit of the role is there for a reason.
      const { rows } = await client.query(
        `select setting::float8 as ms from pg_settings where name = 'statement_timeout'`
      );
      const ofRole = Number(rows[0]?.ms ?? 0);
      const session = new Session(client, ofRole > 0 ? Math.min(ofRole, timeoutMs) : timeoutMs);
      client.on('error', () => (session.dead = true));
      client.on('end', () => (session.dead = true));
      return session;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw signal.aborted ? new Interrupted() : new CannotRun(noConnection(client, error));
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** @throws Interrupted when the signal was raised; everything else is an answer */
  async ask<T>(
    sql: string,
    { asOf, signal }: AskOptions,
    read: (result: pg.QueryResult) => T,
    types?: pg.CustomTypesConfig
  ): Promise<Answer<T>> {
    if (signal.aborted) {
      throw new Interrupted();
    }
    try {
      await this.client.query(
        `begin transaction read only; set local statement_timeout = ${Math.round(this.limitMs)}; set local datestyle = 'ISO'`
      );
      const result = await this.guarded(this.client.query({ text: expandTimeTo(sql, asOf), types }), signal);
      return { ok: true, value: read(result) };
    } catch (error) {
      if (signal.aborted) {
        throw new Interrupted();
      }
      return answerOf(error);
    } finally {
      await this.rollback();
    }
  }

  async close(): Promise<void> {
    this.dead = true;
    await this.client.end().catch(() => undefined);
  }

  /** Cancels on the server when the signal is raised or the server ignores its own limit. */
  private async guarded<T>(query: Promise<T>, signal: AbortSignal): Promise<T> {
    query.catch(() => undefined);
    let stop = () => {};
    const stopped = new Promise<undefined>((resolve) => (stop = () => resolve(undefined)));
    const timer = setTimeout(stop, this.limitMs + GRACE_MS);
    signal.addEventListener('abort', stop, { once: true });
    try {
      const first = await Promise.race([query.then((value) => ({ value })), stopped]);
      if (first) {
        return first.value;
      }
      await this.cancel();
      // Cancelled, the query ends with an error; a server that does not even do that is left alone.
      await Promise.race([
        query.catch(() => undefined),
        new Promise((resolve) => setTimeout(resolve, GRACE_MS).unref()),
      ]);
      await this.close();
      throw new Error(`the server did not answer within ${Math.round(this.limitMs / 1000)} s`);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  private cancel(): Promise<void> {
    const { host, port } = this.client;
    const { processID, secretKey } = this.client as unknown as { processID: number; secretKey: number };
    return requestCancel({ host, port, processId: processID, secretKey });
  }

  private async rollback(): Promise<void> {
    if (!this.dead) {
      await this.client.query('rollback').catch(() => (this.dead = true));
    }
  }
}

function answerOf(error: unknown): Extract<QueryAnswer, { ok: false }> {
  if (error instanceof MalformedAnswerError) {
    return { ok: false, error: { kind: 'other', message: error.message }, tookMs: null };
  }
  const { message, code } = error as { message: string; code?: string };
  return { ok: false, error: classifyQueryError(message, sqlState(code)), tookMs: null };
}

/** Node's own codes (ECONNREFUSED) are no SQLSTATEs. */
function sqlState(code: string | undefined): string | undefined {
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

function noConnection(client: pg.Client, error: unknown): string {
  const where = `${client.host}${client.host.startsWith('/') ? '' : `:${client.port}`}`;
  const whom = `database ${client.database ?? '(none)'}, user ${client.user ?? '(none)'}`;
  return `Cannot connect to PostgreSQL at ${where} (${whom}): ${reason(error)}`;
}

function reason(error: unknown): string {
  const { message, code } = firstError(error);
  const unreachable = unreachableBecause(code);
  if (unreachable !== undefined) {
    return unreachable;
  }
  switch (code) {
    case 'ENOENT':
      return 'there is no socket of a server in that folder.';
    case '28P01':
    case '28000':
      return `${message}. Check user and password, and pg_hba.conf on the server.`;
  }
  if (/timeout expired|connection timeout/i.test(message)) {
    return 'the server does not answer. Check host and port, and firewalls between here and there.';
  }
  if (/SASL.*password must be a string/i.test(message)) {
    return 'the server asks for a password. Set DEVDIAG_PG_PASS.';
  }
  if (/does not support SSL/i.test(message)) {
    return 'the server does not speak TLS; use sslmode=disable if that is meant to be so.';
  }
  return `${message.replace(/\.$/, '')}.`;
}
