import type { Scenario } from '../../types.ts';

export const scenarios: Scenario[] = [
  {
    name: 'healthy data: the role can only read',
    expect: { outcome: 'pass', value: 0, message: /grafana can only read, each query for at most 30 s/ },
  },
  { name: 'an empty database', base: 'empty', expect: { outcome: 'pass', value: 0 } },
  {
    name: 'the role may write to a table',
    demo: true,
    fault: 'grant insert, update, delete on {{schema}}.diag_run to grafana;',
    expect: {
      outcome: 'warn',
      value: 3,
      message: /grafana should only read, but it may DELETE: diag_run, may INSERT: diag_run, may UPDATE: diag_run/,
      evidence: [{ may: 'may DELETE', on: 'diag_run' }],
    },
    mend: 'revoke insert, update, delete on {{schema}}.diag_run from grafana;',
  },
  {
    name: 'everybody may truncate both tables',
    fault: 'grant truncate on {{schema}}.diag_run, {{schema}}.fix_outcome to public;',
    expect: { outcome: 'warn', value: 1, evidence: [{ may: 'may TRUNCATE', on: 'diag_run, fix_outcome' }] },
    mend: 'revoke truncate on {{schema}}.diag_run, {{schema}}.fix_outcome from public;',
  },
  {
    name: 'the role may update a single column, and count a sequence on',
    fault: `grant update (notes) on {{schema}}.fix_outcome to grafana;
      grant usage on sequence {{schema}}.diag_run_id_seq to grafana;`,
    expect: {
      outcome: 'warn',
      value: 2,
      evidence: [
        { may: 'may UPDATE', on: 'fix_outcome' },
        { may: 'may advance the sequence', on: 'diag_run_id_seq' },
      ],
    },
    mend: `revoke update (notes) on {{schema}}.fix_outcome from grafana;
      revoke usage on sequence {{schema}}.diag_run_id_seq from grafana;`,
  },
  {
    name: 'the role is a superuser',
    fault: 'alter role grafana superuser;',
    expect: { outcome: 'warn', value: 1, message: /it is a superuser\.$/ },
    mend: 'alter role grafana nosuperuser;',
  },
  {
    name: 'the role may create roles and databases, and replicate',
    fault: 'alter role grafana createrole createdb replication bypassrls;',
    expect: { outcome: 'warn', value: 4, evidence: [{ may: 'has createrole', on: '' }, { may: 'has bypassrls' }] },
    mend: 'alter role grafana nocreaterole nocreatedb noreplication nobypassrls;',
  },
  {
    name: 'the role may become a stronger one',
    fault: 'create role scenario_admin createdb; grant scenario_admin to grafana;',
    expect: { outcome: 'warn', value: 1, evidence: [{ may: 'has createdb', on: 'as scenario_admin' }] },
    mend: 'revoke scenario_admin from grafana;',
  },
  {
    name: 'the role may write everywhere through pg_write_all_data',
    fault: 'grant pg_write_all_data to grafana;',
    expect: {
      outcome: 'warn',
      message: /INSERT|is a member of pg_write_all_data/,
      evidence: [{ may: 'is a member of pg_write_all_data' }, { may: 'may DELETE', on: /diag_run, fix_outcome/ }],
    },
    mend: 'revoke pg_write_all_data from grafana;',
  },
  {
    name: 'reading statistics is no more than reading',
    fault: 'grant pg_monitor to grafana;',
    expect: { outcome: 'pass', value: 0 },
  },
  {
    name: 'the role may create in the schema, in public and in the database',
    fault: `grant create on schema {{schema}}, public to grafana;
      do 'begin execute format(''grant create on database %I to grafana'', current_database()); end';`,
    expect: {
      outcome: 'warn',
      value: 2,
      evidence: [{ may: 'may create in the schema', on: 'devdiag, public' }, { may: 'may create in the database' }],
    },
    mend: `revoke create on schema {{schema}}, public from grafana;
      do 'begin execute format(''revoke create on database %I from grafana'', current_database()); end';`,
  },
  {
    name: 'the role owns the tables',
    fault: 'alter table {{schema}}.diag_run owner to grafana; alter view {{schema}}.v_ttr_days owner to grafana;',
    expect: {
      outcome: 'warn',
      evidence: [
        { may: 'owns the table', on: 'diag_run' },
        { may: 'owns the view', on: 'v_ttr_days' },
      ],
    },
    mend: 'alter table {{schema}}.diag_run owner to current_user; alter view {{schema}}.v_ttr_days owner to current_user;',
  },
  {
    name: 'the role owns the schema',
    fault: 'alter schema {{schema}} owner to grafana;',
    expect: { outcome: 'warn', value: 1, evidence: [{ may: 'owns the schema', on: 'devdiag' }] },
    mend: 'alter schema {{schema}} owner to current_user;',
  },
  {
    name: 'the role has no time limit',
    fault: 'alter role grafana reset statement_timeout;',
    expect: { outcome: 'warn', value: 1, message: /has no statement_timeout/ },
    mend: `alter role grafana set statement_timeout = '1min';`,
  },
  {
    name: 'a time limit of zero is none',
    fault: `alter role grafana set statement_timeout = '0';`,
    expect: { outcome: 'warn', value: 1, message: /has no statement_timeout/ },
    mend: `alter role grafana set statement_timeout = '250ms';`,
  },
  {
    name: 'asked about last week',
    past: true,
    asOf: '2026-03-11T12:00:00Z',
    expect: { outcome: 'not-evaluated', message: /no history/ },
  },
];
