import { useCallback, useMemo, useRef } from 'react';
import { t } from '@grafana/i18n';
import { isIncidentId, newIncidentId } from '@devdiag/engine/incident/annotation';
import type { IncidentEvent, Measurement } from '@devdiag/engine/incident/event';
import { addIncidentEvent } from '../../../grafana/incidents';
import { currentAccess } from '../../../grafana/access';
import { say } from '../../../grafana/hand';
import { useStoredText } from '../../../grafana/useStoredText';
import { useUserStorage } from '../../../grafana/userStorage';
import { ownCopyKey, rememberOwnIncident } from './ownCopies';
import { ownEvent } from './ownCopy';
import { useIncidentLog, type IncidentLog } from './useIncidentLog';

const KEY = 'incident';

export interface NewIncident extends Omit<Extract<IncidentEvent, { kind: 'started' }>, 'kind'> {
  /** What was measured when it began. */
  measured: Measurement[];
}

export interface ActiveIncident extends IncidentLog {
  /** The incident that this person takes part in; null for none. It stays theirs over pages and reloads until they leave. */
  id: string | null;
  /** Until it is known whether there is one. */
  unknown: boolean;
  /** @throws Error with a sentence for people; then no incident was started */
  start: (incident: NewIncident) => Promise<void>;
  /** @throws Error with a sentence for people; then the incident was not joined */
  join: (id: string) => Promise<void>;
  /** Never rejects. */
  leave: () => Promise<void>;
}

/** The incident that this person takes part in. */
export function useActiveIncident(): ActiveIncident {
  const { text, store } = useStoredText(KEY);
  const id = text && isIncidentId(text) ? text : null;
  const log = useIncidentLog(id);
  const storage = useRef(useUserStorage());
  const { canMute: canShare, login } = currentAccess();

  /** It is so on this page whether or not Grafana keeps it. */
  const remember = useCallback(
    (chosen: string) =>
      store(chosen).catch(() =>
        say(
          'error',
          t('incidents.active.not-kept', 'Grafana could not keep whether you take part'),
          t('incidents.active.until-left', 'It holds until you leave this page.')
        )
      ),
    [store]
  );

  const start = useCallback(
    async ({ measured, ...incident }: NewIncident) => {
      const now = Date.now();
      const created = newIncidentId(now, randomDigits());
      const started: IncidentEvent = { kind: 'started', ...incident };
      if (canShare) {
        await addIncidentEvent(created, started);
        // From here on there is an incident, whatever else fails.
        for (const measurement of measured) {
          await addIncidentEvent(created, measurement).catch(() => undefined);
        }
      } else {
        const own = [started, ...measured].map((event, index) => ownEvent(event, login || 'me', now, index));
        await rememberOwnIncident(storage.current, created);
        await storage.current.setItem(ownCopyKey(created), JSON.stringify(own));
      }
      await remember(created);
    },
    [canShare, login, remember]
  );

  const join = useCallback(
    async (joined: string) => {
      if (canShare) {
        await addIncidentEvent(joined, { kind: 'joined' });
      }
      await remember(joined);
    },
    [canShare, remember]
  );
  const leave = useCallback(() => remember(''), [remember]);
  return useMemo(
    () => ({ ...log, id, unknown: text === undefined, start, join, leave }),
    [log, id, text, start, join, leave]
  );
}

function randomDigits(): number[] {
  // 252 is the largest multiple of 36 in a byte: what is above would make some digits likelier.
  const digits: number[] = [];
  while (digits.length < 6) {
    digits.push(
      ...[...crypto.getRandomValues(new Uint8Array(12))].filter((byte) => byte < 252).map((byte) => byte % 36)
    );
  }
  return digits.slice(0, 6);
}
