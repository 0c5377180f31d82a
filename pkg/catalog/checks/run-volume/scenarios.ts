import { MIDNIGHT, ODD_ROWS, runsADay, runsAt } from '../../scenario-sql.ts';
import type { Scenario } from '../../types.ts';

const yesterday = `ts >= ${MIDNIGHT} - interval '1 day' and ts < ${MIDNIGHT}`;
/** A hundred runs a day, but yesterday (a Tuesday) so many. */
const hundredButYesterday = (runs: number) => runsADay(40, `case back when 1 then ${runs} else 100 end`);
const moreYesterday = (runs: number) => runsADay(1, String(runs));

export const scenarios: Scenario[] = [
  { name: 'healthy data', expect: { outcome: 'pass', message: /Tue 2026-03-17/ } },
  {
    name: 'nothing came yesterday',
    demo: true,
    fault: `delete from {{schema}}.diag_run where ${yesterday};`,
    expect: {
      outcome: 'fail',
      value: 0,
      message: /No run at all on Tue 2026-03-17/,
      evidence: [{ day: 'Tue 2026-03-17', runs: 0, finding: 'none at all' }],
    },
    mend: `insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
      select ts + interval '7 days', tenant, target_hash, env_fp, problems, evidence
      from {{schema}}.diag_run
      where ts >= ${MIDNIGHT} - interval '8 days' and ts < ${MIDNIGHT} - interval '7 days';`,
  },
  {
    name: 'yesterday brought 49 runs where 100 are usual',
    base: 'empty',
    fault: hundredButYesterday(49),
    expect: {
      outcome: 'warn',
      value: 49,
      message: /49 runs on Tue 2026-03-17, 51 % fewer than usual/,
      evidence: [
        {
          day: 'Tue 2026-03-17',
          runs: 49,
          usual: 100,
          from: 50,
          to: 150,
          against: '4 same weekdays',
          finding: 'unusual',
        },
      ],
    },
    mend: moreYesterday(51),
    mended: { outcome: 'pass', value: 100 },
  },
  {
    name: 'yesterday brought half of what is usual, which is tolerated',
    base: 'empty',
    fault: hundredButYesterday(50),
    expect: { outcome: 'pass', value: 50 },
  },
  {
    name: 'yesterday brought 151 runs where 100 are usual',
    base: 'empty',
    fault: hundredButYesterday(151),
    expect: { outcome: 'warn', value: 151, message: /51 % more/ },
    mend: `delete from {{schema}}.diag_run where id in (select id from {{schema}}.diag_run where ${yesterday} limit 51);`,
  },
  {
    name: 'Tuesdays are erratic, so three times the median is nothing special',
    base: 'empty',
    // Median 200, median deviation 100, scaled 148.26: up to 644 runs.
    fault: runsADay(
      40,
      `case back when 1 then 600 when 8 then 100 when 15 then 300 when 22 then 100 when 29 then 300 else 100 end`
    ),
    expect: { outcome: 'pass', value: 600, evidence: [{ day: 'Tue 2026-03-17', usual: 200, to: 200 + 3 * 148.26 }] },
    mend: moreYesterday(45),
    mended: { outcome: 'warn', value: 645 },
  },
  {
    name: 'erratic days do not excuse a day without any run',
    base: 'empty',
    fault: runsADay(
      40,
      `case back when 1 then 0 when 8 then 100 when 15 then 300 when 22 then 100 when 29 then 300 else 100 end`
    ),
    expect: { outcome: 'fail', value: 0 },
    mend: moreYesterday(100),
  },
  {
    name: 'a silent day of last week weighs more than a weak one of yesterday',
    base: 'empty',
    fault: runsADay(40, `case back when 1 then 30 when 5 then 0 else 100 end`),
    expect: { outcome: 'fail', value: 0, message: /Fri 2026-03-13/ },
    mend: runsAt([`{{as_of}} - interval '5 days'`]),
    mended: { outcome: 'warn', value: 1, message: /2 such days/ },
  },
  {
    name: 'a week is over after eight days',
    base: 'empty',
    fault: runsADay(40, `case back when 8 then 0 else 100 end`),
    expect: { outcome: 'pass', value: 100 },
  },
  {
    name: 'weekends are quiet: shown and not judged, not even a silent one',
    base: 'empty',
    fault: runsADay(
      40,
      `case when extract(isodow from ${MIDNIGHT} - make_interval(days => back)) < 6 then 100
      when back = 3 then 0 else 19 end::integer`
    ),
    expect: {
      outcome: 'pass',
      value: 100,
      evidence: [{ day: 'Sun 2026-03-15', runs: 0, usual: 19, finding: 'too few to judge' }],
    },
  },
  {
    name: 'twenty runs are enough to miss them',
    base: 'empty',
    fault: runsADay(40, `case back when 3 then 0 else 20 end`),
    expect: { outcome: 'fail', value: 0, message: /Sun 2026-03-15/ },
    mend: runsAt(Array.from({ length: 15 }, (_, n) => `${MIDNIGHT} - interval '3 days' + interval '${n} minutes'`)),
  },
  {
    name: 'too few runs on every day',
    base: 'empty',
    fault: runsADay(40, '19'),
    expect: {
      outcome: 'not-evaluated',
      value: null,
      message: /Fewer than 20 runs/,
      evidence: [{ runs: 19, usual: 19 }],
    },
  },
  {
    name: 'nothing was ever written',
    base: 'empty',
    expect: { outcome: 'not-evaluated', value: null, message: /Only 0 full days/ },
    mend: runsADay(40, '100'),
  },
  {
    name: 'nothing was written for five weeks',
    base: 'empty',
    fault: runsADay(80, `case when back < 40 then 0 else 100 end`),
    expect: { outcome: 'not-evaluated', value: null },
    mend: runsADay(40, '100'),
  },
  {
    name: 'two weeks on record: held against the other days of the week',
    base: 'empty',
    // The first day that holds a run does not count as a full one.
    fault: runsADay(14, `case back when 1 then 40 else 100 end`),
    expect: { outcome: 'warn', value: 40, evidence: [{ day: 'Tue 2026-03-17', usual: 100, against: '6 other days' }] },
    mend: moreYesterday(60),
  },
  {
    name: 'a time before all time does not make the record longer',
    base: 'empty',
    fault: `${ODD_ROWS} ${runsADay(14, 'case back when 1 then 40 else 100 end')}`,
    expect: { outcome: 'warn', value: 40, evidence: [{ day: 'Tue 2026-03-17', against: '6 other days' }] },
  },
  {
    name: 'the first of the seven days is held against four weeks, too',
    base: 'empty',
    // Of the last three of them it would be an exception: twice 100, once 40.
    fault: runsADay(40, 'case when back in (7, 28, 35) then 40 else 100 end'),
    expect: { outcome: 'pass', evidence: [{ day: 'Wed 2026-03-11', runs: 40, usual: 70, against: '4 same weekdays' }] },
  },
  {
    name: 'three such weeks on record: held against those',
    base: 'empty',
    fault: runsADay(23, `case when back in (1, 8, 15, 22) then 40 else 100 end`),
    expect: {
      outcome: 'pass',
      value: 40,
      evidence: [{ day: 'Tue 2026-03-17', usual: 40, against: '3 same weekdays' }],
    },
  },
  {
    name: 'four full days on record are enough',
    base: 'empty',
    fault: runsADay(5, `case back when 1 then 40 else 100 end`),
    expect: { outcome: 'warn', value: 40, evidence: [{ against: '3 other days' }] },
    mend: moreYesterday(60),
  },
  {
    name: 'three full days on record are not',
    base: 'empty',
    fault: runsADay(4, `case back when 1 then 0 else 100 end`),
    expect: { outcome: 'not-evaluated', value: null, message: /Only 3 full days/ },
  },
  {
    name: 'rows are odd',
    base: 'empty',
    fault: `${ODD_ROWS} ${hundredButYesterday(100)}`,
    expect: { outcome: 'pass', value: 100 },
  },
  {
    name: 'it is past midnight in Kolkata, where the data is written, and still yesterday for server and session',
    base: 'empty',
    asOf: '2026-03-18T20:00:00Z',
    settings: { timeZone: 'Asia/Kolkata' },
    sessionZone: 'America/Los_Angeles',
    fault: hundredButYesterday(0),
    expect: { outcome: 'fail', value: 0, message: /Wed 2026-03-18/ },
    mend: moreYesterday(100),
  },
  {
    name: 'as of two weeks ago, the silent day is the one before',
    past: true,
    asOf: '2026-03-04T12:00:00Z',
    fault: `delete from {{schema}}.diag_run where ts >= '2026-03-03' and ts < '2026-03-04';`,
    expect: { outcome: 'fail', value: 0, message: /Tue 2026-03-03/ },
  },
  {
    name: 'as of the same day, later runs change nothing',
    base: 'empty',
    past: true,
    asOf: '2026-03-04T12:00:00Z',
    fault: `${hundredButYesterday(49)} ${runsAt([`{{as_of}} + interval '1 hour'`, `{{as_of}} + interval '7 days'`])}`,
    expect: { outcome: 'warn', value: 49 },
  },
  {
    name: 'the day on which the clocks go forward has 23 hours',
    base: 'empty',
    asOf: '2026-03-30T08:00:00Z',
    settings: { timeZone: 'Europe/Berlin', thresholds: { 'run-volume': { tolerance: 0.05, deviations: 0.5 } } },
    // A run every half hour that there was: the wall clock skips two to three.
    fault: `insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
      select at at time zone 'Europe/Berlin', 'acme', 't', 'e', '[]', '{}'
      from generate_series({{as_of_tz}} - interval '40 days', {{as_of_tz}}, interval '30 minutes') as at;`,
    expect: { outcome: 'pass', value: 46, message: /46 runs on Sun 2026-03-29/ },
  },
  {
    name: 'the day on which the clocks go back has 25 hours',
    base: 'empty',
    asOf: '2026-10-26T08:00:00Z',
    settings: { timeZone: 'Europe/Berlin', thresholds: { 'run-volume': { tolerance: 0.05, deviations: 0.5 } } },
    fault: `insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
      select at at time zone 'Europe/Berlin', 'acme', 't', 'e', '[]', '{}'
      from generate_series({{as_of_tz}} - interval '40 days', {{as_of_tz}}, interval '30 minutes') as at;`,
    expect: { outcome: 'pass', value: 50, message: /50 runs on Sun 2026-10-25/ },
  },
  {
    name: 'a leap day without runs',
    base: 'empty',
    asOf: '2028-03-01T12:00:00Z',
    fault: hundredButYesterday(0),
    expect: { outcome: 'fail', value: 0, message: /Tue 2028-02-29/ },
    mend: moreYesterday(100),
  },
  {
    name: 'one tenant sent nothing yesterday',
    base: 'empty',
    tenant: `l'été "€" 100%`,
    fault: `${runsADay(40, '100')} ${runsADay(40, 'case back when 1 then 0 else 30 end', { tenant: `l'été "€" 100%` })}`,
    expect: { outcome: 'fail', value: 0 },
    mend: runsADay(1, '30', { tenant: `l'été "€" 100%` }),
    mended: { outcome: 'pass', value: 30 },
  },
];
