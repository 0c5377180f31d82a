import type { Scenario } from '../../types.ts';

interface Learned {
  tenant?: string;
  problem?: string;
  fix?: string;
  env?: string;
  ago?: string;
}

const learn = (
  confidence: number | string,
  { tenant = 'acme', problem = 'CORS_BLOCK', fix = 'FIX', env = 'e', ago = '1 day' }: Learned = {}
) =>
  `insert into {{schema}}.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp)
   values ({{as_of}} - interval '${ago}', '${tenant}', '${problem}', '${fix}', ${confidence}, 1, '${env}');`;

const forget = 'delete from {{schema}}.fix_outcome;';
const all = (confidence: number) => `update {{schema}}.fix_outcome set confidence = ${confidence};`;

export const scenarios: Scenario[] = [
  { name: 'healthy data', expect: { outcome: 'pass' } },
  {
    name: 'fixes work less and less often',
    fault: all(0.62),
    expect: { outcome: 'warn', value: 0.62, message: /0\.62, below 0\.70/ },
    mend: all(0.85),
  },
  {
    name: 'most fixes do not work',
    demo: true,
    fault: all(0.31),
    expect: {
      outcome: 'fail',
      value: 0.31,
      message: /0\.31, below 0\.50/,
      evidence: [{ code: 'CORS_BLOCK', confidence: 0.31 }],
    },
    mend: all(0.85),
  },
  {
    name: 'a fix known from many environments counts once',
    base: 'empty',
    fault:
      Array.from({ length: 9 }, (_, i) => learn(0.4, { env: `e${i}` })).join('') +
      learn(1, { fix: 'B' }) +
      learn(1, { tenant: 'globex' }),
    expect: {
      outcome: 'pass',
      value: 0.8,
      evidence: [{ code: 'CORS_BLOCK', confidence: 0.8, fixes: 3, outcomes: 11, tenants: 2 }],
    },
  },
  {
    name: 'the threshold itself is not below it',
    base: 'empty',
    fault: [1, 2, 3].map((i) => learn(0.7, { fix: `F${i}` })).join(''),
    expect: { outcome: 'pass', value: 0.7 },
    mend: learn(0.699, { fix: 'F4' }),
    mended: { outcome: 'warn', message: /0\.699, below 0\.70/ },
  },
  {
    name: 'one half is a warning, below it a failure',
    base: 'empty',
    fault: learn(0.4) + learn(0.6, { fix: 'B' }),
    expect: { outcome: 'warn', value: 0.5 },
    mend: learn(0.49, { fix: 'C' }),
    mended: { outcome: 'fail' },
  },
  {
    name: 'one problem has three outcomes and none of its fixes works',
    fault: [1, 2, 3].map((i) => learn(0.2, { problem: 'NEW_PROBLEM', env: `e${i}` })).join(''),
    expect: {
      outcome: 'warn',
      message: /but NEW_PROBLEM \(0\.20\) is below 0\.50/,
      evidence: [{ code: 'NEW_PROBLEM', confidence: 0.2, outcomes: 3 }],
    },
    mend: `update {{schema}}.fix_outcome set confidence = 0.6 where problem_code = 'NEW_PROBLEM';`,
  },
  {
    name: 'two outcomes are too few to judge a problem by',
    fault: [1, 2].map((i) => learn(0.2, { problem: 'NEW_PROBLEM', env: `e${i}` })).join(''),
    expect: { outcome: 'pass' },
  },
  {
    name: 'the site judges a problem from two outcomes on, and more strictly',
    settings: { thresholds: { 'fix-confidence': { outcomes: 2, problem: 0.6 } } },
    fault: [1, 2].map((i) => learn(0.59, { problem: 'NEW_PROBLEM', env: `e${i}` })).join(''),
    expect: { outcome: 'warn', message: /NEW_PROBLEM \(0\.59\) is below 0\.60/ },
  },
  {
    name: 'a hundred problems with one poor outcome do not hide the one with three',
    fault: `insert into {{schema}}.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp)
      select {{as_of}}, 'acme', 'RARE_' || i, 'FIX', 0.1, 1, 'e' from generate_series(1, 100) as i;
      insert into {{schema}}.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp)
      select {{as_of}}, 'globex', 'GOOD_' || i, 'FIX', 1, 1, 'e' from generate_series(1, 400) as i;
      ${[1, 2, 3].map((i) => learn(0.45, { problem: 'NEW_PROBLEM', env: `e${i}` })).join('')}`,
    expect: { outcome: 'warn', message: /NEW_PROBLEM/, evidence: [{ code: 'NEW_PROBLEM' }] },
  },
  {
    name: 'the thresholds are changed in the settings',
    settings: { thresholds: { 'fix-confidence': { warn: 0.9, fail: 0.8 } } },
    fault: all(0.85),
    expect: { outcome: 'warn', value: 0.85 },
    mend: all(0.79),
    mended: { outcome: 'fail', value: 0.79 },
  },
  {
    name: 'only the filtered tenant counts',
    tenant: `l'été "€" 100%`,
    fault: `${all(0.9)} update {{schema}}.fix_outcome set confidence = 0.4 where tenant = 'acme';`,
    expect: { outcome: 'pass', value: 0.9, message: /of this tenant/ },
  },
  {
    name: 'what was learned longer ago than 30 days, or later than as-of, does not count',
    base: 'empty',
    fault:
      learn(0.1, { ago: '30 days' }) +
      learn(0.1, { fix: 'LATER', ago: '-1 hour' }) +
      learn(0.8, { fix: 'NOW', ago: '29 days 23 hours' }),
    expect: { outcome: 'pass', value: 0.8 },
  },
  {
    name: 'a confidence that is none',
    base: 'empty',
    fault: learn(0.8) + learn(`'NaN'`, { fix: 'A' }) + learn(`'infinity'`, { fix: 'B' }) + learn(-3, { fix: 'C' }),
    expect: { outcome: 'pass', value: 0.8, message: /3 outcomes with a confidence outside 0 to 1 were left out/ },
  },
  {
    name: 'nothing was learned for a month',
    fault: `update {{schema}}.fix_outcome set ts = ts - interval '31 days';`,
    expect: { outcome: 'not-evaluated', value: null, message: /No fix was learned/ },
    mend: learn(0.9, { fix: 'NEW' }),
  },
  {
    name: 'an empty database',
    base: 'empty',
    expect: { outcome: 'not-evaluated', value: null },
    mend: forget + learn(0.9),
  },
  {
    name: 'asked about last week',
    past: true,
    asOf: '2026-03-11T12:00:00Z',
    expect: { outcome: 'not-evaluated', message: /no history/ },
  },
];
