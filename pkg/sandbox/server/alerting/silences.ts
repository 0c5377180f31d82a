import { randomUUID } from 'node:crypto';
import { badRequest, Refusal } from '../http/refusal.ts';
import type { Labels } from './instance.ts';
import { matches, type Matcher } from './matcher.ts';

/** A silence. Times in milliseconds since 1970. */
export interface Silence {
  id: string;
  matchers: Matcher[];
  startsAt: number;
  endsAt: number;
  updatedAt: number;
  createdBy: string;
  comment: string;
}

export type SilenceState = 'active' | 'pending' | 'expired';

const REQUIRED = ['comment', 'createdBy', 'endsAt', 'matchers', 'startsAt'];

/** The silences of a space, kept as the Alertmanager in Grafana keeps them. */
export class SilenceStore {
  private readonly silences = new Map<string, Silence>();

  /** The active ones that end first, then those to come, then those that are over. Recorded. */
  list(now = Date.now()): Silence[] {
    const order: SilenceState[] = ['active', 'pending', 'expired'];
    const place = (one: Silence) => order.indexOf(silenceState(one, now));
    const within = (a: Silence, b: Silence) => {
      switch (silenceState(a, now)) {
        case 'active':
          return a.endsAt - b.endsAt;
        case 'pending':
          return a.startsAt - b.startsAt;
        case 'expired':
          return b.endsAt - a.endsAt;
      }
    };
    return [...this.silences.values()].sort((a, b) => place(a) - place(b) || within(a, b));
  }

  /** Throws 404 when there is none. */
  get(id: string): Silence {
    const silence = this.silences.get(id);
    if (!silence) {
      const messageId = 'alerting.notifications.silences.notFound';
      throw new Refusal(404, { statusCode: 404, messageId, message: `[${messageId}] silence ${id} not found` });
    }
    return silence;
  }

  /** Makes a silence, or changes one. A change that rewrites the past ends the old one and makes another. */
  save(body: Record<string, unknown>): Silence {
    const given = readSilence(body);
    const now = Date.now();
    const before = typeof body.id === 'string' && body.id !== '' ? this.get(body.id) : undefined;
    if (before && mayChange(before, given, now)) {
      return this.put({ ...given, id: before.id, updatedAt: now });
    }
    if (before) {
      this.expire(before.id);
    }
    return this.put({ ...given, id: randomUUID(), startsAt: Math.max(given.startsAt, now), updatedAt: now });
  }

  /** Ends a silence now; one that is over already stays as it is. */
  expire(id: string): void {
    const silence = this.get(id);
    const now = Date.now();
    if (silenceState(silence, now) !== 'expired') {
      this.put({ ...silence, startsAt: Math.min(silence.startsAt, now), endsAt: now, updatedAt: now });
    }
  }

  /** The active silences that match an alert's labels. */
  matching(labels: Labels, now = Date.now()): Silence[] {
    return this.list(now).filter(
      (silence) => silenceState(silence, now) === 'active' && silence.matchers.every((one) => matches(one, labels))
    );
  }

  private put(silence: Silence): Silence {
    this.silences.set(silence.id, silence);
    return silence;
  }
}

export function silenceState({ startsAt, endsAt }: Silence, now: number): SilenceState {
  return endsAt <= now ? 'expired' : startsAt > now ? 'pending' : 'active';
}

/** A silence as it is answered. */
export function describeSilence(silence: Silence): object {
  const { comment, createdBy, id, matchers } = silence;
  const [startsAt, endsAt, updatedAt] = [silence.startsAt, silence.endsAt, silence.updatedAt].map((time) =>
    new Date(time).toISOString()
  );
  const status = { state: silenceState(silence, Date.now()) };
  return { comment, createdBy, endsAt, id, matchers, startsAt, status, updatedAt };
}

function readSilence(body: Record<string, unknown>): Omit<Silence, 'id' | 'updatedAt'> {
  const problems = REQUIRED.filter((name) => body[name] === undefined || body[name] === null).map(
    (name) => `${name} in body is required`
  );
  const matchers = Array.isArray(body.matchers) ? (body.matchers as Array<Partial<Matcher>>) : undefined;
  if (matchers?.length === 0) {
    problems.push('matchers in body should have at least 1 items');
  }
  if (problems.length > 0) {
    const list = 'validation failure list:\n';
    throw badRequest(`silence failed validation: ${list}${list}${problems.join('\n')}`);
  }
  const [startsAt, endsAt] = [Date.parse(String(body.startsAt)), Date.parse(String(body.endsAt))] as [number, number];
  if (Number.isNaN(startsAt + endsAt)) {
    throw badRequest('bad request data');
  }
  if (endsAt <= startsAt) {
    throw badSilence('invalid silence: start time must be before end time');
  }
  if (endsAt < Date.now()) {
    throw badSilence("invalid silence: end time can't be in the past");
  }
  return {
    matchers: (matchers ?? []).map(({ name = '', value = '', isRegex = false, isEqual = true }) => {
      return { isEqual, isRegex, name, value };
    }),
    startsAt,
    endsAt,
    createdBy: String(body.createdBy),
    comment: String(body.comment),
  };
}

function badSilence(reason: string): Refusal {
  const messageId = 'alerting.notifications.silences.badRequest';
  const message = `[${messageId}] ${reason}: unable to create silence`;
  return new Refusal(400, { statusCode: 400, messageId, message });
}

/** Whether a change leaves the past as it was: same matchers, same beginning (source). */
function mayChange(before: Silence, after: Omit<Silence, 'id' | 'updatedAt'>, now: number): boolean {
  const sameMatchers = JSON.stringify(before.matchers) === JSON.stringify(after.matchers);
  const seconds = (time: number) => Math.floor(time / 1000);
  switch (silenceState(before, now)) {
    case 'active':
      return sameMatchers && seconds(before.startsAt) === seconds(after.startsAt) && after.endsAt >= now;
    case 'pending':
      return sameMatchers && after.startsAt >= now;
    case 'expired':
      return false;
  }
}
