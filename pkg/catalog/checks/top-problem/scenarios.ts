import { FRESH_RUN, ODD_ROWS, runsAt, runsEvery } from '../../scenario-sql.ts';
import type { Scenario } from '../../types.ts';

/** So many runs, a minute apart, the last of them a while before as-of. */
const some = (count: number, problems = '[]', before = '1 hour', tenant = 'acme') =>
  runsEvery(
    `{{as_of}} - interval '${before}' - interval '${count - 1} minutes'`,
    `{{as_of}} - interval '${before}'`,
    '1 minute',
    { problems, tenant }
  );

export const scenarios: Scenario[] = [
  { name: 'healthy data', expect: { outcome: 'pass' } },
  {
    name: 'every other run is blocked by CORS',
    demo: true,
    fault: `update {{schema}}.diag_run set problems = problems || '["CORS_BLOCK"]'
      where ts > {{as_of}} - interval '7 days' and id % 2 = 0;`,
    expect: {
      outcome: 'warn',
      message: /^CORS_BLOCK is in 5\d %/,
      evidence: [{ code: 'CORS_BLOCK', tenant: 'several' }],
    },
    mend: `update {{schema}}.diag_run set problems = problems - 'CORS_BLOCK' where ts > {{as_of}} - interval '7 days';`,
  },
  {
    name: '21 of 100 runs report the same code',
    base: 'empty',
    fault: some(79) + some(21, '["XFO_DENY"]'),
    expect: { outcome: 'warn', value: 0.21, evidence: [{ code: 'XFO_DENY', runs: 21, share: 0.21, tenant: 'acme' }] },
    mend: some(5),
    mended: { outcome: 'pass', value: 0.2 },
  },
  {
    name: 'a fifth of the runs is tolerated',
    base: 'empty',
    fault: some(80) + some(20, '["XFO_DENY"]'),
    expect: { outcome: 'pass', value: 0.2, message: /XFO_DENY is in 20 %/ },
  },
  {
    name: 'two codes dominate',
    base: 'empty',
    fault: some(40) + some(30, '["XFO_DENY", "CORS_BLOCK"]') + some(30, '["CORS_BLOCK"]'),
    expect: {
      outcome: 'warn',
      value: 0.6,
      message: /^CORS_BLOCK is in 60 %.*1 other code/,
      evidence: [{ code: 'XFO_DENY', share: 0.3 }],
    },
  },
  {
    name: 'the site lives with a third',
    base: 'empty',
    settings: { thresholds: { 'top-problem': { share: 0.34 } } },
    fault: some(67) + some(33, '["XFO_DENY"]'),
    expect: { outcome: 'pass', value: 0.33 },
  },
  {
    name: 'a code that a run names twice is one run',
    base: 'empty',
    fault: some(85) + some(15, '["XFO_DENY", "XFO_DENY"]'),
    expect: { outcome: 'pass', value: 0.15 },
  },
  {
    name: 'nineteen runs are too few',
    base: 'empty',
    fault: some(19, '["XFO_DENY"]'),
    expect: {
      outcome: 'not-evaluated',
      value: null,
      message: /Only 19 runs/,
      evidence: [{ code: 'XFO_DENY', runs: 19 }],
    },
    mend: some(1),
    mended: { outcome: 'warn', value: 0.95 },
  },
  {
    name: 'no run reports a problem',
    base: 'empty',
    fault: some(20),
    expect: { outcome: 'pass', value: 0, message: /None of 20 runs/ },
  },
  {
    name: 'nothing was ever written',
    base: 'empty',
    expect: { outcome: 'not-evaluated', value: null, message: /no run/ },
    mend: some(20),
  },
  {
    name: 'rows are odd: malformed ones are runs, and only texts in arrays are codes',
    base: 'empty',
    fault: ODD_ROWS + some(10),
    expect: {
      outcome: 'pass',
      value: 0.05,
      evidence: [
        { code: 'CORS_BLOCK', runs: 1 },
        { code: '', runs: 1 },
      ],
    },
  },
  {
    name: 'a week ago to the minute is outside the window, a minute later inside',
    base: 'empty',
    fault: some(20) + runsAt([`{{as_of}} - interval '7 days'`], { problems: '["OUTSIDE"]' }),
    expect: { outcome: 'pass', value: 0 },
    mend: runsAt([`{{as_of}} - interval '7 days' + interval '1 minute'`, `{{as_of}}`], { problems: '["INSIDE"]' }),
    mended: { outcome: 'pass', value: 2 / 22, evidence: [{ code: 'INSIDE', runs: 2 }] },
  },
  {
    name: 'the window is measured on the clock of Kolkata, where the data is written',
    base: 'empty',
    settings: { timeZone: 'Asia/Kolkata' },
    sessionZone: 'America/Los_Angeles',
    fault:
      some(80, '[]', '3 days') + some(60, '["XFO_DENY"]', '1 hour') + some(60, '["CORS_BLOCK"]', '6 days 22 hours'),
    expect: {
      outcome: 'warn',
      value: 0.3,
      evidence: [
        { code: 'XFO_DENY', runs: 60 },
        { code: 'CORS_BLOCK', runs: 60 },
      ],
    },
  },
  {
    name: 'asked about last week, it says what it said then',
    base: 'empty',
    past: true,
    asOf: '2026-03-10T12:00:00Z',
    fault: `${some(70)} ${some(30, '["XFO_DENY"]')}
      ${runsEvery(`{{as_of}} + interval '1 minute'`, `{{as_of}} + interval '7 days'`, '1 hour')}`,
    expect: { outcome: 'warn', value: 0.3 },
  },
  {
    name: 'the clocks went forward within the seven days',
    base: 'empty',
    asOf: '2026-03-31T12:00:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault:
      some(15) +
      runsEvery(`timestamp '2026-03-24 14:00'`, `timestamp '2026-03-24 14:05'`, '1 minute', {
        problems: '["XFO_DENY"]',
      }),
    expect: { outcome: 'warn', value: 0.25 },
  },
  {
    name: 'the clocks went back within the seven days',
    base: 'empty',
    asOf: '2026-10-27T12:00:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault:
      some(15) +
      runsEvery(`timestamp '2026-10-20 13:00'`, `timestamp '2026-10-20 13:05'`, '1 minute', {
        problems: '["XFO_DENY"]',
      }),
    expect: { outcome: 'warn', value: 0.25 },
  },
  {
    name: 'a leap day is one of the seven',
    base: 'empty',
    asOf: '2028-03-07T12:00:00Z',
    fault:
      some(15) +
      runsEvery(`timestamp '2028-02-29 12:00'`, `timestamp '2028-02-29 12:05'`, '1 minute', {
        problems: '["XFO_DENY"]',
      }),
    expect: { outcome: 'warn', value: 0.25 },
  },
  {
    name: 'one tenant is hit while all together are not',
    base: 'empty',
    tenant: `l'été "€" 100%`,
    fault: some(500) + some(30, '["XFO_DENY"]', '1 hour', `l'été "€" 100%`),
    expect: { outcome: 'warn', value: 1, evidence: [{ code: 'XFO_DENY', tenant: `l'été "€" 100%` }] },
    mend: some(120, '[]', '1 hour', `l'été "€" 100%`),
    mended: { outcome: 'pass', value: 0.2 },
  },
  {
    name: 'the tenant has hardly any runs while the others do',
    base: 'empty',
    tenant: 'globex',
    fault: some(500),
    expect: { outcome: 'not-evaluated', value: null },
    mend: FRESH_RUN + some(20, '[]', '1 hour', 'globex'),
  },
];
