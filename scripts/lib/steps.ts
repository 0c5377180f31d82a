import { styleText } from 'node:util';

/** An error whose message is meant for people: no stack, one sentence of what is wrong and what to do. */
export class Complaint extends Error {
  override name = 'Complaint';
}

/** Says what is being done and how long it took. */
export async function step<T>(title: string, run: (say: (detail: string) => void) => Promise<T>): Promise<T> {
  const started = performance.now();
  const live = process.stdout.isTTY;
  const say = (detail: string) => {
    if (live) {
      process.stdout.write(`\r\x1b[K${styleText('cyan', '•')} ${title} … ${styleText('dim', detail)}`);
    }
  };
  process.stdout.write(`${styleText('cyan', '•')} ${title} …${live ? '' : '\n'}`);
  const end = (mark: string, suffix = '') => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${live ? '\r\x1b[K' : ''}${mark} ${title} ${styleText('dim', `(${seconds} s)`)}${suffix}\n`);
  };
  try {
    const result = await run(say);
    end(styleText('green', '✓'));
    return result;
  } catch (error) {
    end(styleText('red', '✗'));
    throw error;
  }
}

/** Runs a program's main function; complaints are printed as sentences, anything else with its stack. */
export async function runMain(main: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    const text =
      error instanceof Complaint
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    process.stderr.write(`${styleText('red', '✗')} ${text}\n`);
    process.exitCode = 1;
  }
}
