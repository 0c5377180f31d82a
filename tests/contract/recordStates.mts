/**
 * Records how rules change state in a real Grafana: rules with every setting for missing data and errors, with and
 * without `for`, go through all pairs of outcomes, each from a different start. Takes nine minutes.
 *
 *   GRAFANA_URL=http://127.0.0.1:3000 PG_DSN=postgres://superuser:…@127.0.0.1:5432/devdiag \
 *     PG_ADDRESS=127.0.0.1:5432 PG_PASSWORD=… node --import tsx tests/contract/recordStates.mts
 *
 * PG_DSN may make a table; PG_ADDRESS and PG_PASSWORD are for the role grafana, as in record.mts.
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const { GRAFANA_URL = '', PG_DSN = '', PG_ADDRESS = '', PG_PASSWORD = '' } = process.env;
const FILE = new URL('recorded/rule-states-12.3.0-more.json', import.meta.url);
const TICK_MS = 10_000;
const PHASE_TICKS = 3;
const LOOK_EVERY_MS = 2500;

/** Outcomes: value 0, value 1, no row, error. Each walk meets every pair of them once. */
const WALKS = ['0n11e010eenne1n00', '100ee1ne0nn1en011', 'n1011nn0e1ee00nen', 'e110n001enn1nee0e'].map((walk) => [
  ...walk,
]);
const NO_DATA = ['Alerting', 'NoData', 'OK', 'KeepLast'];
const ERRORS = ['Alerting', 'Error', 'OK', 'KeepLast'];

const rules = WALKS.flatMap((walk, index) =>
  NO_DATA.flatMap((noDataState, like) =>
    ERRORS.flatMap((execErrState, other) =>
      // Short waits only where both settings are alike, to keep the recording small.
      ['0s', '5m', ...(like === other ? ['20s'] : [])].map((duration) => ({
        uid: `${noDataState}-${execErrState}-${duration}-${index}`.toLowerCase(),
        for: duration,
        noDataState,
        execErrState,
        walk: walk.join(''),
      }))
    )
  )
);

const database = new pg.Client(PG_DSN);
await database.connect();
await database.query(`
  create table if not exists public.rehearsal (rule text primary key, outcome text);
  grant select on public.rehearsal to grafana;
  truncate public.rehearsal`);

await call('POST', '/api/datasources', {
  uid: 'rehearsal',
  name: 'Rehearsal',
  type: 'grafana-postgresql-datasource',
  access: 'proxy',
  url: PG_ADDRESS,
  user: 'grafana',
  jsonData: { database: 'devdiag', sslmode: 'disable', postgresVersion: 1500 },
  secureJsonData: { password: PG_PASSWORD },
});
await call('POST', '/api/folders', { uid: 'rehearsal', title: 'Rehearsal' });
await setOutcomes(0);
await waitForTick();
const changes: object[] = [];
await call('PUT', '/api/v1/provisioning/folder/rehearsal/rule-groups/rehearsal', {
  interval: TICK_MS / 1000,
  rules: rules.map(toRule),
});
const start = await waitForTick();
const last = new Map<string, string>();
const phases = WALKS[0]!.length;
for (let phase = 0; phase < phases; phase++) {
  const end = start + (phase + 1) * PHASE_TICKS * TICK_MS;
  while (Date.now() < end - LOOK_EVERY_MS) {
    await look(phase, (Date.now() - (end - PHASE_TICKS * TICK_MS)) / 1000);
    await sleep(LOOK_EVERY_MS);
  }
  await look(phase, (Date.now() - (end - PHASE_TICKS * TICK_MS)) / 1000);
  // Just before the tick, so that no evaluation is on its way.
  await sleep(end - 150 - Date.now());
  await setOutcomes(Math.min(phase + 1, phases - 1));
}
await database.end();
const text = (items: object[]) => `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
writeFileSync(
  FILE,
  `{\n"grafana": "12.3.0",\n"evaluationIntervalSeconds": 10,\n"phaseSeconds": ${(PHASE_TICKS * TICK_MS) / 1000},\n` +
    `"rules": ${text(rules)},\n"changes": ${text(changes)}\n}\n`
);

async function look(phaseIndex: number, seconds: number): Promise<void> {
  const answer = await call('GET', '/api/prometheus/grafana/api/v1/rules?folder_uid=rehearsal');
  for (const rule of answer.data.groups[0]?.rules ?? []) {
    const seen = {
      state: rule.state,
      health: rule.health,
      lastError: (rule.lastError ?? '').slice(0, 90),
      instances: (rule.alerts ?? []).map((alert: { state: string; value: string; labels: Record<string, string> }) => [
        alert.state,
        alert.labels.ref_id ?? '',
        alert.value,
      ]),
    };
    if (last.get(rule.uid) !== JSON.stringify(seen)) {
      last.set(rule.uid, JSON.stringify(seen));
      changes.push({ phaseIndex, secondsIntoPhase: Math.round(seconds), rule: rule.uid, ...seen });
    }
  }
}

async function setOutcomes(phase: number): Promise<void> {
  const outcomes = rules.map(({ uid, walk }) => [uid, walk[phase]]);
  await database.query(
    `insert into public.rehearsal select * from jsonb_to_recordset($1::jsonb) as r(rule text, outcome text)
     on conflict (rule) do update set outcome = excluded.outcome`,
    [JSON.stringify(outcomes.map(([rule, outcome]) => ({ rule, outcome })))]
  );
}

async function waitForTick(): Promise<number> {
  const tick = Math.ceil((Date.now() + 500) / TICK_MS) * TICK_MS;
  await sleep(tick - 150 - Date.now());
  return tick;
}

function toRule({ uid, noDataState, execErrState, for: duration }: (typeof rules)[number]): object {
  const rawSql =
    `select case outcome when 'e' then 1 / (length(outcome) - 1) else outcome::float8 end as value ` +
    `from public.rehearsal where rule = '${uid}' and outcome <> 'n'`;
  const relativeTimeRange = { from: 600, to: 0 };
  const conditions = [{ evaluator: { type: 'gt', params: [0.5] } }];
  return {
    uid,
    title: uid,
    condition: 'C',
    noDataState,
    execErrState,
    for: duration,
    data: [
      { refId: 'A', relativeTimeRange, datasourceUid: 'rehearsal', model: { refId: 'A', format: 'table', rawSql } },
      {
        refId: 'C',
        relativeTimeRange,
        datasourceUid: '__expr__',
        model: { refId: 'C', type: 'threshold', expression: 'A', conditions },
      },
    ],
  };
}

async function call(method: string, path: string, body?: object) {
  const answer = await fetch(GRAFANA_URL + path, {
    method,
    headers: { authorization: `Basic ${btoa('admin:admin')}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) {
    throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }
  return JSON.parse(await answer.text());
}
