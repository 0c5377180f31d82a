/**
 * `npm run bench`: what each check costs against the least that its answer takes, and how that grows with the history.
 * Ratios within one run on one machine; bars are the project's own: 5 times the floor, 1.2 times from one size to ten.
 */
import { styleText } from 'node:util';
import { availableParallelism, cpus, totalmem } from 'node:os';
import Table from 'cli-table3';
import pg from 'pg';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { planQueries } from '@devdiag/engine/report/evaluate';
import { expandTimeTo } from '@devdiag/engine/query/render';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { fillSampleData } from '@devdiag/sandbox/data/sample';
import { createDevdiagDatabase, withClient, type DevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import { startPostgres } from '@devdiag/sandbox/postgres/server';
import { runMain, step } from '../lib/steps.ts';
import { floorOf } from './floor.ts';
import { medians } from './measure.ts';
import { benchOptions, DAYS_OF_SMALLEST, type BenchOptions } from './options.ts';
import { measurePage } from './page.ts';

const MAX_TIMES_FLOOR = 5;
const MAX_GROWTH = 1.2;
/** Below this the noise of a connection is larger than the query. */
const GROWTH_MATTERS_MS = 5;
const AS_OF = new Date('2026-03-18T12:00:00Z');

interface Measured {
  id: string;
  floor?: string;
  /** Milliseconds, by size. */
  check: number[];
  floorMs: Array<number | undefined>;
}

await runMain(async () => {
  const options = benchOptions(process.argv.slice(2));
  const major = Number(options.postgres) as 15 | 18;
  process.stdout.write(
    `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, default server settings\n`
  );
  const server = await step('PostgreSQL', () => startPostgres({ version: major }));
  try {
    const databases: DevdiagDatabase[] = [];
    for (const runs of options.runs) {
      databases.push(await filled(server, runs, options.runs[0]));
    }
    const measured = await step('Measuring', (say) => measureChecks(databases, options, say));
    process.stdout.write(`${table(measured, options.runs)}\n`);
    const oldMs = await step('Time to remediation as v_ttr_days would tell it', () => oldTtr(databases[0]));
    const ttr = measured.find(({ id }) => id === 'ttr');
    if (ttr) {
      process.stdout.write(
        `  ${(oldMs / 1000).toFixed(1)} s; the check ttr is ${Math.round(oldMs / ttr.check[0])} times faster\n`
      );
    }
    if (options.page) {
      await measurePage(databases[0], AS_OF.getTime());
    }
    const over = measured.filter((entry) => verdictOn(entry).length > 0);
    process.stdout.write(
      over.length === 0 ? 'All within their bars.\n' : `Over their bars: ${over.map(({ id }) => id).join(', ')}\n`
    );
    return over.length === 0 ? 0 : 1;
  } finally {
    await server.stop();
  }
});

async function filled(
  server: Awaited<ReturnType<typeof startPostgres>>,
  runs: number,
  smallest: number
): Promise<DevdiagDatabase> {
  const days = Math.round((DAYS_OF_SMALLEST * runs) / smallest);
  const database = await createDevdiagDatabase(server, { name: `bench_${runs}` });
  await step(`${runs.toLocaleString('en')} runs over ${days} days`, (say) =>
    withClient(database.superuserDsn, (client) =>
      fillSampleData(client, {
        asOf: AS_OF,
        days,
        runs,
        schema: 'devdiag',
        zone: 'UTC',
        onProgress: (done) => say(`${done.step} ${Math.floor((100 * done.runs) / done.of)} %`),
      })
    )
  );
  return database;
}

async function measureChecks(
  databases: DevdiagDatabase[],
  options: BenchOptions,
  say: (detail: string) => void
): Promise<Measured[]> {
  const entries = CHECKS.filter(({ definition }) => options.only?.includes(definition.id) ?? true);
  const { settings } = completeSettings(
    {},
    CHECKS.map(({ definition }) => definition)
  );
  const queries = planQueries(entries, { asOf: AS_OF.getTime(), isNow: true, tenant: null, settings });
  const clients = databases.map(({ readerDsn }) => new pg.Client({ connectionString: readerDsn }));
  await Promise.all(clients.map((client) => client.connect()));
  try {
    const measured: Measured[] = [];
    for (const { checkId, sql } of queries) {
      say(checkId);
      const definition = entries.find((entry) => entry.definition.id === checkId)!.definition;
      const floor = floorOf(definition);
      const texts = [sql, ...(floor ? [floor.sql] : [])].map((text) => expandTimeTo(text, AS_OF.getTime()));
      // All sizes take turns, so that growth is not the difference between a quiet minute and a busy one.
      const tasks = clients.flatMap((client) => texts.map((text) => () => client.query(text)));
      const times = await medians(tasks, options.repeat);
      measured.push({
        id: checkId,
        floor: floor?.label,
        check: clients.map((_, size) => times[size * texts.length]),
        floorMs: clients.map((_, size) => (floor ? times[size * texts.length + 1] : undefined)),
      });
    }
    return measured;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** What a check is over, in words; empty when it is within its bars. */
function verdictOn({ check, floorMs }: Measured): string[] {
  const over: string[] = [];
  if (
    check.some(
      (ms, size) => floorMs[size] !== undefined && ms > GROWTH_MATTERS_MS && ms / floorMs[size] > MAX_TIMES_FLOOR
    )
  ) {
    over.push('floor');
  }
  if (
    check.length > 1 &&
    check[check.length - 1] > GROWTH_MATTERS_MS &&
    check[check.length - 1] / check[0] > MAX_GROWTH
  ) {
    over.push('growth');
  }
  return over;
}

function table(measured: Measured[], sizes: number[]): string {
  const output = new Table({
    head: [
      'Check',
      ...sizes.flatMap((size) => [`${short(size)} ms`, '× floor']),
      'Floor',
      `${short(sizes[sizes.length - 1])} / ${short(sizes[0])}`,
      '',
    ],
    style: { head: [], border: [] },
    colAligns: ['left', ...sizes.flatMap(() => ['right', 'right'] as const), 'left', 'right', 'left'],
  });
  for (const entry of measured) {
    const over = verdictOn(entry);
    output.push([
      entry.id,
      ...entry.check.flatMap((ms, size) => {
        const floorMs = entry.floorMs[size];
        return [ms.toFixed(1), floorMs === undefined ? '' : (ms / floorMs).toFixed(2)];
      }),
      entry.floor ?? 'constant',
      entry.check.length > 1 ? (entry.check[entry.check.length - 1] / entry.check[0]).toFixed(2) : '',
      over.length > 0 ? styleText('red', `over: ${over.join(', ')}`) : styleText('green', 'ok'),
    ]);
  }
  return output.toString();
}

async function oldTtr(database: DevdiagDatabase): Promise<number> {
  // As the superuser: the reading role's time limit of 30 s would end it.
  return withClient(database.superuserDsn, async (client) => {
    const started = performance.now();
    await client.query(
      `select percentile_disc(0.5) within group (order by extract(epoch from ttr_days) / 86400)
       from devdiag.v_ttr_days where first_seen_day >= date '2026-03-18' - 7`
    );
    return performance.now() - started;
  });
}

function short(runs: number): string {
  return runs >= 1e6 ? `${runs / 1e6} M` : `${runs / 1e3} k`;
}
