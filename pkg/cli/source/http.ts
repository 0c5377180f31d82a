import { CannotRun, Interrupted } from '../failure.ts';
import { firstError, unreachableBecause } from './network.ts';

/** A Grafana, and as whom to ask it. */
export interface GrafanaTarget {
  /** Address without a trailing slash, with the sub path when there is one; without user and password. */
  url: string;
  /** Value of the Authorization header; undefined asks as nobody. */
  authorization?: string;
}

export interface CallOptions {
  timeoutMs: number;
  signal: AbortSignal;
}

/** For everything but queries. */
const SMALL_CALL_MS = 10_000;

export class TookTooLong extends CannotRun {}
export class Unreachable extends CannotRun {}
/** Something answers that is not Grafana's API, or not it alone. */
export class NotJson extends CannotRun {
  constructor(
    message: string,
    readonly status: number
  ) {
    super(message);
  }
}

export interface HttpRequest {
  method: string;
  /** From /api or /apis on. */
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/**
 * One request to Grafana's API, and its answer whatever the status.
 * @returns the body parsed; null when it is empty
 * @throws TookTooLong, Unreachable, NotJson; CannotRun when it leads elsewhere; Interrupted
 */
export async function send(
  target: GrafanaTarget,
  { method, path, body, headers = {} }: HttpRequest,
  { timeoutMs, signal }: CallOptions
): Promise<{ status: number; body: unknown }> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${target.url}${path}`, {
      method,
      headers: {
        ...headers,
        accept: 'application/json',
        'user-agent': 'devdiag-ops',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(target.authorization === undefined ? {} : { authorization: target.authorization }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      // A redirect could take the token somewhere else.
      redirect: 'manual',
      signal: AbortSignal.any([limit, signal]),
    });
    refuseRedirect(target, response);
    return { status: response.status, body: await json(target, response) };
  } catch (error) {
    if (signal.aborted) {
      throw new Interrupted();
    }
    if (limit.aborted) {
      throw new TookTooLong(`Grafana at ${target.url} did not answer within ${Math.round(timeoutMs / 1000)} s`);
    }
    throw error instanceof CannotRun
      ? error
      : new Unreachable(`Cannot reach Grafana at ${target.url}: ${reason(error)}`);
  }
}

/** As `send`, a GET or a POST, for calls that a refusal makes pointless. */
export async function callJson(
  target: GrafanaTarget,
  path: string,
  body: unknown,
  options: CallOptions
): Promise<{ status: number; body: unknown }> {
  try {
    const answer = await send(target, { method: body === undefined ? 'GET' : 'POST', path, body }, options);
    refused(target, answer.status);
    return answer;
  } catch (error) {
    // Whoever stands before Grafana may refuse in other words than its API.
    if (error instanceof NotJson) {
      refused(target, error.status);
    }
    throw error;
  }
}

function refuseRedirect(target: GrafanaTarget, { status, headers }: Response): void {
  if (status >= 300 && status < 400) {
    const to = headers.get('location')?.split(/[?#]/)[0] ?? 'somewhere else';
    throw new CannotRun(`Grafana at ${target.url} redirects to ${to}; use the address that it is really served at.`);
  }
}

/** @throws CannotRun when the status says that we may not ask at all */
function refused(target: GrafanaTarget, status: number): void {
  if (status === 401) {
    throw new CannotRun(
      target.authorization === undefined
        ? `Grafana at ${target.url} asks who you are. Put the token of a service account (role Viewer) into GRAFANA_TOKEN.`
        : `Grafana at ${target.url} does not accept the token: it is wrong, expired or of another Grafana.`
    );
  }
  if (status === 403) {
    throw new CannotRun(
      `Grafana at ${target.url} does not allow this token to do that. It needs the role Viewer and, where data source permissions are enforced, the permission to query.`
    );
  }
}

async function json(target: GrafanaTarget, response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') {
    return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new NotJson(
      `What answers at ${target.url} (status ${response.status}) is not Grafana's API; check the address and the sub path.`,
      response.status
    );
  }
}

export function unexpected(target: GrafanaTarget, what: string, status: number, body: unknown): CannotRun {
  const said = isRecord(body) && typeof body.message === 'string' ? `: ${body.message}` : '';
  return new CannotRun(`Grafana at ${target.url} answered ${status} when asked for ${what}${said}.`);
}

function reason(error: unknown): string {
  const { message, code } = firstError((error as { cause?: unknown }).cause ?? error);
  const unreachable = unreachableBecause(code);
  if (unreachable !== undefined) {
    return unreachable;
  }
  switch (code) {
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return 'its certificate is not trusted here; name the authority in NODE_EXTRA_CA_CERTS.';
  }
  return `${message}.`;
}

export function small({ timeoutMs, signal }: CallOptions): CallOptions {
  return { timeoutMs: Math.min(timeoutMs, SMALL_CALL_MS), signal };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
