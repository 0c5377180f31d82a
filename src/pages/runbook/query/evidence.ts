/**
 * Which answers are on a page. Requests are numbered; an answer counts only while its request is the running one, so that
 * a slow old answer never replaces a newer one.
 */
import type { PageAnswer } from '@devdiag/engine/runbook/answer';
import type { QueryError } from '@devdiag/engine/query/errors';

/** What a query came to, and as of when. */
export interface Answered {
  result: { ok: true; answer: PageAnswer } | { ok: false; error: QueryError };
  /** Milliseconds since 1970. */
  asOf: number;
  answeredAt: number;
}

export interface Evidence {
  /** The running request's number and when it was sent. */
  running: { request: number; since: number } | null;
  /** The newest answer to the question that the page asks now. */
  answered: Answered | null;
  /** The newest request was stopped before it was answered. */
  cancelled: boolean;
}

export type EvidenceState = ReadonlyMap<string, Evidence>;

export type EvidenceAction =
  | { type: 'asked'; ids: string[]; request: number; since: number }
  | { type: 'answered'; request: number; answers: ReadonlyMap<string, Answered> }
  | { type: 'cancelled'; request: number }
  /** The page asks about something else: older answers would stand under the wrong name. */
  | { type: 'reset' };

export const NOTHING: Evidence = { running: null, answered: null, cancelled: false };

/** The state after an action. Pure. */
export function evidenceReducer(state: EvidenceState, action: EvidenceAction): EvidenceState {
  switch (action.type) {
    case 'reset':
      return new Map();
    case 'asked': {
      const running = { request: action.request, since: action.since };
      return new Map([
        ...state,
        ...action.ids.map((id): [string, Evidence] => [
          id,
          { ...(state.get(id) ?? NOTHING), running, cancelled: false },
        ]),
      ]);
    }
    case 'answered':
      return mapRunning(state, action.request, (id, evidence) => ({
        running: null,
        cancelled: false,
        answered: action.answers.get(id) ?? evidence.answered,
      }));
    case 'cancelled':
      return mapRunning(state, action.request, (_, evidence) => ({ ...evidence, running: null, cancelled: true }));
  }
}

function mapRunning(
  state: EvidenceState,
  request: number,
  change: (id: string, evidence: Evidence) => Evidence
): EvidenceState {
  return new Map(
    [...state].map(([id, evidence]) => [id, evidence.running?.request === request ? change(id, evidence) : evidence])
  );
}
