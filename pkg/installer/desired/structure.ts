import type { Json } from '@devdiag/catalog/types';
import { clone, equal, isObject } from '../json.ts';

/**
 * A value reduced to what a structure of ours has: keys that we never set are left out, in objects within objects too.
 * Lists are reduced entry by entry where they are as long as ours; otherwise somebody changed them, and all of it counts.
 */
export function project(value: Json, structure: Json): Json {
  if (isObject(value) && isObject(structure)) {
    return Object.fromEntries(
      Object.keys(structure)
        .filter((key) => Object.hasOwn(value, key))
        .map((key) => [key, project(value[key], structure[key])])
    );
  }
  if (Array.isArray(value) && Array.isArray(structure) && value.length === structure.length) {
    return value.map((entry, at) => project(entry, structure[at]));
  }
  return value;
}

/**
 * The inverse: `wanted` over what is there, keys of `there` that the structure doesn't have kept. Where the two are the
 * same under the structure, nothing is touched. Lists are replaced as a whole.
 */
export function lay(wanted: Json, there: Json | undefined, structure: Json): Json {
  if (there !== undefined && equal(project(there, structure), wanted)) {
    return there;
  }
  if (!isObject(wanted) || !isObject(there)) {
    return clone(wanted);
  }
  const structureOf = (key: string): Json =>
    isObject(structure) && Object.hasOwn(structure, key) ? structure[key] : null;
  const kept = Object.entries(there).filter(([key]) => !isObject(structure) || !Object.hasOwn(structure, key));
  return Object.fromEntries([
    ...kept,
    ...Object.entries(wanted).map(([key, value]) => [
      key,
      lay(value, Object.hasOwn(there, key) ? there[key] : undefined, structureOf(key)),
    ]),
  ]);
}
