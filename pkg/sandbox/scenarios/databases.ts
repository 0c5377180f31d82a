import pg from 'pg';
import { createDevdiagDatabase, withClient } from '../postgres/database.ts';
import { startPostgres } from '../postgres/server.ts';
import { fillSampleData } from '../data/sample.ts';

/** Scenarios are asked as of this instant unless they say otherwise; the healthy data ends here. A Wednesday. */
export const SCENARIO_AS_OF = '2026-03-18T12:00:00Z';

/** 180 days of it: enough for every check to have an opinion, little enough to be filled in seconds. */
const HEALTHY_RUNS = 30_000;

/** The role that checks are asked as: it can only SELECT, like the one of Grafana's data source. */
export const ASKING_ROLE = 'grafana';

/** A PostgreSQL server with the two databases that scenarios begin from. */
export interface ScenarioServer {
  /** For example "15.18". */
  version: string;
  /** Connections as the owner, one a database; what is done in them is rolled back. */
  bases: Record<'healthy' | 'empty', pg.Client>;
  stop(): Promise<void>;
}

/**
 * Starts a server and fills the two databases. Nothing in them is ever changed, so all scenarios share them.
 *
 * @throws PostgresFailure with a sentence for people
 */
export async function startScenarioServer(major: 15 | 18): Promise<ScenarioServer> {
  const server = await startPostgres({ version: major, fast: true });
  try {
    const healthy = await createDevdiagDatabase(server, { name: 'healthy', role: ASKING_ROLE });
    const empty = await createDevdiagDatabase(server, { name: 'empty', role: ASKING_ROLE });
    await withClient(healthy.superuserDsn, (client) =>
      fillSampleData(client, { asOf: new Date(SCENARIO_AS_OF), days: 180, runs: HEALTHY_RUNS })
    );
    const bases = { healthy: await connect(healthy.superuserDsn), empty: await connect(empty.superuserDsn) };
    return {
      version: server.version,
      bases,
      stop: async () => {
        await Promise.all([bases.healthy.end(), bases.empty.end()]);
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function connect(dsn: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: dsn });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
