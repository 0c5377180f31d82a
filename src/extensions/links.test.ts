import { locationService } from '@grafana/runtime';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { PANELS } from '@devdiag/catalog/generated/panels';
import { plugin } from '../module';
import pluginJson from '../plugin.json';
import { EXTENSION_LINKS, panelPlaybook, rulePlaybook } from './links';

const targetsOf = (targets: string | string[]) => [targets].flat();

it('are declared in plugin.json word for word: Grafana leaves others out', () => {
  const declared = pluginJson.extensions.addedLinks;
  const added = EXTENSION_LINKS.map(({ title, description, targets }) => ({
    title,
    description,
    targets: targetsOf(targets),
  }));
  expect(declared).toEqual(added);
  expect(plugin.addedLinkConfigs).toHaveLength(added.length);
});

it('have titles that Grafana takes, and a panel’s menu does not cut', () => {
  for (const { title, description, targets } of EXTENSION_LINKS) {
    expect(title.length).toBeGreaterThanOrEqual(10);
    expect(description).toBeTruthy();
    expect(targetsOf(targets).includes('grafana/dashboard/panel/menu') ? title.length : 0).toBeLessThanOrEqual(25);
  }
});

it('name every alert’s playbook in the command palette, and go there', () => {
  const push = jest.spyOn(locationService, 'push').mockImplementation(() => undefined);
  const palette = EXTENSION_LINKS.filter(({ targets }) => targetsOf(targets).includes('grafana/commandpalette/action'));
  for (const { definition } of ALERTS) {
    const link = palette.find(({ title }) => title.includes(definition.title));
    expect(link?.path).toBe(`/a/devdiag-ops-app/runbook/${definition.id}`);
    link?.onClick?.(undefined, {} as never);
    expect(push).toHaveBeenLastCalledWith(link?.path);
  }
  push.mockRestore();
});

it('lead from a rule of ours to its playbook, and stand at no other rule', () => {
  const tenant = `l'été "€" 100%`;
  const [rule] = EXTENSION_LINKS;
  const labels = { devdiag_id: 'runs-stalled', tenant };
  const path = `/a/devdiag-ops-app/runbook/runs-stalled?tenant=${encodeURIComponent(tenant)}`;
  expect(rulePlaybook({ labels })).toBe(path);
  expect(rule.configure?.({ labels })).toEqual({ path });
  expect(rule.configure?.({ labels: { devdiag_id: 'nope' } })).toBeUndefined();
  expect(rule.configure?.({ labels: {} })).toBeUndefined();
  expect(rule.configure?.(undefined)).toBeUndefined();

  const push = jest.spyOn(locationService, 'push').mockImplementation(() => undefined);
  const preventDefault = jest.fn();
  rule.onClick?.({ preventDefault } as never, { context: { labels } } as never);
  expect(push).toHaveBeenCalledWith(path);
  expect(preventDefault).toHaveBeenCalled();
  push.mockRestore();
});

it('lead from each panel of our dashboards to its playbook, and stand at no other panel', () => {
  const panel = (id: number, uid: string) => panelPlaybook({ id, dashboard: { uid, title: '', tags: [] } });
  for (const { definition } of PANELS) {
    expect(panel(definition.number, 'devdiag-analytics')).toBe(`/a/devdiag-ops-app/runbook/${definition.check}`);
    expect(panel(definition.number, 'staging-devdiag-analytics')).not.toBeNull();
    expect(panel(definition.number, 'mine')).toBeNull();
  }
  expect(panel(9999, 'devdiag-analytics')).toBeNull();
  expect(panelPlaybook(undefined)).toBeNull();
  expect(panelPlaybook({})).toBeNull();
});
