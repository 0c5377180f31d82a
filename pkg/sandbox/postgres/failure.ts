/** What kept PostgreSQL from starting, for programs that react to it; people read the message. */
export type PostgresFailureReason =
  | 'port-in-use'
  | 'disk-full'
  | 'missing-library'
  | 'no-package'
  | 'no-account'
  | 'folder-unreachable'
  | 'folder-in-use'
  | 'wrong-version'
  | 'bad-option'
  | 'other';

/** PostgreSQL could not be started. The message says what is wrong and what to do about it, in one or two sentences. */
export class PostgresFailure extends Error {
  readonly reason: PostgresFailureReason;

  constructor(reason: PostgresFailureReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PostgresFailure';
    this.reason = reason;
  }
}

/** The place in which the output of initdb or postgres arose: what a person needs to see named. */
export interface FailureContext {
  /** What was being done, as the subject of a sentence: "PostgreSQL", "initdb". */
  program: string;
  port?: number;
  folder: string;
  /** The account the program ran as, where that isn't our own. */
  account?: string;
}

const LIBRARY = /error while loading shared libraries: ([^:\s]+)|Library not loaded: (\S+)/;

/**
 * Turns what initdb or postgres printed before giving up into a sentence.
 *
 * @param output everything the program printed on stderr and stdout
 * @returns a failure whose message ends with the program's own last words when none of the known causes fits
 */
export function explainOutput(output: string, context: FailureContext): PostgresFailure {
  const { program, port, folder, account } = context;
  const library = LIBRARY.exec(output);
  if (library) {
    return new PostgresFailure(
      'missing-library',
      `${program} needs the shared library ${library[1] ?? library[2]}, which this machine doesn't have. ` +
        'Install the package that contains it (apt-file search or dnf provides finds it by that name), then try again.'
    );
  }
  if (/No space left on device|Disk quota exceeded/i.test(output)) {
    return diskFull(folder);
  }
  if (
    port !== undefined &&
    /Address already in use|could not bind|Only one usage of each socket address/i.test(output)
  ) {
    return portInUse(port);
  }
  if (/lock file "postmaster\.pid" already exists/.test(output)) {
    return new PostgresFailure(
      'folder-in-use',
      `Another PostgreSQL is running on the data folder ${folder}. Stop it, or choose another folder.`
    );
  }
  if (/Permission denied|could not access directory|could not change permissions/i.test(output)) {
    const who = account ? `the account "${account}", which PostgreSQL runs as here,` : 'this account';
    return new PostgresFailure(
      'folder-unreachable',
      `PostgreSQL can't use the folder ${folder}: ${who} isn't allowed to. ` +
        'Choose a folder it can reach (for temporary data: set TMPDIR).'
    );
  }
  return new PostgresFailure('other', `${program} could not start: ${lastWords(output)}`);
}

/** The failure for a port that something else listens on. */
export function portInUse(port: number): PostgresFailure {
  return new PostgresFailure(
    'port-in-use',
    `Port ${port} on 127.0.0.1 is in use by another program. Stop that program, or choose another port.`
  );
}

/** The failure for a disk without room for a data folder. */
export function diskFull(folder: string): PostgresFailure {
  return new PostgresFailure(
    'disk-full',
    `The disk that holds ${folder} is full. Free some space, or choose another folder ` +
      '(for temporary data: set TMPDIR to a folder on a larger disk).'
  );
}

function lastWords(output: string): string {
  const lines = output
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.filter((line) => /\b(FATAL|PANIC|error)\b/.test(line));
  return (telling.length > 0 ? telling : lines).slice(-3).join(' | ') || 'it ended without a word.';
}
