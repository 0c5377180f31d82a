import pg from 'pg';
import { withClient, type DevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import { step } from '../lib/steps.ts';
import type { Histories } from './histories.ts';
import { fastest } from './measure.ts';
import type { Question } from './questions.ts';

const ALERT = 'ttr-regression';
/** So many times faster than the view must the alert be, on the history of previews, at this size. */
const MIN_TIMES_FASTER = 100;
const AIM = 200;
const FROM_RUNS = 1_000_000;
const ROUNDS = 3;
/** So often the alert is asked a round: whatever else the machine does for a moment is all of a short query. */
const ALERTS_A_ROUND = 5;

/**
 * Prints how much faster the alert is than the view on both histories.
 * @param runs size of both histories
 * @returns what is over its bar, in words
 */
export async function compareAllWithView(
  { sample, previews }: Histories,
  questions: Question[],
  runs: number,
  asOf: Date
): Promise<string[]> {
  const { sql } = questions.find(({ group, id }) => group === 'alert' && id === ALERT)!;
  const over: string[] = [];
  for (const [name, database] of [
    ['the usual sample data', sample[0]],
    ['previews', previews],
  ] as const) {
    for (const isParallel of [true, false]) {
      const way = isParallel ? 'default settings' : 'without parallel workers';
      const { viewMs, alertMs } = await step(`Time to remediation by the view, on ${name}, ${way}`, () =>
        compareWithView(database, sql, asOf, isParallel)
      );
      const ratio = viewMs / alertMs;
      // What counts is what a server does as it comes; how much of it is work spread over processes is told beside it.
      const isJudged = database === previews && runs >= FROM_RUNS && isParallel;
      process.stdout.write(
        `  v_ttr_days ${(viewMs / 1000).toFixed(1)} s, ${ALERT} ${alertMs.toFixed(0)} ms: ${Math.floor(ratio)} times faster` +
          `${isJudged ? ` (at least ${MIN_TIMES_FASTER}, aim ${AIM})` : ''}\n`
      );
      if (isJudged && ratio < MIN_TIMES_FASTER) {
        over.push(`alert ${ALERT} (${Math.floor(ratio)} times faster than v_ttr_days)`);
      }
    }
  }
  return over;
}

/**
 * The median time to remediation of what appeared in the last 7 days as the view v_ttr_days tells it, and as the alert
 * does, in turns on one connection.
 * @param isParallel whether the server may use workers beside the connection's process
 *
 * The view counts up to the server's own date. A copy of it counts up to the history's end, as it would have on that
 * day: asked months later it would lay out months more.
 */
async function compareWithView(
  database: DevdiagDatabase,
  alert: string,
  asOf: Date,
  isParallel: boolean
): Promise<{ viewMs: number; alertMs: number }> {
  // As the superuser: the reading role's time limit of 30 s could end the view.
  return withClient(database.superuserDsn, async (client) => {
    const today = `date ${pg.escapeLiteral(asOf.toISOString().slice(0, 10))}`;
    const { rows } = await client.query<{ text: string }>(`select pg_get_viewdef('devdiag.v_ttr_days') as text`);
    const text = rows[0].text.replace('CURRENT_DATE', `(${today})`);
    if (text === rows[0].text || text.includes('CURRENT_DATE')) {
      throw new Error('The view v_ttr_days was expected to name the current date once.');
    }
    await client.query(`create temporary view ttr_days_to_the_end as ${text}`);
    if (!isParallel) {
      await client.query('set max_parallel_workers_per_gather = 0');
    }
    const view = `select percentile_disc(0.5) within group (order by extract(epoch from ttr_days) / 86400)
      from ttr_days_to_the_end where first_seen_day >= ${today} - 7`;
    const [viewMs, ...alertMs] = await fastest(
      [view, ...Array<string>(ALERTS_A_ROUND).fill(alert)].map((sql) => () => client.query(sql)),
      ROUNDS
    );
    return { viewMs, alertMs: Math.min(...alertMs) };
  });
}
