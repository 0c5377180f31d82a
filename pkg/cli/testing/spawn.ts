import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const BIN = fileURLToPath(new URL('../bin/devdiag-ops.mjs', import.meta.url));

export interface Ran {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** The whole environment but for PATH: nothing of the tests' own gets in, as with cron. */
  env?: Record<string, string>;
  cwd?: string;
  /** Is given the process once it runs, for signals. */
  meanwhile?: (child: ChildProcess) => void;
}

/** Everything that was ever written by a program run here, for looking for secrets in it. */
export const everything: string[] = [];

/** Runs the real program as a process of its own, in an environment as empty as cron's. */
export function devdiagOps(args: string[], { env = {}, cwd = '/', meanwhile }: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { PATH: '/usr/bin:/bin', ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  meanwhile?.(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      everything.push(stdout, stderr);
      resolve({ code, signal, stdout, stderr });
    });
  });
}
