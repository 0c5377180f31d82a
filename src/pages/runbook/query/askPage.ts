import { map, of, type Observable } from 'rxjs';
import type { QueryBlock } from '@devdiag/catalog/types';
import { readAnswer, withRowStopwatch } from '@devdiag/engine/runbook/answer';
import { runnableQuery, type PageQuestion } from '@devdiag/engine/runbook/query';
import { runQueries, type SqlAnswer, type SqlQuery } from '../../../grafana/runQueries';
import type { Answered } from './evidence';

/** How long a page waits for its queries: what takes longer doesn't help during an incident. */
export const LIMIT_MS = 20_000;

/** What to ask, of which data source, as of when. */
export interface PageAsk {
  dataSourceUid: string;
  question: PageQuestion;
  /** Milliseconds since 1970; null is the moment of asking. */
  asOf: number | null;
}

/**
 * Runs queries of a page in one request. Emits once, with an answer for each, and never errors; unsubscribing cancels.
 */
export function askPage(
  blocks: QueryBlock[],
  { dataSourceUid, question, asOf }: PageAsk
): Observable<Map<string, Answered>> {
  const instant = asOf ?? Date.now();
  const queries: SqlQuery[] = [];
  const unsent = new Map<string, Answered>();
  for (const block of blocks) {
    try {
      queries.push({ id: block.id, sql: withRowStopwatch(runnableQuery(block, question)) });
    } catch (error) {
      // A value that can't become part of a query: this one is not sent, and says why.
      unsent.set(block.id, failed(error, instant));
    }
  }
  const answers =
    queries.length === 0
      ? of(new Map<string, SqlAnswer>())
      : runQueries(queries, { dataSourceUid, asOf: instant, limitMs: LIMIT_MS });
  return answers.pipe(
    map((all) => {
      const read = blocks.flatMap((block): Array<[string, Answered]> => {
        const answer = all.get(block.id);
        return answer ? [[block.id, answered(block, answer, instant)]] : [];
      });
      return new Map([...unsent, ...read]);
    })
  );
}

function answered(block: QueryBlock, answer: SqlAnswer, asOf: number): Answered {
  if (!answer.ok) {
    return { result: answer, asOf, answeredAt: Date.now() };
  }
  try {
    return { result: { ok: true, answer: readAnswer(answer.fields, block) }, asOf, answeredAt: Date.now() };
  } catch (error) {
    return failed(error, asOf);
  }
}

function failed(error: unknown, asOf: number): Answered {
  const message = error instanceof Error ? error.message : String(error);
  return { result: { ok: false, error: { kind: 'other', message } }, asOf, answeredAt: Date.now() };
}
