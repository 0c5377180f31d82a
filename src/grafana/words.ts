/** Where the words of an error may be, in the order in which they say most. */
const PLACES = ['message', 'data', 'error', 'errors', 'cause', 'statusText'] as const;
/** How far down words are looked for: deeper than anything that Grafana throws, and an end to what holds itself. */
const DEPTH = 5;
const LONGEST = 1000;

/**
 * The words in whatever was thrown, or answered as an error: an Error, a text, Grafana's `{ data: { message } }`, the same
 * inside something else. Never "[object Object]", and no page of a proxy.
 * @param otherwise what is said when there are none
 */
export function wordsIn(thrown: unknown, otherwise = 'Grafana gave no reason'): string {
  return find(thrown, DEPTH) ?? otherwise;
}

function find(thrown: unknown, depth: number): string | undefined {
  if (typeof thrown === 'string') {
    const text = thrown.trim();
    return /^$|^<|\[object /.test(text) ? undefined : text.slice(0, LONGEST);
  }
  if (typeof thrown !== 'object' || thrown === null || depth === 0) {
    return undefined;
  }
  const inside = Array.isArray(thrown) ? thrown : PLACES.map((place) => (thrown as Record<string, unknown>)[place]);
  return inside.reduce((words: string | undefined, each) => words ?? find(each, depth - 1), undefined);
}
