import type { Json } from '@devdiag/catalog/types';
import { at, isObject, textAt } from '../json.ts';
import { refusal } from '../refused.ts';
import type { GrafanaRequest, Transport } from '../types.ts';

/**
 * The tree of notification policies.
 * @throws Refused, NoAnswer
 */
export async function readPolicies(transport: Transport, signal?: AbortSignal): Promise<Json> {
  const request: GrafanaRequest = { method: 'GET', path: '/api/v1/provisioning/policies' };
  const answer = await transport.send(request, signal);
  if (answer.status !== 200 || !isObject(answer.body)) {
    throw refusal(request, answer);
  }
  return answer.body;
}

/**
 * The receivers that an alert with these labels reaches, in the order of the policies; never empty. As Alertmanager walks
 * them: the first child whose matchers hold takes the alert, further ones only when it says `continue`; a policy without a
 * receiver of its own has its parent's; where no child takes it, the policy itself does.
 */
export function receiversFor(policy: Json, labels: Record<string, string>, inherited = ''): string[] {
  const receiver = textAt(policy, 'receiver') || inherited;
  const routes = at(policy, 'routes');
  const reached: string[] = [];
  for (const route of Array.isArray(routes) ? routes : []) {
    if (!matches(route, labels)) {
      continue;
    }
    reached.push(...receiversFor(route, labels, receiver));
    if (at(route, 'continue') !== true) {
      break;
    }
  }
  return reached.length === 0 ? [receiver] : [...new Set(reached)];
}

type Matcher = [name: string, operator: string, value: string];

/** A policy without matchers takes every alert. */
function matches(route: Json, labels: Record<string, string>): boolean {
  return matchersOf(route).every(([name, operator, value]) => {
    // A label that is missing counts as empty, as in Alertmanager.
    const actual = Object.hasOwn(labels, name) ? labels[name] : '';
    switch (operator) {
      case '=':
        return actual === value;
      case '!=':
        return actual !== value;
      case '=~':
        return whole(value).test(actual);
      case '!~':
        return !whole(value).test(actual);
      default:
        return false;
    }
  });
}

/** Grafana writes `object_matchers`; trees from files and from Alertmanager carry the older forms beside them. */
function matchersOf(route: Json): Matcher[] {
  const triples = at(route, 'object_matchers');
  const texts = at(route, 'matchers');
  const pairs = (key: string, operator: string): Matcher[] => {
    const map = at(route, key);
    return isObject(map) ? Object.entries(map).map(([name, value]) => [name, operator, String(value)]) : [];
  };
  return [
    ...(Array.isArray(triples) ? triples : []).flatMap((triple): Matcher[] =>
      Array.isArray(triple) ? [[String(triple[0]), String(triple[1]), unquoted(String(triple[2] ?? ''))]] : []
    ),
    ...(Array.isArray(texts) ? texts : []).flatMap((text): Matcher[] => {
      const found = /^\s*\{?\s*"?([^"=!~\s]+)"?\s*(=~|!~|!=|=)\s*(.*?)\s*\}?\s*$/s.exec(String(text));
      // What cannot be read matches nothing: saying that it reaches somebody would be a guess.
      return [found ? [found[1], found[2], unquoted(found[3])] : ['', '?', '']];
    }),
    ...pairs('match', '='),
    ...pairs('match_re', '=~'),
  ];
}

function unquoted(value: string): string {
  return /^".*"$/s.test(value) ? value.slice(1, -1).replace(/\\(["\\])/g, '$1') : value;
}

/** Alertmanager's expressions hold for the whole value. */
function whole(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    // Go knows expressions that JavaScript does not; one that cannot be tried matches nothing.
    return /(?!)/;
  }
}
