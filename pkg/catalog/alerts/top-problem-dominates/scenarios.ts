import { ODD_ROWS, runsAt, runsEvery } from '../../scenario-sql.ts';
import type { AlertScenario } from '../../types.ts';

/** So many runs that report a code, and so many that report nothing, in the last hours. */
const mix = (reporting: number, silent: number, code = 'CORS_BLOCK') =>
  `${many(reporting, `["${code}"]`)} ${many(silent, '[]')}`;

function many(count: number, problems: string): string {
  const from = `{{as_of}} - interval '${count} minutes'`;
  return count === 0 ? '' : runsEvery(from, `{{as_of}} - interval '1 minute'`, '1 minute', { problems });
}

export const scenarios: AlertScenario[] = [
  { name: 'healthy data', expect: { state: 'normal' } },
  {
    name: 'every other run is blocked by CORS',
    demo: true,
    fault: `update {{schema}}.diag_run set problems = problems || '["CORS_BLOCK"]'
      where ts > {{as_of}} - interval '7 days' and id % 2 = 0;`,
    expect: { state: 'firing' },
    mend: `update {{schema}}.diag_run set problems = problems - 'CORS_BLOCK' where ts > {{as_of}} - interval '7 days';`,
  },
  {
    name: 'a fifth is no alarm',
    base: 'empty',
    fault: mix(5, 20),
    expect: { state: 'normal', rows: [{ value: 0.2, labels: { problem_code: 'CORS_BLOCK' } }] },
    mend: many(2, '["CORS_BLOCK"]'),
    mended: { state: 'firing', rows: [{ value: 7 / 27, labels: { problem_code: 'CORS_BLOCK' } }] },
  },
  {
    name: 'nineteen runs are too few to say so',
    base: 'empty',
    fault: mix(19, 0),
    expect: { state: 'no-row', rows: [] },
    mend: runsAt([`{{as_of}}`], { problems: '["CORS_BLOCK"]' }),
    mended: { state: 'firing', rows: [{ value: 1, labels: { problem_code: 'CORS_BLOCK' } }] },
  },
  {
    name: 'a run that names a code twice counts once, and each code has its row',
    base: 'empty',
    fault: many(20, '["A", "A", "B"]'),
    expect: {
      state: 'firing',
      rows: [
        { value: 1, labels: { problem_code: 'A' } },
        { value: 1, labels: { problem_code: 'B' } },
      ],
    },
  },
  {
    name: 'only the ten largest are told',
    base: 'empty',
    fault: many(20, JSON.stringify(Array.from({ length: 12 }, (_, n) => `CODE_${String(n).padStart(2, '0')}`))),
    expect: {
      state: 'firing',
      rows: Array.from({ length: 10 }, (_, n) => ({ value: 1, labels: { problem_code: `CODE_0${n}` } })),
    },
  },
  {
    name: 'runs from before the window do not count, nor those after as-of',
    base: 'empty',
    fault: `${mix(5, 20)}
      ${runsAt([`{{as_of}} - interval '7 days'`, `{{as_of}} + interval '1 minute'`], { problems: '["OLD"]' })}`,
    expect: { state: 'normal', rows: [{ value: 0.2, labels: { problem_code: 'CORS_BLOCK' } }] },
  },
  {
    name: 'another zone of the data, and one of the session',
    base: 'empty',
    settings: { timeZone: 'Asia/Kolkata' },
    sessionZone: 'America/Los_Angeles',
    fault: mix(20, 5),
    expect: { state: 'firing', rows: [{ value: 0.8, labels: { problem_code: 'CORS_BLOCK' } }] },
  },
  {
    name: 'one tenant with a name full of quotes',
    base: 'empty',
    tenant: `l'été "€" 100%`,
    fault: `${runsEvery(`{{as_of}} - interval '30 minutes'`, `{{as_of}}`, '1 minute', { tenant: `l'été "€" 100%`, problems: '["X"]' })} ${many(100, '["Y"]')}`,
    expect: { state: 'firing', rows: [{ value: 1, labels: { problem_code: 'X' } }] },
  },
  { name: 'odd rows are few rows', base: 'empty', fault: ODD_ROWS, expect: { state: 'no-row', rows: [] } },
  {
    name: 'odd rows among others',
    base: 'empty',
    fault: `${ODD_ROWS} ${mix(20, 70)}`,
    expect: { state: 'firing' },
  },
  { name: 'an empty table', base: 'empty', expect: { state: 'no-row', rows: [] } },
];
