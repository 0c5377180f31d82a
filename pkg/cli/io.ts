/** Everything outside that a command touches, so that tests can hold it. */
export interface Io {
  env: Readonly<Record<string, string | undefined>>;
  /** The report and nothing else. */
  out(text: string): void;
  /** Progress, notes and errors. Secrets are taken out on the way. */
  err(text: string): void;
  /** Somebody watches: colours and progress make sense. */
  outIsTerminal: boolean;
  errIsTerminal: boolean;
  /** How wide the terminal is that `out` goes to; undefined where it is none. */
  columns?: number;
  /** Somebody can answer a question. */
  canAsk: boolean;
  /** Puts a question to whoever sits there, on `err`, and waits for a line. */
  ask(question: string): Promise<string>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Values that must not appear in anything written to `err`. */
  hide(secret: string | undefined): void;
  /** A text without them; for words of other programs that go to `out`. */
  clean(text: string): string;
}

/** The process's own streams, clock and environment. */
export function processIo(): Io {
  const secrets = new Set<string>();
  return {
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(withoutSecrets(text, secrets)),
    outIsTerminal: process.stdout.isTTY === true,
    errIsTerminal: process.stderr.isTTY === true,
    columns: process.stdout.columns,
    canAsk: process.stdin.isTTY === true && process.stderr.isTTY === true,
    ask: (question) => askThere(question),
    now: () => Date.now(),
    // A very short one would make everything unreadable, and is said by nobody anyway.
    hide: (secret) => secret && secret.length > 3 && secrets.add(secret),
    clean: (text) => withoutSecrets(text, secrets),
  };
}

/** Asks on the terminal. Closing it (Ctrl-D) is an empty answer. */
async function askThere(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return await Promise.race([lines.question(question), closed]);
  } finally {
    lines.close();
  }
}

/** Passwords in addresses, whoever's they are: "postgres://user:secret@host" and "?password=secret". */
const IN_ADDRESS = /(\/\/[^\s/:@]*):[^\s/]*@/g;
const IN_PARAMETER = /\b(password|token)=[^\s&'"]+/gi;

/** A text with the given values, and whatever looks like a password in an address, replaced by asterisks. */
export function withoutSecrets(text: string, secrets: Iterable<string>): string {
  let clean = text;
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    clean = clean.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***');
  }
  return clean.replace(IN_ADDRESS, '$1:***@').replace(IN_PARAMETER, '$1=***');
}
