/**
 * Grafana expands `$NAME` and `${NAME}` in its provisioning files, from the environment; a doubled dollar stays one.
 * It does so in names, titles, labels, folders, receivers and settings, not in a rule's annotations and models.
 */
export function dollarsKept(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** The same for every text in it; keys are taken as they are. */
export function dollarsKeptIn<T>(value: T): T {
  if (typeof value === 'string') {
    return dollarsKept(value) as T;
  }
  if (Array.isArray(value)) {
    return value.map(dollarsKeptIn) as T;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, dollarsKeptIn(item)])) as T;
  }
  return value;
}
