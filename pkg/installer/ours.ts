import { ALERT_TITLES } from '@devdiag/catalog/generated/alertTitles';
import { BASE_ANNOTATION, decodeBase } from './base.ts';
import { at, textAt, type JsonObject } from './json.ts';
import { alertIdOf } from './names.ts';

/**
 * The installation that a rule is of; undefined when it is none's. What was installed is kept in an annotation, and a copy
 * that somebody makes in Grafana carries that on: it has a uid of its own, and is theirs.
 * @param rule as Grafana lists it
 */
export function prefixOfRule(rule: JsonObject): string | undefined {
  const prefix = decodeBase(at(rule, 'annotations', BASE_ANNOTATION))?.prefix;
  const id = prefix === undefined ? undefined : alertIdOf(prefix, textAt(rule, 'uid'));
  return id !== undefined && Object.hasOwn(ALERT_TITLES, id) ? prefix : undefined;
}

/** Whether a rule is of the installation with this prefix. */
export function isOurs(prefix: string, rule: JsonObject): boolean {
  return prefixOfRule(rule) === prefix;
}
