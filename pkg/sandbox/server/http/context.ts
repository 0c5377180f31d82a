import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PluginManifest } from '../plugin/manifest.ts';
import type { Space, Spaces } from '../state/space.ts';
import type { User } from '../state/users.ts';
import type { Log } from '../types.ts';
import { sendAccessDenied, sendUnauthorized } from './answers.ts';
import { inWords, meets, type Requirement } from './requirement.ts';
import type { Sessions } from './sessions.ts';

/** What every route file is given. */
export interface Context {
  app: FastifyInstance;
  sessions: Sessions;
  spaces: Spaces;
  manifest: PluginManifest;
  rowLimit: number;
  requireLogin: boolean;
  log: Log;
}

/** A request by somebody who is signed in. */
export interface SignedIn<Req extends FastifyRequest = FastifyRequest> {
  request: Req;
  reply: FastifyReply;
  space: Space;
  user: User;
}

/**
 * Wraps a handler so that it runs only for people who are signed in (else 401) and, when access-control
 * actions are asked, hold them (else 403).
 */
export function signedIn<Req extends FastifyRequest>(
  { sessions }: Context,
  handler: (call: SignedIn<Req>) => unknown,
  requirement?: Requirement
): (request: Req, reply: FastifyReply) => Promise<unknown> {
  return async (request, reply) => {
    const { space, user } = sessions.visitor(request);
    if (!user) {
      return sendUnauthorized(reply);
    }
    if (requirement && !meets(user.role, requirement)) {
      return sendAccessDenied(reply, inWords(requirement));
    }
    return handler({ request, reply, space, user });
  };
}

/** This server as the caller addressed it, with a slash at the end. */
export function appUrl(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}/`;
}
