import type { FastifyReply } from 'fastify';

/** Grafana writes both; which one depends on how old the handler is. Recorded. */
const JSON_TYPE = 'application/json';
const JSON_UTF8_TYPE = 'application/json; charset=UTF-8';

/** Sends JSON with exactly this content type (Fastify would add a character set of its own). */
export function sendJson(reply: FastifyReply, status: number, body: unknown, contentType = JSON_TYPE): FastifyReply {
  return sendJsonText(reply, status, JSON.stringify(body), contentType);
}

/** Sends text that is JSON already. */
export function sendJsonText(reply: FastifyReply, status: number, json: string, contentType = JSON_TYPE): FastifyReply {
  return reply.code(status).header('content-type', contentType).send(Buffer.from(json));
}

/** A status without a body. */
export function sendEmpty(reply: FastifyReply, status: number, contentType?: string): FastifyReply {
  if (contentType) {
    reply.header('content-type', contentType);
  }
  return reply.code(status).send();
}

/** JSON with a character set, as Grafana's middleware and a few handlers send it. */
export function sendJsonUtf8(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return sendJson(reply, status, body, JSON_UTF8_TYPE);
}

/** `{"message": …}` with a status, the shape of most of Grafana's refusals and confirmations. */
export function sendMessage(reply: FastifyReply, status: number, message: string): FastifyReply {
  return sendJson(reply, status, { message });
}

/** Nobody is signed in. Recorded ("query: not signed in"). */
export function sendUnauthorized(reply: FastifyReply): FastifyReply {
  const body = { extra: null, message: 'Unauthorized', messageId: 'auth.unauthorized', statusCode: 401, traceID: '' };
  return sendJsonUtf8(reply, 401, body);
}

/** The role lacks an access-control action. Recorded ("create data source as viewer"). */
export function sendAccessDenied(reply: FastifyReply, action: string): FastifyReply {
  return sendJsonUtf8(reply, 403, {
    accessErrorId: `ACE${Math.floor(Math.random() * 1e10)
      .toString()
      .padStart(10, '0')}`,
    message: `You'll need additional permissions to perform this action. Permissions needed: ${action}`,
    title: 'Access denied',
  });
}

/** A call that was never recorded: the stand-in must not guess. */
export function sendNotPartOf(reply: FastifyReply, what: string): FastifyReply {
  return sendJson(reply, 501, { message: `${what} is not part of the stand-in yet`, messageId: 'standin.notPart' });
}

/** A refusal in the shape of Grafana's newer, Kubernetes-like API. Recorded with user storage. */
export function sendStatus(
  reply: FastifyReply,
  code: number,
  reason: string,
  message: string,
  details: { name: string; group: string; kind: string; causes?: object[] }
): FastifyReply {
  const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, details, code };
  return sendJson(reply, code, body);
}
