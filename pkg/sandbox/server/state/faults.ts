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
  /** Calls whose path matches are answered with this. */
  | { kind: 'http'; method?: string; path: string; status: number; body?: unknown };

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

/** The answer that replaces a call's own, if any. */
export function httpFaultFor(
  faults: Fault[],
  method: string,
  path: string
): { status: number; body: unknown } | undefined {
  for (const fault of faults) {
    if (fault.kind === 'http' && matches(fault.method, method) && new RegExp(fault.path).test(path)) {
      return { status: fault.status, body: fault.body ?? { message: `made to fail with ${fault.status}` } };
    }
  }
  return undefined;
}

function matches(wanted: string | undefined, actual: string | undefined): boolean {
  return wanted === undefined || wanted === actual;
}

function sqlMatches(pattern: string | undefined, sql: string): boolean {
  return new RegExp(pattern ?? '', 's').test(sql);
}
