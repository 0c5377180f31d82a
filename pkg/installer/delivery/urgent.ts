import { fromPlainInTemplates } from '../desired/labels.ts';
import { at, isObject, textAt, type JsonObject } from '../json.ts';

/** The rules whose delivery matters most: the critical ones; where an installation has none of these, all it has. */
export function mostUrgent(rules: JsonObject[]): { critical: boolean; rules: JsonObject[] } {
  const urgent = rules.filter((rule) => textAt(rule, 'labels', 'severity') === 'critical');
  return urgent.length > 0 ? { critical: true, rules: urgent } : { critical: false, rules };
}

/**
 * What the notification policies look at: a rule's labels as its alerts carry them, and those that Grafana adds.
 * @param folder title of the rule's folder
 */
export function labelsOfAlerts(rule: JsonObject, folder: string): Record<string, string> {
  const labels = at(rule, 'labels');
  return {
    ...Object.fromEntries(
      Object.entries(isObject(labels) ? labels : {}).map(([name, value]) => [name, fromPlainInTemplates(String(value))])
    ),
    alertname: textAt(rule, 'title'),
    grafana_folder: folder,
  };
}

/** The contact point that a rule names itself, past the notification policies; null: none. */
export function receiverOf(rule: JsonObject): string | null {
  return textAt(rule, 'notification_settings', 'receiver') || null;
}
