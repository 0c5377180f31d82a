/**
 * Lays out DevDiag's schema with its roles and fills in sample data, for a PostgreSQL that is empty (the one of
 * docker-compose.yaml). Connects as PGHOST, PGDATABASE, PGUSER, PGPASSWORD say; needs the right to create roles.
 */
import pg from 'pg';
import { fillSampleData } from '@devdiag/sandbox/data/sample';
import { createDevdiagDatabase, withClient } from '@devdiag/sandbox/postgres/database';
import { Complaint, runMain, step } from '../lib/steps.ts';

const RUNS = Number(process.env.DEVDIAG_SAMPLE_RUNS ?? 50_000);

await runMain(async () => {
  const { host, port, database = 'devdiag', user, password } = new pg.Client();
  const address = (name: string, role: string | undefined, secret: string | undefined) =>
    `postgres://${encodeURIComponent(role ?? 'postgres')}:${encodeURIComponent(secret ?? '')}@${host}:${port}/${encodeURIComponent(name)}`;
  const created = await step('Schema and roles', () =>
    createDevdiagDatabase(
      { superuserDsn: (name) => address(name, user, password ?? undefined), dsn: address },
      { name: database, rolePassword: process.env.DEVDIAG_GRAFANA_PASS ?? 'grafana' }
    ).catch((error: Error) => {
      throw new Complaint(
        `PostgreSQL at ${host}:${port} did not let us in or lay out the schema: ${error.message}. ` +
          'PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD say where and as whom.'
      );
    })
  );
  await withClient(created.superuserDsn, async (client) => {
    const { rows } = await client.query('select exists (select from devdiag.diag_run) as filled');
    if (rows[0].filled) {
      process.stdout.write('There are runs already; nothing to fill in.\n');
      return;
    }
    await step(`${RUNS.toLocaleString('en')} runs over 180 days`, () =>
      fillSampleData(client, { asOf: new Date(), days: 180, runs: RUNS, schema: 'devdiag', zone: 'UTC' })
    );
  });
});
