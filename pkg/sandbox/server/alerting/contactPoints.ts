import { badRequest, neverRecorded, Refusal } from '../http/refusal.ts';
import { newUid } from '../state/users.ts';
import { boolean, object, text } from './readRule.ts';
import { sortKeys, type Provenance } from './rule.ts';

/** The receiver that every Grafana starts with, which sends to a made-up address. */
export const DEFAULT_RECEIVER = 'grafana-default-email';

/** The types that Grafana knows; the stand-in has webhooks. */
const INTEGRATIONS =
  'alertmanager dingding discord email googlechat jira kafka line mqtt oncall opsgenie pagerduty pushover sensugo slack sns teams telegram threema victorops webex webhook wecom'.split(
    ' '
  );
const SECRETS = ['password', 'authorization_credentials'];
const REDACTED = '[REDACTED]';

/** A way to be told about alerts. */
export interface ContactPoint {
  uid: string;
  name: string;
  type: string;
  /** With secrets; they are never answered. */
  settings: Record<string, unknown>;
  disableResolveMessage: boolean;
  provenance: Provenance;
}

/** The contact points of a space besides the one that every Grafana starts with. Webhooks only. */
export class ContactPointStore {
  private readonly points = new Map<string, ContactPoint>();

  list(): ContactPoint[] {
    return [...this.points.values()].sort((a, b) => (`${a.name}\n${a.uid}` < `${b.name}\n${b.uid}` ? -1 : 1));
  }

  has(name: string): boolean {
    return name === DEFAULT_RECEIVER || this.list().some((point) => point.name === name);
  }

  get(uid: string): ContactPoint | undefined {
    return this.points.get(uid);
  }

  create(body: unknown, provenance: Provenance): ContactPoint {
    const given = readContactPoint(body);
    const taken = this.points.get(given.uid);
    if (taken) {
      throw new Refusal(409, {
        statusCode: 409,
        messageId: 'alerting.notifications.contact-points.uidInUse',
        message:
          `Receiver configuration with UID '${taken.uid}' already exists in contact point '${taken.name}'. ` +
          'Please use unique identifiers for receivers across all contact points.',
        extra: { Name: taken.name, UID: taken.uid },
      });
    }
    return this.put({ ...given, uid: given.uid || newUid(), provenance });
  }

  /** Throws 404 when there is none, 500 when its provenance forbids it. */
  update(uid: string, body: unknown, provenance: Provenance): ContactPoint {
    const given = readContactPoint(body);
    const before = this.points.get(uid);
    if (!before) {
      throw new Refusal(404, { message: `object not found: contact point with uid '${uid}' not found` });
    }
    if (before.provenance !== provenance && before.provenance !== '') {
      throw new Refusal(500, { message: `cannot change provenance from '${before.provenance}' to '${provenance}'` });
    }
    const kept = Object.entries(given.settings).map(([key, value]) => [
      key,
      value === REDACTED ? before.settings[key] : value,
    ]);
    return this.put({ ...given, uid, settings: Object.fromEntries(kept), provenance });
  }

  delete(uid: string): void {
    this.points.delete(uid);
  }

  private put(point: ContactPoint): ContactPoint {
    this.points.set(point.uid, point);
    return point;
  }
}

/** A contact point as it is answered, without its secrets. */
export function describeContactPoint({ provenance, ...point }: ContactPoint): object {
  const { uid, name, type, settings, disableResolveMessage } = point;
  const shown = Object.entries(settings).map(([key, value]) => [key, SECRETS.includes(key) ? REDACTED : value]);
  return {
    uid,
    name,
    type,
    settings: sortKeys(Object.fromEntries(shown)),
    disableResolveMessage,
    ...(provenance ? { provenance } : {}),
  };
}

/** The one that every Grafana starts with. Recorded. */
export const DEFAULT_CONTACT_POINT = {
  uid: '',
  name: 'email receiver',
  type: 'email',
  settings: { addresses: '<example@email.com>' },
  disableResolveMessage: false,
};

/** What is wrong with a webhook, in Grafana's words. */
export function webhookProblem(name: string, settings: Record<string, unknown>): string | undefined {
  return settings.url
    ? undefined
    : `failed to validate integration "${name}" (UID ) of type "webhook": required field 'url' is not specified`;
}

function readContactPoint(value: unknown): Omit<ContactPoint, 'provenance'> {
  const body = object(value);
  const [name, type, settings] = [text(body.name), text(body.type), object(body.settings ?? {})];
  if (!INTEGRATIONS.includes(type)) {
    throw badRequest(`invalid object specification: unknown integration type: ${type}`);
  }
  if (type !== 'webhook') {
    throw neverRecorded(`a contact point of type ${type}`);
  }
  const problem = webhookProblem(name, settings);
  if (problem) {
    throw badRequest(`invalid object specification: ${problem}`);
  }
  return { uid: text(body.uid), name, type, settings, disableResolveMessage: boolean(body.disableResolveMessage) };
}
