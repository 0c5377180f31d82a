import { FRESH_RUN, ODD_ROWS, runsAt, runsEvery } from '../../scenario-sql.ts';
import type { Scenario } from '../../types.ts';

/** So many runs, a minute apart, up to an hour before as-of. */
const some = (count: number, problems = '["CORS_BLOCK"]', tenant = 'acme') =>
  runsEvery(
    `{{as_of}} - interval '1 hour' - interval '${count - 1} minutes'`,
    `{{as_of}} - interval '1 hour'`,
    '1 minute',
    {
      problems,
      tenant,
    }
  );

const withoutMalformed = `delete from {{schema}}.diag_run
  where jsonb_typeof(problems) <> 'array' or problems @? '$[*] ? (@.type() != "string")';`;

export const scenarios: Scenario[] = [
  { name: 'healthy data', expect: { outcome: 'pass', value: 0 } },
  {
    name: 'the writer stores an object instead of an array',
    demo: true,
    fault: `update {{schema}}.diag_run set problems = '{"CORS_BLOCK": true}' where ts > {{as_of}} - interval '6 hours';`,
    expect: {
      outcome: 'fail',
      message: /with malformed problems/,
      evidence: [{ what: /an object/, tenant: 'several' }],
    },
    mend: `update {{schema}}.diag_run set problems = '[]' where ts > {{as_of}} - interval '6 hours';`,
  },
  {
    name: 'one run in a hundred is malformed',
    base: 'empty',
    fault: some(99) + some(1, '"CORS_BLOCK"'),
    expect: { outcome: 'warn', value: 0.01, message: /^1 run with malformed problems, of 100 runs/ },
    mend: withoutMalformed,
    mended: { outcome: 'pass', value: 0 },
  },
  {
    name: 'two runs in a hundred are malformed',
    base: 'empty',
    fault: some(98) + some(2, '["CORS_BLOCK", null]'),
    expect: {
      outcome: 'fail',
      value: 0.02,
      evidence: [{ what: /something that is not a text/, runs: 2, tenant: 'acme' }],
    },
    mend: withoutMalformed,
  },
  {
    name: 'the site lives with two in a hundred',
    base: 'empty',
    settings: { thresholds: { 'data-quality': { fail: 0.05 } } },
    fault: some(98) + some(2, 'null'),
    expect: { outcome: 'warn', value: 0.02, evidence: [{ what: /null/ }] },
  },
  {
    name: 'an empty list of problems is well-formed',
    base: 'empty',
    fault: some(10, '[]'),
    expect: { outcome: 'pass', value: 0 },
  },
  {
    name: 'nothing was ever written',
    base: 'empty',
    expect: { outcome: 'not-evaluated', value: null },
    mend: FRESH_RUN,
  },
  {
    name: 'rows are odd in every way',
    base: 'empty',
    fault: ODD_ROWS,
    expect: {
      outcome: 'fail',
      value: 9 / 12,
      message: /^7 runs with malformed problems and 2 runs with a time in the future, of 12 runs/,
      evidence: [
        { what: /object/, runs: 1 },
        { what: /problems is a text/, runs: 1 },
        { what: /a number/, runs: 1 },
        { what: /true or false/, runs: 1 },
        { what: /null/, runs: 1 },
        { what: /not a text/, runs: 2 },
        { what: /future/, runs: 2, newest: Date.UTC(9999, 11, 31) },
      ],
    },
    mend: `${withoutMalformed} delete from {{schema}}.diag_run where ts > {{as_of}};`,
    mended: { outcome: 'pass', value: 0 },
  },
  {
    name: 'a run is six minutes ahead of the clock',
    base: 'empty',
    fault: some(199) + runsAt([`{{as_of}} + interval '6 minutes'`]),
    expect: { outcome: 'warn', value: 0.005, message: /^1 run with a time in the future/ },
    mend: `delete from {{schema}}.diag_run where ts > {{as_of}};`,
  },
  {
    name: 'a run is five minutes ahead of the clock, which is tolerated',
    base: 'empty',
    fault: some(199) + runsAt([`{{as_of}} + interval '5 minutes'`]),
    expect: { outcome: 'pass', value: 0 },
  },
  {
    name: 'all there is lies in the future',
    base: 'empty',
    fault: runsAt([`{{as_of}} + interval '9 hours'`]),
    expect: { outcome: 'fail', value: 1 },
  },
  {
    name: 'asked about last week, later runs are not in the future but later',
    base: 'empty',
    past: true,
    asOf: '2026-03-10T12:00:00Z',
    fault:
      some(99) +
      some(1, '"CORS_BLOCK"') +
      runsEvery(`{{as_of}} + interval '1 hour'`, `{{as_of}} + interval '7 days'`, '1 hour', { problems: '7' }),
    expect: { outcome: 'warn', value: 0.01 },
  },
  {
    name: 'malformed runs are eight days old',
    base: 'empty',
    fault: some(10) + runsAt([`{{as_of}} - interval '7 days'`, `{{as_of}} - interval '8 days'`], { problems: '7' }),
    expect: { outcome: 'pass', value: 0 },
  },
  {
    name: 'what Kolkata writes at noon is not in the future for a session in Los Angeles',
    base: 'empty',
    settings: { timeZone: 'Asia/Kolkata' },
    sessionZone: 'America/Los_Angeles',
    fault: runsAt([`timestamp '2026-03-18 17:30'`]),
    expect: { outcome: 'pass', value: 0 },
    mend: runsAt([`timestamp '2026-03-18 17:36'`]),
    mended: { outcome: 'fail', value: 0.5 },
  },
  {
    name: 'in the hour that is repeated, a run of its first turn is not in the future',
    base: 'empty',
    asOf: '2026-10-25T01:10:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault: runsAt([`timestamp '2026-10-25 02:05'`, `timestamp '2026-10-25 02:50'`]),
    expect: { outcome: 'pass', value: 0 },
    mend: runsAt([`timestamp '2026-10-25 03:20'`]),
    mended: { outcome: 'fail', value: 0.5 },
  },
  {
    name: 'after the clocks went forward, half past three is ten minutes ahead of twenty past',
    base: 'empty',
    asOf: '2026-03-29T01:20:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault: runsAt([`timestamp '2026-03-29 03:15'`, `timestamp '2026-03-29 03:30'`]),
    expect: { outcome: 'fail', value: 0.5 },
  },
  {
    name: 'only the tenant that is asked about counts',
    base: 'empty',
    tenant: 'globex',
    fault: some(100, '7') + some(10, '[]', 'globex'),
    expect: { outcome: 'pass', value: 0 },
    mend: some(1, '7', 'globex'),
    mended: { outcome: 'fail', value: 1 / 11 },
  },
];
