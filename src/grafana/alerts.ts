/**
 * What Grafana's alerting says about the rules that this app installed. Reading only: what it means is the engine's.
 */
import { firstValueFrom, takeUntil, fromEvent, defaultIfEmpty } from 'rxjs';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import type { Settings } from '@devdiag/catalog/types';
import type { AlertState, HistoryEntry, Measured, Silence } from '@devdiag/engine/alerts/alerts';
import { readMeasured } from '@devdiag/engine/alerts/condition';
import { readHistory } from '@devdiag/engine/alerts/history';
import { readRule } from '@devdiag/engine/alerts/live';
import { readSilences } from '@devdiag/engine/alerts/silences';
import { alertState } from '@devdiag/engine/alerts/state';
import { findInstallations } from '@devdiag/installer/installations';
import { namesOf } from '@devdiag/installer/names';
import { Refused, refusal } from '@devdiag/installer/refused';
import type { GrafanaRequest, Installation, Transport } from '@devdiag/installer/types';
import { rulesThere } from './rulesThere';
import { runQueries } from './runQueries';
import { wordsIn } from './words';

/** How far back a rule's history is shown. */
export const HISTORY_MS = 7 * 86_400_000;
/** Most changes of one rule that are asked for; Grafana gives the newest. */
const MOST_CHANGES = 1000;
/** Grafana gives a rule's queries that long, too. */
const MEASURE_LIMIT_MS = 35_000;

/** The alerts of the catalog as one installation has them. */
export interface InstallationAlerts {
  installation: Installation;
  /** One for each alert of the catalog, in its order. */
  alerts: AlertState[];
  /** What could not be read beside the rules themselves, a sentence each. */
  problems: string[];
  /** The installation was read before people moved, made or removed rules: reading it again finds them. */
  isOutdated: boolean;
}

export interface AlertsQuestion {
  installations: Installation[];
  /** Ids of the alerts whose last week is wanted. */
  histories: readonly string[];
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * The installations, kept for a while: they change when somebody installs, states all the time.
 * @throws Refused, NoAnswer
 */
export function installationsOf(
  transport: Transport,
  settings: Settings,
  signal?: AbortSignal
): Promise<Installation[]> {
  return findInstallations(transport, settings, signal);
}

/**
 * The live state of all rules, in one round of requests.
 * @throws Refused, NoAnswer when the rules can't be read; anything else that can't be is told in `problems`
 */
export async function readAlerts(
  transport: Transport,
  { installations, histories, now }: AlertsQuestion,
  signal?: AbortSignal
): Promise<InstallationAlerts[]> {
  const silences = readable(silencesNow(transport, now, signal));
  return Promise.all(
    installations.map(async (installation): Promise<InstallationAlerts> => {
      const names = namesOf(installation.prefix);
      const window = { from: now - HISTORY_MS, to: now };
      const [{ rules, hidden, isOutdated }, silenced, ...past] = await Promise.all([
        rulesThere(transport, installation, signal),
        silences,
        ...ALERTS.map(({ definition }) =>
          histories.includes(definition.id)
            ? readable(changesOf(transport, names.rule(definition).uid, window, signal))
            : null
        ),
      ]);
      const readings = rules.map(({ raw, intervalSeconds }) => readRule(raw, intervalSeconds, now));
      const times = readings.flatMap(({ instances }) => instances.flatMap(({ since }) => since ?? []));
      const alerts = ALERTS.map(({ definition }, i) => {
        const { uid } = names.rule(definition);
        const history = past[i];
        return alertState(definition, {
          ruleUid: uid,
          rule: readings.find((rule) => rule.uid === uid) ?? null,
          folder: rules.find((rule) => rule.uid === uid)?.folder ?? names.folder.title,
          isWanted: installation.options.rules[definition.id]?.install ?? false,
          isHidden: hidden.has(uid),
          silences: 'value' in silenced ? silenced.value : [],
          history: history && 'value' in history ? history.value : null,
          knownSince: times.length === 0 ? null : Math.min(...times),
          window,
        });
      });
      return { installation, alerts, problems: problemsOf([silenced, ...past]), isOutdated };
    })
  );
}

/** What one rule's own query gives now: rows, or why there are none to show. */
export type Measurement = { values: Measured[]; asOf: number } | { problem: string };

/**
 * Asks the rules' own queries, as they stand in Grafana, in one request for each data source.
 * @returns by rule uid; nothing for rules that are not one query and one threshold
 */
export async function measureRules(
  alerts: AlertState[],
  asOf: number,
  signal: AbortSignal
): Promise<Map<string, Measurement>> {
  const bySource = new Map<string, AlertState[]>();
  for (const alert of alerts) {
    const { sql, dataSourceUid } = alert.condition ?? {};
    if (sql && dataSourceUid) {
      bySource.set(dataSourceUid, [...(bySource.get(dataSourceUid) ?? []), alert]);
    }
  }
  const measured = new Map<string, Measurement>();
  await Promise.all(
    [...bySource].map(async ([dataSourceUid, asked]) => {
      const queries = asked.map(({ uid, condition }) => ({ id: uid, sql: condition?.sql ?? '' }));
      const answers = await firstValueFrom(
        runQueries(queries, { dataSourceUid, asOf, limitMs: MEASURE_LIMIT_MS }).pipe(
          takeUntil(fromEvent(signal, 'abort')),
          defaultIfEmpty(null)
        )
      );
      for (const { uid, condition } of asked) {
        const answer = answers?.get(uid);
        if (answer && condition) {
          measured.set(
            uid,
            answer.ok ? { values: readMeasured(answer.fields, condition), asOf } : { problem: answer.error.message }
          );
        }
      }
    })
  );
  return measured;
}

async function silencesNow(transport: Transport, now: number, signal?: AbortSignal): Promise<Silence[]> {
  return readSilences(await get(transport, '/api/alertmanager/grafana/api/v2/silences', signal), now);
}

/**
 * Changes of one rule's instances, oldest first; at most as many as Grafana gives at once.
 * @param window milliseconds since 1970
 * @throws Refused, NoAnswer
 */
export async function changesOf(
  transport: Transport,
  ruleUid: string,
  { from, to }: { from: number; to: number },
  signal?: AbortSignal
): Promise<{ entries: HistoryEntry[]; isWhole: boolean }> {
  const path = `/api/annotations?alertUID=${encodeURIComponent(ruleUid)}&from=${from}&to=${to}&limit=${MOST_CHANGES}`;
  const entries = readHistory(await get(transport, path, signal));
  return { entries, isWhole: entries.length < MOST_CHANGES };
}

async function get(transport: Transport, path: string, signal?: AbortSignal): Promise<unknown> {
  const request: GrafanaRequest = { method: 'GET', path };
  const answer = await transport.send(request, signal);
  if (answer.status !== 200 || !Array.isArray(answer.body)) {
    throw refusal(request, answer);
  }
  return answer.body;
}

type Readable<T> = { value: T } | { problem: string };

/** A part without which the rest still says something. */
function readable<T>(reading: Promise<T>): Promise<Readable<T>> {
  return reading.then(
    (value) => ({ value }),
    (error: unknown) => ({ problem: wordsIn(error) })
  );
}

/** Each once: five histories that one may not read are one problem. */
function problemsOf(parts: Array<Readable<unknown> | null>): string[] {
  return [...new Set(parts.flatMap((part) => (part && 'problem' in part ? [part.problem] : [])))];
}

/** Why nothing can be said, for the words and the way out. */
export function failureKind(error: unknown): 'forbidden' | 'failed' {
  return error instanceof Refused && (error.status === 401 || error.status === 403) ? 'forbidden' : 'failed';
}
