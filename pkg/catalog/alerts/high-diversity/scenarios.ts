import { ODD_ROWS, runsAt } from '../../scenario-sql.ts';
import type { AlertScenario } from '../../types.ts';

const codes = (count: number) => JSON.stringify(Array.from({ length: count }, (_, n) => `CODE_${n + 1}`));

export const scenarios: AlertScenario[] = [
  { name: 'healthy data', expect: { state: 'normal' } },
  {
    name: 'eleven new codes in an hour',
    demo: true,
    fault: runsAt([`{{as_of}} - interval '1 hour'`], { problems: codes(11) }),
    expect: { state: 'firing' },
    mend: `delete from {{schema}}.diag_run where problems ? 'CODE_1';`,
  },
  {
    name: 'ten are no alarm, eleven are',
    base: 'empty',
    fault: runsAt([`{{as_of}} - interval '1 hour'`, `{{as_of}}`], { problems: codes(10) }),
    expect: { state: 'normal', rows: [{ value: 10 }] },
    mend: runsAt([`{{as_of}}`], { problems: '["CODE_11"]' }),
    mended: { state: 'firing', rows: [{ value: 11 }] },
  },
  {
    name: 'what was seen 24 hours ago, or later than as-of, does not count',
    base: 'empty',
    fault: runsAt([`{{as_of}} - interval '1 day'`, `{{as_of}} + interval '1 second'`], { problems: codes(20) }),
    expect: { state: 'normal', rows: [{ value: 0 }] },
  },
  {
    name: 'the threshold is changed in the settings',
    base: 'empty',
    settings: { thresholds: { 'problem-diversity': { most: 3 } } },
    fault: runsAt([`{{as_of}}`], { problems: codes(4) }),
    expect: { state: 'firing', rows: [{ value: 4 }] },
  },
  {
    name: 'another zone of the data, and one of the session',
    base: 'empty',
    settings: { timeZone: 'America/Los_Angeles' },
    sessionZone: 'Asia/Kolkata',
    fault: runsAt([`{{as_of}} - interval '23 hours'`], { problems: codes(12) }),
    expect: { state: 'firing', rows: [{ value: 12 }] },
  },
  {
    name: 'only the tenant that is asked about',
    base: 'empty',
    tenant: `'; drop table devdiag.diag_run; -- 100 % $1`,
    fault: runsAt([`{{as_of}}`], { problems: codes(20) }),
    expect: { state: 'normal', rows: [{ value: 0 }] },
  },
  { name: 'odd rows', base: 'empty', fault: ODD_ROWS, expect: { state: 'normal', rows: [{ value: 6 }] } },
  { name: 'an empty table', base: 'empty', expect: { state: 'normal', rows: [{ value: 0 }] } },
];
