import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompareOptions } from './compare.ts';
import { NOT_REPLAYED, omissionOf } from './notReplayed.ts';
import { installRecordedCalls, moreRecordedCalls, recordedCalls, type RecordedCall } from './recording.ts';
import { Replay } from './replay.ts';
import { startWorld, type World } from './world.ts';

/** How single answers are compared, by name; everything that isn't listed must be equal. */
const COMPARE: Record<string, CompareOptions> = {
  'folder without a uid': { volatile: /^body\.(uid|url|created|updated)$/ },
  'dashboard without a uid': { volatile: /^body\.(uid|url)$/ },
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
  [/^\/api\/annotations\?alertUID/, { volatile: /\.(id|created|updated|time|timeEnd)$/ }],
  [/^\/api\/annotations/, { volatile: /\.(id|created|updated|avatarUrl|accessErrorId)$/ }],
  [/^\/api\/(admin\/users|users\/lookup)/, { volatile: /^body\.(id|uid|createdAt|updatedAt|accessErrorId)$/ }],
  [/^\/api\/datasources/, { volatile: /^body\.accessErrorId$|^body(\[2\]|\.datasource)\.uid$/ }],
  [/^\/api\/plugins/, { volatile: /^body\.(accessErrorId|info\.updated)$/ }],
  // The second folder and the last dashboard got an identifier from Grafana.
  [/^\/api\/search/, { volatile: /^body\[[27]\]\.(uid|url)$/ }],
  [/^\/api\/(folders|dashboards)/, { volatile: /^body\.(accessErrorId|(meta\.)?(created|updated))$/ }],
  [
    /^\/apis\/(dashboard|folder)\./,
    {
      volatile:
        /^body\.metadata\.(uid|resourceVersion|creationTimestamp|annotations\.grafana\.app\/(createdBy|updatedBy|updatedTimestamp))$/,
    },
  ],
  [/^\/api\/v1\/provisioning\/alert-rules/, { volatile: /^body(\[\d+\])?\.(accessErrorId|updated)$/ }],
  [/^\/api\/ruler/, { volatile: /\.(updated|uid|guid)$|^body\.created\[0\]$/ }],
  [
    /^\/api\/prometheus/,
    {
      volatile: /\.(activeAt|lastEvaluation|evaluationTime|uid)$/,
      beginning: /\.query$/,
      unordered: /^body\.data\.alerts$/,
    },
  ],
  [/^\/api\/v1\/rules\/history/, { volatile: /^body\.data\.values\[0\]/ }],
  [/receivers\/test$/, { volatile: /^body\.(notified_at|accessErrorId)$/ }],
  [
    /^\/api\/alertmanager\/grafana\/api\/v2\/alerts/,
    {
      volatile: /\.(startsAt|endsAt|updatedAt|generatorURL|fingerprint|__alert_rule_uid__)$/,
      unordered: /^body$/,
    },
  ],
  [
    /^\/api\/alertmanager\/grafana\/api\/v2\/silence/,
    { volatile: /(^body|\])\.(id|startsAt|endsAt|updatedAt|silenceID|accessErrorId)$/ },
  ],
  [/./, { volatile: /^body\.accessErrorId$/ }],
];

function comparisonOf({ name, path, method }: RecordedCall): CompareOptions {
  if (/\/rule-groups\//.test(path)) {
    // What is written is echoed without a time; what is read has one.
    return method === 'GET' ? { volatile: /\.updated$/, beginning: /^body$/ } : { volatile: /^body\.accessErrorId$/ };
  }
  return COMPARE[name] ?? COMPARE_PATHS.find(([pattern]) => pattern.test(path))![1];
}

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world?.stop());

const first = recordedCalls();
const more = moreRecordedCalls();
const install = installRecordedCalls();

describe.each([
  ['the first recording', first],
  ['the second recording', more],
  ['the third recording', install],
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
    if (call.name === 'read rule group' && call.role === 'admin') {
      // Made and taken away again without writing it down.
      await replay.clients.admin.call('DELETE', '/api/v1/provisioning/alert-rules/r-keep');
    }
    if (call.name === 'live state of rules as viewer') {
      await evaluateTwice(replay);
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
    const all = [...first, ...more, ...install];
    const counted = NOT_REPLAYED.map(({ calls, why }) => ({
      calls: String(calls),
      count: all.filter((call) => omissionOf(call)?.calls === calls).length,
      why,
    }));
    expect(counted).toEqual(NOT_REPLAYED.map((omission) => ({ ...omission, calls: String(omission.calls) })));
  });
});

/** Lets the minute pass in which the recorded rules came into their states. */
async function evaluateTwice({ clients }: Replay): Promise<void> {
  const start = Math.ceil(Date.now() / 10_000) * 10_000;
  for (const at of [start, start + 60_000]) {
    const answer = await clients.admin.call('POST', '/__standin/evaluate', { at });
    expect(answer.status, answer.text).toBe(200);
  }
}

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
