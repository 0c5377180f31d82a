import type { Scenario } from '../../types.ts';

const run = (problems: string, ago = '1 hour', tenant = 'acme') =>
  `insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence, preset)
   values ({{as_of}} - interval '${ago}', '${tenant}', 't', 'e', '${problems}', '{}', 'chat');`;

const learn = (code: string, tenant = 'acme') =>
  `insert into {{schema}}.fix_outcome (ts, tenant, problem_code, fix_code, confidence, support, env_fp)
   values ({{as_of}}, '${tenant}', '${code}', 'FIX', 0.9, 1, 'e');`;

export const scenarios: Scenario[] = [
  { name: 'healthy data: everything was learned', expect: { outcome: 'pass', value: 0 } },
  {
    name: 'one tenant meets two problems that nobody has fixed yet',
    demo: true,
    fault: `${run('["ROUTER_BASE_MISMATCH", "CORS_BLOCK"]')} ${run('["ROUTER_BASE_MISMATCH", "WASM_MIME_WRONG"]', '2 days')}`,
    expect: {
      outcome: 'warn',
      value: 2,
      message: /2 problems .* ROUTER_BASE_MISMATCH, WASM_MIME_WRONG/,
      evidence: [
        { code: 'ROUTER_BASE_MISMATCH', runs: 2, tenants: 'acme', first: Date.parse('2026-03-16T12:00:00Z') },
        { code: 'WASM_MIME_WRONG', runs: 1, last: Date.parse('2026-03-16T12:00:00Z') },
      ],
    },
    mend: learn('ROUTER_BASE_MISMATCH') + learn('WASM_MIME_WRONG'),
  },
  {
    name: 'another tenant has learned the fix, this one has not',
    fault:
      run('["ROUTER_BASE_MISMATCH"]') +
      run('["ROUTER_BASE_MISMATCH"]', '1 day', 'globex') +
      learn('ROUTER_BASE_MISMATCH', 'globex'),
    expect: { outcome: 'warn', value: 1, evidence: [{ code: 'ROUTER_BASE_MISMATCH', runs: 1, tenants: 'acme' }] },
    mend: learn('ROUTER_BASE_MISMATCH'),
  },
  {
    name: 'the filter shows the tenant that lacks nothing',
    tenant: 'globex',
    fault: run('["ROUTER_BASE_MISMATCH"]'),
    expect: { outcome: 'pass', value: 0, message: /this tenant/ },
  },
  {
    name: 'the filter shows a tenant with quotes in its name',
    tenant: `l'été "€" 100%`,
    fault: run('["ROUTER_BASE_MISMATCH"]', '1 hour', `l''été "€" 100%`),
    expect: { outcome: 'warn', value: 1, evidence: [{ tenants: `l'été "€" 100%` }] },
  },
  {
    name: 'the site lives with two unlearned problems',
    settings: { thresholds: { 'unlearned-problems': { warn: 2 } } },
    fault: run('["ONE", "TWO"]'),
    expect: { outcome: 'pass', value: 2 },
    mend: run('["THREE"]'),
    mended: { outcome: 'warn', value: 3 },
  },
  {
    name: 'the unlearned problem was last seen 31 days ago, or comes later than as-of',
    fault: run('["ROUTER_BASE_MISMATCH"]', '31 days') + run('["WASM_MIME_WRONG"]', '-1 hour'),
    expect: { outcome: 'pass', value: 0 },
  },
  {
    name: 'a run names the same code twice: still one run',
    fault: run('["ROUTER_BASE_MISMATCH", "ROUTER_BASE_MISMATCH"]'),
    expect: { outcome: 'warn', value: 1, evidence: [{ code: 'ROUTER_BASE_MISMATCH', runs: 1 }] },
  },
  {
    name: 'problems that are no array, and elements that are no codes, are not problem codes',
    fault: ['{"a": 1}', '"ROUTER_BASE_MISMATCH"', 'null', '17', '[1, null, true, ["NESTED"], {"CODE": 1}]']
      .map((odd) => run(odd))
      .join('\n'),
    expect: { outcome: 'pass', value: 0 },
  },
  {
    name: 'codes with quotes, percent and dollar signs, backslashes, other alphabets, and 10,000 characters',
    base: 'empty',
    fault: `${run(String.raw`["o''clock \"€\" 100% $__timeFrom ${'${x}'} C:\\\\temp", "замок"]`)}
      insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
      values ({{as_of}} - interval '1 minute', 'acme', 't', 'e', jsonb_build_array(repeat('X', 10000)), '{}');`,
    expect: {
      outcome: 'warn',
      value: 3,
      evidence: [{ code: /^o'clock "€" 100% \$/ }, { code: 'замок' }, { code: /^X{10000}$/ }],
    },
  },
  {
    name: 'runs without any problem',
    base: 'empty',
    fault: run('[]'),
    expect: { outcome: 'pass', value: 0 },
  },
  {
    name: 'an empty database',
    base: 'empty',
    expect: { outcome: 'not-evaluated', value: null, message: /no run/ },
    mend: run('["CORS_BLOCK"]') + learn('CORS_BLOCK'),
  },
  {
    name: 'asked about last week',
    past: true,
    asOf: '2026-03-11T12:00:00Z',
    expect: { outcome: 'not-evaluated', message: /no history/ },
  },
];
