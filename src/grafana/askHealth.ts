import { map, of, type Observable } from 'rxjs';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { CheckEntry } from '@devdiag/catalog/types';
import { rowsFromFrame } from '@devdiag/engine/query/frames';
import { planQueries, type HealthQuestion, type QueryAnswer } from '@devdiag/engine/report/evaluate';
import { withStopwatch } from '@devdiag/engine/query/stopwatch';
import { runQueries, type SqlAnswer } from './runQueries';
import { wordsIn } from './words';

/** Longer than any proxy waits, so that the proxy's own words are seen where there is one. */
const LIMIT_MS = 60_000;

/** Asks the checks' queries (all of them, unless told which) in one request. Emits once, by check id, and never errors; unsubscribing cancels. */
export function askHealth(
  dataSourceUid: string,
  question: HealthQuestion,
  checks: CheckEntry[] = CHECKS
): Observable<ReadonlyMap<string, QueryAnswer>> {
  try {
    const queries = planQueries(checks, question).map(({ checkId, sql }) => ({ id: checkId, sql: withStopwatch(sql) }));
    return runQueries(queries, { dataSourceUid, asOf: question.asOf, limitMs: LIMIT_MS }).pipe(
      map((answers) => new Map([...answers].map(([id, answer]) => [id, queryAnswer(answer)])))
    );
  } catch (error) {
    // A value that cannot become part of a query: nothing was sent, and every check says why.
    return of(new Map(checks.map(({ definition }) => [definition.id, broken(error)])));
  }
}

function queryAnswer(answer: SqlAnswer): QueryAnswer {
  if (!answer.ok) {
    return { ok: false, error: answer.error, tookMs: null };
  }
  try {
    return { ok: true, ...rowsFromFrame(answer.fields) };
  } catch (error) {
    return broken(error);
  }
}

function broken(error: unknown): QueryAnswer {
  return {
    ok: false,
    error: { kind: 'other', message: wordsIn(error) },
    tookMs: null,
  };
}
