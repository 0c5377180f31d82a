/**
 * Which answer is on the page. Requests are numbered; an answer counts only while its request is the running one, so
 * a slow old answer can never replace a newer one.
 */
import type { HealthQuestion, QueryAnswer } from '@devdiag/engine/report/evaluate';

/** A request that was sent. */
export interface Asked {
  id: number;
  /** Equal for requests that ask the same thing at different times: their answers may stay while a new one comes. */
  key: string;
  question: HealthQuestion;
  /** Milliseconds since 1970. */
  startedAt: number;
}

export interface Answered extends Asked {
  answers: ReadonlyMap<string, QueryAnswer>;
  measuredAt: number;
}

export interface AnswersState {
  running: Asked | null;
  /** The newest answer to what is asked now. */
  answered: Answered | null;
  /** The newest request was cancelled before it was answered. */
  cancelled: boolean;
  /** Number of the newest request. */
  latest: number;
}

export type AnswersAction =
  | { type: 'asked'; asked: Asked }
  | { type: 'answered'; id: number; answers: ReadonlyMap<string, QueryAnswer>; measuredAt: number }
  | { type: 'cancelled'; id: number };

export const NOTHING_ASKED: AnswersState = { running: null, answered: null, cancelled: false, latest: 0 };

/** The state after an action. Pure; an action about a request that is not running changes nothing. */
export function answersReducer(state: AnswersState, action: AnswersAction): AnswersState {
  if (action.type === 'asked') {
    const { asked } = action;
    if (asked.id <= state.latest) {
      return state;
    }
    // An answer to another question would stand under the new question's name.
    const answered = state.answered?.key === asked.key ? state.answered : null;
    return { running: asked, answered, cancelled: false, latest: asked.id };
  }
  if (state.running?.id !== action.id) {
    return state;
  }
  if (action.type === 'cancelled') {
    return { ...state, running: null, cancelled: true };
  }
  const { answers, measuredAt } = action;
  return { ...state, running: null, cancelled: false, answered: { ...state.running, answers, measuredAt } };
}
