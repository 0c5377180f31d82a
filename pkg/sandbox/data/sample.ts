import pg, { type ClientBase } from 'pg';
import { withoutSecondaryIndexes } from './bulk-load.ts';
import { layOutCalendar } from './calendar.ts';
import { layOutEpisodes } from './episodes.ts';
import { insertOutcomes } from './outcomes.ts';
import { insertRuns } from './runs.ts';
import { layOutSeries } from './series.ts';

/** Runs inserted by one statement: long enough to be quick, short enough to show progress. */
const RUNS_A_STEP = 200_000;

export interface SampleOptions {
  /** The end of the history; nothing in the data is later, and the newest run is a few minutes older. */
  asOf: Date;
  /** Length of the history in days, at least 2; 180 when not given. */
  days?: number;
  /** How many runs there shall be, exactly. From 20,000 in 180 days on, no hour is without one. */
  runs: number;
  /** 'devdiag' when not given. */
  schema?: string;
  /** The time zone ts is written in (IANA name), whose days and working hours the data follows; UTC when not given. */
  zone?: string;
  onProgress?: (progress: SampleProgress) => void;
}

export interface SampleProgress {
  step: 'preparing' | 'inserting runs' | 'building indexes' | 'analyzing' | 'done';
  /** Runs inserted so far, and in all. */
  runs: number;
  of: number;
}

/**
 * Fills empty tables with a believable history that ends well: at asOf every health check passes. The same options give
 * the same data, whenever and on whichever version of PostgreSQL.
 *
 * All of it is one transaction: it is there completely or not at all. The client must own the tables.
 *
 * @returns how many rows there are now
 * @throws RangeError for options that make no sense; Error when there are runs already; pg's DatabaseError
 */
export async function fillSampleData(
  client: ClientBase,
  options: SampleOptions
): Promise<{ runs: number; outcomes: number }> {
  const { asOf, days = 180, runs, schema = 'devdiag', zone = 'UTC', onProgress = () => undefined } = options;
  checkOptions(asOf, days, runs);
  const runTable = `${pg.escapeIdentifier(schema)}.diag_run`;
  const outcomeTable = `${pg.escapeIdentifier(schema)}.fix_outcome`;
  const progress = (step: SampleProgress['step'], done: number) => onProgress({ step, runs: done, of: runs });

  await client.query('begin');
  try {
    await client.query(`
      set local jit = off; set local work_mem = '128MB'; set local maintenance_work_mem = '256MB';
      set local client_min_messages = warning; set local statement_timeout = 0`);
    await assertEmpty(client, runTable, outcomeTable);
    progress('preparing', 0);
    await layOutCalendar(client, { asOf, days, runs, zone });
    const turns = await layOutSeries(client, { days, runs });
    await layOutEpisodes(client, days);
    await withoutSecondaryIndexes(
      client,
      runTable,
      () => insertInSteps(client, runTable, turns, (done) => progress('inserting runs', done)),
      () => progress('building indexes', runs)
    );
    const outcomes = await insertOutcomes(client, outcomeTable);
    await client.query(`select setval(pg_get_serial_sequence($1, 'id'), $2)`, [runTable, runs]);
    await client.query('commit');
    progress('analyzing', runs);
    await client.query(`vacuum (analyze) ${runTable}, ${outcomeTable}`);
    progress('done', runs);
    return { runs, outcomes };
  } catch (error) {
    // Harmless after the commit; the first error is the one to tell.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

function checkOptions(asOf: Date, days: number, runs: number): void {
  if (Number.isNaN(asOf.getTime())) {
    throw new RangeError('asOf is not a valid date.');
  }
  if (!Number.isInteger(days) || days < 2) {
    throw new RangeError(`days is ${days}; it must be a whole number, at least 2.`);
  }
  if (!Number.isInteger(runs) || runs < 1) {
    throw new RangeError(`runs is ${runs}; it must be a whole number, at least 1.`);
  }
}

async function assertEmpty(client: ClientBase, runTable: string, outcomeTable: string): Promise<void> {
  const { rows } = await client.query<{ filled: boolean }>(
    `select exists (select from ${runTable}) or exists (select from ${outcomeTable}) as filled`
  );
  if (rows[0].filled) {
    throw new Error(`There is data in ${runTable} already; sample data goes into empty tables only.`);
  }
}

async function insertInSteps(
  client: ClientBase,
  runTable: string,
  turns: number,
  onInserted: (runs: number) => void
): Promise<void> {
  const { rows } = await client.query<{ first: number; last: number }>(
    `select min(n) as first, max(n) as last
    from sample_hour
    group by ceil(after / $1)
    order by 1`,
    [RUNS_A_STEP]
  );
  let inserted = 0;
  for (const hours of rows) {
    inserted += await insertRuns(client, runTable, turns, hours);
    onInserted(inserted);
  }
}
