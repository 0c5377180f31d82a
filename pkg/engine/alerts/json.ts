/** Reading JSON that somebody else wrote: whatever is not as expected counts as not there. */

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

export function textIn(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}

export function numberIn(value: unknown, name: string): number | null {
  const found = field(value, name);
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

export function listIn(value: unknown, name: string): unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}

/** The texts of an object, by key. */
export function textsIn(value: unknown, name: string): Record<string, string> {
  const found = field(value, name);
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? Object.fromEntries(
        Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      )
    : {};
}

/** An instant that Grafana wrote; null for none, and for the year 1, which is Go's way to say never. */
export function instantIn(value: unknown, name: string): number | null {
  const at = Date.parse(textIn(value, name));
  return Number.isFinite(at) && at > 0 ? at : null;
}
