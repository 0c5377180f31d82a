import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TIME_FROM, TIME_TO, renderPanelQuery, renderQuery, type TenantFilter } from '@devdiag/engine/query/render';
import { expandTenantVariable, tenantVariableValue } from '@devdiag/engine/query/tenantVariable';
import { asReader } from '@devdiag/sandbox/scenarios/ask';
import { SCENARIO_AS_OF, startScenarioServer, type ScenarioServer } from '@devdiag/sandbox/scenarios/databases';
import { placeholders, questionOf } from '@devdiag/sandbox/scenarios/run';
import { expandMacros } from '@devdiag/sandbox/server/query/macros';
import { CHECKS } from './generated/checks.ts';
import { PANELS } from './generated/panels.ts';
import { ODD_ROWS } from './scenario-sql.ts';
import type { Settings } from './types.ts';

const MAJORS = (process.env.DEVDIAG_PG_VERSIONS ?? '15,18').split(',').map(Number) as Array<15 | 18>;

const DAY = 86_400_000;
const AS_OF = Date.parse(SCENARIO_AS_OF);
const IDS = PANELS.map(({ definition }) => definition.id);
/** The sample's own tenant, and names that would be macros, variables or ends of a literal. */
const SAMPLE_TENANT = `l'été "€" 100%`;
const NASTY_TENANTS = [
  SAMPLE_TENANT,
  String.raw`a $__timeFilter(ts) ${'${x}'} \\ b`,
  `'; drop table devdiag.diag_run; --`,
  `$__timeTo() [[tenant]] {{schema}} $tenant`,
  String.raw`a,b "c" {d} \"`,
  'NULL',
  '',
  'Ж 漢字 🙂\nline\ttab',
  'x'.repeat(10_000),
];

type Row = Record<string, unknown>;

interface Question {
  tenant?: TenantFilter;
  /** What the variable holds; null is all. */
  chosen?: string[] | null;
  days?: number;
  asOf?: number;
  settings?: Partial<Settings>;
  sessionZone?: string;
}

/** A panel's query as the database gets it from a Grafana whose dashboard shows these tenants and this range. */
function sqlOf(
  id: string,
  { tenant = { fromVariable: true }, chosen = null, days = 7, asOf = AS_OF, settings }: Question
) {
  const entry = PANELS.find(({ definition }) => definition.id === id)!;
  const complete = { ...questionOf({}, CHECKS).settings, ...settings };
  const sql = expandTenantVariable(renderPanelQuery(entry, { settings: complete, tenant }), chosen);
  return expandMacros(sql, { range: { from: asOf - days * DAY, to: asOf }, intervalMs: 1000 });
}

async function rowsOf(client: pg.ClientBase, id: string, question: Question = {}): Promise<Row[]> {
  const sql = sqlOf(id, question);
  return asReader(client, question.sessionZone ?? 'UTC', async () => (await client.query<Row>(sql)).rows);
}

async function allRows(client: pg.ClientBase, question: Question = {}): Promise<Record<string, Row[]>> {
  const answers: Record<string, Row[]> = {};
  for (const id of IDS) {
    answers[id] = await rowsOf(client, id, question);
  }
  return answers;
}

describe('the panels', () => {
  it('are eight, by number', () => {
    expect(PANELS.map(({ definition }) => [definition.number, definition.id])).toEqual([
      [1, 'runs-24h'],
      [2, 'distinct-problems-today'],
      [3, 'problems-over-time'],
      [4, 'top-problems'],
      [5, 'fixes-that-work'],
      [6, 'time-to-remediation'],
      [7, 'environment-diversity'],
      [8, 'recent-activity'],
    ]);
  });

  it.each(NASTY_TENANTS)('no macro or variable is left in any query of an installation for tenant %j', (tenant) => {
    for (const { definition } of PANELS) {
      const entry = PANELS.find((candidate) => candidate.definition === definition)!;
      const sql = renderPanelQuery(entry, { settings: questionOf({}, CHECKS).settings, tenant });
      expect(sql.replaceAll(TIME_TO, '').replaceAll(TIME_FROM, '')).not.toMatch(/\$|\[\[|\{\{/);
    }
  });

  it.each(IDS)('%s holds the variable and the ends of the range, and nothing else that Grafana replaces', (id) => {
    const entry = PANELS.find(({ definition }) => definition.id === id)!;
    const sql = renderPanelQuery(entry, { settings: questionOf({}, CHECKS).settings, tenant: { fromVariable: true } });
    expect(sql).toContain('${tenant:percentencode}');
    expect(sql.replaceAll('${tenant:percentencode}', '').replaceAll(TIME_TO, '').replaceAll(TIME_FROM, '')).not.toMatch(
      /\$|\[\[|\{\{/
    );
  });
});

describe.each(MAJORS)('on PostgreSQL %i', (major) => {
  let server: ScenarioServer;
  beforeAll(async () => {
    server = await startScenarioServer(major);
  });
  afterAll(() => server?.stop());

  it.each<[string, Question]>([
    ['all tenants', {}],
    ['one', { chosen: ['acme'] }],
    ['two', { chosen: ['acme', SAMPLE_TENANT] }],
    [SAMPLE_TENANT, { chosen: [SAMPLE_TENANT] }],
    ['an installation for all tenants without a variable', { tenant: null }],
    ['an installation for one', { tenant: SAMPLE_TENANT }],
  ])(`every panel shows something on healthy data, asked about %s (PostgreSQL ${major})`, async (_, question) => {
    const answers = await inTransaction('healthy', (client) => allRows(client, question));
    for (const [id, rows] of Object.entries(answers)) {
      expect(rows.length, id).toBeGreaterThan(0);
    }
    expect(answers['runs-24h'][0]['Last 24 hours']).toBeGreaterThan(0);
    expect(answers['distinct-problems-today'][0].Today).toBeGreaterThan(0);
    expect(answers['fixes-that-work'].every(({ Confidence }) => Number(Confidence) > 0)).toBe(true);
    expect(answers['time-to-remediation'][0].Problem).toBe('All problems');
  });

  it(`chosen tenants are looked up in the index, all of them not at all (PostgreSQL ${major})`, async () => {
    const question = questionOf({}, CHECKS);
    const plan = (chosen: string[] | null) =>
      inTransaction('healthy', async (client) => {
        const filter = expandTenantVariable(
          renderQuery('{{tenant_is r.tenant}}', { settings: question.settings, tenant: { fromVariable: true } }),
          chosen
        );
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(
          `explain select count(*) from devdiag.diag_run r where r.ts > '2026-03-11' and r.ts <= '2026-03-18' and ${filter}`
        );
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
    // Names that the planner knows, not an expression that it would work out for every row.
    expect(await plan(['acme'])).toMatch(/Index Cond: \(\(tenant = ANY \('\{acme,[^(]*'::text\[\]\)\)/);
    expect(await plan(null)).not.toContain('tenant =');
  });

  it(`the tenants of the variable add up to all (PostgreSQL ${major})`, async () => {
    const [all, each] = await inTransaction('healthy', async (client) => {
      const { rows } = await client.query<{ tenant: string }>('select distinct tenant from devdiag.diag_run');
      const chosen = rows.map(({ tenant }) => tenant);
      return [await allRows(client), await allRows(client, { chosen })];
    });
    expect(each).toEqual(all);
  });

  it(`an installation for one tenant shows what the variable shows for it (PostgreSQL ${major})`, async () => {
    const [chosen, literal] = await inTransaction('healthy', async (client) => [
      await allRows(client, { chosen: [SAMPLE_TENANT] }),
      await allRows(client, { tenant: SAMPLE_TENANT }),
    ]);
    expect(literal).toEqual(chosen);
  });

  it.each(NASTY_TENANTS)(
    `no name breaks a panel, and only its rows are shown: %j (PostgreSQL ${major})`,
    async (tenant) => {
      const [chosen, literal] = await inTransaction('empty', async (client) => {
        await client.query(
          `insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
        values ('2026-03-18 11:59', $1, 't', 'e', '["CORS_BLOCK"]', '{}'), ('2026-03-18 11:58', 'other', 't', 'e', '["XFO_DENY"]', '{}')`,
          [tenant]
        );
        return [await allRows(client, { chosen: [tenant] }), await allRows(client, { tenant })];
      });
      expect(chosen['runs-24h']).toEqual([{ 'Last 24 hours': 1, 'Since newest run': 1 }]);
      expect(chosen['top-problems']).toEqual([{ Problem: 'CORS_BLOCK', 'Share of runs': 1, Runs: 1 }]);
      expect(chosen['recent-activity']).toEqual([
        expect.objectContaining({ Problems: 'CORS_BLOCK', tenant_value: tenantVariableValue(tenant) }),
      ]);
      expect(literal).toEqual(chosen);
    }
  );

  it.each([null, ['acme'], ['acme', 'b'], []])(
    `an empty database breaks no panel, asked about %j (PostgreSQL ${major})`,
    async (chosen) => {
      const answers = await inTransaction('empty', (client) => allRows(client, { chosen }));
      expect(answers).toEqual({
        ...Object.fromEntries(IDS.map((id) => [id, []])),
        'runs-24h': [{ 'Last 24 hours': 0, 'Since newest run': null }],
        'distinct-problems-today': [{ Today: null, 'Last 24 hours': null }],
      });
    }
  );

  it.each(['healthy', 'empty'] as const)(
    `odd rows break no panel on the %s database (PostgreSQL ${major})`,
    async (base) => {
      const answers = await inTransaction(base, async (client) => {
        const question = questionOf({}, CHECKS);
        const fill = await placeholders(client, question);
        await client.query(fill(ODD_ROWS));
        await client.query(
          `insert into devdiag.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp)
        select ts, 'odd', 'P', 'F' || n, confidence, 2147483647, 'e'
        from (values
          (1, timestamp '2026-03-18 11:00', 'NaN'::float8), (2, '2026-03-18 11:00', 'infinity'), (3, '2026-03-18 11:00', -1),
          (4, 'infinity', 0.5), (5, '-infinity', 0.5), (6, '294276-12-31 23:59:59', 0.5)
        ) as odd (n, ts, confidence)`
        );
        return allRows(client, { days: 30 });
      });
      expect(
        answers['recent-activity'].filter(({ Problems }) => String(Problems).startsWith('Malformed: ')).length
      ).toBe(7);
      expect(answers['fixes-that-work'].filter(({ Problem }) => Problem === 'P')).toEqual(
        ['F1', 'F2', 'F3'].map((Fix) => expect.objectContaining({ Fix, Confidence: null, Worked: 2147483647 }))
      );
      const longest = Object.values(answers).flatMap((rows) =>
        rows.flatMap(({ tenant: _, tenant_value: __, ...shown }) =>
          Object.values(shown).map((cell) => String(cell).length)
        )
      );
      expect(Math.max(...longest), 'what is shown is short').toBeLessThan(600);
    }
  );

  it.each(IDS)(`%s answers alike in every session's time zone (PostgreSQL ${major})`, async (id) => {
    const settings = { timeZone: 'America/New_York' };
    const [utc, west, east] = await inTransaction('healthy', async (client) => [
      await rowsOf(client, id, { settings }),
      await rowsOf(client, id, { settings, sessionZone: 'America/Los_Angeles' }),
      await rowsOf(client, id, { settings, sessionZone: 'Asia/Kolkata' }),
    ]);
    expect(west).toEqual(utc);
    expect(east).toEqual(utc);
  });

  it(`no panel reads v_ttr_days (PostgreSQL ${major})`, async () => {
    await inTransaction('healthy', async (client) => {
      await client.query('revoke all on devdiag.v_ttr_days from public, grafana');
      await allRows(client);
    });
  });

  describe('numbers', () => {
    const run = (ts: string, problems: string, { tenant = 'acme', target = 't', env = 'e' } = {}) =>
      `insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence, preset)
       values ('${ts}', '${tenant}', '${target}', '${env}', '${problems}', '{}', 'chat');`;
    const ask = (sql: string, id: string, question: Question = {}) =>
      inTransaction('empty', async (client) => {
        await client.query(sql);
        return rowsOf(client, id, question);
      });

    it(`runs of the last 24 hours and minutes since the newest (PostgreSQL ${major})`, async () => {
      const runs =
        run('2026-03-17 12:00', '[]') +
        run('2026-03-17 12:00:01', '[]') +
        run('2026-03-18 11:30', '[]') +
        run('2026-03-18 12:01', '[]');
      expect(await ask(runs, 'runs-24h')).toEqual([{ 'Last 24 hours': 2, 'Since newest run': 30 }]);
    });

    it(`minutes outside expected hours do not pass (PostgreSQL ${major})`, async () => {
      const settings = { expectedHours: { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', zone: 'UTC' } };
      // 17:30 to 18:00 on Tuesday, 8:00 to 12:00 on Wednesday.
      expect(await ask(run('2026-03-17 17:30', '[]'), 'runs-24h', { settings })).toEqual([
        { 'Last 24 hours': 1, 'Since newest run': 270 },
      ]);
    });

    it(`distinct problems today, and in 24 hours; a day without runs is no zero (PostgreSQL ${major})`, async () => {
      const today = run('2026-03-18 00:00', '["A", "B", "A"]') + run('2026-03-18 01:00', '["B"]');
      const yesterday = run('2026-03-17 23:59:59', '["C", "A"]');
      expect(await ask(today + yesterday, 'distinct-problems-today')).toEqual([{ Today: 2, 'Last 24 hours': 3 }]);
      expect(await ask(yesterday, 'distinct-problems-today')).toEqual([{ Today: null, 'Last 24 hours': 2 }]);
      expect(await ask(run('2026-03-18 01:00', '[]'), 'distinct-problems-today')).toEqual([
        { Today: 0, 'Last 24 hours': 0 },
      ]);
    });

    it(`the day begins in the data's zone (PostgreSQL ${major})`, async () => {
      // 12:00 UTC is 21:00 in Tokyo: the day there began at 15:00 UTC on the day before.
      const settings = { timeZone: 'Asia/Tokyo' };
      const runs = run('2026-03-18 00:00', '["A"]') + run('2026-03-17 23:59', '["B"]');
      expect(await ask(runs, 'distinct-problems-today', { settings })).toEqual([{ Today: 1, 'Last 24 hours': 2 }]);
    });

    it.each([
      [3 / 24, 5 * 60],
      [0.5, 15 * 60],
      [2, 3600],
      [7, 6 * 3600],
      [30, 86_400],
      [180, 7 * 86_400],
    ])(
      `over %d days, bars of %d seconds add up to the runs that report a code (PostgreSQL ${major})`,
      async (days, seconds) => {
        const [rows, expected] = await inTransaction('healthy', async (client) => {
          const { rows: counts } = await client.query<{ runs: number }>(
            `select count(*)::integer as runs from devdiag.diag_run r, lateral (select distinct jsonb_array_elements_text(r.problems)) as code
          where r.ts > $1::timestamp and r.ts <= '2026-03-18 12:00'`,
            [new Date(AS_OF - days * DAY).toISOString().replace('Z', '')]
          );
          return [await rowsOf(client, 'problems-over-time', { days }), counts[0].runs];
        });
        expect(rows.reduce((sum, { value }) => sum + Number(value), 0)).toBe(expected);
        const times = rows.map(({ time }) => (time as Date).getTime());
        expect(times).toEqual([...times].sort((a, b) => a - b));
        const [first, second] = [...new Set(times)];
        expect((second - first) / 1000).toBe(seconds);
        expect(times.at(-1)).toBeLessThanOrEqual(AS_OF);
        expect(new Set(rows.map(({ metric }) => metric)).size).toBeLessThanOrEqual(9);
      }
    );

    it(`bars begin at midnight of the data's zone, and show the right instants (PostgreSQL ${major})`, async () => {
      const settings = { timeZone: 'America/New_York' };
      const rows = await ask(
        run('2026-03-09 00:00', '["A"]') + run('2026-03-08 23:59', '["A"]'),
        'problems-over-time',
        {
          settings,
          days: 30,
          sessionZone: 'Asia/Kolkata',
        }
      );
      // The clocks went forward on the 8th: midnight is 5:00 UTC before and 4:00 UTC after.
      expect(rows.filter(({ value }) => value === 1).map(({ time }) => (time as Date).toISOString())).toEqual([
        '2026-03-08T05:00:00.000Z',
        '2026-03-09T04:00:00.000Z',
      ]);
    });

    it(`beyond eight codes the others are one (PostgreSQL ${major})`, async () => {
      const codes = Array.from({ length: 12 }, (_, n) => `C${n}`);
      const runs =
        run('2026-03-18 10:00', JSON.stringify(codes)) + run('2026-03-18 10:00', JSON.stringify(codes.slice(0, 8)));
      const rows = (await ask(runs, 'problems-over-time')).filter(({ value }) => Number(value) > 0);
      expect(rows.map(({ metric, value }) => [metric, value])).toEqual([
        ...codes.slice(0, 8).map((code) => [code, 2]),
        ['Other codes', 4],
      ]);
    });

    it(`share of the runs of seven days, whatever the dashboard's range (PostgreSQL ${major})`, async () => {
      const runs =
        run('2026-03-11 12:00:01', '["A", "A", "B"]') +
        run('2026-03-18 11:00', '["A"]') +
        run('2026-03-18 11:00', '[]') +
        run('2026-03-18 11:00', '17') +
        run('2026-03-11 12:00', '["OLD"]');
      expect(await ask(runs, 'top-problems', { days: 0.1 })).toEqual([
        { Problem: 'A', 'Share of runs': 0.5, Runs: 2 },
        { Problem: 'B', 'Share of runs': 0.25, Runs: 1 },
      ]);
    });

    it(`fixes: mean over tenants, sum of support (PostgreSQL ${major})`, async () => {
      const outcome = (ts: string, tenant: string, fix: string, confidence: number, support: number, env: string) =>
        `insert into devdiag.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp)
         values ('${ts}', '${tenant}', 'CORS_BLOCK', '${fix}', ${confidence}, ${support}, '${env}');`;
      const outcomes =
        outcome('2026-03-17 12:00', 'acme', 'A', 0.7, 3, 'e1') +
        outcome('2026-03-16 12:00', 'acme', 'A', 0.9, 2, 'e2') +
        outcome('2026-03-15 12:00', 'globex', 'A', 0.4, 1, 'e1') +
        outcome('2026-03-15 12:00', 'globex', 'B', 0.95, 1, 'e1') +
        outcome('2026-03-10 12:00', 'globex', 'OLD', 0.95, 100, 'e1');
      expect(await ask(outcomes, 'fixes-that-work')).toEqual([
        {
          Problem: 'CORS_BLOCK',
          Fix: 'A',
          Confidence: 0.6,
          Worked: 6,
          'Last learned': new Date('2026-03-17T12:00:00Z'),
        },
        {
          Problem: 'CORS_BLOCK',
          Fix: 'B',
          Confidence: 0.95,
          Worked: 1,
          'Last learned': new Date('2026-03-15T12:00:00Z'),
        },
      ]);
    });

    it(`time to remediation by code, slowest first (PostgreSQL ${major})`, async () => {
      // Five episodes of A, gone after 1 to 5 days; one of B gone after 12 hours; six of C that are still there.
      const a = [1, 2, 3, 4, 5].map(
        (days) =>
          run('2026-03-12 12:00', '["A"]', { target: `a${days}` }) +
          run(`2026-03-${12 + days} 12:00`, '[]', { target: `a${days}` })
      );
      const b = run('2026-03-15 00:00', '["B"]', { target: 'b' }) + run('2026-03-15 12:00', '[]', { target: 'b' });
      const c = [1, 2, 3, 4, 5, 6].map(
        (n) =>
          run('2026-03-12 12:00', '["C"]', { target: `c${n}` }) + run('2026-03-18 12:00', '["C"]', { target: `c${n}` })
      );
      const rows = await ask([...a, b, ...c].join(''), 'time-to-remediation');
      expect(rows).toEqual([
        { Problem: 'All problems', Median: 5, 'At least': null, Episodes: 12, 'Still open': 6 },
        { Problem: 'C', Median: null, 'At least': 6, Episodes: 6, 'Still open': 6 },
        { Problem: 'A', Median: 3, 'At least': null, Episodes: 5, 'Still open': 0 },
        { Problem: 'B', Median: 0.5, 'At least': null, Episodes: 1, 'Still open': 0 },
      ]);
    });

    it(`environments, tenants and runs of a code (PostgreSQL ${major})`, async () => {
      const runs =
        run('2026-03-18 10:00', '["A", "A"]', { env: 'e1' }) +
        run('2026-03-18 11:00', '["A"]', { env: 'e2', tenant: 'globex' }) +
        run('2026-03-18 11:30', '["A", "B"]', { env: 'e2' });
      expect(await ask(runs, 'environment-diversity')).toEqual([
        { Problem: 'A', Environments: 2, Tenants: 2, Runs: 3 },
        { Problem: 'B', Environments: 1, Tenants: 1, Runs: 1 },
      ]);
    });

    it(`recent runs, the newest first, with what their links need (PostgreSQL ${major})`, async () => {
      const settings = { timeZone: 'America/New_York' };
      const runs =
        run('2026-03-18 07:00:00.25', '["A", "B"]', { target: 'abcdefghijklmnop' }) +
        run('2026-03-18 07:30', '[]') +
        run('2026-03-18 08:01', '[]');
      expect(await ask(runs, 'recent-activity', { settings, sessionZone: 'Asia/Kolkata' })).toEqual([
        expect.objectContaining({ Problems: 'none', Count: 0, asof: '2026-03-18T11:30:00.000Z' }),
        {
          Time: new Date('2026-03-18T11:00:00.25Z'),
          Tenant: 'acme',
          Preset: 'chat',
          Target: 'abcdefghijkl',
          Count: 2,
          Problems: 'A, B',
          asof: '2026-03-18T11:00:00.250Z',
          tenant: 'acme',
          tenant_value: '~000061cme',
        },
      ]);
    });
  });

  /** What is done in it never happened. */
  async function inTransaction<T>(
    base: keyof ScenarioServer['bases'],
    work: (client: pg.ClientBase) => Promise<T>
  ): Promise<T> {
    const client = server.bases[base];
    await client.query('begin');
    try {
      return await work(client);
    } finally {
      await client.query('rollback');
    }
  }
});
