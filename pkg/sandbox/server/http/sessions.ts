import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { User } from '../state/users.ts';
import { DEFAULT_SPACE, type Space, type Spaces } from '../state/space.ts';

/** Grafana's cookie for sessions. */
export const SESSION_COOKIE = 'grafana_session';
/** Names the space a visitor belongs to. */
export const SPACE_COOKIE = 'standin_space';
export const SPACE_HEADER = 'x-standin-space';

/** Who makes a request, and in which space. */
export interface Visitor {
  space: Space;
  user: User | undefined;
}

/** Tokens that stand for those of service accounts: the login follows. */
export const TOKEN_PREFIX = 'standin-';

/** Sessions by cookie; also HTTP basic authentication and tokens, which Grafana's API takes too. */
export class Sessions {
  private readonly spaces: Spaces;
  private readonly logins = new Map<string, string>();

  constructor(spaces: Spaces) {
    this.spaces = spaces;
  }

  /** The visitor behind a request; without `user` when nobody is signed in. */
  visitor(request: FastifyRequest): Visitor {
    const space = this.spaces.get(spaceName(request));
    const login = this.logins.get(readCookie(request, SESSION_COOKIE) ?? '');
    const user = login ? space.findUser(login) : undefined;
    return { space, user: user ?? authorizedUser(request, space) };
  }

  /** Begins a session and sets its cookie. */
  signIn(reply: FastifyReply, user: User): void {
    const token = randomBytes(16).toString('hex');
    this.logins.set(token, user.login);
    setCookie(reply, SESSION_COOKIE, token, { httpOnly: true });
  }

  /** Ends the request's session. */
  signOut(request: FastifyRequest, reply: FastifyReply): void {
    this.logins.delete(readCookie(request, SESSION_COOKIE) ?? '');
    setCookie(reply, SESSION_COOKIE, '', { httpOnly: true, maxAge: 0 });
  }
}

/** The space a request names by header or cookie. */
export function spaceName(request: FastifyRequest): string {
  const header = request.headers[SPACE_HEADER];
  return (typeof header === 'string' && header) || readCookie(request, SPACE_COOKIE) || DEFAULT_SPACE;
}

/** A cookie's value, decoded. */
export function readCookie(request: FastifyRequest, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() === name) {
      return decodeURIComponent(pair.slice(at + 1).trim());
    }
  }
  return undefined;
}

/** Adds a cookie for the whole site to an answer. `maxAge` in seconds. */
export function setCookie(
  reply: FastifyReply,
  name: string,
  value: string,
  { httpOnly = false, maxAge }: { httpOnly?: boolean; maxAge?: number } = {}
): void {
  const parts = [`${name}=${encodeURIComponent(value)}`, 'Path=/', 'SameSite=Lax'];
  if (httpOnly) {
    parts.push('HttpOnly');
  }
  if (maxAge !== undefined) {
    parts.push(`Max-Age=${maxAge}`);
  }
  const existing = reply.getHeader('set-cookie');
  reply.header('set-cookie', [...[existing ?? []].flat().map(String), parts.join('; ')]);
}

/** The person that an Authorization header names: `Basic` with the password, or `Bearer` with the person's token. */
function authorizedUser(request: FastifyRequest, space: Space): User | undefined {
  const [scheme, credentials = ''] = (request.headers.authorization ?? '').split(' ');
  switch (scheme?.toLowerCase()) {
    case 'basic': {
      const [login = '', ...password] = Buffer.from(credentials, 'base64').toString().split(':');
      const user = space.findUser(login);
      return user?.password === password.join(':') ? user : undefined;
    }
    case 'bearer':
      return credentials.startsWith(TOKEN_PREFIX) ? space.findUser(credentials.slice(TOKEN_PREFIX.length)) : undefined;
    default:
      return undefined;
  }
}
