import type { Scenario } from '../../types.ts';

const silence = (interval: string) =>
  `delete from {{schema}}.diag_run where ts > {{as_of}} - interval '${interval}';
   insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
   values ({{as_of}} - interval '${interval}', 'acme', 't', 'e', '[]', '{}');`;

const freshRun = `insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
   values ({{as_of}} - interval '1 minute', 'acme', 't', 'e', '[]', '{}');`;

export const scenarios: Scenario[] = [
  { name: 'healthy data', expect: { outcome: 'pass' } },
  {
    name: 'the newest run is seven hours old',
    demo: true,
    fault: silence('7 hours'),
    expect: { outcome: 'fail', value: 420, message: /7 h/ },
    mend: freshRun,
  },
  {
    name: 'the newest run is three hours old',
    fault: silence('3 hours'),
    expect: { outcome: 'warn', value: 180 },
    mend: freshRun,
  },
  { name: 'nothing was ever written', base: 'empty', expect: { outcome: 'fail', value: null }, mend: freshRun },
];
