import { fillSampleData } from '@devdiag/sandbox/data/sample';
import { createDevdiagDatabase, withClient, type DevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import type { PostgresServer } from '@devdiag/sandbox/postgres/server';
import { step } from '../lib/steps.ts';
import { fillPreviews } from './previews.ts';

/** The history that the smallest size covers; larger ones go further back at the same rate. */
const DAYS_OF_SMALLEST = 180;

export interface Histories {
  /** The usual sample data, by size, smallest first. */
  sample: DevdiagDatabase[];
  /** As many runs as the smallest, in which most targets are new every week. */
  previews: DevdiagDatabase;
}

/** @param sizes runs, smallest first; all have the same runs a day */
export async function fillHistories(server: PostgresServer, sizes: number[], asOf: Date): Promise<Histories> {
  const sample: DevdiagDatabase[] = [];
  for (const runs of sizes) {
    const days = Math.round((DAYS_OF_SMALLEST * runs) / sizes[0]);
    sample.push(
      await filled(server, `bench_${runs}`, `${runs.toLocaleString('en')} runs over ${days} days`, (dsn, say) =>
        withClient(dsn, (client) =>
          fillSampleData(client, {
            ...{ asOf, days, runs, schema: 'devdiag', zone: 'UTC' },
            onProgress: (done) => say(`${done.step} ${Math.floor((100 * done.runs) / done.of)} %`),
          })
        )
      )
    );
  }
  const previews = await filled(
    server,
    'bench_previews',
    `About ${sizes[0].toLocaleString('en')} runs of previews over ${DAYS_OF_SMALLEST} days`,
    (dsn) => withClient(dsn, (client) => fillPreviews(client, { asOf, days: DAYS_OF_SMALLEST, runs: sizes[0] }))
  );
  return { sample, previews };
}

async function filled(
  server: PostgresServer,
  name: string,
  title: string,
  fill: (dsn: string, say: (detail: string) => void) => Promise<unknown>
): Promise<DevdiagDatabase> {
  const database = await createDevdiagDatabase(server, { name });
  await step(title, (say) => fill(database.superuserDsn, say));
  return database;
}
