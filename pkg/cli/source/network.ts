/** An error of Node's network functions: `code` says what happened. */
export interface NetworkError {
  message: string;
  code?: string;
}

/**
 * The error to talk about. A name with several addresses fails with the errors of all of them at once, and with no
 * message of its own; they rarely differ.
 */
export function firstError(error: unknown): NetworkError {
  const single: unknown = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
  return single instanceof Error ? single : { message: String(single) };
}

/** Why nothing could be reached, as a sentence; undefined for codes that mean something else. */
export function unreachableBecause(code: string | undefined): string | undefined {
  switch (code) {
    case 'ECONNREFUSED':
      return 'nobody listens there (connection refused). Check host and port, and that the server runs.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'there is no host of that name.';
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'the host does not answer. Check host and port, and firewalls between here and there.';
    default:
      return undefined;
  }
}
