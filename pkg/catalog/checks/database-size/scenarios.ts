import type { Scenario } from '../../types.ts';

const MB = 1024 ** 2;

// What other scenarios wrote and rolled back leaves room behind in shared tables, so no size here is exact, and limits
// are far enough from it.

/** So many megabytes in a table of their own, uncompressed. */
const fill = (megabytes: number) => `
  create table {{schema}}.leftover (filler text);
  alter table {{schema}}.leftover alter column filler set storage external;
  insert into {{schema}}.leftover select repeat('x', 1024 * 1024 - 8) from generate_series(1, ${megabytes});`;

const limits = (warn: number, fail: number) => ({
  thresholds: { 'database-size': { warn: warn * MB, fail: fail * MB } },
});

/** The same rows in a table of two partitions, one of them in another schema. */
const partition = `
  create schema scenario_archive;
  create table {{schema}}.diag_run_parts (like {{schema}}.diag_run including defaults, primary key (id, ts)) partition by range (ts);
  create table scenario_archive.diag_run_old partition of {{schema}}.diag_run_parts for values from (minvalue) to ('2026-01-01');
  create table {{schema}}.diag_run_new partition of {{schema}}.diag_run_parts for values from ('2026-01-01') to (maxvalue);
  create index idx_parts_ts on {{schema}}.diag_run_parts (ts desc);
  insert into {{schema}}.diag_run_parts select * from {{schema}}.diag_run;
  drop table {{schema}}.diag_run cascade;
  alter table {{schema}}.diag_run_parts rename to diag_run;
  grant select on {{schema}}.diag_run to grafana;
  analyze {{schema}}.diag_run;`;

export const scenarios: Scenario[] = [
  {
    name: 'healthy data',
    expect: {
      outcome: 'pass',
      message:
        /The schema devdiag takes [\d.]+ MB, and about [\d.]+ [kM]B are added a day; unless cleanup makes room, 5\.0 GB are reached in /,
      evidence: [
        { name: 'diag_run', kind: 'table with indexes', size: /^\d{8,}$/, rows: /^[3-9]\d{4,}$/ },
        { name: 'idx_diag_run_ts', kind: 'index of diag_run', size: /^[1-9]\d{5,}$/ },
        { name: '180 days of runs at this rate' },
      ],
    },
  },
  {
    name: 'somebody left a copy of 240 MB in the schema',
    demo: true,
    base: 'empty',
    settings: limits(200, 400),
    fault: fill(240),
    expect: {
      outcome: 'warn',
      message: /, beyond the limit of 200 MB/,
      evidence: [{ name: 'leftover', size: /^2[4-7]\d{7}$/ }],
    },
    mend: 'drop table {{schema}}.leftover;',
  },
  {
    name: 'beyond the second limit',
    base: 'empty',
    settings: limits(200, 220),
    fault: fill(240),
    expect: { outcome: 'fail', message: /, beyond the limit of 220 MB/ },
    mend: 'drop table {{schema}}.leftover;',
  },
  {
    name: 'tables of other schemas do not count',
    base: 'empty',
    settings: limits(200, 400),
    fault: `create schema elsewhere; ${fill(240).replaceAll('{{schema}}', 'elsewhere')}`,
    expect: { outcome: 'pass' },
    mend: 'alter table elsewhere.leftover set schema {{schema}};',
    mended: { outcome: 'warn' },
  },
  {
    name: 'a partitioned table is the sum of its partitions, those in another schema included',
    settings: limits(5, 5000),
    fault: partition,
    expect: {
      outcome: 'warn',
      message: /, beyond the limit of 5\.0 MB, and about \d+ kB are added a day; .* 4\.9 GB are reached in/,
      evidence: [
        { name: 'diag_run', kind: 'table with indexes', size: /^[1-9]\d{6,}$/, rows: 30_000 },
        { name: 'idx_parts_ts', kind: 'index of diag_run', size: /^[1-9]\d{5,}$/ },
      ],
    },
  },
  {
    name: 'nothing has arrived for a week',
    fault: `delete from {{schema}}.diag_run where ts > {{as_of}} - interval '7 days';`,
    expect: { outcome: 'pass', message: /; no run was added in the last 7 days/ },
  },
  {
    name: 'a table that was never analyzed',
    base: 'empty',
    fault: `insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
      values ({{as_of}} - interval '1 day', 'acme', 't', 'e', '[]', '{}');`,
    expect: { outcome: 'pass', message: /growth is not known until PostgreSQL has analyzed/ },
    mend: 'analyze {{schema}}.diag_run;',
    mended: { outcome: 'pass', message: /are added a day/ },
  },
  {
    name: 'a young site: growth over the two days that it has',
    base: 'empty',
    fault: `drop table {{schema}}.diag_run cascade;
      create table {{schema}}.diag_run (id bigserial primary key, ts timestamp, tenant text, target_hash text, problems jsonb);
      alter table {{schema}}.diag_run alter column target_hash set storage external;
      insert into {{schema}}.diag_run (ts, target_hash)
        select {{as_of}} - n * interval '1 minute', repeat('x', 7000) from generate_series(1, 2880) as n;
      create index on {{schema}}.diag_run (ts);
      grant select on {{schema}}.diag_run to grafana;
      analyze {{schema}}.diag_run;`,
    // A run takes a page of 8 kB, and some more for its indexes: 1,440 of them a day.
    expect: { outcome: 'pass', message: /and about 1[12] MB are added a day; .* 5\.0 GB are reached in 4\d\d days/ },
  },
  {
    name: 'rows with times that are none',
    fault: `insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
      select ts, 'acme', 't', 'e', '[]', '{}' from unnest(array['-infinity', 'infinity', '2300-01-01']::timestamp[]) as ts;`,
    expect: { outcome: 'pass', message: /are added a day/ },
  },
  {
    name: 'an empty database',
    base: 'empty',
    expect: { outcome: 'pass', message: /takes [\d.]+ [kM]B; no run was added/ },
  },
  {
    name: 'asked about last week',
    past: true,
    asOf: '2026-03-11T12:00:00Z',
    expect: { outcome: 'not-evaluated', message: /no history/ },
  },
];
