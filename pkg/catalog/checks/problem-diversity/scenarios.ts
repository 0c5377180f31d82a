import { FRESH_RUN, MIDNIGHT, ODD_ROWS, runsAt } from '../../scenario-sql.ts';
import type { Scenario } from '../../types.ts';

/** JSON array of codes with a number each, such as CODE_1 to CODE_6. */
const codes = (from: number, to: number) =>
  JSON.stringify(Array.from({ length: to - from + 1 }, (_, n) => `CODE_${from + n}`));

const reported = (at: string, from: number, to: number, tenant = 'acme') =>
  runsAt([at], { tenant, problems: codes(from, to) });

export const scenarios: Scenario[] = [
  { name: 'healthy data', expect: { outcome: 'pass' } },
  {
    name: 'eleven new codes in an hour',
    demo: true,
    fault: reported(`{{as_of}} - interval '1 hour'`, 1, 11),
    expect: {
      outcome: 'warn',
      message: /in the last 24 hours; more than 10/,
      evidence: [{ code: 'CODE_11', reports: 1, days: 1 }],
    },
    mend: `delete from {{schema}}.diag_run where problems ? 'CODE_1';`,
  },
  {
    name: 'eleven codes in the last 24 hours',
    base: 'empty',
    fault: reported(`{{as_of}} - interval '1 hour'`, 1, 11),
    expect: { outcome: 'warn', value: 11 },
    mend: `update {{schema}}.diag_run set problems = problems - 'CODE_11';`,
    mended: { outcome: 'pass', value: 10 },
  },
  {
    name: 'eleven codes three days ago',
    base: 'empty',
    fault: reported(`{{as_of}} - interval '3 days'`, 1, 11) + reported(`{{as_of}} - interval '1 hour'`, 1, 2),
    expect: { outcome: 'warn', value: 11, message: /on Sun 2026-03-15/ },
  },
  {
    name: 'ten codes a day are tolerated, and so are twenty in a week',
    base: 'empty',
    fault: reported(`{{as_of}} - interval '5 days'`, 1, 10) + reported(`{{as_of}} - interval '1 hour'`, 11, 20),
    expect: { outcome: 'pass', value: 10 },
  },
  {
    name: 'six codes last evening and six others this morning: what the alert sees, the check sees',
    base: 'empty',
    fault: reported(`${MIDNIGHT} - interval '1 hour'`, 1, 6) + reported(`${MIDNIGHT} + interval '1 hour'`, 7, 12),
    expect: { outcome: 'warn', value: 12, message: /in the last 24 hours/ },
  },
  {
    name: 'the site lives with twelve codes',
    base: 'empty',
    settings: { thresholds: { 'problem-diversity': { most: 12 } } },
    fault: reported(`{{as_of}} - interval '1 hour'`, 1, 12),
    expect: { outcome: 'pass', value: 12 },
    mend: reported(`{{as_of}} - interval '2 hours'`, 13, 13),
    mended: { outcome: 'warn', value: 13 },
  },
  {
    name: 'the day of many codes is the seventh, today included',
    base: 'empty',
    fault: reported(`${MIDNIGHT} - interval '6 days'`, 1, 11),
    expect: { outcome: 'warn', value: 11, message: /Thu 2026-03-12/ },
  },
  {
    name: 'the day of many codes is the eighth',
    base: 'empty',
    fault: reported(`${MIDNIGHT} - interval '6 days 1 minute'`, 1, 11) + FRESH_RUN,
    expect: { outcome: 'pass', value: 0 },
  },
  {
    name: 'the only runs there are came on the eighth day',
    base: 'empty',
    fault: reported(`${MIDNIGHT} - interval '6 days 1 minute'`, 1, 11),
    expect: { outcome: 'not-evaluated', value: null },
  },
  {
    name: 'nothing was ever written',
    base: 'empty',
    expect: { outcome: 'not-evaluated', value: null },
    mend: FRESH_RUN,
    mended: { outcome: 'pass', value: 0 },
  },
  {
    name: 'rows are odd: only texts in arrays are codes, each of them once',
    base: 'empty',
    fault: ODD_ROWS,
    expect: {
      outcome: 'pass',
      value: 6,
      evidence: [{ code: 'TWICE', reports: 2 }, { code: '', reports: 1 }, { code: /🙂/ }],
    },
  },
  {
    name: 'either side of midnight in Kolkata, where the data is written, is the same day for the server',
    base: 'empty',
    asOf: '2026-03-18T20:00:00Z',
    settings: { timeZone: 'Asia/Kolkata' },
    sessionZone: 'America/Los_Angeles',
    fault:
      // The eleven belong to the eighth day there; the server is a day behind and would count them.
      reported(`${MIDNIGHT} - interval '6 days 12 hours'`, 21, 31) +
      reported(`${MIDNIGHT} - interval '2 days 30 minutes'`, 1, 6) +
      reported(`${MIDNIGHT} - interval '47 hours'`, 7, 12),
    expect: { outcome: 'pass', value: 6 },
    mend: reported(`${MIDNIGHT} - interval '46 hours'`, 1, 6),
    mended: { outcome: 'warn', value: 12, message: /Tue 2026-03-17/ },
  },
  {
    name: 'asked about last week, later codes are later',
    base: 'empty',
    past: true,
    asOf: '2026-03-10T12:00:00Z',
    fault: reported(`timestamp '2026-03-10 11:00'`, 1, 3) + reported(`timestamp '2026-03-10 12:01'`, 1, 11),
    expect: { outcome: 'pass', value: 3 },
  },
  {
    name: 'the clocks went forward: the short day begins at its own midnight',
    base: 'empty',
    asOf: '2026-03-31T12:00:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault:
      reported(`timestamp '2026-03-28 23:30'`, 1, 6) +
      reported(`timestamp '2026-03-29 00:30'`, 7, 12) +
      reported(`timestamp '2026-03-30 00:30'`, 13, 18),
    expect: { outcome: 'pass', value: 6 },
    mend: reported(`timestamp '2026-03-29 23:30'`, 13, 18),
    mended: { outcome: 'warn', value: 12, message: /Sun 2026-03-29/ },
  },
  {
    name: 'the clocks went back: the long day ends at its own midnight',
    base: 'empty',
    asOf: '2026-10-27T12:00:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault:
      reported(`timestamp '2026-10-24 23:30'`, 1, 6) +
      reported(`timestamp '2026-10-25 23:30'`, 7, 12) +
      reported(`timestamp '2026-10-26 00:30'`, 13, 18),
    expect: { outcome: 'pass', value: 6 },
    mend: reported(`timestamp '2026-10-25 00:30'`, 13, 18),
    mended: { outcome: 'warn', value: 12, message: /Sun 2026-10-25/ },
  },
  {
    name: 'a leap day is one of the seven',
    base: 'empty',
    asOf: '2028-03-06T12:00:00Z',
    fault: reported(`timestamp '2028-02-29 12:00'`, 1, 11),
    expect: { outcome: 'warn', value: 11, message: /Tue 2028-02-29/ },
  },
  {
    name: 'one tenant has few while all together have many',
    base: 'empty',
    tenant: 'globex',
    fault: reported(`{{as_of}} - interval '1 hour'`, 1, 11) + reported(`{{as_of}} - interval '1 hour'`, 1, 2, 'globex'),
    expect: { outcome: 'pass', value: 2 },
    mend: reported(`{{as_of}} - interval '1 hour'`, 3, 11, 'globex'),
    mended: { outcome: 'warn', value: 11 },
  },
];
