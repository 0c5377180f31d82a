/** Ticked steps as they are stored, for one page: when each step was ticked (ISO time), by its id. */
export type Progress = Record<string, string>;

/** What was stored; nothing where it can't be read, since a lost tick is no reason not to show a page. */
export function readProgress(stored: string | null | undefined): Progress {
  try {
    const read: unknown = JSON.parse(stored ?? '{}');
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? Object.fromEntries(
          Object.entries(read).filter(([, at]) => typeof at === 'string' && !Number.isNaN(Date.parse(at)))
        )
      : {};
  } catch {
    return {};
  }
}

/** Progress after a step was ticked or not. */
export function withStep(progress: Progress, step: string, done: boolean, at: Date): Progress {
  const { [step]: _, ...others } = progress;
  return done ? { ...others, [step]: at.toISOString() } : others;
}

/** Something that somebody did to their progress. */
export type Change = { step: string; done: boolean; at: Date } | 'start over';

/** Progress after changes, in their order. The same changes may be laid over it again. */
export function withChanges(progress: Progress, changes: readonly Change[]): Progress {
  return changes.reduce(
    (before, change) => (change === 'start over' ? {} : withStep(before, change.step, change.done, change.at)),
    progress
  );
}

/** When the first of these steps was ticked, milliseconds since 1970; null when none is. */
export function since(progress: Progress, steps: readonly string[]): number | null {
  const times = steps.flatMap((step) => (Object.hasOwn(progress, step) ? [Date.parse(progress[step])] : []));
  return times.length === 0 ? null : Math.min(...times);
}
