import pg, { type ClientBase } from 'pg';

export interface WriterOptions {
  /** 'devdiag' when not given. */
  schema?: string;
  /** How often to look whether something is due; 20 when not given. */
  everySeconds?: number;
  /** The time zone ts is written in (IANA name), as the history's; UTC when not given. */
  zone?: string;
  /** The clock, for tests; the machine's when not given. */
  now?: () => Date;
  /** Told of every round that wrote something. */
  onWrite?: (written: { runs: number; relearned: number }) => void;
  /** Told of every round that failed; the next one tries again. */
  onError?: (error: unknown) => void;
}

export interface Writer {
  /** Waits for the round under way; the client is free afterwards. May be called more than once. */
  stop(): Promise<void>;
}

/** Silence never lasts longer than this, however sparse the history is. */
const LONGEST_SILENCE = '75 minutes';

/** An outcome is learned anew so often; with some two hundred of them, each is confirmed about once a week. */
const RELEARN_AFTER = '1 hour';

/**
 * Keeps a history alive: from its newest run on, the runs of the week before happen again, seven days later to the
 * second. So the rhythm, the shares of the problems and their comings and goings stay as they were, for as long as it
 * runs. A history that was left alone for a while is brought up to date in the first round.
 *
 * @param client connected as a role that may select, insert and update; the writer's alone until it is stopped
 */
export function startWriter(client: ClientBase, options: WriterOptions = {}): Writer {
  const { everySeconds = 20, onWrite = () => undefined, onError = () => undefined } = options;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();

  const run = () => {
    round = writeWhatIsDue(client, options)
      .then((written) => {
        if (written.runs + written.relearned > 0) {
          onWrite(written);
        }
      })
      .catch(onError)
      .finally(() => {
        if (!stopped) {
          timer = setTimeout(run, everySeconds * 1000);
        }
      });
  };
  run();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}

/**
 * One round of the writer.
 *
 * @returns how many runs were inserted and how many outcomes learned anew; nothing happens in an empty table
 * @throws pg's DatabaseError
 */
export async function writeWhatIsDue(
  client: ClientBase,
  options: Pick<WriterOptions, 'schema' | 'zone' | 'now'> = {}
): Promise<{ runs: number; relearned: number }> {
  const { schema = 'devdiag', zone = 'UTC', now = () => new Date() } = options;
  const runTable = `${pg.escapeIdentifier(schema)}.diag_run`;
  const outcomeTable = `${pg.escapeIdentifier(schema)}.fix_outcome`;
  const clock = now().toISOString();

  let runs = 0;
  for (;;) {
    const repeated = await repeatLastWeek(client, runTable, clock, zone);
    runs += repeated;
    // A week at a time: what was written just now is what the next week repeats.
    if (repeated === 0) {
      break;
    }
  }
  runs += await breakSilence(client, runTable, clock, zone);
  return { runs, relearned: await relearn(client, outcomeTable, clock, zone) };
}

async function repeatLastWeek(client: ClientBase, table: string, clock: string, zone: string): Promise<number> {
  const { rowCount } = await client.query(
    `insert into ${table} (ts, tenant, target_hash, env_fp, problems, evidence, preset)
    select ts + interval '7 days', tenant, target_hash, env_fp, problems, evidence, preset
    from ${table}
    -- Runs from the future (a clock that was wrong, or a fault made on purpose) are not where we go on from.
    where ts > (select max(ts) from ${table} where ts <= $1::timestamptz at time zone $2) - interval '7 days'
      and ts <= ($1::timestamptz at time zone $2) - interval '7 days'
    order by ts, id`,
    [clock, zone]
  );
  return rowCount ?? 0;
}

async function breakSilence(client: ClientBase, table: string, clock: string, zone: string): Promise<number> {
  const { rowCount } = await client.query(
    `insert into ${table} (ts, tenant, target_hash, env_fp, problems, evidence, preset)
    select $1::timestamptz at time zone $2, tenant, target_hash, env_fp, problems, evidence, preset
    from (
      select * from ${table} where ts <= $1::timestamptz at time zone $2 order by ts desc, id desc limit 1
    ) as newest
    where ts < ($1::timestamptz at time zone $2) - $3::interval`,
    [clock, zone, LONGEST_SILENCE]
  );
  return rowCount ?? 0;
}

async function relearn(client: ClientBase, table: string, clock: string, zone: string): Promise<number> {
  const { rowCount } = await client.query(
    `update ${table}
    set ts = $1::timestamptz at time zone $2, support = support + 1
    where id = (select id from ${table} order by ts, id limit 1)
      and (select max(ts) from ${table}) < ($1::timestamptz at time zone $2) - $3::interval`,
    [clock, zone, RELEARN_AFTER]
  );
  return rowCount ?? 0;
}
