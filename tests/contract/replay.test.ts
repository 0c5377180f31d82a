import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompareOptions } from './compare.ts';
import { NOT_REPLAYED, omissionOf } from './notReplayed.ts';
import { moreRecordedCalls, recordedCalls, type RecordedCall } from './recording.ts';
import { Replay } from './replay.ts';
import { startWorld, type World } from './world.ts';

/** How single answers are compared, by name; everything that isn't listed must be equal. */
const COMPARE: Record<string, CompareOptions> = {
  'who am I': { volatile: /^body\.(createdAt|updatedAt)$/ },
  'query: time series with macros': { volatile: /data\.values$/ },
  'plugin settings as viewer': { cut: /^body$/ },
  'plugin settings after that: jsonData was replaced': { cut: /^body$/ },
  'frontend settings (a few of its keys)': {
    volatile: /^body\.appUrl$/,
    cut: /^body(\.buildInfo|\.datasources\.[^.]+)?$/,
  },
};
/** How the answers of a path are compared. */
const COMPARE_PATHS: Array<[path: RegExp, CompareOptions]> = [
  [
    /^\/apis\/userstorage\./,
    {
      volatile:
        /^body\.metadata\.(uid|resourceVersion|creationTimestamp|managedFields\[0\]\.(time|manager)|annotations\.grafana\.app\/updatedTimestamp)$/,
    },
  ],
  // One of the recorded Grafanas had pictures of people switched off.
  [/^\/api\/annotations\?tags=now/, { volatile: /\.(id|created|updated|time|timeEnd|avatarUrl)$/ }],
  [/^\/api\/annotations/, { volatile: /\.(id|created|updated|avatarUrl|accessErrorId)$/ }],
  [/^\/api\/(admin\/users|users\/lookup)/, { volatile: /^body\.(id|uid|createdAt|updatedAt|accessErrorId)$/ }],
  [/^\/api\/datasources/, { volatile: /^body\.accessErrorId$|^body(\[2\]|\.datasource)\.uid$/ }],
  [/^\/api\/plugins/, { volatile: /^body\.(accessErrorId|info\.updated)$/ }],
  [/./, { volatile: /^body\.accessErrorId$/ }],
];

function comparisonOf({ name, path }: RecordedCall): CompareOptions {
  return COMPARE[name] ?? COMPARE_PATHS.find(([pattern]) => pattern.test(path))![1];
}

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world?.stop());

const first = recordedCalls();
const more = moreRecordedCalls();

describe.each([
  ['the first recording', first],
  ['the second recording', more],
])('%s', (_, calls) => {
  let replay: Replay;

  beforeAll(async () => {
    replay = await Replay.start(world, await world.startStandIn());
  });

  it.each(calls.filter((call) => !omissionOf(call)))('$name ($role)', async (call) => {
    if (call.name === 'data source health, wrong password') {
      // The first recording made these two without writing it down.
      await addBrokenDataSources(replay);
    }
    const answer = await replay.make(call);
    expect(replay.differences(call, answer, comparisonOf(call))).toEqual([]);
  });

  it.each(calls.filter((call) => omissionOf(call)))('refuses "$name" instead of guessing', async (call) => {
    const answer = await replay.make(call);
    expect(answer.status).toBe(501);
    expect(answer.body.message).toMatch(/not part of the stand-in yet/);
  });
});

describe('what the stand-in leaves out', () => {
  it('is listed, with a reason for each recorded call', () => {
    const all = [...first, ...more];
    const counted = NOT_REPLAYED.map(({ calls, why }) => ({
      calls: String(calls),
      count: all.filter((call) => omissionOf(call)?.calls === calls).length,
      why,
    }));
    expect(counted).toEqual(NOT_REPLAYED.map((omission) => ({ ...omission, calls: String(omission.calls) })));
  });
});

async function addBrokenDataSources({ clients }: Replay): Promise<void> {
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
