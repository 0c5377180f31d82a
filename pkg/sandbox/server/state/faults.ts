/** What tests can make go wrong. `uid` narrows to one data source, `login` to one person; without them all are meant. */
export type Fault =
  /** Everything says that the data source doesn't exist. */
  | { kind: 'datasource-gone'; uid?: string }
  /** The database refuses the password. */
  | { kind: 'wrong-password'; uid?: string }
  /** Nobody listens where the database should be. */
  | { kind: 'refused'; uid?: string }
  /** Queries whose SQL matches wait before they run. */
  | { kind: 'slow'; sql?: string; delayMs: number }
  /** Queries whose SQL matches fail with this message of the database's. */
  | { kind: 'query-error'; sql?: string; message: string }
  /** The person may not query (data source permissions, which need an Enterprise Grafana). */
  | { kind: 'query-forbidden'; uid?: string; login?: string }
  /** Every call of the person's is cut off without an answer. */
  | { kind: 'offline'; login?: string }
  | CallFault;

/** Goes wrong with single calls, whatever they are about. */
export type CallFault = CallMatch &
  (
    | { kind: 'http'; status: number; body?: unknown }
    /** The connection is cut before an answer. */
    | { kind: 'drop' }
    /** No answer comes, until the caller has enough. */
    | { kind: 'hang' }
    /** The answer is JSON that ends too early. */
    | { kind: 'invalid-json'; status?: number }
  );

/** Which calls are meant. */
interface CallMatch {
  method?: string;
  /** A regular expression for the path with its query. */
  path: string;
  login?: string;
  /** Only the n-th of these calls since the fault was set, from 1. */
  nth?: number;
  /** The call takes effect; only its answer goes wrong. */
  after?: boolean;
}

/** The kinds that change what a data source does. */
export type DataSourceFault = Extract<Fault, { uid?: string }>['kind'];

const KINDS: Record<Fault['kind'], { required: string[]; patterns: string[] }> = {
  'datasource-gone': { required: [], patterns: [] },
  'wrong-password': { required: [], patterns: [] },
  refused: { required: [], patterns: [] },
  slow: { required: ['delayMs'], patterns: ['sql'] },
  'query-error': { required: ['message'], patterns: ['sql'] },
  'query-forbidden': { required: [], patterns: [] },
  offline: { required: [], patterns: [] },
  http: { required: ['path', 'status'], patterns: ['path'] },
  drop: { required: ['path'], patterns: ['path'] },
  hang: { required: ['path'], patterns: ['path'] },
  'invalid-json': { required: ['path'], patterns: ['path'] },
};

/** Reads faults from a control call. Throws with a sentence when one is unknown, incomplete or holds a bad pattern. */
export function parseFaults(value: unknown): Fault[] {
  if (!Array.isArray(value)) {
    throw new Error('"faults" must be a list');
  }
  return value.map((fault: Record<string, unknown>) => {
    const rules = KINDS[fault?.kind as Fault['kind']];
    if (!rules) {
      throw new Error(`unknown kind of fault "${fault?.kind}"; known are ${Object.keys(KINDS).join(', ')}`);
    }
    const missing = rules.required.filter((key) => fault[key] === undefined);
    if (missing.length > 0) {
      throw new Error(`a fault of kind "${fault.kind}" needs ${missing.join(' and ')}`);
    }
    for (const key of rules.patterns) {
      new RegExp(String(fault[key] ?? ''), 's');
    }
    return fault as unknown as Fault;
  });
}

/** Whether a fault of this kind is set for the data source. */
export function hasDataSourceFault(faults: Fault[], kind: DataSourceFault, uid: string): boolean {
  return faults.some((fault) => fault.kind === kind && (fault.uid === undefined || fault.uid === uid));
}

/** Whether the person may not query the data source. */
export function isQueryForbidden(faults: Fault[], uid: string, login: string): boolean {
  return faults.some(
    (fault) => fault.kind === 'query-forbidden' && matches(fault.uid, uid) && matches(fault.login, login)
  );
}

/** Whether the person is cut off. */
export function isOffline(faults: Fault[], login: string | undefined): boolean {
  return faults.some((fault) => fault.kind === 'offline' && matches(fault.login, login));
}

/** How long a query waits, in milliseconds. */
export function delayFor(faults: Fault[], sql: string): number {
  const delays = faults.map((fault) => (fault.kind === 'slow' && sqlMatches(fault.sql, sql) ? fault.delayMs : 0));
  return Math.max(0, ...delays);
}

/** The message with which a query must fail, if any. */
export function queryErrorFor(faults: Fault[], sql: string): string | undefined {
  const found = faults.find((fault) => fault.kind === 'query-error' && sqlMatches(fault.sql, sql));
  return found?.kind === 'query-error' ? found.message : undefined;
}

/** Calls that matched a fault so far. */
const matched = new WeakMap<CallFault, number>();

/** What goes wrong with a call, if anything. Counts the call for faults that wait for the n-th. */
export function callFaultFor(
  faults: Fault[],
  method: string,
  path: string,
  login: string | undefined
): CallFault | undefined {
  const meant = faults.filter(isCallFault).filter((fault) => {
    return matches(fault.method, method) && matches(fault.login, login) && new RegExp(fault.path).test(path);
  });
  return meant.filter((fault) => {
    const count = (matched.get(fault) ?? 0) + 1;
    matched.set(fault, count);
    return fault.nth === undefined || fault.nth === count;
  })[0];
}

function isCallFault(fault: Fault): fault is CallFault {
  return ['http', 'drop', 'hang', 'invalid-json'].includes(fault.kind);
}

function matches(wanted: string | undefined, actual: string | undefined): boolean {
  return wanted === undefined || wanted === actual;
}

function sqlMatches(pattern: string | undefined, sql: string): boolean {
  return new RegExp(pattern ?? '', 's').test(sql);
}
