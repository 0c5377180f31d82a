/** Something to be timed. */
export type Task = () => Promise<unknown>;

/**
 * Runs each task in turn, again and again, so that a slow moment of the machine meets all of them; the fastest counts,
 * because whatever else the machine does only ever adds. Milliseconds.
 */
export async function fastest(tasks: Task[], repeat: number): Promise<number[]> {
  const times = tasks.map(() => Infinity);
  // One round that doesn't count brings the pages into memory and the relations into the connection's caches.
  for (let round = -1; round < repeat; round++) {
    for (const [index, task] of tasks.entries()) {
      const started = performance.now();
      await task();
      if (round >= 0) {
        times[index] = Math.min(times[index], performance.now() - started);
      }
    }
  }
  return times;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
