import pg from 'pg';
import type { Measured, Timing } from './bars.ts';
import { floorOf } from './floor.ts';
import type { Histories } from './histories.ts';
import { fastest } from './measure.ts';
import type { Question } from './questions.ts';

/** Asks every question and its floor on every history, as the reading role with the server's default settings. */
export async function askAll(
  { sample, previews }: Histories,
  questions: Question[],
  { asOf, repeat, say }: { asOf: number; repeat: number; say: (detail: string) => void }
): Promise<Measured[]> {
  const clients = [...sample, previews].map(({ readerDsn }) => new pg.Client({ connectionString: readerDsn }));
  await Promise.all(clients.map((client) => client.connect()));
  try {
    const measured: Measured[] = [];
    for (const question of questions) {
      say(`${question.group} ${question.id}`);
      const floor = floorOf(question, asOf);
      const texts = [question.sql, ...(floor ? [floor.sql] : [])];
      // All histories take turns, so that growth is not the difference between a quiet minute and a busy one.
      const times = await fastest(
        clients.flatMap((client) => texts.map((text) => () => client.query(text))),
        repeat
      );
      const plannedCosts = await Promise.all(clients.map((client) => plannedCostOf(client, question.sql)));
      const timings = clients.map((_, place): Timing => {
        const [ms, floorMs] = times.slice(place * texts.length, (place + 1) * texts.length);
        return { ms, floorMs, plannedCost: plannedCosts[place] };
      });
      measured.push({
        question,
        floor: floor?.label,
        sample: timings.slice(0, -1),
        previews: timings[timings.length - 1],
      });
    }
    return measured;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function plannedCostOf(client: pg.Client, sql: string): Promise<number> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: { 'Total Cost': number } }] }>(
    `explain (format json) ${sql}`
  );
  return rows[0]['QUERY PLAN'][0].Plan['Total Cost'];
}
