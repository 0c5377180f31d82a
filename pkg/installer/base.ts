import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Json } from '@devdiag/catalog/types';
import { equal, isObject, stableText } from './json.ts';
import type { Base } from './types.ts';

/** Name of the rule annotation and, without the underscores, of the dashboard variable that holds the base. */
export const BASE_ANNOTATION = '__devdiag_base__';
export const BASE_VARIABLE = 'devdiag_base';
/** Begins the description of a folder that an installation created: folders have no other place for it. */
export const FOLDER_MARKER = 'Installed by DevDiag Ops';

/** Values up to this many characters of JSON are kept as they are, so that a plan can show what was installed. */
const LONGEST_LITERAL = 80;

/** A field's value as the base keeps it: itself when short, otherwise '#' and a hash of it. */
export function digest(value: Json): Json {
  const text = stableText(value);
  const isMistakable = typeof value === 'string' && value.startsWith('#');
  return text.length <= LONGEST_LITERAL && !isMistakable
    ? value
    : `#${bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16)}`;
}

/** Whether a value is the one that a base keeps. */
export function isAsInstalled(kept: Json | undefined, value: Json | undefined): boolean {
  return kept === undefined || value === undefined ? kept === value : equal(kept, digest(value));
}

export function baseFor(version: string, prefix: string, fields: Record<string, Json>): Base {
  return {
    version,
    prefix,
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, digest(value)])),
  };
}

/**
 * The base as text. Grafana expands `{{ … }}` in annotations, so an opening brace inside a value is written as an
 * escape; two of JSON's own never stand together, since an object's first token is a key.
 */
export function encodeBase(base: Base): string {
  return JSON.stringify(base).replace(/"(?:[^"\\]|\\.)*"/g, (text) =>
    text.replaceAll('{', '\\u007b').replaceAll('}', '\\u007d')
  );
}

/** @returns null for a text that no installer wrote */
export function decodeBase(text: unknown): Base | null {
  if (typeof text !== 'string') {
    return null;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) &&
      typeof parsed.version === 'string' &&
      typeof parsed.prefix === 'string' &&
      isObject(parsed.fields)
      ? (parsed as unknown as Base)
      : null;
  } catch {
    return null;
  }
}
