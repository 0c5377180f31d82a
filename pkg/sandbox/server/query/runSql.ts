import pg from 'pg';
import { connectionConfig } from './pools.ts';
import type { DataSource } from '../state/dataSources.ts';

export interface Column {
  name: string;
  /** PostgreSQL's type identifier. */
  oid: number;
}

/** Rows as PostgreSQL writes them, `null` where it has none. */
export interface SqlResult {
  columns: Column[];
  rows: Array<Array<string | null>>;
  /** Whether there were more rows than the limit. */
  cut: boolean;
}

/** Everything stays the text that PostgreSQL sends; columns.ts gives it types. */
const AS_TEXT = { getTypeParser: () => (value: string) => value };

/**
 * Runs SQL (one statement or several) on a connection of the pool, as text protocol without parameters. The result
 * has the first statement's columns and the rows of all, as in Grafana. Aborting cancels the statement in the database.
 *
 * Rejects with what the Node client throws, with `LateError`, `ColumnCountError` or `AbortedError`.
 */
export async function runSql(
  pool: pg.Pool,
  dataSource: DataSource,
  sql: string,
  { rowLimit, signal }: { rowLimit: number; signal: AbortSignal }
): Promise<SqlResult> {
  signal.throwIfAborted();
  const client = await pool.connect();
  const query = new pg.Query({ text: sql, rowMode: 'array', types: AS_TEXT } as never);
  const cancel = () => void cancelStatement(client, dataSource);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const result = await collect(client, query, rowLimit);
    client.release();
    return result;
  } catch (error) {
    // A statement that failed leaves the connection usable; one that broke it does not.
    const reason = error instanceof LateError ? error.reason : error;
    const usable =
      reason instanceof ColumnCountError || (reason instanceof pg.DatabaseError && reason.severity !== 'FATAL');
    client.release(usable ? undefined : true);
    throw signal.aborted ? new AbortedError() : error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** The caller went away. */
export class AbortedError extends Error {}

/** A later statement has another number of columns than the first. */
export class ColumnCountError extends Error {}

/** A statement failed after it had given rows, which Grafana tells differently. */
export class LateError extends Error {
  readonly reason: Error;

  constructor(reason: Error) {
    super(reason.message);
    this.reason = reason;
  }
}

interface QueryEvents {
  on(event: 'row', listener: (row: Array<string | null>) => void): void;
  on(event: 'end', listener: (result: ResultMetadata | ResultMetadata[]) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
}

interface ResultMetadata {
  fields: Array<{ name: string; dataTypeID: number }>;
}

function collect(client: pg.PoolClient, query: pg.Query, rowLimit: number): Promise<SqlResult> {
  return new Promise((resolve, reject) => {
    const rows: Array<Array<string | null>> = [];
    let cut = false;
    const events = query as unknown as QueryEvents;
    events.on('row', (row) => {
      if (rows.length === rowLimit) {
        cut = true;
      } else {
        rows.push(row);
      }
    });
    events.on('end', (result) => {
      // The first statement that has columns gives them to all.
      const fields = [result].flat().find((part) => part.fields.length > 0)?.fields ?? [];
      const odd = rows.find((row) => row.length !== fields.length);
      if (odd) {
        reject(new ColumnCountError(`sql: expected ${odd.length} destination arguments in Scan, not ${fields.length}`));
      } else {
        resolve({ columns: fields.map(({ name, dataTypeID }) => ({ name, oid: dataTypeID })), rows, cut });
      }
    });
    events.on('error', (error) => reject(rows.length > 0 ? new LateError(error) : error));
    client.query(query);
  });
}

/** Asks the server, over a connection of its own as the protocol demands, to cancel what the client is running. */
async function cancelStatement(client: pg.PoolClient, dataSource: DataSource): Promise<void> {
  const backend = (client as unknown as { processID: number | null }).processID;
  if (!backend) {
    return;
  }
  const other = new pg.Client(connectionConfig(dataSource));
  other.on('error', () => undefined);
  try {
    await other.connect();
    await other.query('select pg_cancel_backend($1)', [backend]);
  } catch {
    // The database is gone, and the statement with it.
  } finally {
    await other.end().catch(() => undefined);
  }
}
