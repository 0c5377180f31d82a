/**
 * The words that the whole project shares. Types only: the catalog imports nothing.
 *
 * A check is one folder under `checks/` (check.ts, query.sql, playbook.md, scenarios.ts). Its query answers in one
 * shape (`CheckRow`), its `judge` turns those rows into a `Judgement`; everything around that (errors, history,
 * mutes, verdict) is the engine's and the same for every check.
 */

/** What one evaluation of a check came to. Only `pass` is green. */
export type Outcome = 'pass' | 'warn' | 'fail' | 'error' | 'not-evaluated' | 'skipped';

/** How bad it is when the check fails. Belongs to the check, never to the run. */
export type Severity = 'critical' | 'warning' | 'info';

/** Units of values and thresholds. `share` is 0 to 1 and shown as per cent; `minutes` to `days` are durations. */
export type Unit = 'runs' | 'count' | 'share' | 'minutes' | 'hours' | 'days' | 'bytes' | 'milliseconds' | 'score';

/**
 * One row of a check's query. Every query answers with exactly these columns, in this order, so that all of them
 * could be put together with `union all` (a test does):
 *
 * | column  | SQL type         | meaning |
 * |---------|------------------|---------|
 * | section | text             | what the row is for; the check's own words, `evidence` and `trend` where it has them |
 * | key     | text             | label: a code, a tenant, an index |
 * | at      | timestamptz      | instant of a trend point or of the thing measured |
 * | value   | double precision | the number |
 * | detail  | jsonb            | an object with whatever else the evidence shows |
 */
export interface CheckRow {
  section: string;
  key: string | null;
  /** Milliseconds since 1970 (UTC). */
  at: number | null;
  value: number | null;
  detail: Record<string, unknown> | null;
}

/** A number that decides between outcomes. Changed in settings as `thresholds[check id][threshold id]`. */
export interface ThresholdDefinition {
  id: string;
  label: string;
  /** One sentence for the configuration page. */
  description: string;
  unit: Unit;
  default: number;
  min: number;
  max: number;
  /** Whole numbers only. */
  integer?: boolean;
  /** Id of another threshold of the same check that this one must not exceed. */
  atMost?: string;
}

/** Days and hours in which diagnoses are to be expected. */
export interface ExpectedHours {
  /** ISO weekdays, 1 Monday to 7 Sunday. All seven with 00:00 to 24:00 means always. */
  days: number[];
  /** "HH:MM"; a `to` at or before `from` ends on the next day; "24:00" is the day's end. */
  from: string;
  to: string;
  /** IANA name of the zone in which days and hours are meant. */
  zone: string;
}

/** What a site can set. Defaults are in the engine's settings. */
export interface Settings {
  /** Name of DevDiag's schema. */
  schema: string;
  /** IANA name of the zone in which `ts` is stored and days begin. */
  timeZone: string;
  retentionDays: number;
  expectedHours: ExpectedHours;
  /** By check id, then threshold id; complete (defaults filled in). */
  thresholds: Record<string, Record<string, number>>;
}

/** What a check may know when it judges. */
export interface JudgeContext {
  /** The instant that is asked about, milliseconds since 1970. */
  asOf: number;
  /** True when `asOf` is the present: only then a row in the future is clock skew. */
  isNow: boolean;
  /** Only this tenant's rows were read; null means all. */
  tenant: string | null;
  settings: Settings;
  /** This check's thresholds in force, by threshold id. */
  thresholds: Record<string, number>;
}

/** A cell of evidence. Numbers are formatted by the column's kind. */
export type EvidenceCell = string | number | null;

export interface EvidenceColumn {
  id: string;
  label: string;
  /** `time` is milliseconds since 1970; units format numbers. */
  kind: 'text' | 'time' | Unit;
}

export interface TrendPoint {
  at: number;
  value: number | null;
  /** What would have been usual, where the check knows it. */
  expected?: number | null;
}

/** What the rows say. `fail`, `warn`, `pass` only when it was measured. */
export interface Judgement {
  outcome: 'pass' | 'warn' | 'fail' | 'not-evaluated';
  /** One sentence that a tired person understands, with the measured value in it. */
  message: string;
  /** The measured value in the check's unit; null when nothing was measured. */
  value: number | null;
  /** The threshold that the value was held against; null where there is none. */
  threshold: number | null;
  evidence: Array<Record<string, EvidenceCell>>;
  trend: TrendPoint[];
}

/** Which part of a check's answer the past still holds. */
export type History =
  /** Runs are only ever added: every past instant can be asked about. */
  | 'full'
  /** The catalog, sizes and outcomes hold only the present. */
  | 'none';

export interface CheckDefinition {
  /** Kebab case; joins the check with its alert, playbook and panel; equals the folder's name. */
  id: string;
  title: string;
  /** What it measures, in one sentence without thresholds. */
  description: string;
  severity: Severity;
  /**
   * Where the rows come from: the folder's query.sql; the batch itself (the engine hands over one row for each query:
   * section `query`, key the check's id, value its milliseconds, detail `{error: kind or null}`); or Grafana.
   */
  source: 'sql' | 'batch' | 'grafana';
  /** Position in lists: the ten checks 10 to 100, further ones above. */
  order: number;
  unit: Unit;
  thresholds: ThresholdDefinition[];
  history: History;
  /** `tenant` checks follow the tenant filter; `database` checks look at the database as a whole and say so. */
  scope: 'tenant' | 'database';
  /** Relations of the schema that its query reads; empty without a query. */
  reads: Array<'diag_run' | 'fix_outcome' | 'catalog' | 'views'>;
  /**
   * What the query may cost: `floorDays` compares it with reading and unpacking that many days once,
   * `constant` must not grow with the data, `whole` reads fix_outcome or the catalog whole,
   * `series` is floorDays plus one sort of the window by series.
   */
  cost: { kind: 'window' | 'series'; floorDays: number } | { kind: 'constant' } | { kind: 'whole' } | { kind: 'none' };
  /** Id of the alert that watches the same thing. */
  alert?: string;
  evidenceColumns: EvidenceColumn[];
  /** Title of the trend and how to draw it; left out where no trend makes sense. */
  trend?: {
    title: string;
    unit: Unit;
    style: 'bars' | 'line';
    expectedLabel?: string;
    /** False where the threshold holds for something else than a point: another span of time, another day's usual. */
    threshold?: false;
  };
  /**
   * Further values for the query's placeholders, beyond the common ones (see the engine's query.ts).
   * Numbers arrive as literals, strings as quoted literals.
   */
  parameters?(context: JudgeContext): Record<string, number | string>;
  /** Rows to outcome. Pure; called only with the rows of a query that ran. */
  judge(rows: CheckRow[], context: JudgeContext): Judgement;
}

/**
 * One story on a real PostgreSQL: a healthy database, something done to it, exactly this outcome, then mended.
 * SQL texts may use {{schema}}, {{as_of}} (timestamp literal on the data's clock), {{as_of_tz}} (timestamptz literal).
 */
export interface Scenario {
  /** Reads as a sentence: "the newest run is seven hours old". */
  name: string;
  /** `healthy`: 180 days of sample data that ends at as-of; `empty`: the schema without rows. */
  base?: 'healthy' | 'empty';
  /** ISO instant; default 2026-03-18T12:00:00Z, a Wednesday. `healthy` data ends at the default. */
  asOf?: string;
  /** Asked as a past instant. Default: as-of is "now". */
  past?: boolean;
  tenant?: string;
  settings?: Partial<Omit<Settings, 'thresholds'>> & { thresholds?: Settings['thresholds'] };
  /** `TimeZone` of the server's session, default UTC. */
  sessionZone?: string;
  /** Statements run as the owner before asking. */
  fault?: string;
  expect: ScenarioExpectation;
  /** Statements that mend the fault; then the check must pass (or be what `mended` says). */
  mend?: string;
  mended?: ScenarioExpectation;
  /** The demo's `--fault ID` makes this one. At most one scenario of a check. */
  demo?: boolean;
}

export interface ScenarioExpectation {
  outcome: Outcome;
  /** Exact, or within 1e-6. */
  value?: number | null;
  message?: RegExp;
  /** Evidence must hold a row with at least these cells. */
  evidence?: Array<Record<string, EvidenceCell | RegExp>>;
}

/** An entry as the generated index holds it: definition and texts together. */
export interface CheckEntry {
  definition: CheckDefinition;
  /** The text of query.sql, placeholders and all; null for checks whose source is not SQL. */
  query: string | null;
}
