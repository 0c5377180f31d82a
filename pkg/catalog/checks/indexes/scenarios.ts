import type { Scenario } from '../../types.ts';

const gin = 'create index idx_diag_run_problems_gin on {{schema}}.diag_run using gin (problems jsonb_path_ops);';

/** A partitioned table in the place of diag_run, with DevDiag's indexes on the parent. */
const partitioned = (primaryKey: string) => `
  drop table {{schema}}.diag_run cascade;
  create table {{schema}}.diag_run (
    id bigserial, ts timestamp not null, tenant text not null, target_hash text not null, env_fp text not null,
    problems jsonb not null, evidence jsonb not null, preset text ${primaryKey}
  ) partition by range (ts);
  create table {{schema}}.diag_run_2025 partition of {{schema}}.diag_run for values from (minvalue) to ('2026-01-01');
  create table {{schema}}.diag_run_2026 partition of {{schema}}.diag_run for values from ('2026-01-01') to (maxvalue);
  create index on {{schema}}.diag_run (tenant, ts desc);
  create index on {{schema}}.diag_run (target_hash, ts desc);
  create index on {{schema}}.diag_run using gin (problems jsonb_path_ops);`;

export const scenarios: Scenario[] = [
  { name: 'healthy data', expect: { outcome: 'pass', value: 9 } },
  { name: 'an empty database has its indexes all the same', base: 'empty', expect: { outcome: 'pass', value: 9 } },
  {
    name: 'the index on ts was dropped',
    demo: true,
    fault: 'drop index {{schema}}.idx_diag_run_ts;',
    expect: {
      outcome: 'fail',
      value: 8,
      message: /8 of 9 .* idx_diag_run_ts on diag_run \(ts desc\) is missing/,
      evidence: [{ index: 'idx_diag_run_ts', table: 'diag_run', wanted: '(ts desc)', state: 'missing', found: null }],
    },
    mend: 'create index some_other_name on {{schema}}.diag_run (ts desc);',
  },
  {
    name: 'only the recommended GIN index is missing',
    fault: 'drop index {{schema}}.idx_diag_run_problems_gin;',
    expect: { outcome: 'warn', value: 8, message: /only the recommended one .* gin \(problems\) is missing/ },
    mend: gin,
  },
  {
    name: 'the GIN index and another one are missing',
    fault: 'drop index {{schema}}.idx_diag_run_problems_gin; drop index {{schema}}.idx_fix_outcome_support;',
    expect: {
      outcome: 'fail',
      value: 7,
      message: /idx_fix_outcome_support on fix_outcome \(support desc\) is missing, idx_diag_run_problems_gin/,
    },
    mend: `${gin} create index on {{schema}}.fix_outcome (support desc nulls last);`,
  },
  {
    name: 'the name is right, the order is not',
    fault:
      'drop index {{schema}}.idx_diag_run_tenant_ts; create index idx_diag_run_tenant_ts on {{schema}}.diag_run (tenant, ts);',
    expect: {
      outcome: 'fail',
      value: 8,
      message: /idx_diag_run_tenant_ts on diag_run \(tenant, ts desc\) is different/,
      evidence: [{ index: 'idx_diag_run_tenant_ts', state: 'different', found: /\(tenant, ts\)$/ }],
    },
  },
  {
    name: 'the columns are right, their sequence is not',
    fault: 'drop index {{schema}}.idx_diag_run_target_ts; create index on {{schema}}.diag_run (ts desc, target_hash);',
    expect: { outcome: 'fail', value: 8, evidence: [{ index: 'idx_diag_run_target_ts', state: 'missing' }] },
  },
  {
    name: 'the method is not the right one',
    fault:
      'drop index {{schema}}.idx_diag_run_ts; create index idx_diag_run_ts on {{schema}}.diag_run using brin (ts);',
    expect: { outcome: 'fail', value: 8, evidence: [{ index: 'idx_diag_run_ts', state: 'different' }] },
  },
  {
    name: 'an index over part of the rows, or over an expression, is another index',
    fault: `drop index {{schema}}.idx_diag_run_ts; drop index {{schema}}.idx_fix_outcome_support;
      create index on {{schema}}.diag_run (ts desc) where tenant = 'acme';
      create index on {{schema}}.fix_outcome ((support + 1) desc);`,
    expect: { outcome: 'fail', value: 7 },
  },
  {
    name: 'an index that failed half-way is invalid',
    fault: `update pg_index set indisvalid = false where indexrelid = '{{schema}}.idx_diag_run_ts'::regclass;`,
    expect: {
      outcome: 'fail',
      value: 8,
      message: /idx_diag_run_ts .* is invalid/,
      evidence: [{ index: 'idx_diag_run_ts', state: 'invalid' }],
    },
    mend: `create index idx_diag_run_ts_2 on {{schema}}.diag_run (ts desc);`,
  },
  {
    name: 'an invalid GIN index is as good as none',
    fault: `update pg_index set indisready = false where indexrelid = '{{schema}}.idx_diag_run_problems_gin'::regclass;`,
    expect: { outcome: 'warn', value: 8, message: /is invalid/ },
  },
  {
    name: 'the unique constraint is gone, a plain index does not replace it',
    fault: `alter table {{schema}}.fix_outcome drop constraint fix_outcome_tenant_problem_code_fix_code_env_fp_key;
      create index on {{schema}}.fix_outcome (tenant, problem_code, fix_code, env_fp);`,
    expect: { outcome: 'fail', value: 8, message: /unique \(tenant, problem_code, fix_code, env_fp\) is missing/ },
    mend: 'create unique index on {{schema}}.fix_outcome (tenant, problem_code, fix_code, env_fp);',
  },
  {
    name: 'a unique index is no primary key',
    fault:
      'alter table {{schema}}.diag_run drop constraint diag_run_pkey; create unique index on {{schema}}.diag_run (id);',
    expect: { outcome: 'fail', value: 8, message: /diag_run_pkey on diag_run primary key \(id\) is missing/ },
  },
  {
    name: 'a partitioned table with the key (id, ts)',
    base: 'empty',
    fault: `${partitioned(', primary key (id, ts)')}`,
    expect: { outcome: 'fail', value: 8, message: /idx_diag_run_ts/ },
    mend: 'create index on {{schema}}.diag_run (ts desc);',
    mended: { outcome: 'pass', value: 9 },
  },
  {
    name: 'a partitioned table whose index does not cover every partition',
    base: 'empty',
    fault: `${partitioned(', primary key (ts, id)')} create index idx_diag_run_ts on only {{schema}}.diag_run (ts desc);`,
    expect: { outcome: 'fail', value: 8, evidence: [{ index: 'idx_diag_run_ts', state: 'invalid' }] },
    mend: `create index diag_run_2025_ts on {{schema}}.diag_run_2025 (ts desc);
      alter index {{schema}}.idx_diag_run_ts attach partition {{schema}}.diag_run_2025_ts;
      create index diag_run_2026_ts on {{schema}}.diag_run_2026 (ts desc);
      alter index {{schema}}.idx_diag_run_ts attach partition {{schema}}.diag_run_2026_ts;`,
  },
  {
    name: 'a partitioned table without a primary key',
    base: 'empty',
    fault: `${partitioned('')} create index on {{schema}}.diag_run (ts desc);`,
    expect: { outcome: 'fail', value: 8, message: /diag_run_pkey/ },
  },
  {
    name: 'the tables are not there',
    base: 'empty',
    fault: 'drop table {{schema}}.diag_run cascade;',
    expect: { outcome: 'fail', value: 4 },
  },
  {
    name: 'asked about last week',
    past: true,
    asOf: '2026-03-11T12:00:00Z',
    expect: { outcome: 'not-evaluated', message: /no history/ },
  },
];
