import type { Json } from '@devdiag/catalog/types';

export type JsonObject = { [key: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON text with keys in order, so that equal values have equal texts. */
export function stableText(value: Json | undefined): string {
  return JSON.stringify(value, (_, part) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part
  );
}

export function equal(one: Json | undefined, other: Json | undefined): boolean {
  return stableText(one) === stableText(other);
}

export function clone<T extends Json>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** The value under a key of something that may be no object. */
export function at(value: Json | undefined, ...path: Array<string | number>): Json | undefined {
  let here: Json | undefined = value;
  for (const step of path) {
    if (Array.isArray(here) && typeof step === 'number') {
      here = here[step];
    } else if (isObject(here) && Object.hasOwn(here, String(step))) {
      here = here[String(step)];
    } else {
      return undefined;
    }
  }
  return here;
}

export function textAt(value: Json | undefined, ...path: Array<string | number>): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}
