import { isObject, textAt, type JsonObject } from '../json.ts';
import { refusal } from '../refused.ts';
import type { GrafanaRequest, Transport } from '../types.ts';

/** One integration of a contact point, as Grafana's provisioning API lists it: secrets are "[REDACTED]". */
export interface ContactPoint {
  /** '' for the one that Grafana makes up while nobody has configured any. */
  uid: string;
  /** Of the contact point: several integrations share one. */
  name: string;
  type: string;
  settings: JsonObject;
  disableResolveMessage: boolean;
}

/** Grafana's words for a secret that it keeps to itself. */
const REDACTED = '[REDACTED]';
/** The address that every new Grafana comes with; nobody reads it. */
const PLACEHOLDER_ADDRESS = /^<?example@email\.com>?$/;
/**
 * What the notification policies call the receiver that every new Grafana comes with, and what the list of contact points
 * calls it.
 */
const DEFAULT_RECEIVER = { inPolicies: 'grafana-default-email', inList: 'email receiver' };

/**
 * Every integration of every contact point that may be read.
 * @throws Refused, NoAnswer
 */
export async function readContactPoints(transport: Transport, signal?: AbortSignal): Promise<ContactPoint[]> {
  const request: GrafanaRequest = { method: 'GET', path: '/api/v1/provisioning/contact-points' };
  const answer = await transport.send(request, signal);
  if (answer.status !== 200 || !Array.isArray(answer.body)) {
    throw refusal(request, answer);
  }
  return answer.body.filter(isObject).map((point) => ({
    uid: textAt(point, 'uid'),
    name: textAt(point, 'name'),
    type: textAt(point, 'type'),
    settings: isObject(point.settings) ? point.settings : {},
    disableResolveMessage: point.disableResolveMessage === true,
  }));
}

/** The integrations behind a receiver's name. */
export function integrationsOf(receiver: string, all: ContactPoint[]): ContactPoint[] {
  const named = all.filter(({ name }) => name === receiver);
  return named.length === 0 && receiver === DEFAULT_RECEIVER.inPolicies
    ? all.filter(({ uid, name }) => uid === '' && name === DEFAULT_RECEIVER.inList)
    : named;
}

/** Whether nobody is told through these: there are none, or all of them are Grafana's placeholder address. */
export function isPlaceholder(integrations: ContactPoint[]): boolean {
  return integrations.every(
    ({ type, settings }) =>
      type === 'email' && addressesOf(settings).every((address) => PLACEHOLDER_ADDRESS.test(address))
  );
}

/**
 * Where an integration sends to, in a few words. A webhook's address is a secret as much as a password is: of addresses
 * the host alone is told, and of settings only those that name a person or a channel.
 */
export function summaryOf({ type, settings }: ContactPoint): string {
  if (type === 'email') {
    return addressesOf(settings).join(', ');
  }
  const channel = textAt(settings, 'recipient') || textAt(settings, 'channel');
  if (channel !== '' && channel !== REDACTED) {
    return channel;
  }
  return hostOf(textAt(settings, 'url')) || hostOf(textAt(settings, 'apiUrl'));
}

/**
 * Settings without what Grafana redacts. A redacted value sent back would be taken for a new secret; one that is left out
 * is filled in from what is stored under the integration's uid.
 */
export function withoutRedacted(settings: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([, value]) => value !== REDACTED)
      .map(([name, value]) => [name, isObject(value) ? withoutRedacted(value) : value])
  );
}

function addressesOf(settings: JsonObject): string[] {
  return textAt(settings, 'addresses')
    .split(/[;,\n]/)
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return '';
  }
}
