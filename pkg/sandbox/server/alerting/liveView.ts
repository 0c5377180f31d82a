import { secondsIso } from '../state/users.ts';
import type { RuleRun } from './alerting.ts';
import { stateText, type Instance, type Labels } from './instance.ts';
import { EXPRESSION_UID, hasKeys, ZERO_TIME, type StoredRule } from './rule.ts';

/** Labels that Grafana keeps to itself. */
const INTERNAL = ['__alert_rule_uid__', '__alert_rule_namespace_uid__'];
const IMPORTANCE = ['Alerting', 'Pending', 'Error', 'NoData', 'Normal'];

/** A rule with its live state, in the shape of the Prometheus-like API. */
export function describeLive(
  rule: StoredRule,
  run: RuleRun | undefined,
  limitAlerts: number | undefined
): Record<string, unknown> & { state: string; health: string } {
  const instances = run?.instances ?? [];
  const firing = instances.filter(({ state }) => state === 'Alerting');
  const totals = totalsOf(rule, instances);
  const lastError = instances.find(({ error }) => error !== undefined)?.error;
  const alerts = [...instances]
    .sort(byImportance)
    .slice(0, limitAlerts)
    .map((one) => describeAlert(one, rule));
  return {
    state: stateOf(instances),
    name: rule.title,
    query: queryText(rule),
    queriedDatasourceUIDs: rule.data
      .filter(({ datasourceUid }) => datasourceUid !== EXPRESSION_UID)
      .map(({ datasourceUid }) => datasourceUid),
    ...(rule.for > 0 ? { duration: rule.for / 1000 } : {}),
    ...(rule.keepFiringFor > 0 ? { keepFiringFor: rule.keepFiringFor / 1000 } : {}),
    ...(hasKeys(rule.annotations) ? { annotations: rule.annotations } : {}),
    ...(firing.length > 0 ? { activeAt: iso(Math.min(...firing.map(({ startsAt }) => startsAt))) } : {}),
    ...(alerts.length > 0 ? { alerts } : {}),
    ...(instances.length > 0 ? { totals, totalsFiltered: totals } : {}),
    uid: rule.uid,
    folderUid: rule.folderUID,
    ...(hasKeys(rule.labels) ? { labels: rule.labels } : {}),
    health: healthOf(instances),
    ...(lastError ? { lastError } : {}),
    type: 'alerting',
    lastEvaluation: run ? iso(run.lastEvaluation) : ZERO_TIME,
    evaluationTime: run?.duration ?? 0,
    isPaused: rule.isPaused,
    ...(rule.provenance ? { provenance: rule.provenance } : {}),
    ...(rule.notificationSettings ? { notificationSettings: rule.notificationSettings } : {}),
  };
}

/** An instance as an alert of that API. Its value is the condition's, while it is firing or about to. */
export function describeAlert(instance: Instance, { condition }: StoredRule): object {
  const { labels, annotations, state, startsAt, values } = instance;
  const value = values[condition];
  const hasValue = (state === 'Alerting' || state === 'Pending') && value !== undefined;
  return {
    labels: withoutInternal(labels),
    annotations,
    state: stateText(instance),
    activeAt: iso(startsAt),
    value: hasValue ? exponential(value) : '',
  };
}

/** A rule's state: error and no data leave it inactive. Recorded. */
function stateOf(instances: Instance[]): string {
  const has = (wanted: Instance['state']) => instances.some(({ state }) => state === wanted);
  return has('Alerting') ? 'firing' : has('Pending') ? 'pending' : 'inactive';
}

/** With both, Grafana says the one it happens to look at last. Recorded. */
function healthOf(instances: Instance[]): string {
  if (instances.some(({ state, error }) => state === 'Error' || error !== undefined)) {
    return 'error';
  }
  return instances.some(({ state }) => state === 'NoData') ? 'nodata' : 'ok';
}

function totalsOf({ execErrState }: StoredRule, instances: Instance[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { state, error } of instances) {
    const name = state.toLowerCase();
    totals[name] = (totals[name] ?? 0) + 1;
    if (error !== undefined && execErrState !== 'Error') {
      totals.error = (totals.error ?? 0) + 1;
    }
  }
  return totals;
}

/** The most important first; states with a reason are no states that Grafana knows here, and come first (source). */
function byImportance(a: Instance, b: Instance): number {
  const importance = (one: Instance) => IMPORTANCE.indexOf(stateText(one));
  return importance(a) - importance(b) || a.startsAt - b.startsAt || (text(a) < text(b) ? -1 : 1);
}

function text({ labels }: Instance): string {
  return JSON.stringify(Object.entries(labels));
}

/** All queries as JSON, because those of PostgreSQL have nothing that Grafana knows for a query's text. */
function queryText({ data }: StoredRule): string {
  const inOrder = data.map(({ refId, queryType, relativeTimeRange, datasourceUid, model }) => {
    return { refId, queryType, relativeTimeRange, datasourceUid, model };
  });
  return JSON.stringify(inOrder).replace(/[<>&]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
}

export function withoutInternal(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !INTERNAL.includes(name)));
}

/** Go's shortest exponential form, which has two digits in its exponent. */
function exponential(value: number): string {
  return Number.isFinite(value)
    ? value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
    : Number.isNaN(value)
      ? 'NaN'
      : value > 0
        ? '+Inf'
        : '-Inf';
}

export function iso(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? secondsIso(new Date(milliseconds)) : new Date(milliseconds).toISOString();
}
