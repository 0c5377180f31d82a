import { t } from '@grafana/i18n';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import type { AlertDefinition } from '@devdiag/catalog/types';
import { withUnit } from '@devdiag/engine/settings/units';
import { GROUP_SECONDS } from '@devdiag/installer/desired/rule';
import type { InstallOptions, Plan, PlanAction, StepReport } from '@devdiag/installer/types';

/** Names and sentences of other people go into text, not into HTML. */
export const RAW = { interpolation: { escapeValue: false } };

/** What a rule will do: "Fires above 120 minutes for 5 min · critical · every 5 min". */
export function ruleInWords(
  alert: AlertDefinition,
  { threshold, forMinutes }: InstallOptions['rules'][string]
): string {
  const values = {
    threshold: withUnit(threshold, alert.unit),
    minutes: forMinutes,
    severity: alert.severity,
    every: GROUP_SECONDS[alert.group] / 60,
    ...RAW,
  };
  return alert.firesWhen === 'above'
    ? t(
        'install.rule-words.above',
        'Fires above {{threshold}} for {{minutes}} min · {{severity}} · every {{every}} min',
        values
      )
    : t(
        'install.rule-words.below',
        'Fires below {{threshold}} for {{minutes}} min · {{severity}} · every {{every}} min',
        values
      );
}

/** The options in one line. */
export function optionsInWords({ rules, mode, receiver, tenant, dashboardFolder, prefix }: InstallOptions): string {
  const count = ALERTS.filter(({ definition }) => rules[definition.id]?.install).length;
  return [
    t('install.summary.rules', '{{count}} alert rules', { count, defaultValue_one: '{{count}} alert rule' }),
    mode === 'managed' ? t('install.summary.managed', 'managed') : t('install.summary.editable', 'editable'),
    receiver === null
      ? t('install.summary.policies', 'notification policies')
      : t('install.summary.receiver', 'to {{receiver}}', { receiver, ...RAW }),
    tenant === null
      ? t('install.summary.all-tenants', 'all tenants')
      : t('install.summary.tenant', 'tenant {{tenant}}', { tenant, ...RAW }),
    dashboardFolder === null ? '' : t('install.summary.folder', 'dashboard in another folder'),
    prefix === '' ? '' : t('install.summary.prefix', 'prefix {{prefix}}', { prefix, ...RAW }),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** What a plan comes to: "7 to create, 2 as installed". */
export function planInWords({ items }: Pick<Plan, 'items'>): string {
  const count = (action: PlanAction) => items.filter((item) => item.action === action).length;
  const parts: Array<[number, (count: number) => string]> = [
    [count('create'), (n) => t('install.count.create', '{{count}} to create', { count: n })],
    [count('update'), (n) => t('install.count.update', '{{count}} to update', { count: n })],
    [count('remove'), (n) => t('install.count.remove', '{{count}} to remove', { count: n })],
    [count('drifted'), (n) => t('install.count.drifted', '{{count}} changed here', { count: n })],
    [count('foreign'), (n) => t('install.count.foreign', '{{count}} not ours', { count: n })],
    [count('blocked'), (n) => t('install.count.blocked', '{{count}} blocked', { count: n })],
    [count('unchanged'), (n) => t('install.count.unchanged', '{{count}} as installed', { count: n })],
  ];
  return parts
    .filter(([n]) => n > 0)
    .map(([n, words]) => words(n))
    .join(', ');
}

/** How far it is, for people who don't see the list. */
export function progressInWords(steps: StepReport[]): string {
  const own = steps.filter(({ state }) => state !== 'skipped');
  const done = own.filter(({ state }) => state === 'done').length;
  return own.length === 0
    ? t('install.progress.begins', 'Beginning')
    : t('install.progress.of', '{{done}} of {{all}} done', { done, all: own.length });
}
