/**
 * The app's links in Grafana's own menus: an alert rule's, a panel's, the command palette. Grafana loads this with its
 * menus, long before anybody opens the app, so it knows no more of the catalog than names.
 */
import {
  PluginExtensionPoints,
  type PluginExtensionAddedLinkConfig,
  type PluginExtensionPanelContext,
} from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { ALERT_NAMES, PANEL_PLAYBOOKS } from '@devdiag/catalog/generated/names';
import { PLUGIN_BASE_URL, ROUTES } from '../constants';

/** What Grafana says about the rule whose menu is open. */
interface RuleContext {
  labels?: Record<string, string>;
}

/** Uid of our dashboard; another installation's has its prefix before it. */
const DASHBOARD_UID = /^(?:[a-z][a-z0-9-]*-)?devdiag-analytics$/;

const playbooks = `${PLUGIN_BASE_URL}/${ROUTES.runbook}`;

export const EXTENSION_LINKS: PluginExtensionAddedLinkConfig[] = [
  {
    title: 'DevDiag: open the playbook',
    description: 'What this alert means and what to do about it.',
    targets: PluginExtensionPoints.AlertingAlertingRuleAction,
    icon: 'book-open',
    path: playbooks,
    configure: (context) => {
      const path = rulePlaybook(context);
      return path === null ? undefined : { path };
    },
    // The rule's menu has no use for a path.
    onClick: (event, { context }) => open(rulePlaybook(context), event),
  },
  {
    title: 'DevDiag: open playbook',
    description: 'What this panel shows and what to do about it.',
    targets: PluginExtensionPoints.DashboardPanelMenu,
    icon: 'book-open',
    path: playbooks,
    configure: (context) => {
      const path = panelPlaybook(context);
      return path === null ? undefined : { path };
    },
  },
  command('DevDiag: Health', 'Is the pipeline well, and why not.', `${PLUGIN_BASE_URL}/${ROUTES.health}`),
  command('DevDiag: Alerts', 'What the alert rules say now.', `${PLUGIN_BASE_URL}/${ROUTES.alerts}`),
  command('DevDiag: Search the runbook', 'Every page and playbook.', playbooks),
  ...ALERT_NAMES.map(({ id, title }) =>
    command(`DevDiag: Playbook “${title}”`, 'What to do when this alert fires.', `${playbooks}/${id}`)
  ),
];

function command(title: string, description: string, path: string): PluginExtensionAddedLinkConfig {
  return {
    title,
    description,
    targets: PluginExtensionPoints.CommandPalette,
    icon: 'heart-rate',
    path,
    // The palette blocks its own link and calls this.
    onClick: (event) => open(path, event),
  };
}

/** The playbook of one of our rules, filled in with what its labels say; null for other rules. */
export function rulePlaybook(context: RuleContext | undefined): string | null {
  const { devdiag_id: id, tenant } = context?.labels ?? {};
  if (!ALERT_NAMES.some((alert) => alert.id === id)) {
    return null;
  }
  return `${playbooks}/${id}${tenant ? `?tenant=${encodeURIComponent(tenant)}` : ''}`;
}

/** The playbook of a panel of our dashboard; null for other panels. */
export function panelPlaybook(context: Partial<PluginExtensionPanelContext> | undefined): string | null {
  const { id, dashboard } = context ?? {};
  const playbook = DASHBOARD_UID.test(dashboard?.uid ?? '') && id !== undefined ? PANEL_PLAYBOOKS[id] : undefined;
  return playbook === undefined ? null : `${playbooks}/${playbook}`;
}

function open(path: string | null, event: { preventDefault: () => void } | undefined): void {
  if (path !== null) {
    event?.preventDefault();
    locationService.push(path);
  }
}
