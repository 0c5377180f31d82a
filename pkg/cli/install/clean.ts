/** Where a report quotes Grafana, or whatever stands before it: these may repeat what they were sent. */
const QUOTING = new Set(['error', 'remains', 'differences', 'edited', 'unknown', 'to']);

/** A report whose quotations hold no secret. Names and numbers stay as they are, whatever they look like. */
export function cleaned<T>(report: T, clean: (text: string) => string): T {
  return within(report, clean, false) as T;
}

function within(value: unknown, clean: (text: string) => string, quotes: boolean): unknown {
  if (typeof value === 'string') {
    return quotes ? clean(value) : value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => within(item, clean, quotes));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, within(item, clean, quotes || QUOTING.has(key))])
    );
  }
  return value;
}
