/** Why a query gave no rows, in terms of what to do about it. */
export type QueryErrorKind =
  | 'connection'
  | 'authentication'
  | 'data-source-missing'
  | 'forbidden'
  | 'permission'
  | 'missing-schema'
  | 'missing-relation'
  | 'missing-column'
  | 'timeout'
  | 'cancelled'
  | 'offline'
  | 'other';

export interface QueryError {
  kind: QueryErrorKind;
  /** The server's own words, without prefixes of the layers in between; free of secrets. */
  message: string;
  /** The relation, column or role that is missing, where the message names it. */
  subject?: string;
}

/** SQLSTATE to kind, for connections of our own. Grafana hands on the text alone. */
const BY_STATE: Record<string, QueryErrorKind> = {
  '28P01': 'authentication',
  '28000': 'authentication',
  '3D000': 'connection',
  '42501': 'permission',
  '3F000': 'missing-schema',
  '42P01': 'missing-relation',
  '42703': 'missing-column',
  '57014': 'timeout',
  '55P03': 'timeout',
  '53300': 'connection',
};

const BY_TEXT: Array<[RegExp, QueryErrorKind]> = [
  [/canceling statement due to user request|context canceled|query was cancelled/i, 'cancelled'],
  [/statement timeout|lock timeout|i\/o timeout|deadline exceeded|timed out|did not answer within/i, 'timeout'],
  [
    /password authentication failed|no pg_hba\.conf entry|role "[^"]*" does not exist|invalid_password/i,
    'authentication',
  ],
  [/data source (with [^ ]+ )?(was )?not found|datasource .*not found/i, 'data-source-missing'],
  [/need additional permissions|access denied|forbidden|unauthorized/i, 'forbidden'],
  [/permission denied/i, 'permission'],
  [/schema "[^"]*" does not exist/i, 'missing-schema'],
  [/relation "[^"]*" does not exist/i, 'missing-relation'],
  [/column [^ ]+ does not exist/i, 'missing-column'],
  [
    /failed to connect to server|connection refused|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ECONNRESET|no such host|database "[^"]*" does not exist|too many (clients|connections)|remaining connection slots|connection terminated|terminating connection|the database system is (starting up|shutting down)|bad connection/i,
    'connection',
  ],
  [/failed to fetch|networkerror|network error|load failed/i, 'offline'],
];

const SUBJECT =
  /(?:for (?:table|view|schema|materialized view)|relation|schema|column) (?:"([^"]+)"|([^" ]+))|(?:role|database|user) "([^"]+)"/i;

/**
 * Sorts an error by what to do about it. English server messages are understood; with other languages only the
 * SQLSTATE helps, and without one the kind is `other`, which is never green either.
 */
export function classifyQueryError(text: string, sqlState = stateIn(text)): QueryError {
  const message = withoutPrefixes(text);
  const kind =
    (sqlState ? kindOfState(sqlState, message) : undefined) ??
    BY_TEXT.find(([pattern]) => pattern.test(text))?.[1] ??
    'other';
  const subject = SUBJECT.exec(message);
  return { kind, message, subject: subject?.[1] ?? subject?.[2] ?? subject?.[3] };
}

/** The newer of Grafana's two PostgreSQL drivers ends its messages so; in every language of the server. */
function stateIn(text: string): string | undefined {
  return /\(SQLSTATE ([0-9A-Z]{5})\)\s*$/.exec(text)?.[1];
}

function kindOfState(state: string, message: string): QueryErrorKind | undefined {
  if (state === '57014' && /user request/.test(message)) {
    return 'cancelled';
  }
  return BY_STATE[state] ?? (state.startsWith('08') || state.startsWith('57P') ? 'connection' : undefined);
}

function withoutPrefixes(text: string): string {
  return text
    .replace(
      /^(\[[^\]]*\]\s*)?(failed to execute query \[[^\]]*\]:\s*)?(db query error:\s*)?(pq:\s*)?(ERROR:\s*)?/i,
      ''
    )
    .replace(/\s*\(SQLSTATE \w{5}\)\s*$/, '')
    .trim();
}
