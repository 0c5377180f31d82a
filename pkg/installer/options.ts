import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import type { AlertDefinition, Settings, ThresholdDefinition } from '@devdiag/catalog/types';
import { prefixProblem } from './names.ts';
import type { InstallOptions, OptionProblem, RuleOptions } from './types.ts';

/** Longer than a day makes an alert useless. */
const LONGEST_FOR_MINUTES = 24 * 60;

/** Everything installed, with the settings' thresholds, so that no alert fires while Health is green. */
export function defaultOptions(datasourceUid: string, settings: Settings): InstallOptions {
  return {
    prefix: '',
    datasourceUid,
    tenant: null,
    mode: 'managed',
    receiver: null,
    dashboardFolder: null,
    rules: Object.fromEntries(ALERTS.map(({ definition }) => [definition.id, defaultRule(definition, settings)])),
  };
}

/** What an alert's rule is like when nobody chose otherwise. */
export function defaultRule(alert: AlertDefinition, settings: Settings): RuleOptions {
  return {
    install: true,
    threshold: settings.thresholds[alert.check]?.[alert.threshold] ?? thresholdOf(alert).default,
    forMinutes: alert.forMinutes,
  };
}

/** The check's threshold that an alert shares: its label, unit and limits. */
export function thresholdOf(alert: AlertDefinition): ThresholdDefinition {
  const check = CHECK_DEFINITIONS.find(({ id }) => id === alert.check);
  const threshold = check?.thresholds.find(({ id }) => id === alert.threshold);
  if (!threshold) {
    throw new Error(`The alert ${alert.id} names a threshold that does not exist: ${alert.check}.${alert.threshold}.`);
  }
  return threshold;
}

/** Everything that is wrong with options, one sentence each; empty when they can be installed. */
export function optionProblems(options: InstallOptions): OptionProblem[] {
  const problems: OptionProblem[] = [];
  const report = (path: string, message: string | undefined) => message && problems.push({ path, message });
  report('prefix', prefixProblem(options.prefix));
  if (typeof options.datasourceUid !== 'string' || !/^[A-Za-z0-9_-]{1,40}$/.test(options.datasourceUid)) {
    report('datasourceUid', 'Choose the data source that reads DevDiag’s database.');
  }
  if (options.tenant !== null && (typeof options.tenant !== 'string' || options.tenant.trim() === '')) {
    report('tenant', 'Name the tenant, or choose all tenants.');
  } else if (options.tenant?.includes('\u0000')) {
    report('tenant', 'No tenant’s name holds a NUL character.');
  }
  if (options.mode !== 'managed' && options.mode !== 'editable') {
    report('mode', 'Rules are either managed or editable.');
  }
  const { receiver, dashboardFolder } = options;
  if (receiver !== null && (typeof receiver !== 'string' || receiver.trim() === '')) {
    report('receiver', 'Name the contact point, or leave it to the notification policies.');
  }
  // The empty uid is the place outside all folders, as Grafana tells it of a dashboard.
  if (dashboardFolder !== null && typeof dashboardFolder !== 'string') {
    report('dashboardFolder', 'Name the folder by its uid, or leave the dashboard in the installation’s own.');
  }
  for (const { definition } of ALERTS) {
    problems.push(...ruleProblems(definition, options.rules[definition.id]));
  }
  const known = new Set(ALERTS.map(({ definition }) => definition.id));
  for (const id of Object.keys(options.rules).filter((candidate) => !known.has(candidate))) {
    report(`rules.${id}`, `There is no alert "${id.slice(0, 60)}". There are: ${[...known].join(', ')}.`);
  }
  return problems;
}

function ruleProblems(alert: AlertDefinition, rule: RuleOptions | undefined): OptionProblem[] {
  const path = `rules.${alert.id}`;
  if (rule === undefined) {
    return [{ path, message: `Nothing is said about the alert ${alert.id}.` }];
  }
  const problems: OptionProblem[] = [];
  const { min, max, integer } = thresholdOf(alert);
  const { threshold, forMinutes } = rule;
  if (!Number.isFinite(threshold) || threshold < min || threshold > max || (integer && !Number.isInteger(threshold))) {
    problems.push({
      path: `${path}.threshold`,
      message: `The threshold of ${alert.id} must be ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}.`,
    });
  }
  if (!Number.isInteger(forMinutes) || forMinutes < 0 || forMinutes > LONGEST_FOR_MINUTES) {
    problems.push({
      path: `${path}.forMinutes`,
      message: `How long ${alert.id} must hold is a whole number of minutes from 0 to ${LONGEST_FOR_MINUTES}.`,
    });
  }
  return problems;
}
