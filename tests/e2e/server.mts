/**
 * What the browser tests need beside a Grafana: PostgreSQL with one database for each state that a page must show, and,
 * unless a real Grafana is given, the stand-in. Their addresses are answered as JSON on the control port.
 *
 *   node --import tsx tests/e2e/server.mts --control 3411 [--standin 3410]
 */
import { createServer, type IncomingMessage } from 'node:http';
import { parseArgs } from 'node:util';
import { ALERT_SCENARIOS } from '@devdiag/catalog/generated/alertScenarios';
import { SCENARIOS } from '@devdiag/catalog/generated/scenarios';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { fillSampleData } from '@devdiag/sandbox/data/sample';
import { createDevdiagDatabase, withClient, type DevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import { startPostgres, type PostgresServer } from '@devdiag/sandbox/postgres/server';
import { placeholders } from '@devdiag/sandbox/scenarios/run';
import { startStandIn } from '@devdiag/sandbox/server/standin';
import { DIST } from '../../scripts/lib/bundle.ts';
import { runMain } from '../../scripts/lib/steps.ts';
import { CHANGING, type Databases } from './databases.ts';

/** Faults of the database "faulty": one that warns, one that fails (last: it takes the newest runs away). */
const FAULTS = ['unlearned-problems', 'stale-data'];
const RUNS = 30_000;

/**
 * The data's clock: a zone in which it is about noon now. Near a day's beginning some checks rightly say "too early to
 * tell"; the specs are about other things and must not depend on the hour at which they run.
 */
const ZONE = zoneAtNoon(new Date());

await runMain(async () => {
  const { values } = parseArgs({ options: { control: { type: 'string' }, standin: { type: 'string' } } });
  const server = await startPostgres({ fast: true });
  const { answer: databases, changing } = await makeDatabases(server);
  const standIn = values.standin
    ? await startStandIn({ port: Number(values.standin), distDir: DIST, datasources: [], log: () => undefined })
    : undefined;
  const control = createServer((request, answer) => {
    void act(request, changing).then(
      () => answer.setHeader('content-type', 'application/json').end(JSON.stringify(databases)),
      (error: unknown) => {
        answer.statusCode = 500;
        answer.end(String(error));
      }
    );
  });
  await new Promise<void>((listening) => control.listen(Number(values.control), '127.0.0.1', listening));
  await new Promise<void>((done) => {
    process.once('SIGTERM', done);
    process.once('SIGINT', done);
  });
  control.close();
  await standIn?.stop();
  await server.stop();
});

/** `POST /<database>/<alert>/fault` makes that alert's fault in that database, `/mend` mends it; all else is a look. */
async function act({ method, url = '' }: IncomingMessage, changing: Map<string, DevdiagDatabase>): Promise<void> {
  const [, name, id, step] = /^\/([\w-]+)\/([\w-]+)\/(fault|mend)$/.exec(url) ?? [];
  if (method !== 'POST' || id === undefined) {
    return;
  }
  const database = changing.get(name);
  if (database === undefined) {
    throw new Error(`Faults are made in ${CHANGING.join(', ')}; not in ${name}.`);
  }
  const sql = ALERT_SCENARIOS[id]?.find(({ demo }) => demo)?.[step as 'fault' | 'mend'];
  if (sql === undefined) {
    throw new Error(`The alert ${id} has no ${step}.`);
  }
  await withClient(database.superuserDsn, async (client) => {
    const fillIn = await placeholders(client, { asOf: Date.now(), settings: settingsOfSpecs() });
    await client.query(fillIn(sql));
  });
}

function settingsOfSpecs() {
  return completeSettings(
    { timeZone: ZONE },
    CHECKS.map(({ definition }) => definition)
  ).settings;
}

async function makeDatabases(
  server: PostgresServer
): Promise<{ answer: Databases; changing: Map<string, DevdiagDatabase> }> {
  const healthy = await createDevdiagDatabase(server, { name: 'healthy' });
  await fill(healthy);
  const faulty = await createDevdiagDatabase(server, { name: 'faulty' });
  await fill(faulty);
  await breakIt(faulty);
  const changing = new Map<string, DevdiagDatabase>();
  for (const name of CHANGING) {
    const database = await createDevdiagDatabase(server, { name });
    await fill(database);
    changing.set(name, database);
  }
  await createDevdiagDatabase(server, { name: 'empty' });
  await createDevdiagDatabase(server, { name: 'bare', withSchema: false });
  const unreadable = await createDevdiagDatabase(server, { name: 'unreadable' });
  await withClient(unreadable.superuserDsn, (client) =>
    client.query('revoke select on devdiag.diag_run, devdiag.fix_outcome from grafana')
  );
  const answer = {
    host: `127.0.0.1:${server.port}`,
    user: healthy.role,
    password: healthy.rolePassword,
    zone: ZONE,
    readerDsn: { healthy: healthy.readerDsn, faulty: faulty.readerDsn },
  };
  return { answer, changing };
}

function fill({ superuserDsn }: DevdiagDatabase) {
  return withClient(superuserDsn, (client) =>
    fillSampleData(client, { asOf: new Date(), days: 180, runs: RUNS, zone: ZONE })
  );
}

async function breakIt({ superuserDsn }: DevdiagDatabase): Promise<void> {
  const settings = settingsOfSpecs();
  await withClient(superuserDsn, async (client) => {
    const fillIn = await placeholders(client, { asOf: Date.now(), settings });
    for (const id of FAULTS) {
      const scenario = SCENARIOS[id].find(({ demo }) => demo);
      if (!scenario?.fault) {
        throw new Error(`The check ${id} has no scenario for the demo.`);
      }
      await client.query(fillIn(scenario.fault));
    }
  });
}

function zoneAtNoon(now: Date): string {
  const ahead = 12 - now.getUTCHours();
  // In these names the sign is the other way round: Etc/GMT-3 is three hours ahead.
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
