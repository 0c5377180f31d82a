import type pg from 'pg';

/** Runs each text in turn, again and again, so that a slow moment of the machine meets all of them. Milliseconds. */
export async function medians(client: pg.Client, texts: string[], repeat: number): Promise<number[]> {
  const times = texts.map((): number[] => []);
  // One round that doesn't count brings the pages into memory and the relations into the connection's caches.
  for (let round = -1; round < repeat; round++) {
    for (const [index, text] of texts.entries()) {
      const started = performance.now();
      await client.query(text);
      if (round >= 0) {
        times[index].push(performance.now() - started);
      }
    }
  }
  return times.map(median);
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
