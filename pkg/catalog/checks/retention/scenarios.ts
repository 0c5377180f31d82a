import type { Scenario } from '../../types.ts';

const run = (ago: string) =>
  `insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
   values ({{as_of}} - interval '${ago}', 'acme', 't', 'e', '[]', '{}');`;

const cleanup = (days: number) => `delete from {{schema}}.diag_run where ts < {{as_of}} - interval '${days} days';`;

/** Leaves nothing but what is inserted afterwards, with ids that go on from where they were. */
const onlyRun = (ago: string) => `delete from {{schema}}.diag_run; ${run(ago)}`;

/** The same rows in a table that is partitioned by quarter; DevDiag's own indexes are created on the parent. */
const partition = `
  alter table {{schema}}.diag_run rename to diag_run_before;
  create table {{schema}}.diag_run (like {{schema}}.diag_run_before including defaults, primary key (id, ts)) partition by range (ts);
  create table {{schema}}.diag_run_old partition of {{schema}}.diag_run for values from (minvalue) to ('2025-12-01');
  create table {{schema}}.diag_run_new partition of {{schema}}.diag_run for values from ('2025-12-01') to (maxvalue);
  insert into {{schema}}.diag_run select * from {{schema}}.diag_run_before;
  create index on {{schema}}.diag_run (ts desc);
  grant select on {{schema}}.diag_run to grafana;`;

export const scenarios: Scenario[] = [
  { name: 'healthy data', expect: { outcome: 'pass', message: /old; the policy is 180 days\./ } },
  {
    name: 'the cleanup has not run for three weeks',
    demo: true,
    fault: run('201 days'),
    expect: {
      outcome: 'warn',
      value: 201,
      message: /201 d old and the policy is 180 days: the cleanup is not running/,
      evidence: [{ what: 'Oldest run', at: Date.parse('2025-08-29T12:00:00Z'), age: 201 }],
    },
    mend: cleanup(180),
  },
  {
    name: 'nothing was cleaned up for more than a year',
    fault: run('361 days'),
    expect: { outcome: 'fail', value: 361, message: /2 times the policy/ },
    mend: cleanup(180),
  },
  {
    name: 'twice the policy to the minute is still a warning',
    fault: run('360 days'),
    expect: { outcome: 'warn', value: 360 },
  },
  {
    name: 'ten days beyond the policy are tolerated',
    fault: onlyRun('190 days'),
    expect: { outcome: 'pass', value: 190 },
  },
  { name: 'a minute more is not', fault: onlyRun('190 days 1 minute'), expect: { outcome: 'warn' } },
  {
    name: 'ten days short of the policy are tolerated',
    fault: onlyRun('170 days'),
    expect: { outcome: 'pass', value: 170 },
  },
  {
    name: 'somebody deleted all but the last hundred days',
    fault: cleanup(100) + run('100 days'),
    expect: { outcome: 'warn', value: 100, message: /deleted too early/ },
  },
  {
    name: 'a young site: nothing was ever deleted',
    base: 'empty',
    fault: run('12 days') + `update {{schema}}.diag_run set id = 1;`,
    expect: { outcome: 'pass', value: 12, message: /still accumulating/ },
  },
  {
    name: 'a site that keeps runs for a year',
    settings: { retentionDays: 365 },
    fault: run('380 days'),
    expect: { outcome: 'warn', value: 380 },
    mend: cleanup(370) + run('370 days'),
  },
  {
    name: 'tolerance and factor changed in the settings',
    settings: { thresholds: { retention: { tolerance: 30, factor: 1.2 } } },
    fault: run('205 days'),
    expect: { outcome: 'pass', value: 205 },
    mend: run('217 days'),
    mended: { outcome: 'fail', value: 217 },
  },
  {
    name: 'the clock of the data is in Los Angeles, the session is in Tokyo',
    settings: { timeZone: 'America/Los_Angeles' },
    sessionZone: 'Asia/Tokyo',
    fault: onlyRun('201 days'),
    expect: { outcome: 'warn', value: 201 },
  },
  {
    name: 'dates that are none: minus infinity and the future',
    fault: `insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
      select ts, 'acme', 't', 'e', '[]', '{}' from unnest(array['-infinity', 'infinity', '2300-01-01']::timestamp[]) as ts;`,
    expect: { outcome: 'pass' },
  },
  {
    name: 'a partitioned table',
    fault: `${partition} ${run('201 days')}`,
    expect: { outcome: 'warn', value: 201 },
    mend: cleanup(180),
  },
  {
    name: 'another tenant is asked about: the answer is the same',
    tenant: 'globex',
    fault: run('201 days'),
    expect: { outcome: 'warn', value: 201 },
  },
  {
    name: 'an empty database',
    base: 'empty',
    expect: { outcome: 'not-evaluated', value: null },
    mend: run('180 days'),
  },
  {
    name: 'asked about last week',
    past: true,
    asOf: '2026-03-11T12:00:00Z',
    expect: { outcome: 'not-evaluated', message: /no history/ },
  },
];
