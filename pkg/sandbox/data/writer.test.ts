import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import pg from 'pg';
import { createDevdiagDatabase, type DevdiagDatabase } from '../postgres/database.ts';
import { startPostgres, type PostgresServer } from '../postgres/server.ts';
import * as measure from './measures.ts';
import { fillSampleData } from './sample.ts';
import { startWriter, writeWhatIsDue } from './writer.ts';

const asOf = new Date('2026-01-02T10:17:00Z');
const RUNS = 20_000;
const after = (minutes: number) => new Date(asOf.getTime() + minutes * 60_000);

let server: PostgresServer;
let database: DevdiagDatabase;
let owner: pg.Client;
let writer: pg.Client;

beforeAll(async () => {
  server = await startPostgres({ fast: true });
  database = await createDevdiagDatabase(server, { name: 'alive' });
  owner = new pg.Client({ connectionString: database.superuserDsn });
  writer = new pg.Client({ connectionString: database.writerDsn });
  await owner.connect();
  await writer.connect();
}, 60_000);

afterAll(async () => {
  await writer?.end();
  await owner?.end();
  await server?.stop();
});

async function count(): Promise<number> {
  return (await owner.query('select count(*)::integer as runs from devdiag.diag_run')).rows[0].runs;
}

describe('writer', () => {
  beforeEach(async () => {
    await owner.query('truncate devdiag.diag_run, devdiag.fix_outcome restart identity');
    await fillSampleData(owner, { asOf, runs: RUNS });
  }, 60_000);

  it('writes as the role that may not delete', async () => {
    await expect(writer.query('delete from devdiag.diag_run')).rejects.toThrow('permission denied');
    expect((await writeWhatIsDue(writer, { now: () => after(60) })).runs).toBeGreaterThan(0);
  });

  it('does nothing while nothing is due', async () => {
    expect(await writeWhatIsDue(writer, { now: () => asOf })).toMatchObject({ runs: 0 });
    expect(await count()).toBe(RUNS);
  });

  it('goes on in the rhythm of the week before, with the next ids', async () => {
    for (let minutes = 0; minutes <= 24 * 60; minutes += 10) {
      await writeWhatIsDue(writer, { now: () => after(minutes) });
    }
    const { rows } = await owner.query(
      `select count(*)::integer as runs, min(id)::integer as first, max(id)::integer as last,
        (select count(*) from devdiag.diag_run where id <= $2
          and ts > $1::timestamptz at time zone 'UTC' - interval '7 days'
          and ts <= $1::timestamptz at time zone 'UTC' - interval '6 days')::integer as week_before
      from devdiag.diag_run where id > $2`,
      [asOf.toISOString(), RUNS]
    );
    const [{ runs, first, last, week_before: weekBefore }] = rows;
    expect(Math.abs(runs - weekBefore)).toBeLessThanOrEqual(2);
    expect({ first, last }).toEqual({ first: RUNS + 1, last: RUNS + runs });
    const { newest, longestGap } = await measure.ages(owner, { asOf: after(24 * 60) });
    expect(newest).toBeLessThan(60);
    expect(longestGap).toBeLessThan(60);
  });

  it('catches up after three weeks, and all is well then', async () => {
    const then = after(22 * 24 * 60);
    await writeWhatIsDue(writer, { now: () => then });
    expect((await measure.ages(owner, { asOf: then })).newest).toBeLessThan(60);
    expect(measure.oddDays(await measure.runsADay(owner, { asOf: then }))).toEqual([]);
    expect((await measure.topShare(owner, { asOf: then })).share).toBeLessThan(0.17);
    expect((await measure.medianTtr(owner, { asOf: then }, 7)).median).toBeLessThan(2);
    const { rows } = await owner.query(`select count(*)::integer as later from devdiag.diag_run where ts > $1`, [
      then.toISOString().replace('Z', ''),
    ]);
    expect(rows).toEqual([{ later: 0 }]);
  });

  it('isn’t stopped by a run from the future', async () => {
    await owner.query(`update devdiag.diag_run set ts = ts + interval '9 days' where id = ${RUNS}`);
    expect((await writeWhatIsDue(writer, { now: () => after(60) })).runs).toBeGreaterThan(0);
  });

  it('breaks a silence of the history itself', async () => {
    await owner.query(`delete from devdiag.diag_run where ts < (select max(ts) from devdiag.diag_run)`);
    expect(await writeWhatIsDue(writer, { now: () => after(70) })).toMatchObject({ runs: 0 });
    expect(await writeWhatIsDue(writer, { now: () => after(80) })).toMatchObject({ runs: 1 });
  });

  it('learns the oldest outcome anew, once an hour', async () => {
    const oldest = async () => (await owner.query('select min(ts) as ts from devdiag.fix_outcome')).rows[0].ts;
    const before = await oldest();
    expect(await writeWhatIsDue(writer, { now: () => after(24 * 60) })).toMatchObject({ relearned: 1 });
    expect(await writeWhatIsDue(writer, { now: () => after(24 * 60 + 59) })).toMatchObject({ relearned: 0 });
    expect(await writeWhatIsDue(writer, { now: () => after(24 * 60 + 61) })).toMatchObject({ relearned: 1 });
    expect((await oldest()).getTime()).toBeGreaterThan(before.getTime());
  });

  it('leaves empty tables empty', async () => {
    await owner.query('truncate devdiag.diag_run, devdiag.fix_outcome');
    expect(await writeWhatIsDue(writer, { now: () => after(60) })).toEqual({ runs: 0, relearned: 0 });
  });

  it('keeps writing until it is stopped, through an error too', async () => {
    const written: number[] = [];
    const errors: unknown[] = [];
    let minutes = 0;
    let wake: () => void = () => undefined;
    const running = startWriter(writer, {
      everySeconds: 0.01,
      now: () => {
        minutes += 30;
        if (minutes === 60) {
          throw new Error('clock broken');
        }
        return after(minutes);
      },
      onWrite: ({ runs }) => {
        written.push(runs);
        if (written.length === 3) {
          wake();
        }
      },
      onError: (error) => errors.push(error),
    });
    await new Promise<void>((resolve) => (wake = resolve));
    await running.stop();
    await running.stop();
    const total = await count();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await count()).toBe(total);
    expect(total).toBe(RUNS + written.reduce((sum, runs) => sum + runs, 0));
    expect(errors).toEqual([new Error('clock broken')]);
  });
});
