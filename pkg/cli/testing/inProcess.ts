import { withoutSecrets, type Io } from '../io.ts';
import { execute } from '../main.ts';
import type { Ran } from './spawn.ts';

/** Runs a command line in this process: far quicker than a process of its own, where that is not what is tested. */
export async function inProcess(
  args: string[],
  env: Record<string, string> = {},
  surroundings: Partial<Pick<Io, 'outIsTerminal' | 'columns' | 'now'>> = {},
  signal: AbortSignal = new AbortController().signal
): Promise<Omit<Ran, 'signal'>> {
  let stdout = '';
  let stderr = '';
  const secrets = new Set<string>();
  const io: Io = {
    env,
    out: (text) => void (stdout += text),
    err: (text) => void (stderr += withoutSecrets(text, secrets)),
    outIsTerminal: false,
    errIsTerminal: false,
    canAsk: false,
    ask: async () => '',
    now: () => Date.now(),
    hide: (secret) => void (secret && secrets.add(secret)),
    clean: (text) => withoutSecrets(text, secrets),
    ...surroundings,
  };
  return { code: await execute(args, io, signal), stdout, stderr };
}
