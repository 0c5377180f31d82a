import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckEntry, CheckRow, Scenario } from '@devdiag/catalog/types';
import { expandTimeTo, TIME_TO } from '@devdiag/engine/query/render';
import { withStopwatch } from '@devdiag/engine/query/stopwatch';
import { evaluateChecks, planQueries, type HealthQuestion, type QueryAnswer } from '@devdiag/engine/report/evaluate';
import type { CheckResult } from '@devdiag/engine/report/report';
import { asReader, askChecks } from '@devdiag/sandbox/scenarios/ask';
import { startScenarioServer, type ScenarioServer } from '@devdiag/sandbox/scenarios/databases';
import { placeholders, questionOf, runObservedScenario, runScenario } from '@devdiag/sandbox/scenarios/run';
import { CHECKS } from './generated/checks.ts';
import { PLAYBOOKS } from './generated/playbooks.ts';
import { SCENARIOS } from './generated/scenarios.ts';
import { ODD_ROWS } from './scenario-sql.ts';

const MAJORS = (process.env.DEVDIAG_PG_VERSIONS ?? '15,18').split(',').map(Number) as Array<15 | 18>;

const WITH_QUERY = CHECKS.filter((entry) => entry.query !== null);

const NASTY_TENANTS = [
  `O'Brien "the" \\ 100 % $1`,
  `'; drop table devdiag.diag_run; --`,
  `$__timeTo() $__timeFilter(ts) \${tenant} [[tenant]] {{schema}}`,
  `\\' or true --`,
  `/* */ $$ E'\\x24'`,
  'Ж 漢字 🙂\nline\ttab',
  '',
  'x'.repeat(10_000),
];

describe('the catalog of checks', () => {
  for (const { definition } of CHECKS.filter(({ definition: { source } }) => source === 'grafana')) {
    it.each(SCENARIOS[definition.id])(`${definition.id} › $name`, (scenario) => {
      const steps = runObservedScenario(CHECKS, definition.id, scenario);
      expect(steps.flatMap(({ step, differences }) => differences.map((text) => `${step}: ${text}`))).toEqual([]);
    });
  }

  it.each(CHECKS.map(idOf))('%s has a healthy, an empty and a fault scenario', (id) => {
    const scenarios = SCENARIOS[id];
    expect(scenarios.some(isHealthy), 'healthy data → pass').toBe(true);
    expect(scenarios.some(isEmpty), 'empty database').toBe(true);
    expect(scenarios.some(isFault), 'a fault → not pass').toBe(true);
    expect(new Set(scenarios.map(({ name }) => name)).size, 'names are different').toBe(scenarios.length);
  });

  it.each(NASTY_TENANTS)('no macro or variable of Grafana is left in any query for tenant %j', (tenant) => {
    for (const { sql } of planQueries(CHECKS, questionOf({ tenant }, CHECKS))) {
      expect(sql.replaceAll(TIME_TO, '')).not.toMatch(/\$|\[\[|\{\{/);
    }
  });
});

describe.each(MAJORS)('on PostgreSQL %i', (major) => {
  let server: ScenarioServer;
  beforeAll(async () => {
    server = await startScenarioServer(major);
  });
  afterAll(() => server?.stop());

  // What Grafana knows about its rules is not in any database: those scenarios are told above.
  for (const { definition } of CHECKS.filter(({ definition: { source } }) => source !== 'grafana')) {
    for (const scenario of SCENARIOS[definition.id]) {
      it(`${definition.id} › ${scenario.name} (PostgreSQL ${major})`, async () => {
        const steps = await runScenario(server, CHECKS, definition.id, scenario);
        expect(steps.flatMap(({ step, differences }) => differences.map((text) => `${step}: ${text}`))).toEqual([]);
      });
    }
  }

  it(`all queries together are one statement (PostgreSQL ${major})`, async () => {
    const question = questionOf({}, CHECKS);
    const all = planQueries(CHECKS, question)
      .map(({ sql }) => `(\n${sql}\n)`)
      .join('\nunion all\n');
    const { fields } = await inTransaction('healthy', (client) =>
      asReader(client, 'UTC', () => client.query(expandTimeTo(withStopwatch(all), question.asOf)))
    );
    expect(fields.map(({ name, dataTypeID }) => [name, dataTypeID])).toEqual([
      ['section', 25],
      ['key', 25],
      ['at', 1184],
      ['value', 701],
      ['detail', 3802],
    ]);
  });

  it(`no query reads v_ttr_days (PostgreSQL ${major})`, async () => {
    const question = questionOf({}, CHECKS);
    const checks = await inTransaction('healthy', async (client) => {
      await client.query('revoke all on devdiag.v_ttr_days from public, grafana');
      return judged(question, await askChecks(client, CHECKS, question));
    });
    expect(broken(checks)).toEqual([]);
  });

  it.each(WITH_QUERY.map(idOf))(`%s answers alike in every session's time zone (PostgreSQL ${major})`, async (id) => {
    const question = questionOf({}, CHECKS);
    const [utc, west, east] = await inTransaction('healthy', async (client) => [
      await rowsOf(client, id, question, 'UTC'),
      await rowsOf(client, id, question, 'America/Los_Angeles'),
      await rowsOf(client, id, question, 'Asia/Kolkata'),
    ]);
    expect(west).toEqual(utc);
    expect(east).toEqual(utc);
  });

  it.each(WITH_QUERY.filter(({ definition }) => definition.history === 'full').map(idOf))(
    `%s says about the past what it said then (PostgreSQL ${major})`,
    async (id) => {
      const question = questionOf({ asOf: '2026-02-11T09:30:00Z', past: true }, CHECKS);
      const [later, then] = await inTransaction('healthy', async (client) => {
        const asked = await rowsOf(client, id, question, 'UTC');
        await client.query(`delete from devdiag.diag_run where ts > '2026-02-11 09:30'`);
        return [asked, await rowsOf(client, id, question, 'UTC')];
      });
      expect(later).toEqual(then);
    }
  );

  it.each(NASTY_TENANTS)(`no tenant's name breaks a query: %j (PostgreSQL ${major})`, async (tenant) => {
    const question = questionOf({ tenant }, CHECKS);
    const checks = await inTransaction('empty', async (client) => {
      await client.query(
        `insert into devdiag.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
        values (timestamp '2026-03-18 11:59', $1, 't', 'e', '["CORS_BLOCK"]', '{}')`,
        [tenant]
      );
      return judged(question, await askChecks(client, CHECKS, question));
    });
    expect(broken(checks)).toEqual([]);
    // The name was not only survived but understood.
    expect(checks.find(({ id }) => id === 'new-rows-today')).toMatchObject({ outcome: 'pass', value: 1 });
  });

  it.each(['healthy', 'empty'] as const)(
    `odd rows break no query on the %s database (PostgreSQL ${major})`,
    async (base) => {
      const question = questionOf({}, CHECKS);
      const checks = await inTransaction(base, async (client) => {
        const fill = await placeholders(client, question);
        await client.query(fill(ODD_ROWS));
        return judged(question, await askChecks(client, CHECKS, question));
      });
      expect(broken(checks)).toEqual([]);
    }
  );

  const blocks = Object.entries(PLAYBOOKS).flatMap(([id, text]) =>
    sqlBlocks(text).map((sql, at) => ({ id, sql, at: at + 1 }))
  );
  it.each(blocks)(`the SQL of playbook $id runs, block $at (PostgreSQL ${major})`, async ({ sql }) => {
    await inTransaction('healthy', (client) => asReader(client, 'UTC', () => client.query(sql)));
  });

  /** What is done in it never happened. */
  async function inTransaction<T>(
    base: keyof ScenarioServer['bases'],
    work: (client: ScenarioServer['bases']['healthy']) => Promise<T>
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

async function rowsOf(
  client: ScenarioServer['bases']['healthy'],
  id: string,
  question: HealthQuestion,
  sessionZone: string
): Promise<CheckRow[]> {
  const answer = (await askChecks(client, [entryOf(id)], question, sessionZone)).get(id);
  if (!answer?.ok) {
    throw new Error(`${id}: ${answer?.error.message}`);
  }
  return answer.rows;
}

function judged(question: HealthQuestion, answers: ReadonlyMap<string, QueryAnswer>): CheckResult[] {
  return evaluateChecks(CHECKS, question, answers, [], question.asOf).checks;
}

function broken(checks: CheckResult[]): string[] {
  return checks.filter(({ error }) => error !== null).map(({ id, message }) => `${id}: ${message}`);
}

function sqlBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```sql\n([\s\S]*?)^```/gm)].map((match) => match[1]);
}

function entryOf(id: string): CheckEntry {
  const entry = CHECKS.find(({ definition }) => definition.id === id);
  if (!entry) {
    throw new Error(`There is no check "${id}".`);
  }
  return entry;
}

function idOf({ definition }: CheckEntry): string {
  return definition.id;
}

function isHealthy({ base = 'healthy', fault, observed, expect: { outcome } }: Scenario): boolean {
  return base === 'healthy' && fault === undefined && !isNothing(observed) && outcome === 'pass';
}

function isEmpty({ base, fault, observed }: Scenario): boolean {
  return isNothing(observed) || (base === 'empty' && fault === undefined);
}

function isFault({ fault, observed, expect: { outcome } }: Scenario): boolean {
  return (fault !== undefined || (observed !== undefined && !isNothing(observed))) && outcome !== 'pass';
}

function isNothing(observed: Scenario['observed']): boolean {
  return observed?.rows.length === 0;
}
