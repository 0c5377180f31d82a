import { FRESH_RUN, ODD_ROWS, runsAt, runsEvery } from '../../scenario-sql.ts';
import type { ExpectedHours, Scenario } from '../../types.ts';

/** Nothing in the last while, and one run exactly then. */
const silence = (interval: string) =>
  `delete from {{schema}}.diag_run where ts > {{as_of}} - interval '${interval}';
   ${runsAt([`{{as_of}} - interval '${interval}'`])}`;

const berlinOffice: ExpectedHours = { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', zone: 'Europe/Berlin' };
const nightShift: ExpectedHours = { days: [5], from: '22:00', to: '06:00', zone: 'Europe/Berlin' };

export const scenarios: Scenario[] = [
  { name: 'healthy data', expect: { outcome: 'pass', evidence: [{ what: 'Newest' }, { what: '5 from the end' }] } },
  {
    name: 'the newest run is seven hours old',
    demo: true,
    fault: silence('7 hours'),
    expect: { outcome: 'fail', value: 420, message: /7 h/ },
    mend: FRESH_RUN,
    mended: { outcome: 'pass', value: 1 },
  },
  {
    name: 'the newest run is three hours old',
    fault: silence('3 hours'),
    expect: { outcome: 'warn', value: 180 },
    mend: FRESH_RUN,
  },
  { name: 'the newest run is six hours old', fault: silence('6 hours'), expect: { outcome: 'fail', value: 360 } },
  { name: 'the newest run is two hours old', fault: silence('2 hours'), expect: { outcome: 'warn', value: 120 } },
  { name: 'the newest run is 119 minutes old', fault: silence('119 minutes'), expect: { outcome: 'pass', value: 119 } },
  {
    name: 'nothing was ever written',
    base: 'empty',
    expect: { outcome: 'fail', value: null, message: /no run at all/ },
    mend: FRESH_RUN,
  },
  {
    name: 'rows are odd, the newest of them an hour old, one in the far future',
    base: 'empty',
    fault: ODD_ROWS,
    expect: {
      outcome: 'warn',
      value: 60,
      message: /2 runs carry a time in the future/,
      evidence: [{ at: Date.UTC(9999, 11, 31) }],
    },
    mend: `delete from {{schema}}.diag_run where ts > {{as_of}};`,
    mended: { outcome: 'pass', value: 60 },
  },
  {
    name: 'the only run there is was written before all time',
    base: 'empty',
    fault: runsAt([`'-infinity'`]),
    expect: { outcome: 'fail', value: null },
  },
  {
    name: 'a run is six minutes ahead of the clock',
    fault: runsAt([`{{as_of}} + interval '6 minutes'`]),
    expect: { outcome: 'warn', message: /one run carries a time in the future/, evidence: [{ what: /ahead/ }] },
    mend: `delete from {{schema}}.diag_run where ts > {{as_of}};`,
  },
  {
    name: 'a run is five minutes ahead of the clock, which is tolerated',
    fault: runsAt([`{{as_of}} + interval '5 minutes'`]),
    expect: { outcome: 'pass' },
  },
  {
    name: 'the writer is hours ahead, so that all of its latest runs are in the future',
    fault: `update {{schema}}.diag_run set ts = ts + interval '9 hours' where ts > {{as_of}} - interval '3 days';
      delete from {{schema}}.diag_run where ts between {{as_of}} - interval '7 hours' and {{as_of}};
      ${runsEvery(`{{as_of}} + interval '1 hour'`, `{{as_of}} + interval '2 hours'`, '1 second')}`,
    expect: { outcome: 'fail', message: /or 1,000 runs or more carry a time in the future/ },
  },
  {
    name: 'asked about last Tuesday, later runs are not in the future but later',
    past: true,
    asOf: '2026-03-10T12:00:00Z',
    fault: `delete from {{schema}}.diag_run
      where ts > timestamp '2026-03-10 08:00' and ts <= timestamp '2026-03-10 12:00';
      ${runsAt([`timestamp '2026-03-10 08:00'`])}`,
    expect: { outcome: 'warn', value: 240, message: /^The newest run was 4 h old\.$/ },
    mend: FRESH_RUN,
  },
  {
    name: 'asked about a time before the first run',
    past: true,
    asOf: '2020-01-01T00:00:00Z',
    expect: { outcome: 'fail', value: null, message: /at or before that time/ },
  },
  {
    name: 'Monday morning after a silent weekend, when only office hours count',
    base: 'empty',
    asOf: '2026-03-16T08:00:00Z',
    settings: { expectedHours: berlinOffice },
    // Friday 17:30 in Berlin to Monday 9:00: half an hour and an hour.
    fault: runsAt([`timestamp '2026-03-13 16:30'`]),
    expect: { outcome: 'pass', value: 90 },
  },
  {
    name: 'Monday noon after a silent weekend, when only office hours count',
    base: 'empty',
    asOf: '2026-03-16T11:00:00Z',
    settings: { expectedHours: berlinOffice },
    fault: runsAt([`timestamp '2026-03-13 16:30'`]),
    expect: { outcome: 'warn', value: 270, message: /4 h 30 min of expected time/ },
    mend: FRESH_RUN,
  },
  {
    name: 'the shift began on Friday evening and is silent after midnight',
    base: 'empty',
    asOf: '2026-03-14T02:00:00Z',
    settings: { expectedHours: nightShift },
    fault: runsAt([`timestamp '2026-03-13 12:00'`]),
    expect: { outcome: 'warn', value: 300, message: /5 h of expected time/ },
    mend: FRESH_RUN,
  },
  {
    name: 'data written in Kolkata, asked by a session in Los Angeles',
    base: 'empty',
    settings: { timeZone: 'Asia/Kolkata' },
    sessionZone: 'America/Los_Angeles',
    // 12:00 UTC is 17:30 there.
    fault: runsAt([`timestamp '2026-03-18 14:00'`]),
    expect: { outcome: 'warn', value: 210 },
    mend: runsAt([`timestamp '2026-03-18 17:29'`]),
    mended: { outcome: 'pass', value: 1 },
  },
  {
    name: "the clocks went forward: one o'clock to four is two hours",
    base: 'empty',
    asOf: '2026-03-29T02:00:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault: runsAt([`timestamp '2026-03-29 01:00'`]),
    expect: { outcome: 'warn', value: 120 },
  },
  {
    name: "the clocks went back: one o'clock to four is four hours",
    base: 'empty',
    asOf: '2026-10-25T03:00:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault: runsAt([`timestamp '2026-10-25 01:00'`]),
    expect: { outcome: 'warn', value: 240 },
    mend: FRESH_RUN,
  },
  {
    name: 'in the hour that is repeated, a run of its first turn is not ahead of the clock',
    base: 'empty',
    // 02:10 for the second time; the run at 02:50 was written twenty minutes ago.
    asOf: '2026-10-25T01:10:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault: runsAt([`timestamp '2026-10-25 02:05'`, `timestamp '2026-10-25 02:50'`]),
    expect: { outcome: 'pass', value: 5 },
    mend: runsAt([`timestamp '2026-10-25 03:20'`]),
    mended: { outcome: 'warn', message: /one run carries/ },
  },
  {
    name: 'from one side of a leap day to the other',
    base: 'empty',
    asOf: '2028-03-01T00:30:00Z',
    fault: runsAt([`timestamp '2028-02-28 23:30'`]),
    expect: { outcome: 'fail', value: 25 * 60 },
    mend: FRESH_RUN,
  },
  {
    name: 'one tenant is late while the others are not',
    tenant: 'acme',
    fault: `delete from {{schema}}.diag_run where tenant = 'acme' and ts > {{as_of}} - interval '5 hours';
      ${runsAt([`{{as_of}} - interval '5 hours'`])}`,
    expect: { outcome: 'warn', value: 300, message: /for this tenant/ },
    mend: FRESH_RUN,
  },
  {
    name: 'a tenant that nobody knows',
    tenant: `'; drop table devdiag.diag_run; --`,
    expect: { outcome: 'fail', value: null, message: /no run at all for this tenant/ },
  },
];
