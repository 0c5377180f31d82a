/**
 * SQL for a number from 0 up to 1 (double precision) that looks random and depends on nothing but its key, so that the
 * same data comes out at every run, in any order of evaluation and on every version of the server.
 *
 * @param key SQL of a whole number
 * @param stream which of many independent sequences to draw from
 */
export function uniform(key: string, stream: number): string {
  return `((hashint8extended((${key})::bigint, ${stream}) & 2147483647) / 2147483648.0::float8)`;
}

/** SQL for a normally distributed number, near enough: mean 0, standard deviation 1, never beyond ±3. */
export function normal(key: string, stream: number): string {
  const parts = [0, 1, 2].map((part) => uniform(key, stream * 10 + part));
  return `(2 * (${parts.join(' + ')} - 1.5))`;
}
