import { ODD_ROWS, runsAt, runsEvery } from '../../scenario-sql.ts';
import type { ExpectedHours, Scenario } from '../../types.ts';

/** Runs an interval apart for five weeks, the last of them exactly so long before as-of. */
const until = (silence: string, step: string, tenant = 'acme') =>
  runsEvery(`{{as_of}} - interval '${silence}'`, `{{as_of}} - interval '35 days'`, `-${step}`, { tenant });

const between = (from: string, to: string, step: string, tenant = 'acme') =>
  runsEvery(`{{as_of}} - interval '${from}'`, `{{as_of}} - interval '${to}'`, step, { tenant });

const now = (tenant = 'acme') => runsAt([`{{as_of}}`], { tenant });

const berlinOffice: ExpectedHours = { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', zone: 'Europe/Berlin' };

/** A run every two hours while the office is open, up to a time in UTC. */
const officeRuns = (last: string) => `
  insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
  select ts, 'acme', 't', 'e', '[]', '{}'
  from generate_series(timestamp '2026-01-01 07:00', timestamp '${last}', interval '2 hours') as ts
  where extract(isodow from ts) < 6 and extract(hour from ts) between 7 and 16;`;

/** A run at ten on each working day of which something is true. */
const workingDays = (condition: string) => `
  insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
  select ts, 'acme', 't', 'e', '[]', '{}'
  from generate_series(timestamp '2026-01-01 10:00', {{as_of}}, interval '1 day') as ts
  where extract(isodow from ts) < 6 and ${condition};`;

export const scenarios: Scenario[] = [
  { name: 'healthy data', expect: { outcome: 'pass', value: 0, message: /All 5 regular tenants/ } },
  {
    name: 'one tenant has sent nothing for five days',
    demo: true,
    fault: `delete from {{schema}}.diag_run where tenant = 'acme' and ts > {{as_of}} - interval '5 days';`,
    expect: {
      outcome: 'warn',
      value: 1,
      message: /^1 of 5 regular tenants is silent: acme \(5 d/,
      evidence: [
        { tenant: 'acme', finding: 'silent' },
        { tenant: 'globex', finding: 'as usual', tolerated: null },
      ],
    },
    mend: now(),
    mended: { outcome: 'pass', value: 0 },
  },
  {
    name: 'nobody has sent anything for two days',
    fault: `delete from {{schema}}.diag_run where ts > {{as_of}} - interval '2 days';`,
    expect: { outcome: 'warn', value: 5, message: /^5 of 5 regular tenants are silent: .* and 2 more/ },
  },
  {
    name: 'an hourly tenant has sent nothing for 24 hours',
    base: 'empty',
    fault: until('24 hours', '1 hour'),
    expect: { outcome: 'warn', value: 1, evidence: [{ silent: 1440, tolerated: 1440 }] },
    mend: now(),
  },
  {
    name: 'an hourly tenant has sent nothing for a minute less than that',
    base: 'empty',
    fault: until('1439 minutes', '1 hour'),
    expect: { outcome: 'pass', value: 0, message: /The one regular tenant/ },
  },
  {
    name: 'a tenant with a run a day has sent nothing for three days',
    base: 'empty',
    fault: until('72 hours', '1 day'),
    expect: { outcome: 'warn', value: 1, evidence: [{ silent: 72 * 60, tolerated: 72 * 60 }] },
    mend: between('2 days', '0 days', '1 day'),
  },
  {
    name: 'a tenant with a run a day has sent nothing for an hour less than that',
    base: 'empty',
    fault: until('71 hours', '1 day'),
    expect: { outcome: 'pass', value: 0, evidence: [{ silent: 71 * 60, tolerated: 72 * 60 }] },
  },
  {
    name: 'a tenant that was away for three days is missed after nine',
    base: 'empty',
    fault: between('35 days', '15 days', '1 hour') + between('12 days', '9 days', '1 hour'),
    expect: { outcome: 'warn', value: 1, evidence: [{ silent: 9 * 1440, tolerated: 9 * 1440 }] },
    mend: between('213 hours', '213 hours', '1 hour'),
    mended: { outcome: 'pass', value: 0 },
  },
  {
    name: 'an hourly tenant that once was away for half a day is missed after one and a half',
    base: 'empty',
    fault: between('35 days', '15 days', '1 hour') + between('348 hours', '35 hours', '1 hour'),
    expect: { outcome: 'pass', value: 0, evidence: [{ silent: 35 * 60, tolerated: 36 * 60 }] },
  },
  {
    name: 'the site is more patient: five times the longest gap, two days at least',
    base: 'empty',
    settings: { thresholds: { 'tenant-silent': { factor: 5, least: 48 } } },
    fault: until('47 hours', '1 hour') + until('100 hours', '1 day', 'daily'),
    expect: { outcome: 'pass', value: 0, evidence: [{ tenant: 'daily', tolerated: 120 * 60 }] },
  },
  {
    name: 'a tenant with a run every other day is none to be missed',
    base: 'empty',
    fault: until('10 days', '2 days', 'seldom') + until('1 hour', '1 hour'),
    expect: { outcome: 'pass', value: 0, message: /The one regular tenant/ },
  },
  {
    name: 'a tenant with a run every other day is the only one',
    base: 'empty',
    fault: until('10 days', '2 days', 'seldom'),
    expect: { outcome: 'not-evaluated', value: null, message: /No tenant had a run a day/ },
  },
  {
    name: 'a tenant has been gone for twenty days',
    base: 'empty',
    fault: until('20 days', '1 hour', 'gone') + until('1 hour', '1 hour'),
    expect: { outcome: 'warn', value: 1 },
  },
  {
    name: 'a tenant has been gone for more than three weeks, and is a former one',
    base: 'empty',
    fault: until('22 days', '1 hour', 'gone') + until('1 hour', '1 hour'),
    expect: { outcome: 'pass', value: 0 },
  },
  {
    name: 'nothing was ever written',
    base: 'empty',
    expect: { outcome: 'not-evaluated', value: null },
    mend: until('1 hour', '1 hour'),
  },
  {
    name: 'rows are odd',
    base: 'empty',
    fault: ODD_ROWS + until('30 hours', '1 hour', `'; drop table devdiag.diag_run; --`),
    expect: { outcome: 'pass', value: 0, evidence: [{ tenant: /drop table/, silent: 60 }] },
    mend: `delete from {{schema}}.diag_run where target_hash = 't' and ts = {{as_of}} - interval '1 hour';`,
    mended: { outcome: 'warn', value: 1, message: /drop table/ },
  },
  {
    name: 'a run every working day is a run a day',
    base: 'empty',
    settings: { expectedHours: berlinOffice },
    fault: workingDays('true'),
    expect: { outcome: 'pass', value: 0, message: /The one regular tenant/ },
  },
  {
    name: 'a run every other working day is not',
    base: 'empty',
    settings: { expectedHours: berlinOffice },
    fault: workingDays('extract(isodow from ts)::integer % 2 = 0'),
    expect: { outcome: 'not-evaluated', value: null },
  },
  {
    name: 'a weekend out of office is no silence',
    base: 'empty',
    asOf: '2026-03-16T12:00:00Z',
    settings: { expectedHours: berlinOffice },
    fault: officeRuns('2026-03-13 15:00'),
    // Friday 16:00 to 18:00 in Berlin, Monday 8:00 to 13:00.
    expect: { outcome: 'pass', value: 0, evidence: [{ silent: 420 }] },
  },
  {
    name: 'two and a half days in the office without a run are a silence',
    base: 'empty',
    settings: { expectedHours: berlinOffice },
    fault: officeRuns('2026-03-16 07:00'),
    // Monday 8:00 in Berlin to Wednesday 13:00.
    expect: { outcome: 'warn', value: 1, evidence: [{ silent: 25 * 60, tolerated: 1440 }] },
    mend: now(),
  },
  {
    name: 'the longest gap counts office hours only, too',
    base: 'empty',
    settings: { expectedHours: berlinOffice },
    // A day out, last Tuesday; the weekends around it don't make the gap longer.
    fault: `${officeRuns('2026-03-12 15:00')} delete from {{schema}}.diag_run where ts between '2026-03-03' and '2026-03-04';`,
    // From Thursday 16:00: 2 + 10 + 10 + 10 + 5 hours. The gap: Monday 16:00 to Wednesday 8:00, 2 + 10 hours.
    expect: { outcome: 'warn', value: 1, evidence: [{ silent: 37 * 60, tolerated: 36 * 60 }] },
  },
  {
    name: 'data written in Kolkata, asked by a session in Los Angeles',
    base: 'empty',
    settings: { timeZone: 'Asia/Kolkata' },
    sessionZone: 'America/Los_Angeles',
    fault: until('24 hours', '1 hour'),
    expect: { outcome: 'warn', value: 1, evidence: [{ silent: 1440 }] },
    mend: now(),
  },
  {
    name: 'asked about last week, it says what it said then',
    base: 'empty',
    past: true,
    asOf: '2026-03-10T12:00:00Z',
    fault: `${until('30 hours', '1 hour')} ${runsAt([`{{as_of}} + interval '1 minute'`])}`,
    expect: { outcome: 'warn', value: 1, evidence: [{ silent: 1800 }] },
  },
  {
    name: 'the clocks went forward: noon to half past twelve is less than a day',
    base: 'empty',
    asOf: '2026-03-29T10:30:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault: runsEvery(`timestamp '2026-02-20 12:00'`, `timestamp '2026-03-28 12:00'`, '1 hour'),
    expect: { outcome: 'pass', value: 0, evidence: [{ silent: 23.5 * 60 }] },
  },
  {
    name: 'the clocks went back: noon to eleven is a day',
    base: 'empty',
    asOf: '2026-10-25T10:00:00Z',
    settings: { timeZone: 'Europe/Berlin' },
    fault: runsEvery(`timestamp '2026-09-20 12:00'`, `timestamp '2026-10-24 12:00'`, '1 hour'),
    expect: { outcome: 'warn', value: 1, evidence: [{ silent: 1440 }] },
  },
  {
    name: 'a leap day is a day of silence',
    base: 'empty',
    asOf: '2028-03-01T00:00:00Z',
    fault: runsEvery(`timestamp '2028-01-25 00:00'`, `timestamp '2028-02-28 23:00'`, '1 hour'),
    expect: { outcome: 'warn', value: 1, evidence: [{ silent: 1500 }] },
  },
  {
    name: 'only the tenant that is asked about counts',
    tenant: 'globex',
    fault: `delete from {{schema}}.diag_run where tenant = 'acme' and ts > {{as_of}} - interval '5 days';`,
    expect: { outcome: 'pass', value: 0, message: /This tenant is heard from/ },
    mend: `delete from {{schema}}.diag_run where tenant = 'globex' and ts > {{as_of}} - interval '5 days';`,
    mended: { outcome: 'warn', value: 1, message: /globex/ },
  },
];
