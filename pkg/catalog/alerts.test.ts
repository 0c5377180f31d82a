import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { evaluateChecks } from '@devdiag/engine/report/evaluate';
import { askAlert, runAlertScenario, stateOf } from '@devdiag/sandbox/scenarios/alerts';
import { askChecks } from '@devdiag/sandbox/scenarios/ask';
import { startScenarioServer, type ScenarioServer } from '@devdiag/sandbox/scenarios/databases';
import { placeholders, questionOf } from '@devdiag/sandbox/scenarios/run';
import { ALERT_SCENARIOS } from './generated/alertScenarios.ts';
import { ALERTS } from './generated/alerts.ts';
import { CHECKS } from './generated/checks.ts';

const MAJORS = (process.env.DEVDIAG_PG_VERSIONS ?? '15,18').split(',').map(Number) as Array<15 | 18>;

describe('the catalog of alerts', () => {
  it('holds the five that the kit is about', () => {
    expect(ALERTS.map(({ definition }) => definition.id)).toEqual([
      'runs-stalled',
      'top-problem-dominates',
      'high-diversity',
      'confidence-drop',
      'ttr-regression',
    ]);
  });

  it.each(ALERTS.map(({ definition }) => definition))('$id and its check point at each other', (alert) => {
    const check = CHECKS.find(({ definition }) => definition.id === alert.check)?.definition;
    expect(check?.alert).toBe(alert.id);
    expect(check?.thresholds.map(({ id }) => id)).toContain(alert.threshold);
  });

  it.each(ALERTS.map(({ definition }) => definition.id))('%s has a healthy, an empty and a fault scenario', (id) => {
    const scenarios = ALERT_SCENARIOS[id];
    expect(scenarios.some(({ base, fault, expect: { state } }) => !base && !fault && state === 'normal')).toBe(true);
    expect(scenarios.some(({ base, fault }) => base === 'empty' && fault === undefined)).toBe(true);
    expect(scenarios.filter(({ demo, expect: { state } }) => demo && state === 'firing')).toHaveLength(1);
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  });
});

describe.each(MAJORS)('on PostgreSQL %i', (major) => {
  let server: ScenarioServer;
  beforeAll(async () => {
    server = await startScenarioServer(major);
  });
  afterAll(() => server?.stop());

  for (const entry of ALERTS) {
    for (const scenario of ALERT_SCENARIOS[entry.definition.id]) {
      it(`${entry.definition.id} › ${scenario.name} (PostgreSQL ${major})`, async () => {
        const steps = await runAlertScenario(server, CHECKS, entry, scenario);
        expect(steps.flatMap(({ step, differences }) => differences.map((text) => `${step}: ${text}`))).toEqual([]);
      });
    }
  }

  it.each(ALERTS.map(({ definition }) => definition.id))(
    `the fault of %s makes it fire and no other, and its check is not green (PostgreSQL ${major})`,
    async (id) => {
      const scenario = ALERT_SCENARIOS[id].find(({ demo }) => demo);
      const client = server.bases.healthy;
      const question = questionOf({ settings: scenario?.settings }, CHECKS);
      await client.query('begin');
      try {
        const fill = await placeholders(client, question);
        await client.query(fill(scenario?.fault ?? ''));
        const states: Record<string, string> = {};
        for (const entry of ALERTS) {
          states[entry.definition.id] = stateOf(entry, await askAlert(client, entry, question), question);
        }
        expect(Object.keys(states).filter((other) => states[other] === 'firing')).toEqual([id]);
        const check = CHECKS.filter(({ definition }) => definition.alert === id);
        const answers = await askChecks(client, check, question);
        const [{ outcome }] = evaluateChecks(check, question, answers, [], question.asOf).checks;
        expect(outcome).toMatch(/^(warn|fail)$/);
      } finally {
        await client.query('rollback');
      }
    }
  );

  it(`no query of an alert reads v_ttr_days (PostgreSQL ${major})`, async () => {
    const client = server.bases.healthy;
    const { settings } = completeSettings(
      {},
      CHECKS.map(({ definition }) => definition)
    );
    await client.query('begin');
    try {
      await client.query('revoke all on devdiag.v_ttr_days from public, grafana');
      for (const entry of ALERTS) {
        await askAlert(client, entry, { ...questionOf({}, CHECKS), settings });
      }
    } finally {
      await client.query('rollback');
    }
  });
});
