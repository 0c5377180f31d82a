import { FRESH_RUN, ODD_ROWS, runsAt } from '../../scenario-sql.ts';
import type { AlertScenario, ExpectedHours } from '../../types.ts';

/** Nothing in the last while, and one run exactly then. */
const silence = (interval: string) =>
  `delete from {{schema}}.diag_run where ts > {{as_of}} - interval '${interval}';
   ${runsAt([`{{as_of}} - interval '${interval}'`])}`;

const berlinOffice: ExpectedHours = { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', zone: 'Europe/Berlin' };

export const scenarios: AlertScenario[] = [
  { name: 'healthy data', expect: { state: 'normal' } },
  {
    name: 'nothing has arrived for three hours',
    demo: true,
    fault: silence('3 hours'),
    expect: { state: 'firing', rows: [{ value: 180 }] },
    mend: FRESH_RUN,
    mended: { state: 'normal', rows: [{ value: 1 }] },
  },
  {
    name: 'two hours to the minute are no alarm',
    fault: silence('2 hours'),
    expect: { state: 'normal', rows: [{ value: 120 }] },
  },
  {
    name: 'two hours and a minute are one',
    fault: silence('121 minutes'),
    expect: { state: 'firing', rows: [{ value: 121 }] },
  },
  {
    name: 'the threshold is changed in the settings',
    settings: { thresholds: { 'stale-data': { warn: 240 } } },
    fault: silence('3 hours'),
    expect: { state: 'normal', rows: [{ value: 180 }] },
  },
  { name: 'an empty table', base: 'empty', expect: { state: 'no-row', rows: [] }, mend: FRESH_RUN },
  {
    name: 'rows are odd, the newest of them an hour old, others in the future',
    base: 'empty',
    fault: ODD_ROWS,
    expect: { state: 'normal', rows: [{ value: 60 }] },
  },
  {
    name: 'the only run there is was written before all time',
    base: 'empty',
    fault: runsAt([`'-infinity'`]),
    expect: { state: 'no-row', rows: [] },
  },
  {
    name: 'asked about a past instant, later runs are not there yet',
    asOf: '2026-03-10T12:00:00Z',
    fault: `delete from {{schema}}.diag_run where ts > timestamp '2026-03-10 08:00' and ts <= timestamp '2026-03-10 12:00';
      ${runsAt([`timestamp '2026-03-10 08:00'`])}`,
    expect: { state: 'firing', rows: [{ value: 240 }] },
    mend: FRESH_RUN,
  },
  {
    name: 'Monday morning after a silent weekend, when only office hours count',
    base: 'empty',
    asOf: '2026-03-16T08:00:00Z',
    settings: { expectedHours: berlinOffice },
    // Friday 17:30 in Berlin to Monday 9:00: half an hour and an hour.
    fault: runsAt([`timestamp '2026-03-13 16:30'`]),
    expect: { state: 'normal', rows: [{ value: 90 }] },
  },
  {
    name: 'data written in Kolkata, asked by a session in Los Angeles',
    base: 'empty',
    settings: { timeZone: 'Asia/Kolkata' },
    sessionZone: 'America/Los_Angeles',
    // 12:00 UTC is 17:30 there.
    fault: runsAt([`timestamp '2026-03-18 14:00'`]),
    expect: { state: 'firing', rows: [{ value: 210 }] },
    mend: runsAt([`timestamp '2026-03-18 17:29'`]),
    mended: { state: 'normal', rows: [{ value: 1 }] },
  },
  {
    name: "the clocks went forward: one o'clock to four is two hours",
    base: 'empty',
    asOf: '2026-03-29T02:00:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault: runsAt([`timestamp '2026-03-29 01:00'`]),
    expect: { state: 'normal', rows: [{ value: 120 }] },
  },
  {
    name: "the clocks went back: one o'clock to four is four hours",
    base: 'empty',
    asOf: '2026-10-25T03:00:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault: runsAt([`timestamp '2026-10-25 01:00'`]),
    expect: { state: 'firing', rows: [{ value: 240 }] },
  },
  {
    name: 'one tenant is silent while the others are not',
    base: 'empty',
    tenant: `l'été "€" 100%`,
    fault: FRESH_RUN + runsAt([`{{as_of}} - interval '5 hours'`], { tenant: `l'été "€" 100%` }),
    expect: { state: 'firing', rows: [{ value: 300 }] },
  },
];
