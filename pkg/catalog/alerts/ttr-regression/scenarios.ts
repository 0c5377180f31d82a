import { scenarios as ofTheCheck } from '../../checks/ttr/scenarios.ts';
import type { AlertScenario, Scenario } from '../../types.ts';

/** Three hundred targets with problems of twenty kinds since six days ago, so that no single code leads. */
const LINGERING = `
  insert into {{schema}}.diag_run (ts, tenant, target_hash, env_fp, problems, evidence)
  select {{as_of}} - make_interval(days => ago), 'acme', 'lingering-' || n, 'e', jsonb_build_array('LINGERING_' || n % 20), '{}'
  from generate_series(1, 300) as n, unnest(array[6, 3]) as ago;`;

/**
 * The check's own stories: the alert judges the same episodes, so each of them says what the alert must say. Where the
 * check has no value, the alert has no row.
 */
export const scenarios: AlertScenario[] = [
  {
    name: 'problems of many kinds appear in many places and stay',
    demo: true,
    fault: LINGERING,
    expect: { state: 'firing' },
    mend: `delete from {{schema}}.diag_run where target_hash like 'lingering-%';`,
  },
  ...ofTheCheck.map(alertStory),
];

function alertStory({ expect, mended, past: _past, demo: _demo, ...story }: Scenario): AlertScenario {
  return {
    ...story,
    expect: alike(expect),
    ...(story.mend !== undefined && { mended: alike(mended ?? { outcome: 'pass' }) }),
  };
}

function alike({ outcome, value }: Scenario['expect']): AlertScenario['expect'] {
  const state = outcome === 'warn' ? 'firing' : outcome === 'pass' ? 'normal' : 'no-row';
  return {
    state,
    ...(state === 'no-row' && { rows: [] }),
    ...(typeof value === 'number' && { rows: [{ value }] }),
  };
}
