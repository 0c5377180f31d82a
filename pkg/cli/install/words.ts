import { NoAnswer } from '@devdiag/installer/noAnswer';
import { Refused } from '@devdiag/installer/refused';
import { CannotRun } from '../failure.ts';

/** What Grafana refused or left unanswered, as this program's own failure. */
export async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Refused || error instanceof NoAnswer ? new CannotRun(error.message) : error;
  }
}
