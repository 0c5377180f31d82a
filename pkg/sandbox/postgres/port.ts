import { createServer } from 'node:net';
import { portInUse } from './failure.ts';

/** @returns a TCP port on 127.0.0.1 that nothing listened on a moment ago; another program can still be faster */
export function freePort(): Promise<number> {
  return listen(0);
}

/** @throws PostgresFailure 'port-in-use' when something listens on that port of 127.0.0.1 */
export async function assertPortIsFree(port: number): Promise<void> {
  try {
    await listen(port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw portInUse(port);
    }
    throw error;
  }
}

function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
