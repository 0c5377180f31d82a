import { askedOnce } from '@devdiag/installer/askedOnce';
import { NoAnswer } from '@devdiag/installer/noAnswer';
import type { GrafanaAnswer, GrafanaRequest, Transport } from '@devdiag/installer/types';
import type { Json } from '@devdiag/catalog/types';
import { CannotRun, Interrupted } from '../failure.ts';
import { isRecord, send, TookTooLong, Unreachable, type GrafanaTarget } from './http.ts';

/** Nobody asked for an end. */
const NEVER = new AbortController().signal;

/** The installer's way to a Grafana, over HTTP. */
export function httpTransport(target: GrafanaTarget, timeoutMs: number): Transport {
  return {
    send: (request, signal) => answerTo(target, request, timeoutMs, signal ?? NEVER),
    namespace: askedOnce(() => namespaceOf(target, timeoutMs)),
  };
}

async function answerTo(
  target: GrafanaTarget,
  request: GrafanaRequest,
  timeoutMs: number,
  signal: AbortSignal
): Promise<GrafanaAnswer> {
  try {
    const { status, body } = await send(target, request, { timeoutMs, signal });
    return { status, body: body as Json };
  } catch (error) {
    throw noAnswer(error);
  }
}

/**
 * The installer tells what it knows of a request from what became of it. Whatever kept an answer away is told to it, so
 * that an apply in its middle undoes and reports: also a redirect to a login page that came up since it began.
 */
function noAnswer(error: unknown): unknown {
  if (error instanceof TookTooLong) {
    return new NoAnswer('timeout', `${error.message}.`);
  }
  if (error instanceof Unreachable) {
    return new NoAnswer('network', error.message);
  }
  if (error instanceof CannotRun) {
    return new NoAnswer('malformed', error.message);
  }
  return error instanceof Interrupted ? new NoAnswer('network', 'The request was broken off.') : error;
}

/** Grafana tells its pages the namespace of the organisation that one is in. */
async function namespaceOf(target: GrafanaTarget, timeoutMs: number): Promise<string> {
  const { status, body } = await answerTo(target, { method: 'GET', path: '/api/frontend/settings' }, timeoutMs, NEVER);
  const namespace = isRecord(body) ? body.namespace : undefined;
  if (status !== 200 || typeof namespace !== 'string' || namespace === '') {
    throw new NoAnswer('malformed', `Grafana at ${target.url} does not tell the namespace of its organisation.`);
  }
  return namespace;
}
