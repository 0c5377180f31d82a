export interface CompareOptions {
  /** Values that differ from run to run: only their type is compared. Matched against paths such as `metadata.uid`. */
  volatile?: RegExp;
  /** Objects that were cut to the keys that matter: further keys are no difference. `''` is the answer itself. */
  cut?: RegExp;
  /** Lists whose order is chance; their items are matched by their labels. */
  unordered?: RegExp;
  /** Texts of which only the beginning was written down. */
  beginning?: RegExp;
}

/**
 * Differences between a recorded answer and a given one, each as a line that names the path; empty when there is none.
 * Types are compared for every key, values wherever they don't change from run to run.
 */
export function differences(recorded: unknown, given: unknown, options: CompareOptions = {}, path = ''): string[] {
  if (kind(recorded) !== kind(given)) {
    return [`${path || 'the answer'} is ${describe(given)}, recorded is ${describe(recorded)}`];
  }
  const volatile = options.volatile?.test(path) ?? false;
  if (Array.isArray(recorded) && Array.isArray(given)) {
    if (options.unordered?.test(path)) {
      return arrayDifferences(byLabels(recorded), byLabels(given), options, path, volatile);
    }
    return arrayDifferences(recorded, given, options, path, volatile);
  }
  if (kind(recorded) === 'object') {
    return objectDifferences(recorded as object, given as object, options, path, volatile);
  }
  if (options.beginning?.test(path) && String(given).startsWith(String(recorded).replace(/\.\.\.$/, ''))) {
    return [];
  }
  return volatile || recorded === given ? [] : [`${path} is ${describe(given)}, recorded is ${describe(recorded)}`];
}

function arrayDifferences(
  recorded: unknown[],
  given: unknown[],
  options: CompareOptions,
  path: string,
  volatile: boolean
) {
  if (volatile) {
    const example = recorded[0];
    return given.flatMap((item, index) =>
      example === undefined ? [] : differences(example, item, { ...options, volatile: /./ }, `${path}[${index}]`)
    );
  }
  const lengths =
    recorded.length === given.length ? [] : [`${path} has ${given.length} items, recorded are ${recorded.length}`];
  const common = recorded.slice(0, given.length);
  return [
    ...lengths,
    ...common.flatMap((item, index) => differences(item, given[index], options, `${path}[${index}]`)),
  ];
}

function byLabels(items: unknown[]): unknown[] {
  const labels = (item: unknown) => {
    const known = Object.entries((item as { labels?: object }).labels ?? {}).filter(([name]) => !name.startsWith('__'));
    return JSON.stringify(known.sort());
  };
  return [...items].sort((a, b) => (labels(a) < labels(b) ? -1 : 1));
}

function objectDifferences(recorded: object, given: object, options: CompareOptions, path: string, volatile: boolean) {
  const at = (key: string) => (path ? `${path}.${key}` : key);
  const inner = volatile ? { ...options, volatile: /./ } : options;
  const missing = Object.keys(recorded).filter((key) => !(key in given));
  const extra = options.cut?.test(path) ? [] : Object.keys(given).filter((key) => !(key in recorded));
  return [
    ...missing.map((key) => `${at(key)} is missing`),
    ...extra.map((key) => `${at(key)} was never recorded`),
    ...Object.entries(recorded).flatMap(([key, value]) =>
      key in given ? differences(value, (given as Record<string, unknown>)[key], inner, at(key)) : []
    ),
  ];
}

function kind(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function describe(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
