/**
 * What stands in the way of the whole page, as opposed to single checks. Sorting only: the engine has judged already
 * what each error means.
 */
import type { CheckDefinition, CheckEntry } from '@devdiag/catalog/types';
import type { QueryError, QueryErrorKind } from '@devdiag/engine/query/errors';
import type { QueryAnswer } from '@devdiag/engine/report/evaluate';
import type { HealthReport } from '@devdiag/engine/report/report';

export type BlockerKind =
  | 'data-source-gone'
  | 'authentication'
  | 'connection'
  | 'not-allowed'
  | 'offline'
  | 'no-answer'
  /** The request broke on the way: the same words for every query. */
  | 'request-failed'
  | 'schema-missing'
  | 'table-unreadable';

export interface Blocker {
  kind: BlockerKind;
  /** The server's own words. */
  message: string;
}

const WHOLE_BATCH: Partial<Record<QueryErrorKind, BlockerKind>> = {
  'data-source-missing': 'data-source-gone',
  authentication: 'authentication',
  connection: 'connection',
  forbidden: 'not-allowed',
  offline: 'offline',
  timeout: 'no-answer',
};

/** What keeps every check from being measured, or every check that reads the runs; null when some could be. */
export function blockerOf(entries: CheckEntry[], answers: ReadonlyMap<string, QueryAnswer>): Blocker | null {
  // What Grafana says about itself stands in nobody's way, and a database that is gone is not there for all that.
  const asked = entries.flatMap(({ definition }) => {
    const answer = answers.get(definition.id);
    return answer && answer.from !== 'grafana' ? [{ definition, answer }] : [];
  });
  const all = asked.map(({ answer }) => answer);
  const whole = commonError(all, Object.keys(WHOLE_BATCH) as QueryErrorKind[]);
  const kind = whole && WHOLE_BATCH[whole.kind];
  if (kind) {
    return { kind, message: whole.message };
  }
  const broken = commonError(all, ['other']);
  if (broken && all.length > 1 && all.every((answer) => !answer.ok && answer.error.message === broken.message)) {
    return { kind: 'request-failed', message: broken.message };
  }
  const readers = asked.filter(({ definition }) => readsRuns(definition)).map(({ answer }) => answer);
  const missing = commonError(readers, ['missing-schema', 'missing-relation']);
  if (missing) {
    return { kind: 'schema-missing', message: missing.message };
  }
  const refused = commonError(readers, ['permission']);
  return refused ? { kind: 'table-unreadable', message: refused.message } : null;
}

/** True when there is no run at all up to the instant that was asked about. */
export function isEmpty(report: HealthReport): boolean {
  const freshness = report.checks.find(({ id }) => id === 'stale-data');
  // The one way in which freshness is judged without having an age to judge.
  return freshness?.underlying === 'fail' && freshness.value === null;
}

/** The first error, when nothing was answered and every error is one of these. */
function commonError(answers: QueryAnswer[], kinds: QueryErrorKind[]): QueryError | null {
  const errors = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
  const common =
    errors.length > 0 && errors.length === answers.length && errors.every(({ kind }) => kinds.includes(kind));
  return common ? errors[0] : null;
}

function readsRuns(definition: CheckDefinition): boolean {
  return definition.reads.includes('diag_run');
}
