import { badRequest, neverRecorded, Refusal } from '../http/refusal.ts';
import type { ConnectionPools } from '../query/pools.ts';
import { frameJson, type Frame } from '../query/frame.ts';
import { executeQuery } from '../query/runQuery.ts';
import { POSTGRES_TYPE, type DataSource } from '../state/dataSources.ts';
import type { Fault } from '../state/faults.ts';
import { TableShapeError, toNumbers, type LabelledNumber } from './numbers.ts';
import { EXPRESSION_UID, normaliseQuery, type AlertQuery } from './rule.ts';
import { readThreshold } from './threshold.ts';

/** What queries of rules run on. */
export interface EvaluationEnvironment {
  dataSources: DataSource[];
  pools: ConnectionPools;
  faults: Fault[];
  rowLimit: number;
  signal: AbortSignal;
}

/** What a query or an expression came to. */
export type NodeResult =
  | { kind: 'numbers'; name: string; numbers: LabelledNumber[] }
  | { kind: 'no data'; json: string }
  | { kind: 'failed'; message: string };

/** Queries and expressions, with the one that decides. */
export interface Condition {
  data: AlertQuery[];
  condition: string;
}

/** Nothing could be evaluated at all: a data source or the condition is missing (source). */
export class BuildError extends Error {}

/**
 * Runs a condition's queries on their data sources and its expressions over the results, as of an instant (milliseconds
 * since 1970). Throws `BuildError`; refuses with 501 what the stand-in can't compute.
 */
export async function evaluateCondition(
  { data, condition }: Condition,
  now: number,
  environment: EvaluationEnvironment
): Promise<Map<string, NodeResult>> {
  if (data.length === 0) {
    throw new BuildError('expression list is empty. must be at least 1 expression');
  }
  const queries = data.filter(({ datasourceUid }) => datasourceUid !== EXPRESSION_UID).map(normaliseQuery);
  const expressions = data
    .filter(({ datasourceUid }) => datasourceUid === EXPRESSION_UID)
    .map(({ refId, model }) => ({ refId, ...readThreshold(model) }));
  const planned = queries.map((query) => ({ query, dataSource: findDataSource(query, environment) }));
  if (!data.some(({ refId }) => refId === condition)) {
    const known = data.map(({ refId }) => refId).join(' ');
    const message = `Condition ${condition} does not exist, must be one of [${known}]`;
    throw new BuildError(`[alerting.alert-rule.conditionNotExist] ${message}`);
  }
  const results = new Map<string, NodeResult>();
  await Promise.all(
    planned.map(async ({ query, dataSource }) =>
      results.set(query.refId, await runNode(query, dataSource, now, environment))
    )
  );
  const waiting = [...expressions];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ input }) => results.has(input));
    if (next < 0) {
      throw new BuildError(`unable to find dependent node '${waiting[0]!.input}'`);
    }
    const [{ refId, input, isOver }] = waiting.splice(next, 1) as [(typeof waiting)[number]];
    results.set(refId, applyThreshold(refId, input, results.get(input)!, isOver));
  }
  return new Map(data.map(({ refId }) => [refId, results.get(refId)!]));
}

function findDataSource({ refId, datasourceUid }: AlertQuery, { dataSources }: EvaluationEnvironment): DataSource {
  const found = dataSources.find(({ uid }) => uid === datasourceUid);
  if (!found) {
    throw new BuildError(`failed to build query '${refId}': data source not found`);
  }
  if (found.type !== POSTGRES_TYPE) {
    throw neverRecorded(`a rule's query to a data source of type ${found.type}`);
  }
  return found;
}

async function runNode(
  { refId, model, relativeTimeRange: { from, to } }: AlertQuery,
  dataSource: DataSource,
  now: number,
  environment: EvaluationEnvironment
): Promise<NodeResult> {
  const outcome = await executeQuery(
    {
      refId,
      rawSql: String(model.rawSql ?? ''),
      format: String(model.format ?? ''),
      intervalMs: Number(model.intervalMs),
      range: { from: now - from * 1000, to: now - to * 1000 },
    },
    { ...environment, dataSource, pool: environment.pools.for(dataSource) }
  );
  if (!outcome.ok) {
    return { kind: 'failed', message: `[sse.dataQueryError] failed to execute query [${refId}]: ${outcome.error}` };
  }
  const { frame } = outcome;
  if (frame.fields.length === 0) {
    return { kind: 'no data', json: frameJson(frame) };
  }
  if (frame.fields.some(({ kind }) => kind === 'time.Time')) {
    throw neverRecorded("a rule's query with a column of times");
  }
  return numbersOf(refId, frame);
}

function numbersOf(refId: string, frame: Frame): NodeResult {
  try {
    const name = frame.fields.find(({ kind }) => kind !== 'string')?.name ?? '';
    return { kind: 'numbers', name, numbers: toNumbers(frame) };
  } catch (error) {
    if (error instanceof TableShapeError) {
      return { kind: 'failed', message: `[sse.readDataError] [${refId}] got error: ${error.message}` };
    }
    throw error;
  }
}

function applyThreshold(
  refId: string,
  inputRefId: string,
  input: NodeResult,
  isOver: (value: number) => boolean
): NodeResult {
  switch (input.kind) {
    case 'failed': {
      const message = `did not execute expression [${refId}] due to a failure of the dependent expression or query`;
      return { kind: 'failed', message: `[sse.dependencyError] ${message} [${inputRefId}]` };
    }
    case 'no data': {
      const schema = { name: 'no data', refId, fields: [] };
      return { kind: 'no data', json: JSON.stringify({ schema, data: { values: [] } }) };
    }
    case 'numbers': {
      const numbers = input.numbers.map(({ labels, value }) => ({ labels, value: isOver(value) ? 1 : 0 }));
      return { kind: 'numbers', name: refId, numbers };
    }
  }
}

/** A condition's results as `POST /api/v1/eval` answers them. Recorded. */
export function resultsJson(results: Map<string, NodeResult>): string {
  const parts = [...results].map(([refId, result]) => `${JSON.stringify(refId)}:${nodeJson(refId, result)}`);
  return `{"results":{${parts.join(',')}}}`;
}

function nodeJson(refId: string, result: NodeResult): string {
  switch (result.kind) {
    case 'failed':
      return JSON.stringify({ error: result.message, errorSource: '', status: 500, frames: [] });
    case 'no data':
      return `{"status":200,"frames":[${result.json}]}`;
    case 'numbers': {
      const frames = result.numbers.map(({ labels, value }) =>
        frameJson({
          refId,
          executedQueryString: '',
          type: 'numeric-multi',
          fields: [
            { name: result.name, kind: 'float64', nullable: true, values: [value], ...(labels ? { labels } : {}) },
          ],
        })
      );
      return `{"status":200,"frames":[${frames.join(',')}]}`;
    }
  }
}

/** The answer for a condition that can't be evaluated at all (source). */
export function asRefusal(error: unknown): unknown {
  return error instanceof BuildError
    ? badRequest(`Failed to build evaluator for queries and expressions: ${error.message}`)
    : error;
}

/** The answer for somebody who may not query the data sources of a rule (source). */
export function notAuthorized(): Refusal {
  return new Refusal(403, {
    statusCode: 403,
    messageId: 'alerting.unauthorized',
    message: 'user is not authorized to query one or many data sources used by the rule',
  });
}
