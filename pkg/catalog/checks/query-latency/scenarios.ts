import type { Scenario } from '../../types.ts';

/** Reading outcomes takes nearly a second longer than it should; other queries are quick even on a busy machine. */
const slow = `
  alter table {{schema}}.fix_outcome rename to fix_outcome_quick;
  create view {{schema}}.fix_outcome as
    select outcome.* from (select pg_sleep(0.8)) as pause cross join {{schema}}.fix_outcome_quick as outcome;
  grant select on {{schema}}.fix_outcome to grafana;`;

const quick = 'drop view {{schema}}.fix_outcome; alter table {{schema}}.fix_outcome_quick rename to fix_outcome;';

export const scenarios: Scenario[] = [
  {
    name: 'healthy data',
    expect: {
      outcome: 'pass',
      message: /The slowest of \d+ queries took/,
      evidence: [{ check: 'stale-data', error: null }],
    },
  },
  { name: 'an empty database', base: 'empty', expect: { outcome: 'pass' } },
  {
    name: 'the queries that read outcomes are slower than the site wants',
    demo: true,
    settings: { thresholds: { 'query-latency': { warn: 800 } } },
    fault: slow,
    expect: {
      outcome: 'warn',
      message: /took 800 ms or longer: .*fix-confidence/,
      evidence: [{ check: 'fix-confidence', took: /^([89]\d\d|\d{4,})/ }],
    },
    mend: quick,
  },
  {
    name: 'they hit the time limit of their role',
    fault: `${slow} alter role grafana set statement_timeout = '700ms';`,
    expect: {
      outcome: 'fail',
      message: /hit the time limit: .*(fix-confidence|unlearned-problems)/,
      evidence: [{ check: 'fix-confidence', took: null, error: 'timeout' }],
    },
    mend: `${quick} alter role grafana set statement_timeout = '30s';`,
  },
  {
    name: 'a query that fails for another reason is not slow',
    fault: 'revoke select on {{schema}}.fix_outcome from grafana;',
    expect: {
      outcome: 'pass',
      message: /did not tell/,
      evidence: [{ check: 'fix-confidence', error: 'permission', took: null }],
    },
  },
  {
    name: 'asked about last week',
    past: true,
    asOf: '2026-03-11T12:00:00Z',
    expect: { outcome: 'pass', message: /The slowest of/ },
  },
];
