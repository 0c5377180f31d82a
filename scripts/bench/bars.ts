import type { Question } from './questions.ts';

/** Times the floor measured in the same run. */
export const MAX_TIMES_FLOOR = 5;
/** Times as long for tenfold history at the same runs a day. */
export const MAX_GROWTH = 1.2;
/** Below this the noise of a connection is larger than the query. */
const MATTERS_MS = 5;
/**
 * PostgreSQL's default for jit_above_cost. A server with LLVM, which the bench's own has not, compiles a query of which it
 * expects more, and compiling takes longer than any of ours.
 */
const COMPILED_ABOVE_COST = 100_000;

/** What one question took, by database. */
export interface Measured {
  question: Question;
  floor?: string;
  /** By size of the sample history, smallest first. */
  sample: Timing[];
  /** On the history of previews. */
  previews: Timing;
}

export interface Timing {
  ms: number;
  floorMs?: number;
  /** What the planner expects, in its own unit. */
  plannedCost: number;
}

/** What a question is over, in words; empty when it is within its bars. */
export function overOf({ sample, previews }: Measured): string[] {
  const over: string[] = [];
  if (sample.some(isOverFloor)) {
    over.push('floor');
  }
  if (isOverFloor(previews)) {
    over.push('floor on previews');
  }
  if ([...sample, previews].some(({ plannedCost }) => plannedCost > COMPILED_ABOVE_COST)) {
    over.push('jit_above_cost');
  }
  const growth = growthOf(sample);
  if (growth !== undefined && sample[sample.length - 1].ms > MATTERS_MS && growth > MAX_GROWTH) {
    over.push('growth');
  }
  return over;
}

/** How many times as long the largest history takes; undefined where there is only one. */
export function growthOf(sample: Timing[]): number | undefined {
  return sample.length > 1 ? sample[sample.length - 1].ms / sample[0].ms : undefined;
}

function isOverFloor({ ms, floorMs }: Timing): boolean {
  return floorMs !== undefined && ms > MATTERS_MS && ms / floorMs > MAX_TIMES_FLOOR;
}
