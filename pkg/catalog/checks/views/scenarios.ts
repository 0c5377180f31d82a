import type { Scenario } from '../../types.ts';

const recreate = `create view {{schema}}.v_fix_ranking as
  select problem_code, fix_code, sum(support) as successes, avg(confidence) as avg_confidence,
    rank() over (partition by problem_code order by sum(support) desc) as rank
  from {{schema}}.fix_outcome
  group by problem_code, fix_code;
  grant select on {{schema}}.v_fix_ranking to grafana;`;

export const scenarios: Scenario[] = [
  { name: 'healthy data', expect: { outcome: 'pass', value: 6 } },
  { name: 'an empty database has its views all the same', base: 'empty', expect: { outcome: 'pass', value: 6 } },
  {
    name: 'a view was dropped',
    demo: true,
    fault: 'drop view {{schema}}.v_fix_ranking;',
    expect: {
      outcome: 'fail',
      value: 5,
      message: /5 of 6 .* v_fix_ranking: missing/,
      evidence: [
        { view: 'v_fix_ranking', state: 'missing' },
        { view: 'v_ttr_days', state: 'whole' },
      ],
    },
    mend: recreate,
  },
  {
    name: 'a view lost two of its columns',
    fault: `drop view {{schema}}.v_fix_ranking;
      create view {{schema}}.v_fix_ranking as select problem_code, fix_code, 1 as avg_confidence from {{schema}}.fix_outcome;
      grant select on {{schema}}.v_fix_ranking to grafana;`,
    expect: { outcome: 'fail', value: 5, message: /v_fix_ranking: lacks columns successes, rank/ },
    mend: `drop view {{schema}}.v_fix_ranking; ${recreate}`,
  },
  {
    name: 'a column was renamed',
    fault: 'alter view {{schema}}.v_problem_counts rename column runs to run_count;',
    expect: { outcome: 'fail', value: 5, evidence: [{ view: 'v_problem_counts', state: 'lacks column runs' }] },
    mend: 'alter view {{schema}}.v_problem_counts rename column run_count to runs;',
  },
  {
    name: 'columns in another order, and more of them, are fine',
    fault: `drop view {{schema}}.v_fix_ranking;
      create view {{schema}}.v_fix_ranking as
        select 1 as rank, 'x' as extra, 1 as avg_confidence, 1 as successes, fix_code, problem_code from {{schema}}.fix_outcome;
      grant select on {{schema}}.v_fix_ranking to grafana;`,
    expect: { outcome: 'pass', value: 6 },
  },
  {
    name: 'the role may not read a view',
    fault: 'revoke select on {{schema}}.v_ttr_days from grafana;',
    expect: { outcome: 'fail', value: 5, message: /v_ttr_days: grafana may not read it/ },
    mend: 'grant select on {{schema}}.v_ttr_days to grafana;',
  },
  {
    name: 'the role may read a view but for one column',
    fault: `revoke select on {{schema}}.v_recent_activity from grafana;
      grant select (tenant, target_hash, ts, problem_count, preset) on {{schema}}.v_recent_activity to grafana;`,
    expect: {
      outcome: 'fail',
      value: 5,
      evidence: [{ view: 'v_recent_activity', state: 'grafana may not read problems' }],
    },
    mend: 'grant select on {{schema}}.v_recent_activity to grafana;',
  },
  {
    name: 'the role may not use the schema',
    fault: 'revoke usage on schema {{schema}} from grafana;',
    expect: { outcome: 'fail', value: 0, message: /grafana lacks the privilege USAGE on schema devdiag/ },
    mend: 'grant usage on schema {{schema}} to grafana;',
  },
  {
    name: 'somebody made a table of a view',
    fault: `drop view {{schema}}.v_fix_ranking;
      create table {{schema}}.v_fix_ranking (problem_code text, fix_code text, successes bigint, avg_confidence float8, rank bigint);
      grant select on {{schema}}.v_fix_ranking to grafana;`,
    expect: { outcome: 'fail', value: 5, message: /is a table, not a view/ },
    mend: `drop table {{schema}}.v_fix_ranking; ${recreate}`,
  },
  {
    name: 'a materialised view will do',
    fault: `drop view {{schema}}.v_fix_ranking;
      ${recreate.replace('create view', 'create materialized view')}`,
    expect: { outcome: 'pass', value: 6 },
  },
  {
    name: 'the settings name a schema that does not exist',
    settings: { schema: 'nowhere' },
    fault: 'select 1;',
    expect: { outcome: 'fail', value: 0, message: /schema nowhere does not exist/ },
    mend: `create schema nowhere; grant usage on schema nowhere to grafana;`,
    mended: { outcome: 'fail', value: 0, message: /v_problem_counts: missing/ },
  },
  {
    name: 'asked about last week',
    past: true,
    asOf: '2026-03-11T12:00:00Z',
    expect: { outcome: 'not-evaluated', message: /no history/ },
  },
];
