import type pg from 'pg';
import type { AlertEntry, AlertExpectation, AlertScenario, CheckEntry } from '@devdiag/catalog/types';
import { expandTimeTo, renderQuery } from '@devdiag/engine/query/render';
import type { HealthQuestion } from '@devdiag/engine/report/evaluate';
import { asReader } from './ask.ts';
import type { ScenarioServer } from './databases.ts';
import { placeholders, questionOf } from './run.ts';

/** One row of an alert's query: a series of its rule. */
export interface AlertRow {
  labels: Record<string, string>;
  value: number | null;
}

export interface AlertStep {
  step: 'asked' | 'mended';
  rows: AlertRow[];
  state: AlertExpectation['state'];
  /** A sentence each; empty when all is as expected. */
  differences: string[];
}

/** As `runScenario`, for an alert: its query's rows and what its condition makes of them, `for` left aside. */
export async function runAlertScenario(
  server: Pick<ScenarioServer, 'bases'>,
  checks: CheckEntry[],
  entry: AlertEntry,
  scenario: AlertScenario
): Promise<AlertStep[]> {
  const client = server.bases[scenario.base ?? 'healthy'];
  const question = questionOf(scenario, checks);
  await client.query('begin');
  try {
    const fill = await placeholders(client, question);
    const ask = async (step: AlertStep['step'], expected: AlertExpectation): Promise<AlertStep> => {
      const rows = await askAlert(client, entry, question, scenario.sessionZone);
      const state = stateOf(entry, rows, question);
      return { step, rows, state, differences: differences(expected, rows, state) };
    };
    if (scenario.fault !== undefined) {
      await client.query(fill(scenario.fault));
    }
    const steps = [await ask('asked', scenario.expect)];
    if (scenario.mend !== undefined) {
      await client.query(fill(scenario.mend));
      steps.push(await ask('mended', scenario.mended ?? { state: 'normal' }));
    }
    return steps;
  } finally {
    await client.query('rollback');
  }
}

/**
 * An alert's rows, as the SELECT-only role.
 * @throws Error when the query has other columns than its labels and one number; DatabaseError from pg
 */
export async function askAlert(
  client: pg.ClientBase,
  { definition, query }: AlertEntry,
  { settings, tenant, asOf }: HealthQuestion,
  sessionZone = 'UTC'
): Promise<AlertRow[]> {
  const thresholds = settings.thresholds[definition.check];
  const sql = renderQuery(query, { settings, tenant, parameters: definition.parameters?.({ settings, thresholds }) });
  const { rows, fields } = await asReader(client, sessionZone, () => client.query(expandTimeTo(sql, asOf)));
  const shape = fields.map(({ name, dataTypeID }) => `${name} ${dataTypeID}`).join(', ');
  const wanted = [...definition.labels.map((label) => `${label} 25`), 'value 701'].join(', ');
  if (shape !== wanted) {
    throw new Error(`The query of ${definition.id} has the columns ${shape}, not ${wanted}.`);
  }
  return rows.map((row) => ({
    value: row.value as number | null,
    labels: Object.fromEntries(definition.labels.map((label) => [label, row[label] as string])),
  }));
}

/** What the rule's condition makes of the rows, with the settings' threshold. A NULL is no alarm to Grafana, so to us. */
export function stateOf(
  { definition }: AlertEntry,
  rows: AlertRow[],
  { settings }: HealthQuestion
): AlertStep['state'] {
  const threshold = settings.thresholds[definition.check][definition.threshold];
  if (rows.length === 0) {
    return 'no-row';
  }
  const fires = ({ value }: AlertRow) =>
    value !== null && (definition.firesWhen === 'above' ? value > threshold : value < threshold);
  return rows.some(fires) ? 'firing' : 'normal';
}

const CLOSE = 1e-6;

function differences(expected: AlertExpectation, rows: AlertRow[], state: AlertStep['state']): string[] {
  const found: string[] = [];
  if (state !== expected.state) {
    found.push(`is ${state}, not ${expected.state}: ${JSON.stringify(rows.slice(0, 5))}`);
  }
  if (rows.some(({ value }) => value === null)) {
    found.push('a value is NULL, which Grafana takes for normal');
  }
  if (expected.rows !== undefined && !sameRows(expected.rows, rows)) {
    found.push(`the rows are ${JSON.stringify(rows.slice(0, 12))}, not ${JSON.stringify(expected.rows)}`);
  }
  return found;
}

function sameRows(expected: NonNullable<AlertExpectation['rows']>, actual: AlertRow[]): boolean {
  const key = (labels: Record<string, string> = {}) => JSON.stringify(Object.entries(labels).sort());
  return (
    expected.length === actual.length &&
    expected.every((row) =>
      actual.some(
        ({ labels, value }) => key(labels) === key(row.labels) && value !== null && Math.abs(value - row.value) <= CLOSE
      )
    )
  );
}
