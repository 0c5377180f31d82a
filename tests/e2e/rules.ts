/** What the specs do to alert rules and to the data they look at; the same on the stand-in and on a real Grafana. */
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { testIds } from '../../src/components/testIds';
import type { DatabaseName } from './databases';

export const SETUP = '/a/devdiag-ops-app/setup';
export const RULES = '/api/v1/provisioning/alert-rules';
/** Without it, what is written this way could not be changed in Grafana's pages. */
export const UNLOCKED = { 'X-Disable-Provenance': 'true' };
export const RULE_UIDS = ALERTS.map(({ definition }) => `devdiag-${definition.id}`);
const LIVE_RULES = '/api/prometheus/grafana/api/v1/rules?folder_uid=devdiag-alerts';
/** The shortest interval that Grafana allows. */
const SHORTEST = 10;

/** Makes an alert's fault in a database, or mends it. */
export async function make(database: DatabaseName, alert: string, step: 'fault' | 'mend'): Promise<void> {
  const control = `http://127.0.0.1:${process.env.E2E_CONTROL_PORT ?? 3411}`;
  const answer = await fetch(`${control}/${database}/${alert}/${step}`, { method: 'POST' });
  expect(answer.ok, await answer.text()).toBe(true);
}

export async function install(page: Page): Promise<void> {
  await page.goto(SETUP);
  await page.getByRole('button', { name: 'Install', exact: true }).click();
  await expect(page.getByTestId(testIds.install.verification())).toContainText('Everything is there and works', {
    timeout: 60_000,
  });
}

/** Every rule as often as Grafana allows, firing at once, so that nobody waits for half an hour. */
export async function hurry(request: APIRequestContext, seconds = SHORTEST): Promise<void> {
  for (const group of ['devdiag-health', 'devdiag-learning']) {
    const answer = await request.put(`/api/v1/provisioning/folder/devdiag-alerts/rule-groups/${group}`, {
      data: { title: group, folderUid: 'devdiag-alerts', interval: seconds, rules: [] },
      headers: UNLOCKED,
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
}

/** Changes fields of a rule, as somebody with an editor would. */
export async function changeRule(request: APIRequestContext, uid: string, what: object): Promise<void> {
  const rule = (await (await request.get(`${RULES}/${uid}`)).json()) as object;
  const answer = await request.put(`${RULES}/${uid}`, { data: { ...rule, ...what }, headers: UNLOCKED });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** An instance of a rule that fires. */
export interface FiringAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** What the scheduler says: by rule, the instances that fire. */
async function firingNow(request: APIRequestContext): Promise<Map<string, FiringAlert[]>> {
  interface Live {
    data: { groups: Array<{ rules: Array<{ uid: string; alerts?: Array<FiringAlert & { state: string }> }> }> };
  }
  const { data } = (await (await request.get(LIVE_RULES)).json()) as Live;
  return new Map(
    data.groups
      .flatMap(({ rules }) => rules)
      .map(({ uid, alerts = [] }) => [uid, alerts.filter(({ state }) => /^(alerting|firing)\b/i.test(state))] as const)
      .filter(([, alerts]) => alerts.length > 0)
  );
}

/** Waits until a rule of the installation fires, and answers its first firing instance. */
export async function firingAlert(request: APIRequestContext, uid: string): Promise<FiringAlert> {
  let found: FiringAlert | undefined;
  await expect(async () => {
    found = (await firingNow(request)).get(uid)?.[0];
    expect(found).toBeDefined();
  }).toPass({ timeout: 90_000, intervals: [2_000] });
  return found!;
}

/** Waits until the scheduler says that these rules fire, and no other. */
export async function onlyFiring(request: APIRequestContext, uids: string[]): Promise<void> {
  await expect
    .poll(async () => [...(await firingNow(request)).keys()], { timeout: 90_000, intervals: [2_000] })
    .toEqual(uids);
}

/** Removes what an earlier run may have left. */
export async function clean(request: APIRequestContext): Promise<void> {
  const rules = (await (await request.get(RULES)).json()) as Array<{ uid: string }>;
  for (const { uid } of rules.filter((rule) => rule.uid.startsWith('devdiag-'))) {
    await request.delete(`${RULES}/${uid}`, { headers: UNLOCKED });
  }
  await request.delete('/api/dashboards/uid/devdiag-analytics');
  await request.delete('/api/folders/devdiag-alerts?forceDeleteRules=true');
  await request.delete('/api/folders/other-work?forceDeleteRules=true');
}
