import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expandTimeTo, renderCheckQuery } from '@devdiag/engine/query/render';
import { contextOf } from '@devdiag/engine/report/evaluate';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { createDevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import { startPostgres, type PostgresServer } from '@devdiag/sandbox/postgres/server';
import { check } from './check.ts';

/**
 * The query against a second, plain implementation of the same definition, on random histories: series by series, run
 * by run, with exact fractions instead of logarithms.
 */

const HOUR = 3_600_000;
const AS_OF = Date.parse('2026-03-18T12:00:00Z');
const SINCE = AS_OF - 7 * 24 * HOUR;
const QUERY = readFileSync(new URL('./query.sql', import.meta.url), 'utf8');
const HISTORIES = 300;

interface Run {
  tenant: string;
  target: string;
  preset: string | null;
  /** Milliseconds since 1970. The place in the history is the id. */
  ts: number;
  problems: unknown;
}

interface Episode {
  code: string;
  /** Milliseconds, until it was gone or until it was last known to be there. */
  lasted: number;
  resolved: boolean;
}

interface Answer {
  days: number | null;
  reached: boolean;
  episodes: number;
  resolved: number;
}

const run: fc.Arbitrary<Run> = fc.record({
  tenant: fc.constantFrom('a', 'b'),
  target: fc.constantFrom('t', 'u'),
  preset: fc.constantFrom('chat', null, 'embed'),
  // Few different times, so that ties, equal durations and both ends of the window are met often.
  ts: fc.oneof(
    fc.integer({ min: -9 * 4, max: 2 }).map((quarter) => AS_OF + quarter * 6 * HOUR),
    fc.constantFrom(SINCE, SINCE + 1, SINCE - 1, AS_OF, AS_OF + 1)
  ),
  problems: fc.oneof(
    { weight: 12, arbitrary: fc.array(fc.constantFrom('X', 'Y', 'Z'), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom('X', null, 7, { X: 1 }, ['X', 1], [['X']], [null], { 0: 'X' }) }
  ),
});

/** The narrower, the longer the series; a single one is good for episodes that open and close often. */
const history = fc.oneof(
  fc.array(run, { maxLength: 60 }),
  fc.array(
    run.map((one) => ({ ...one, tenant: 'a', target: 't' })),
    { maxLength: 40 }
  ),
  fc.array(
    run.map((one) => ({ ...one, tenant: 'a', target: 't', preset: null })),
    { minLength: 5, maxLength: 30 }
  )
);

let server: PostgresServer;
let client: pg.Client;

beforeAll(async () => {
  server = await startPostgres({ fast: true });
  const { superuserDsn } = await createDevdiagDatabase(server, { name: 'ttr' });
  client = new pg.Client({ connectionString: superuserDsn });
  client.on('error', () => undefined);
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await server?.stop();
});

it('agrees with the definition, run by run, on random histories', async () => {
  const told = { judged: 0, reached: 0, atLeast: 0, open: 0 };
  await fc.assert(
    fc.asyncProperty(history, async (runs) => {
      const episodes = episodesOf(runs);
      const expected = answerOf(episodes);
      const rows = await ask(runs);
      const median = rows.find((row) => row.section === 'median');
      const { days: _, ...counts } = expected;
      expect(median?.detail ?? null).toEqual(episodes.length === 0 ? null : counts);
      expectClose(median?.value ?? null, expected.days);
      for (const code of ['X', 'Y', 'Z']) {
        const row = rows.find((candidate) => candidate.section === 'evidence' && candidate.key === code);
        const ofCode = episodes.filter((episode) => episode.code === code);
        const { days, reached, ...ofIt } = answerOf(ofCode);
        expect(row?.detail ?? { episodes: 0, resolved: 0 }).toMatchObject(ofIt);
        expectClose(row?.value ?? null, reached ? days : null);
      }
      told.judged += expected.episodes >= 5 ? 1 : 0;
      told.reached += expected.episodes >= 5 && expected.reached ? 1 : 0;
      told.atLeast += !expected.reached && expected.days !== null ? 1 : 0;
      told.open += expected.episodes - expected.resolved;
    }),
    { numRuns: HISTORIES }
  );
  // Histories that show nothing would agree as well. A quarter of them is judged, a fifth reaches its median: the bars lie
  // so far below that chance alone does not get there.
  expect(told.judged).toBeGreaterThan(HISTORIES / 10);
  expect(told.reached).toBeGreaterThan(HISTORIES / 20);
  expect(told.atLeast).toBeGreaterThan(0);
  expect(told.open).toBeGreaterThan(HISTORIES / 4);
});

/** Every episode that opened in the window, by the words of the definition. */
function episodesOf(runs: Run[]): Episode[] {
  const series = new Map<string, Array<Run & { id: number; codes: Set<string> }>>();
  runs.forEach((one, id) => {
    const { problems } = one;
    if (one.ts <= AS_OF && Array.isArray(problems) && problems.every((code) => typeof code === 'string')) {
      const name = JSON.stringify([one.tenant, one.target, one.preset]);
      series.set(name, [...(series.get(name) ?? []), { ...one, id, codes: new Set(problems as string[]) }]);
    }
  });
  return [...series.values()].flatMap((unordered) => {
    const ordered = [...unordered].sort((a, b) => a.ts - b.ts || a.id - b.id);
    return ordered.flatMap((opening, at) =>
      [...opening.codes]
        .filter((code) => opening.ts > SINCE && !(at > 0 && ordered[at - 1].codes.has(code)))
        .map((code): Episode => {
          const later = ordered.slice(at + 1);
          const gone = later.find((one) => !one.codes.has(code));
          const end = gone ?? ordered[ordered.length - 1];
          return { code, lasted: end.ts - opening.ts, resolved: gone !== undefined };
        })
    );
  });
}

/** The Kaplan-Meier median, or the time that it is at least. */
function answerOf(episodes: Episode[]): Answer {
  const counts = { episodes: episodes.length, resolved: episodes.filter((episode) => episode.resolved).length };
  const times = [...new Set(episodes.map((episode) => episode.lasted))].sort((a, b) => a - b);
  // The share that is still open, as a fraction.
  let open = 1n;
  let of = 1n;
  let atLeast: number | null = null;
  for (const time of times) {
    const atRisk = episodes.filter((episode) => episode.lasted >= time).length;
    const events = episodes.filter((episode) => episode.lasted === time && episode.resolved).length;
    open *= BigInt(atRisk - events);
    of *= BigInt(atRisk);
    if (2n * open <= of) {
      return { ...counts, days: time / 24 / HOUR, reached: true };
    }
    atLeast = atRisk >= 5 ? time / 24 / HOUR : atLeast;
  }
  return { ...counts, days: atLeast, reached: false };
}

interface Row {
  section: string;
  key: string | null;
  value: number | null;
  detail: Record<string, unknown>;
}

async function ask(runs: Run[]): Promise<Row[]> {
  await client.query('begin');
  try {
    await client.query(
      `insert into devdiag.diag_run (id, ts, tenant, target_hash, env_fp, problems, evidence, preset)
      select place, to_timestamp(ts / 1000.0) at time zone 'UTC', tenant, target, 'e', problems::jsonb, '{}', preset
      from jsonb_to_recordset($1) as run (place bigint, ts float8, tenant text, target text, problems text, preset text)`,
      // As text within the text, so that a JSON null does not arrive as SQL's.
      [JSON.stringify(runs.map((one, place) => ({ ...one, place, problems: JSON.stringify(one.problems) })))]
    );
    const question = { asOf: AS_OF, isNow: true, tenant: null, settings: completeSettings({}, [check]).settings };
    const sql = renderCheckQuery({ definition: check, query: QUERY }, contextOf(check, question)) ?? '';
    return (await client.query<Row>(expandTimeTo(sql, AS_OF))).rows;
  } finally {
    await client.query('rollback');
  }
}

function expectClose(actual: number | null, expected: number | null): void {
  if (expected === null || actual === null) {
    expect(actual).toBe(expected);
  } else {
    expect(actual).toBeCloseTo(expected, 6);
  }
}
