import { badRequest } from '../http/refusal.ts';
import type { Labels } from './instance.ts';

/** One condition on a label, as silences and filters have them. */
export interface Matcher {
  isEqual: boolean;
  isRegex: boolean;
  name: string;
  value: string;
}

/** Whether labels fulfil a matcher; a label that isn't there is the empty text. */
export function matches({ name, value, isEqual, isRegex }: Matcher, labels: Labels): boolean {
  const actual = labels[name] ?? '';
  return (isRegex ? new RegExp(`^(?:${value})$`).test(actual) : actual === value) === isEqual;
}

/** Reads a filter such as `grafana_folder="DevDiag"`. Throws 400 for what is none. */
export function parseMatcher(text: string): Matcher {
  const [, name, operator = '', value = ''] = /^\s*([\w.]+)\s*(=~|!~|!=|=)\s*"?(.*?)"?\s*$/s.exec(text) ?? [];
  if (!name) {
    throw badRequest(`bad matcher format: ${text}`);
  }
  return { name, value, isEqual: operator.startsWith('='), isRegex: operator.endsWith('~') };
}
