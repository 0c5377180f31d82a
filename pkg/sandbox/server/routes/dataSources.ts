import { sendJson, sendMessage, sendNotPartOf } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { describeDatabaseError, unreachable, wrongPassword, type DatabaseProblem } from '../query/databaseErrors.ts';
import { POSTGRES_TYPE, type DataSource } from '../state/dataSources.ts';
import { hasDataSourceFault } from '../state/faults.ts';
import type { Space } from '../state/space.ts';
import { newUid } from '../state/users.ts';

/** Where Grafana sends people who want to know more about a failing PostgreSQL data source. Part of the recorded answer. */
const DETAILS_LINK = 'https://grafana.com/docs/grafana/latest/datasources/postgres';
const TYPE_LOGO = `public/plugins/${POSTGRES_TYPE}/img/postgresql_logo.svg`;

/** Data sources: list, read, create, change, delete, health. */
export function dataSourceRoutes(context: Context): void {
  const { app } = context;
  app.get('/api/datasources', signedIn(context, list, 'datasources:read'));
  app.get(
    '/api/datasources/uid/:uid',
    signedIn(context, (call) => read(call, 'uid'), 'datasources:read')
  );
  app.get(
    '/api/datasources/name/:name',
    signedIn(context, (call) => read(call, 'name'), 'datasources:read')
  );
  app.post('/api/datasources', signedIn(context, create, 'datasources:create'));
  app.put('/api/datasources/uid/:uid', signedIn(context, update, 'datasources:write'));
  app.delete('/api/datasources/uid/:uid', signedIn(context, remove, 'datasources:delete'));
  app.get('/api/datasources/uid/:uid/health', signedIn(context, health, 'datasources:query'));
}

function list({ reply, space }: SignedIn) {
  const rows = space
    .visibleDataSources()
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((dataSource) => {
      const { secureJsonFields, version, apiVersion, withCredentials, basicAuthUser, ...row } = describe(dataSource);
      return { ...row, typeName: 'PostgreSQL' };
    });
  return sendJson(reply, 200, rows);
}

function read({ request, reply, space }: SignedIn, key: 'uid' | 'name') {
  const wanted = (request.params as Record<string, string>)[key];
  const found = space.visibleDataSources().find((dataSource) => dataSource[key] === wanted);
  return found ? sendJson(reply, 200, describe(found)) : notFound(reply);
}

function create({ request, reply, space }: SignedIn) {
  const body = (request.body ?? {}) as Partial<DataSource>;
  if (!body.type) {
    return sendMessage(reply, 400, 'bad request data');
  }
  const name = body.name || body.type;
  if (space.dataSources.some((dataSource) => dataSource.name === name)) {
    return sendMessage(reply, 409, 'data source with the same name already exists');
  }
  if (body.uid && space.dataSources.some(({ uid }) => uid === body.uid)) {
    return sendMessage(reply, 409, 'data source with the same uid already exists');
  }
  const id = Math.max(0, ...space.dataSources.map((dataSource) => dataSource.id)) + 1;
  // The first data source becomes the default one whatever was asked for. Recorded.
  const isDefault = body.isDefault === true || space.dataSources.length === 0;
  const created: DataSource = {
    ...EMPTY,
    ...changesOf(body),
    name,
    id,
    uid: body.uid || newUid(),
    isDefault,
    version: 1,
  };
  keepOneDefault(space, created);
  space.dataSources.push(created);
  return sendJson(reply, 200, {
    datasource: describe(created),
    id,
    message: 'Datasource added',
    name: created.name,
  });
}

async function update({ request, reply, space }: SignedIn) {
  const existing = find(space, request);
  const body = (request.body ?? {}) as Partial<DataSource>;
  if (!existing) {
    return notFound(reply);
  }
  if (
    body.name !== undefined &&
    space.dataSources.some(({ uid, name }) => uid !== existing.uid && name === body.name)
  ) {
    return sendMessage(reply, 409, 'Failed to update datasource: data source with the same name already exists');
  }
  const version = (body.version ?? 0) + 1;
  if (body.version && existing.version >= version) {
    return sendMessage(reply, 409, 'Datasource has already been updated by someone else. Please reload and try again');
  }
  const secureJsonData = { ...existing.secureJsonData, ...body.secureJsonData };
  Object.assign(existing, changesOf(body), { secureJsonData, version, revision: existing.revision + 1 });
  existing.isDefault = body.isDefault ?? existing.isDefault;
  keepOneDefault(space, existing);
  return sendJson(reply, 200, {
    datasource: describe(existing),
    id: existing.id,
    message: 'Datasource updated',
    name: existing.name,
  });
}

async function remove({ request, reply, space }: SignedIn) {
  const existing = find(space, request);
  if (!existing) {
    return notFound(reply);
  }
  space.dataSources = space.dataSources.filter(({ uid }) => uid !== existing.uid);
  await space.pools.close(existing.uid);
  return sendJson(reply, 200, { id: existing.id, message: 'Data source deleted' });
}

async function health({ request, reply, space, user }: SignedIn) {
  const dataSource = find(space, request);
  if (!dataSource) {
    // Not the 404 that one would expect. Read in Grafana's source.
    return sendMessage(reply, 500, 'Unable to load datasource metadata');
  }
  if (dataSource.type !== POSTGRES_TYPE) {
    return sendNotPartOf(reply, `the health of a data source of type ${dataSource.type}`);
  }
  const problem = await ping(space, dataSource);
  if (!problem) {
    return sendJson(reply, 200, { message: 'Database Connection OK', status: 'OK' });
  }
  if (user.role !== 'Admin') {
    // Only Admins are told the details. Read in Grafana's source, not recorded.
    return sendJson(reply, 400, { message: problem.queryMessage, status: 'ERROR' });
  }
  const { message, verboseMessage } = problem.health;
  const details = { errorDetailsLink: DETAILS_LINK, verboseMessage };
  return sendJson(reply, 400, { details, message, status: 'ERROR' });
}

/** What is wrong with the connection; nothing when it works. */
async function ping(space: Space, dataSource: DataSource): Promise<DatabaseProblem | undefined> {
  if (hasDataSourceFault(space.faults, 'refused', dataSource.uid)) {
    return unreachable(dataSource, 'connect: connection refused');
  }
  if (hasDataSourceFault(space.faults, 'wrong-password', dataSource.uid)) {
    return wrongPassword(dataSource);
  }
  try {
    const client = await space.pools.for(dataSource).connect();
    try {
      await client.query('select 1');
    } finally {
      client.release();
    }
    return undefined;
  } catch (error) {
    return describeDatabaseError(error, dataSource);
  }
}

const EMPTY: DataSource = {
  id: 0,
  uid: '',
  name: '',
  type: POSTGRES_TYPE,
  access: 'proxy',
  url: '',
  user: '',
  database: '',
  isDefault: false,
  basicAuth: false,
  basicAuthUser: '',
  withCredentials: false,
  jsonData: {},
  secureJsonData: {},
  version: 1,
  revision: 1,
  readOnly: false,
};

/** Of a request's body only what a data source has, so that nothing else is stored. */
function changesOf(body: Partial<DataSource>): Partial<DataSource> {
  const known = ['name', 'type', 'access', 'url', 'user', 'database', 'jsonData', 'secureJsonData'] as const;
  return Object.fromEntries(known.filter((key) => body[key] !== undefined).map((key) => [key, body[key]]));
}

/** A data source as answered: names of secrets, never their values. */
function describe(dataSource: DataSource) {
  const { secureJsonData, version, readOnly, isDefault, jsonData, ...rest } = dataSource;
  return {
    id: rest.id,
    uid: rest.uid,
    orgId: 1,
    name: rest.name,
    type: rest.type,
    typeLogoUrl: TYPE_LOGO,
    access: rest.access,
    url: rest.url,
    user: rest.user,
    database: rest.database,
    basicAuth: rest.basicAuth,
    basicAuthUser: rest.basicAuthUser,
    withCredentials: rest.withCredentials,
    isDefault,
    jsonData,
    secureJsonFields: Object.fromEntries(Object.keys(secureJsonData).map((key) => [key, true])),
    version,
    readOnly,
    apiVersion: '',
  };
}

function keepOneDefault(space: Space, chosen: DataSource): void {
  if (chosen.isDefault) {
    space.dataSources.forEach((dataSource) => (dataSource.isDefault = dataSource.uid === chosen.uid));
  }
}

function find(space: Space, request: SignedIn['request']): DataSource | undefined {
  const { uid } = request.params as { uid: string };
  return space.visibleDataSources().find((dataSource) => dataSource.uid === uid);
}

function notFound(reply: SignedIn['reply']) {
  return sendMessage(reply, 404, 'Data source not found');
}
