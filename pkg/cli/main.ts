import { CommanderError } from 'commander';
import { COULD_NOT_RUN } from './check/exit.ts';
import { CannotRun, Interrupted } from './failure.ts';
import { processIo, type Io } from './io.ts';
import { buildProgram } from './program.ts';

/** Exit codes of a process that a signal ended, as shells give them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs the program for a command line and leaves its exit code to the process.
 * @param args without node and the script
 */
export async function run(args: string[]): Promise<void> {
  const io = processIo();
  // Whoever reads us may stop reading ("| head"): that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      throw error;
    }
    process.exit(process.exitCode ?? 0);
  });
  const stop = new AbortController();
  let code: number | undefined;
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      code = exitCode;
      io.err('\nInterrupted; cancelling what runs on the server.\n');
      stop.abort();
    });
  }
  process.exitCode = COULD_NOT_RUN;
  const result = await execute(args, io, stop.signal);
  process.exitCode = code ?? result;
}

/** @returns the exit code; never throws */
export async function execute(args: string[], io: Io, signal: AbortSignal): Promise<number> {
  let code = 0;
  // Commands are loaded when they run: help and mistakes answer at once.
  const program = buildProgram(
    {
      check: async (options) => (await import('./check/command.ts')).runCheck(options, io, signal),
      plan: async (options) => (await import('./install/commands.ts')).runPlan(options, io, signal),
      install: async (options) => (await import('./install/commands.ts')).runInstall(options, io, signal),
      verify: async (options) => (await import('./install/commands.ts')).runVerify(options, io, signal),
      uninstall: async (options) => (await import('./install/commands.ts')).runUninstall(options, io, signal),
      export: async (options) => (await import('./install/export.ts')).runExport(options, io, signal),
      runbook: async (page, options) => (await import('./runbook/command.ts')).runRunbook(page, options, io, signal),
      checks: async ({ format }) => (await import('./catalog/command.ts')).listChecks(format, io),
    },
    (result) => (code = result)
  );
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      // An option that is not known is quoted with its value, which may be a password.
      outputError: (text, write) => write(text.replace(/('-[^'=]+)=[^']*'/g, "$1=…'").replace(/^error: /, '')),
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  }
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
    return code;
  } catch (error) {
    return report(error, io);
  }
}

function report(error: unknown, io: Io): number {
  if (error instanceof CommanderError) {
    // Help and version were asked for; everything else was said by Commander already.
    return error.exitCode === 0 ? 0 : COULD_NOT_RUN;
  }
  if (error instanceof CannotRun) {
    io.err(`${error.message}\n`);
  } else if (!(error instanceof Interrupted)) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    io.err(`This should not have happened: ${io.env.DEVDIAG_DEBUG ? stack : message}\n`);
  }
  return COULD_NOT_RUN;
}
