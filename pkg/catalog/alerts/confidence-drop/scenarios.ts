import type { AlertScenario } from '../../types.ts';

const all = (confidence: number) =>
  `update {{schema}}.fix_outcome set confidence = ${confidence}, ts = {{as_of}} - interval '1 hour';`;

/** Outcomes learned a day ago: one a fix, with these confidences. */
const learned = (...confidences: Array<number | string>) =>
  confidences
    .map(
      (confidence, n) =>
        `insert into {{schema}}.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp)
         values ({{as_of}} - interval '1 day', 'acme', 'CORS_BLOCK', 'FIX_${n}', ${confidence}, 1, 'e');`
    )
    .join('\n');

export const scenarios: AlertScenario[] = [
  { name: 'healthy data', expect: { state: 'normal' } },
  {
    name: 'most fixes do not work',
    demo: true,
    fault: all(0.31),
    expect: { state: 'firing', rows: [{ value: 0.31 }] },
    mend: all(0.85),
    mended: { state: 'normal', rows: [{ value: 0.85 }] },
  },
  {
    name: 'exactly 0.70 is no alarm',
    base: 'empty',
    fault: learned(0.7, 0.7, 0.7, 0.7, 0.7),
    expect: { state: 'normal', rows: [{ value: 0.7 }] },
    mend: learned(0.7, 0.7, 0.7, 0.7, 0.7).replaceAll('FIX_', 'OTHER_').replaceAll('0.7,', '0.69,'),
    mended: { state: 'firing', rows: [{ value: 0.695 }] },
  },
  {
    name: 'four fixes are too few',
    base: 'empty',
    fault: learned(0.1, 0.1, 0.1, 0.1),
    expect: { state: 'no-row', rows: [] },
  },
  {
    name: 'several environments of a fix are one fix',
    base: 'empty',
    fault: `${learned(0.9, 0.9, 0.9, 0.9, 0.4)} ${learned(0, 0, 0, 0, 0.6).replaceAll(`'e'`, `'f'`).replaceAll(', 0,', ', 0.9,')}`,
    expect: { state: 'normal', rows: [{ value: 0.82 }] },
  },
  {
    name: 'what was learned longer ago, or later, does not count',
    base: 'empty',
    fault: `${learned(0.1, 0.1, 0.1, 0.1, 0.1)}
      update {{schema}}.fix_outcome set ts = {{as_of}} - interval '7 days' where fix_code = 'FIX_0';
      update {{schema}}.fix_outcome set ts = {{as_of}} + interval '1 hour' where fix_code = 'FIX_1';`,
    expect: { state: 'no-row', rows: [] },
  },
  {
    name: 'impossible confidences are left out',
    base: 'empty',
    fault: learned(0.9, 0.9, 0.9, 0.9, 0.9, `'NaN'`, -3, 7),
    expect: { state: 'normal', rows: [{ value: 0.9 }] },
  },
  {
    name: 'the threshold is changed in the settings; another zone of the data, and one of the session',
    base: 'empty',
    settings: { timeZone: 'Asia/Kolkata', thresholds: { 'fix-confidence': { warn: 0.95 } } },
    sessionZone: 'America/Los_Angeles',
    fault: learned(0.9, 0.9, 0.9, 0.9, 0.9),
    expect: { state: 'firing', rows: [{ value: 0.9 }] },
  },
  {
    name: 'only the tenant that is asked about',
    base: 'empty',
    tenant: `l'été "€" 100%`,
    fault: learned(0.1, 0.1, 0.1, 0.1, 0.1),
    expect: { state: 'no-row', rows: [] },
    mend: learned(0.8, 0.8, 0.8, 0.8, 0.8).replaceAll(`'acme'`, `'l''été "€" 100%'`),
    mended: { state: 'normal', rows: [{ value: 0.8 }] },
  },
  { name: 'an empty table', base: 'empty', expect: { state: 'no-row', rows: [] } },
];
