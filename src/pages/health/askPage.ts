/** Everything that Health asks: the database through the data source, and Grafana itself, at the same time. */
import { catchError, defer, delay, forkJoin, from, map, of, race, shareReplay, type Observable } from 'rxjs';
import { t } from '@grafana/i18n';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { QueryError } from '@devdiag/engine/query/errors';
import { askedOfGrafana, type HealthQuestion, type QueryAnswer } from '@devdiag/engine/report/evaluate';
import { askHealth } from '../../grafana/askHealth';
import { grafanaTransport } from '../../grafana/transport';

type Answers = ReadonlyMap<string, QueryAnswer>;

/** So much longer than the database may Grafana take to tell about itself: the page does not wait for it. */
const PATIENCE_MS = 3_000;

/** Asks all checks. Emits once, by check id, and never errors; unsubscribing cancels. */
export function askPage(dataSourceUid: string, question: HealthQuestion): Observable<Answers> {
  const ids = askedOfGrafana(CHECKS, question).map(({ id }) => id);
  const database = askHealth(dataSourceUid, question);
  if (ids.length === 0) {
    return database;
  }
  const shared = database.pipe(shareReplay({ bufferSize: 1, refCount: true }));
  const tooLate = shared.pipe(
    delay(PATIENCE_MS),
    map(() =>
      brokenFor(ids, {
        kind: 'timeout',
        message: t('health.grafana.late', 'Grafana took too long to answer.'),
      })
    )
  );
  return forkJoin([shared, race(askGrafanaItself(question, ids), tooLate)]).pipe(
    map(([queries, observed]) => new Map([...queries, ...observed]))
  );
}

/** The part of the installer that looks is loaded while the database is being asked. */
function askGrafanaItself(question: HealthQuestion, ids: string[]): Observable<Answers> {
  const ask = async () => {
    const { askGrafanaChecks } = await import('@devdiag/installer/watch/askGrafana');
    return askGrafanaChecks(grafanaTransport, CHECKS, question);
  };
  return defer(() => from(ask())).pipe(
    catchError((error: unknown) =>
      of(brokenFor(ids, { kind: 'other', message: error instanceof Error ? error.message : String(error) }))
    )
  );
}

function brokenFor(ids: string[], error: QueryError): Answers {
  return new Map(ids.map((id) => [id, { from: 'grafana', ok: false, error, tookMs: null }]));
}
