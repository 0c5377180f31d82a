import { fillSampleData } from '@devdiag/sandbox/data/sample';
import { startWriter } from '@devdiag/sandbox/data/writer';
import { createDevdiagDatabase, withClient, type DevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import { startPostgres } from '@devdiag/sandbox/postgres/server';
import { placeholders } from '@devdiag/sandbox/scenarios/run';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { completeSettings } from '@devdiag/engine/settings/settings';
import pg from 'pg';
import { DEMO_FAULTS } from '../demo/faults.ts';
import { step } from './steps.ts';

export interface SampleDatabase {
  database: DevdiagDatabase;
  stop(): Promise<void>;
}

/**
 * An embedded PostgreSQL with sample data up to now. Without a fault in the data a writer goes on adding runs, so that the data
 * stays as fresh as that of a living installation.
 */
export async function startSampleDatabase(options: { runs: number; fault?: string }): Promise<SampleDatabase> {
  const server = await step('PostgreSQL', () => startPostgres({ fast: true }));
  try {
    const database = await createDevdiagDatabase(server, { name: 'devdiag' });
    // A fault that is told on an empty database is shown on one.
    const runs = options.fault && DEMO_FAULTS[options.fault].base === 'empty' ? 0 : options.runs;
    await step(`${runs.toLocaleString('en')} runs over 180 days`, (say) =>
      withClient(database.superuserDsn, (client) => fillDatabase(client, { ...options, runs }, say))
    );
    const spoilsData = options.fault !== undefined && DEMO_FAULTS[options.fault].fault !== undefined;
    const writer = spoilsData || options.runs === 0 ? undefined : await keepWriting(database);
    return {
      database,
      stop: async () => {
        await writer?.();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function fillDatabase(
  client: pg.Client,
  { runs, fault }: { runs: number; fault?: string },
  say: (detail: string) => void
) {
  const asOf = new Date();
  if (runs > 0) {
    await fillSampleData(client, {
      asOf,
      days: 180,
      runs,
      schema: 'devdiag',
      zone: 'UTC',
      onProgress: (progress) => say(`${progress.step} ${Math.floor((100 * progress.runs) / progress.of)} %`),
    });
  }
  const scenario = fault ? DEMO_FAULTS[fault] : undefined;
  if (scenario?.fault) {
    const { settings } = completeSettings(
      scenario.settings ?? {},
      CHECKS.map(({ definition }) => definition)
    );
    const fill = await placeholders(client, { asOf: asOf.getTime(), settings });
    await client.query(fill(scenario.fault));
  }
}

async function keepWriting(database: DevdiagDatabase): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: database.writerDsn });
  client.on('error', () => undefined);
  await client.connect();
  const writer = startWriter(client, { schema: 'devdiag', everySeconds: 20 });
  return async () => {
    await writer.stop();
    await client.end();
  };
}
