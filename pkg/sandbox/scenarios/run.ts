import pg from 'pg';
import type { CheckEntry, CheckRow, Scenario, ScenarioExpectation } from '@devdiag/catalog/types';
import { evaluateChecks, type HealthQuestion, type QueryAnswer } from '@devdiag/engine/report/evaluate';
import type { CheckResult } from '@devdiag/engine/report/report';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { askChecks } from './ask.ts';
import { differences } from './compare.ts';
import { SCENARIO_AS_OF, type ScenarioServer } from './databases.ts';

/** One question of a scenario: what was expected, what came, and how the two differ. */
export interface ScenarioStep {
  step: 'asked' | 'mended';
  expected: ScenarioExpectation;
  actual: CheckResult;
  /** A sentence each; empty when all is as expected. */
  differences: string[];
}

/**
 * Plays a scenario in one transaction that is rolled back: make the fault as owner, ask as the SELECT-only role, mend
 * as owner, ask again.
 *
 * @param entries the whole catalog; settings are completed from it, and checks of the batch itself need all of it
 * @throws Error when the scenario is no good (a setting that isn't allowed, SQL that fails); DatabaseError from pg
 */
export async function runScenario(
  server: Pick<ScenarioServer, 'bases'>,
  entries: CheckEntry[],
  checkId: string,
  scenario: Scenario
): Promise<ScenarioStep[]> {
  const client = server.bases[scenario.base ?? 'healthy'];
  const question = questionOf(scenario, entries);
  await client.query('begin');
  try {
    const fill = await placeholders(client, question);
    const ask = async (step: ScenarioStep['step'], expected: ScenarioExpectation): Promise<ScenarioStep> => {
      const actual = await askOne(client, entries, checkId, question, scenario.sessionZone);
      return { step, expected, actual, differences: differences(expected, actual) };
    };
    if (scenario.fault !== undefined) {
      await client.query(fill(scenario.fault));
    }
    const steps = [await ask('asked', scenario.expect)];
    if (scenario.mend !== undefined) {
      await client.query(fill(scenario.mend));
      steps.push(await ask('mended', scenario.mended ?? { outcome: 'pass' }));
    }
    return steps;
  } finally {
    await client.query('rollback');
  }
}

/**
 * Plays a scenario of a check on Grafana itself: judges what is observed, then what is observed once it is mended.
 *
 * @param entries the whole catalog
 * @throws Error when the scenario is no good
 */
export function runObservedScenario(entries: CheckEntry[], checkId: string, scenario: Scenario): ScenarioStep[] {
  const { observed, expect: expected, mended = { outcome: 'pass' } } = scenario;
  const entry = entryOf(entries, checkId);
  const question = questionOf(scenario, entries);
  const judge = (step: ScenarioStep['step'], rows: CheckRow[], wanted: ScenarioExpectation): ScenarioStep => {
    const answers = new Map<string, QueryAnswer>([[checkId, { ok: true, rows, tookMs: null }]]);
    const [actual] = evaluateChecks([entry], question, answers, [], question.asOf).checks;
    return { step, expected: wanted, actual, differences: differences(wanted, actual) };
  };
  if (observed === undefined) {
    throw new Error(`The scenario "${scenario.name}" does not say what is observed.`);
  }
  return [
    judge('asked', observed.rows, expected),
    ...(observed.mended ? [judge('mended', observed.mended, mended)] : []),
  ];
}

/** The question that a scenario asks, its settings completed with the catalog's defaults. */
export function questionOf(
  scenario: Omit<Scenario, 'name' | 'expect' | 'mended'>,
  entries: CheckEntry[]
): HealthQuestion {
  const { settings, problems } = completeSettings(
    scenario.settings ?? {},
    entries.map((entry) => entry.definition)
  );
  if (problems.length > 0) {
    throw new Error(`The scenario's settings: ${problems.map(({ path, message }) => `${path}: ${message}`).join(' ')}`);
  }
  return {
    asOf: Date.parse(scenario.asOf ?? SCENARIO_AS_OF),
    isNow: scenario.past !== true,
    tenant: scenario.tenant ?? null,
    settings,
  };
}

async function askOne(
  client: pg.ClientBase,
  entries: CheckEntry[],
  checkId: string,
  question: HealthQuestion,
  sessionZone: string | undefined
): Promise<CheckResult> {
  const entry = entryOf(entries, checkId);
  const asked = entry.definition.source === 'batch' ? entries : [entry];
  const answers = await askChecks(client, asked, question, sessionZone);
  const { checks } = evaluateChecks([entry], question, answers, [], question.asOf);
  return checks[0];
}

function entryOf(entries: CheckEntry[], checkId: string): CheckEntry {
  const entry = entries.find(({ definition }) => definition.id === checkId);
  if (!entry) {
    throw new Error(`There is no check "${checkId}".`);
  }
  return entry;
}

/**
 * What stands for the placeholders of a scenario's SQL, for a question. For faults of the demo and of browser tests too.
 *
 * @returns a function that fills them in; it throws for one it doesn't know
 */
export async function placeholders(
  client: pg.ClientBase,
  { asOf, settings }: Pick<HealthQuestion, 'asOf' | 'settings'>
): Promise<(sql: string) => string> {
  const instant = new Date(asOf).toISOString();
  const { rows } = await client.query<{ clock: string }>(
    `select to_char($1::timestamptz at time zone $2, 'YYYY-MM-DD HH24:MI:SS.MS') as clock`,
    [instant, settings.timeZone]
  );
  const values: Record<string, string> = {
    schema: pg.escapeIdentifier(settings.schema),
    as_of: `timestamp '${rows[0].clock}'`,
    as_of_tz: `timestamptz '${instant}'`,
  };
  return (sql) =>
    sql.replace(/\{\{\s*(\w+)\s*\}\}/g, (placeholder, name: string) => {
      if (values[name] === undefined) {
        throw new Error(`A scenario's SQL knows no ${placeholder}.`);
      }
      return values[name];
    });
}
