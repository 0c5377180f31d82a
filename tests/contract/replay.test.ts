import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StandIn } from '../../pkg/sandbox/server/standin.ts';
import { clientFor, type Client } from './client.ts';
import { differences, type CompareOptions } from './compare.ts';
import { NOT_REPLAYED, omissionOf } from './notReplayed.ts';
import { recordedCalls, type RecordedCall } from './recording.ts';
import { startWorld, type World } from './world.ts';

/** What the recorded Grafana called its viewer, the database and an annotation. */
const RECORDED_VIEWER_UID = 'dg56u4gurlxj4c';
const RECORDED_ADDRESS = '127.0.0.1:5432';
const RECORDED_ANNOTATION = '/api/annotations/8';

/** How single answers are compared; everything that isn't listed must be equal. */
const COMPARE: Record<string, CompareOptions> = {
  'who am I': { volatile: /^(createdAt|updatedAt)$/ },
  'query: time series with macros': { volatile: /data\.values$/ },
  'plugin settings as viewer': { cut: /^$/ },
  'plugin settings after that: jsonData was replaced': { cut: /^$/ },
  'frontend settings (a few of its keys)': { volatile: /^appUrl$/, cut: /^$|^buildInfo$|^datasources\.[^.]+$/ },
  'create organisation annotation as editor': { volatile: /^id$/ },
  'annotations by tag': { volatile: /\.(id|created|updated)$/ },
};
const USER_STORAGE: CompareOptions = {
  volatile:
    /^metadata\.(uid|resourceVersion|creationTimestamp|managedFields\[0\]\.(time|manager)|annotations\.grafana\.app\/updatedTimestamp)$/,
};
const DENIED: CompareOptions = { volatile: /^accessErrorId$/ };

const calls = recordedCalls();
const replayed = calls.filter((call) => !omissionOf(call));

let world: World;
let standIn: StandIn;
let clients: Record<RecordedCall['role'], Client>;

beforeAll(async () => {
  world = await startWorld();
  standIn = await world.startStandIn();
  clients = {
    admin: await clientFor(standIn.url, 'admin'),
    editor: await clientFor(standIn.url, 'editor'),
    viewer: await clientFor(standIn.url, 'viewer'),
    anonymous: await clientFor(standIn.url),
  };
});

afterAll(() => world?.stop());

describe('the stand-in answers as recorded', () => {
  it.each(replayed)('$name ($role)', async (call) => {
    if (call.name === 'data source health, wrong password') {
      // The recording made these two without writing it down.
      await addBrokenDataSources();
    }
    const { method, path, body, headers } = translate(call);
    const answer = await clients[call.role].call(method, path, body, { headers });
    rememberAnnotation(call, answer.body);

    expect(answer.status).toBe(call.status);
    expect(answer.contentType).toBe(call.contentType);
    const recorded = substitute(call.response);
    expect(differences(withoutTimes(recorded), withoutTimes(answer.body), comparisonOf(call))).toEqual([]);
  });
});

describe('what the stand-in leaves out', () => {
  it('is listed, with a reason for each recorded call', () => {
    const counted = NOT_REPLAYED.map((omission) => ({
      calls: omission.calls,
      count: calls.filter((call) => omissionOf(call) === omission).length,
    }));
    expect(counted).toEqual(NOT_REPLAYED.map(({ calls: pattern, count }) => ({ calls: pattern, count })));
    expect(replayed.length + NOT_REPLAYED.reduce((sum, { count }) => sum + count, 0)).toBe(calls.length);
  });

  it.each(calls.filter((call) => omissionOf(call)))(
    'refuses "$name" instead of guessing',
    async ({ role, method, path, request }) => {
      const answer = await clients[role].call(method, path, request);
      expect(answer.status).toBe(501);
      expect(answer.body.message).toMatch(/not part of the stand-in yet/);
    }
  );
});

let annotationId: number | undefined;

function rememberAnnotation(call: RecordedCall, body: { id?: number } | null): void {
  if (call.name === 'create organisation annotation as editor') {
    annotationId = body?.id;
  }
}

function comparisonOf(call: RecordedCall): CompareOptions {
  if (call.path.startsWith('/apis/userstorage.')) {
    return USER_STORAGE;
  }
  return COMPARE[call.name] ?? (call.status === 403 ? DENIED : {});
}

/** The call with this run's database, viewer and annotation in place of the recorded ones. */
function translate(call: RecordedCall) {
  const path = call.path === RECORDED_ANNOTATION ? `/api/annotations/${annotationId}` : substitute(call.path);
  const body = substitute(call.request);
  const withPassword = body as { secureJsonData?: { password: string } } | undefined;
  if (withPassword?.secureJsonData) {
    withPassword.secureJsonData.password = world.database.rolePassword;
  }
  return { method: call.method, path, body, headers: call.headers };
}

function substitute<T>(value: T): T {
  if (value === undefined) {
    return value;
  }
  const viewerUid = standIn.space().findUser('viewer')?.uid ?? '';
  const text = JSON.stringify(value)
    .replaceAll(RECORDED_VIEWER_UID, viewerUid)
    .replaceAll(RECORDED_ADDRESS, world.address);
  return JSON.parse(text);
}

/** Macros write the moment of the query into the SQL; only the form of such times is compared. */
function withoutTimes(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (key, item) =>
      key === 'executedQueryString' && /BETWEEN/.test(item)
        ? item.replace(/'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z'/g, "'a time'")
        : item
    )
  );
}

async function addBrokenDataSources(): Promise<void> {
  const common = { type: 'grafana-postgresql-datasource', access: 'proxy', user: 'grafana', isDefault: false };
  const limits = { maxOpenConns: 10, maxIdleConns: 5, connMaxLifetime: 14400 };
  const jsonData = { database: 'devdiag', sslmode: 'disable', postgresVersion: 1500, ...limits };
  const secureJsonData = { password: 'not the password' };
  const broken = [
    { uid: 'wrong-password', name: 'Wrong password', url: world.address },
    { uid: 'nobody-listens', name: 'Nobody listens', url: '127.0.0.1:9' },
  ];
  for (const one of broken) {
    const answer = await clients.admin.call('POST', '/api/datasources', {
      ...common,
      ...one,
      jsonData,
      secureJsonData,
    });
    expect(answer.status).toBe(200);
  }
}
