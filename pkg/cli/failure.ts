/** Nothing could be found out: bad usage, no connection, an answer that is none. The message is for people. */
export class CannotRun extends Error {
  override name = 'CannotRun';
}

/** Somebody pressed Ctrl-C, or the system ended us. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

/** Several things wrong with what was asked for, as one message. */
export function cannotRun(problems: string[]): CannotRun {
  return new CannotRun(problems.length === 1 ? problems[0] : problems.map((problem) => `- ${problem}`).join('\n'));
}
