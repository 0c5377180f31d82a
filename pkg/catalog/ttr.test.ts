import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quoteLiteral } from '@devdiag/engine/query/quote';
import { expandTimeRange, renderQuery } from '@devdiag/engine/query/render';
import { SCENARIO_AS_OF, startScenarioServer, type ScenarioServer } from '@devdiag/sandbox/scenarios/databases';
import { questionOf } from '@devdiag/sandbox/scenarios/run';
import { ALERTS } from './generated/alerts.ts';
import { CHECKS } from './generated/checks.ts';
import { PANELS } from './generated/panels.ts';
import { episodesOf, medianOf, type Episode, type ReferenceRun } from './ttr-reference.ts';

const MAJORS = (process.env.DEVDIAG_PG_VERSIONS ?? '15,18').split(',').map(Number) as Array<15 | 18>;

const HOUR = 3_600_000;
const AS_OF = Date.parse(SCENARIO_AS_OF);
const SINCE = AS_OF - 7 * 24 * HOUR;
const CODES = ['A', 'B', 'C', ''];

const textOf = (entries: Array<{ definition: { id: string }; query: string | null }>, id: string) =>
  entries.find(({ definition }) => definition.id === id)!.query!;
const QUERIES = {
  alert: textOf(ALERTS, 'ttr-regression'),
  check: textOf(CHECKS, 'ttr'),
  panel: textOf(PANELS, 'time-to-remediation'),
};

/** Few places, hours and codes, so that series are long, instants fall together and runs meet the window's ends. */
const aRun: fc.Arbitrary<Omit<ReferenceRun, 'id'>> = fc.record({
  ts: fc
    .integer({ min: -3, max: 9 * 24 + 1 })
    .map((hours) => AS_OF - 20 * HOUR * Math.round(hours / 20) - (hours % 3) * HOUR),
  tenant: fc.constantFrom('acme', 'acme', 'globex'),
  target: fc.constantFrom('t1', 't1', 't2'),
  preset: fc.constantFrom('chat', 'chat', 'embed', null),
  problems: fc.oneof(
    { weight: 12, arbitrary: fc.uniqueArray(fc.constantFrom(...CODES), { maxLength: 3 }) },
    { weight: 4, arbitrary: fc.constant([]) },
    // A code that is named twice, and what is no list of codes.
    { weight: 5, arbitrary: fc.array(fc.constantFrom(...CODES), { maxLength: 5 }) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>('A', { A: 1 }, ['A', 7], [['A']], null) }
  ),
});
const aHistory = fc
  .array(aRun, { minLength: 1, maxLength: 60, size: 'max' })
  .map((runs) => runs.map((run, place): ReferenceRun => ({ ...run, id: place + 1 })));

describe.each(MAJORS)('time to remediation on PostgreSQL %i', (major) => {
  let server: ScenarioServer;
  beforeAll(async () => {
    server = await startScenarioServer(major);
  });
  afterAll(() => server?.stop());

  it(`alert, check and panel count the episodes of the definition (PostgreSQL ${major})`, async () => {
    const client = server.bases.empty;
    await fc.assert(
      fc.asyncProperty(aHistory, async (runs) => {
        const answers = await answersOn(client, runs);
        const episodes = episodesOf(runs, SINCE, AS_OF);
        expect(answers.alert).toEqual(alertOf(episodes));
        expect(answers.check).toEqual(checkOf(episodes));
        expect(answers.panel).toEqual(panelOf(episodes));
      }),
      { numRuns: 200 }
    );
  }, 180_000);

  // A planner that knows few targets takes any of them for a frequent one, and would look for the run before the window
  // of a new target through the whole history.
  it.each(Object.keys(QUERIES) as Array<keyof typeof QUERIES>)(
    `%s reads the window by time, and what was before it by target (PostgreSQL ${major})`,
    async (name) => {
      const { rows } = await server.bases.healthy.query<{ 'QUERY PLAN': unknown }>(
        `explain (format json) ${sqlOf(QUERIES[name])}`
      );
      expect(scansOf(rows[0]['QUERY PLAN']).sort()).toEqual(['idx_diag_run_target_ts', 'idx_diag_run_ts']);
    }
  );
});

/** The query as of the history's end; as few episodes as one are enough. */
function sqlOf(text: string): string {
  const { settings } = questionOf({}, CHECKS);
  const sql = renderQuery(text, { settings, tenant: null, parameters: { episodes: 1 } });
  return expandTimeRange(sql, { from: SINCE, to: AS_OF });
}

/** The indexes by which a plan reads tables. */
function scansOf(plan: unknown): string[] {
  if (Array.isArray(plan)) {
    return plan.flatMap(scansOf);
  }
  if (typeof plan !== 'object' || plan === null) {
    return [];
  }
  const { 'Relation Name': table, 'Index Name': index = 'no index' } = plan as Record<string, unknown>;
  return [...(table === undefined ? [] : [String(index)]), ...Object.values(plan).flatMap(scansOf)];
}

/** Asks all three at once: a property is as good as it has runs. */
async function answersOn(client: pg.ClientBase, runs: ReferenceRun[]) {
  const [alert, check, panel] = [QUERIES.alert, QUERIES.check, QUERIES.panel].map(sqlOf);
  const results = (await client.query(`
    begin;
    insert into devdiag.diag_run (id, ts, tenant, target_hash, env_fp, problems, evidence, preset)
    select (run ->> 'id')::bigint, to_timestamp((run ->> 'ts')::float8 / 1000) at time zone 'UTC', run ->> 'tenant',
      run ->> 'target', 'e', run -> 'problems', '{}', run ->> 'preset'
    from jsonb_array_elements(${quoteLiteral(JSON.stringify(runs))}::jsonb) as run;
    ${alert};
    ${check};
    ${panel};
    rollback`)) as unknown as Array<pg.QueryResult<Record<string, unknown>>>;
  const [ofAlert, ofCheck, ofPanel] = results.slice(2).map(({ rows }) => rows);
  return {
    alert: ofAlert.map(({ value }) => round(value)),
    check: ofCheck.map(({ section, key, at, value, detail }) =>
      section === 'trend'
        ? { section, at: Number(at), value }
        : { section, key, value: round(value), detail: rounded(withoutUnused(detail, value)) }
    ),
    panel: ofPanel.map(rounded),
  };
}

function alertOf(episodes: Episode[]) {
  const { median, atLeast } = medianOf(episodes);
  const value = median ?? atLeast;
  return value === null ? [] : [round(value)];
}

function checkOf(episodes: Episode[]) {
  if (episodes.length === 0) {
    return [];
  }
  const { median, atLeast } = medianOf(episodes);
  const counts = (of: Episode[]) => ({
    episodes: of.length,
    resolved: of.filter(({ isResolved }) => isResolved).length,
  });
  const days = groupBy(episodes, ({ opened }) => String(Math.floor(opened / (24 * HOUR)) * 24 * HOUR));
  return [
    {
      section: 'median',
      key: null,
      value: round(median ?? atLeast),
      detail: { ...counts(episodes), reached: median !== null },
    },
    ...byCode(episodes).map(({ key, of, median, atLeast, longest }) => ({
      section: 'evidence',
      key,
      value: round(median),
      detail: { ...counts(of), ...(median === null && { at_least: round(atLeast) }), longest: round(longest) },
    })),
    ...days
      .sort((a, b) => Number(a.key) - Number(b.key))
      .map(({ key, of }) => ({ section: 'trend', at: Number(key), value: of.length })),
  ];
}

function panelOf(episodes: Episode[]) {
  const row = (name: string, of: Episode[]) => {
    const { median, atLeast } = medianOf(of);
    return {
      Problem: name,
      Median: round(median),
      'At least': median === null ? round(atLeast) : null,
      Episodes: of.length,
      'Still open': of.filter(({ isResolved }) => !isResolved).length,
    };
  };
  const codes = byCode(episodes)
    .filter(({ median, atLeast }) => (median ?? atLeast) !== null)
    .sort((a, b) => (b.median ?? b.atLeast)! - (a.median ?? a.atLeast)! || (a.key < b.key ? -1 : 1));
  return [row('All problems', episodes), ...codes.map(({ key, of }) => row(key === '' ? '(no name)' : key, of))].filter(
    (of) => (of.Median ?? of['At least']) !== null
  );
}

/** By code, the slowest first. */
function byCode(episodes: Episode[]) {
  return groupBy(episodes, ({ code }) => code)
    .map(({ key, of }) => ({ key, of, ...medianOf(of), longest: Math.max(...of.map(({ days }) => days)) }))
    .sort(
      (a, b) => (b.median ?? b.atLeast ?? b.longest) - (a.median ?? a.atLeast ?? a.longest) || (a.key < b.key ? -1 : 1)
    );
}

function groupBy(episodes: Episode[], key: (episode: Episode) => string): Array<{ key: string; of: Episode[] }> {
  return [...new Set(episodes.map(key))].map((value) => ({
    key: value,
    of: episodes.filter((episode) => key(episode) === value),
  }));
}

/** "At least" says nothing where the median is reached. */
function withoutUnused(detail: unknown, median: unknown): unknown {
  const { at_least: atLeast, ...others } = detail as Record<string, unknown>;
  return 'at_least' in (detail as object) && median === null ? { ...others, at_least: atLeast } : others;
}

function round(value: unknown): number | null {
  return value === null ? null : Math.round(Number(value) * 1e9) / 1e9;
}

function rounded(cells: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(cells as Record<string, unknown>).map(([name, cell]) => [
      name,
      typeof cell === 'number' ? round(cell) : cell,
    ])
  );
}
