import { spawn, type ChildProcess } from 'node:child_process';
import type { Account } from './account.ts';

/**
 * Runs the server and waits for the end of its standard input, which is a pipe to our process. The pipe ends when we
 * close it, and also when our process ends in whatever way: Ctrl-C, an uncaught error, kill -9. So no handler for
 * signals or exit is needed (and none of ours gets in the way of the program's own), and nothing is left running.
 * SIGINT is PostgreSQL's "fast" shutdown: transactions are rolled back, connections closed.
 *
 * First argument: a folder to remove at the end, unless the server ended by itself (then we are still there to look at
 * it, or to try again). The others: the server's command line.
 */
const GUARD = `
folder=$1; shift
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
( while read -r line; do :; done <&3; : >"$folder/released"; kill -INT "$server" ) 2>/dev/null &
watcher=$!
exec 3<&-
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
if [ -e "$folder/released" ]; then cd / && rm -rf "$folder"; fi
exit "$code"
`;

/** A server process whose life is tied to ours. */
export interface GuardedProcess {
  child: ChildProcess;
  /** Asks for an orderly shutdown; the process is gone when `ended` resolves. */
  release(): void;
  /** Ends it without ceremony. */
  kill(): void;
  /** Exit code, or null when a signal ended it. */
  ended: Promise<number | null>;
}

/**
 * Starts a PostgreSQL server that ends when our process does.
 *
 * @param command program and arguments
 * @param options.folder removed after the end we asked for or caused; the server's account must be able to write there
 */
export function spawnGuarded(
  command: [string, ...string[]],
  options: { cwd: string; env: NodeJS.ProcessEnv; account?: Account; folder: string }
): GuardedProcess {
  const { cwd, env, account, folder } = options;
  if (process.platform === 'win32') {
    return spawnOnWindows(command, cwd, env);
  }
  const child = spawn('/bin/sh', ['-c', GUARD, 'guard', folder, ...command], {
    cwd,
    env,
    // A process group of its own: Ctrl-C in the terminal reaches us, and we decide when the server goes.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  child.stdin.on('error', () => undefined);
  return {
    child,
    release: () => void child.stdin.end(),
    kill: () => killGroup(child.pid),
    ended: endOf(child),
  };
}

function spawnOnWindows(command: [string, ...string[]], cwd: string, env: NodeJS.ProcessEnv): GuardedProcess {
  const child = spawn(command[0], command.slice(1), { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const kill = () => void child.kill();
  process.once('exit', kill);
  const ended = endOf(child).finally(() => process.removeListener('exit', kill));
  return { child, release: kill, kill, ended };
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(-pid, 'SIGQUIT');
  } catch {
    // Already gone.
  }
}
