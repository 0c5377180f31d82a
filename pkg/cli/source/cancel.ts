import { connect } from 'node:net';

/** What PostgreSQL needs to know to cancel what a connection is doing. */
export interface Backend {
  host: string;
  port: number;
  processId: number;
  secretKey: number;
}

/** Code of a cancel request, in place of a protocol version. */
const CANCEL = 80_877_102;
const PATIENCE_MS = 2000;

/**
 * Asks the server to cancel a connection's running statement, over a connection of its own as the protocol wants it.
 * Never fails: the server answers nothing, and the statement's own end tells whether it helped.
 */
export function requestCancel({ host, port, processId, secretKey }: Backend): Promise<void> {
  const message = Buffer.alloc(16);
  [16, CANCEL, processId, secretKey].forEach((value, index) => message.writeInt32BE(value | 0, index * 4));
  return new Promise((resolve) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.once('connect', () => socket.end(message));
    socket.once('error', () => undefined);
    socket.once('close', () => resolve());
    socket.resume();
  });
}
