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
  /** How to reach those whom the runbook names, by contact id: an address, a number, a channel. Left out: nobody is named. */
  contacts?: Record<string, string>;
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
  /** Who acts on its playbook; every check has one (the build says so). */
  owner?: OwnerRole;
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
  /**
   * Ids of checks that may be in trouble because this one is: a stalled pipeline explains missing data elsewhere. Pages
   * show likely causes first. What this explains through another check need not be named.
   */
  explains?: string[];
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
 * One story on a real PostgreSQL: a healthy database, something done to it, exactly this outcome, then mended. The story
 * of a check on Grafana itself is told in what is observed there.
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
  /**
   * For checks whose rows come from Grafana, in place of `base`, `fault` and `mend`: the rows as they are observed there,
   * and as they are once somebody has mended it. No rows at all is the empty Grafana.
   */
  observed?: { rows: CheckRow[]; mended?: CheckRow[] };
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

/** Evaluation groups of the alert rules: a group is evaluated together, at its interval. */
export type AlertGroup = 'devdiag-health' | 'devdiag-learning';

/**
 * An alert: one folder under `alerts/` (alert.ts, query.sql, scenarios.ts). Its playbook is its check's.
 *
 * Its query answers with one numeric column `value` (double precision) and, before it, the text columns that `labels`
 * names; each row is a series of the rule. It returns a number or no row, never NULL: Grafana takes NULL for Normal.
 * The end of the time range is its only clock, and the same placeholders as in a check's query stand in it.
 */
export interface AlertDefinition {
  /** Kebab case; equals the folder's name; the rule's uid ends with it. At most 24 characters, for Grafana's limit. */
  id: string;
  title: string;
  /** Id of the check that watches the same thing, whose playbook is this alert's. */
  check: string;
  order: number;
  group: AlertGroup;
  severity: 'critical' | 'warning';
  component: 'pipeline' | 'diagnostics' | 'learning';
  unit: Unit;
  /** Fires when the value is above (or below) the threshold; never when it equals it. */
  firesWhen: 'above' | 'below';
  /**
   * Id of the check's threshold that is the default of this alert's, so that no alert fires while Health is green.
   * Its label, unit and limits are the alert's too.
   */
  threshold: string;
  /** How long it must hold before anybody is told, in minutes. */
  forMinutes: number;
  /** What the rule says when its query gives no row, and when it fails. */
  noData: 'OK' | 'Alerting';
  execError: 'KeepLast' | 'Alerting';
  /** Text columns of the query, which become labels. */
  labels: string[];
  /** Days of data that the query reads; the rule's relative time range. */
  windowDays: number;
  /** Id of the dashboard panel that shows the same thing. */
  panel: string;
  /** Annotations in Grafana's template language: `$values.A.Value`, `$labels.…`. */
  summary: string;
  description: string;
  reads: CheckDefinition['reads'];
  cost: CheckDefinition['cost'];
  /** Values for the query's own placeholders; `thresholds` are those of the alert's check, in force. */
  parameters?(context: { settings: Settings; thresholds: Record<string, number> }): Record<string, number | string>;
}

/** An entry as the generated index holds it. */
export interface AlertEntry {
  definition: AlertDefinition;
  query: string;
}

/** As `Scenario`, for an alert's query and its condition; `for` is left aside. */
export interface AlertScenario extends Omit<Scenario, 'expect' | 'mended' | 'past'> {
  expect: AlertExpectation;
  mended?: AlertExpectation;
}

export interface AlertExpectation {
  /** `no-row` leaves it to the definition's `noData`. */
  state: 'firing' | 'normal' | 'no-row';
  /** Exactly these rows, in any order; values within 1e-6. Left out: not looked at. */
  rows?: Array<{ value: number; labels?: Record<string, string> }>;
}

/** JSON as Grafana's dashboard model holds it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * A panel of the dashboard: one folder under `panels/` (panel.ts, query.sql, scenarios.ts where its numbers need one).
 * What Grafana calls `options`, `fieldConfig` and `transformations` stands here as in a saved dashboard, every default
 * written out, so that saving it in Grafana changes nothing else.
 */
export interface PanelDefinition {
  /** Kebab case; equals the folder's name. */
  id: string;
  /** Grafana's panel id: fixed for ever, alert rules point at it. */
  number: number;
  title: string;
  /** Shown behind the panel's information mark. */
  description: string;
  /** Grafana's panel plugin: stat, timeseries, barchart, table … */
  type: string;
  grid: { x: number; y: number; w: number; h: number };
  /** `time_series` needs a column `time`; everything else is `table`. */
  format: 'table' | 'time_series';
  options: Json;
  fieldConfig: Json;
  transformations?: Json[];
  /** Id of the check whose playbook explains the panel. */
  check: string;
  /** Id of the alert whose threshold the panel draws, in the unit that the panel shows. */
  alert?: string;
  /** How the alert's threshold is drawn. Colours are Grafana's names. */
  thresholds?: {
    /** The column that has them; left out: all. */
    field?: string;
    /** The axis reaches at least this many times the threshold, so that its line is always seen. */
    axisReaches?: number;
    /**
     * Colours from the lowest value on, each valid from its own (included) to the next; the first one from minus
     * infinity. Firing is beyond the threshold, never at it.
     * @param threshold the installed rule's, in the alert's unit
     */
    steps(threshold: number, settings: Settings): Array<{ color: string; from?: number }>;
  };
  reads: CheckDefinition['reads'];
  cost: CheckDefinition['cost'];
  parameters?(context: { settings: Settings }): Record<string, number | string>;
}

export interface PanelEntry {
  definition: PanelDefinition;
  query: string;
}

/** One released version of what the installer puts into Grafana. */
export interface Release {
  /** Semantic version; equals the plugin's. */
  version: string;
  /** ISO date. */
  date: string;
  /** What changed in the installed things, a sentence each. */
  changes: string[];
}

/** Who acts on a page of the runbook. The person behind a role is the site's own setting. */
export type OwnerRole = 'on-call' | 'database' | 'grafana' | 'devdiag';

/** Somebody to turn to. Pages name the role; the site says who that is. */
export interface Contact {
  /** As in `{{contact pager}}`. */
  id: string;
  title: string;
  /** When to turn to them, in one sentence. */
  when: string;
}

export type PageSection =
  'daily' | 'weekly' | 'monthly' | 'quarterly' | 'troubleshooting' | 'recovery' | 'setup' | 'reference';

/**
 * A page of the runbook: one folder under `pages/` (page.ts, page.md). Playbooks are pages too; they stay beside their
 * check, whose definition says the same about them.
 */
export interface PageDefinition {
  /** Kebab case; equals the folder's name; never the id of a check or an alert, whose playbooks share the address. */
  id: string;
  title: string;
  section: PageSection;
  /** Position within its section. */
  order: number;
  /** One sentence for lists and search results. */
  summary: string;
  owner: OwnerRole;
  /** Ids of what the page is about. */
  checks: string[];
  alerts: string[];
  panels: string[];
}

export interface PageEntry {
  definition: PageDefinition;
  /** Markdown with the blocks of docs/runbook-blocks.md. */
  text: string;
}

/** When everything that pages run and offer to copy was last tried, and on what. */
export interface Verification {
  /** ISO date. */
  date: string;
  /** The plugin's. */
  version: string;
  /** PostgreSQL's, such as "15.18", on which queries and statements were tried. */
  postgres: string[];
  /** Those on which commands were: the ones that the client programs at hand can dump. */
  commands: string[];
  /** Of everything as it is run or copied, and of the schema that it was tried on: it differs once one was changed. */
  hash: string;
}

/** What the address of a page can fill in; alerts hand over their labels. */
export type PageParameter = 'tenant' | 'problem' | 'target';

/** A page taken apart. `line` is where the block begins, from 1; texts may hold inline placeholders. */
export type PageBlock = { line: number } & (
  | { kind: 'heading'; level: number; text: string; /** Names it in a link: `#id`. */ id: string }
  | { kind: 'text'; markdown: string }
  | QueryBlock
  /** SQL that writes. Never run by a page: copied, with the words for what it changes. */
  | { kind: 'statement'; sql: string; changes: string }
  /** Never run by a page. `changes` is null for commands that change nothing. */
  | { kind: 'shell'; commands: string; changes: string | null }
  /** Text that belongs somewhere else: a file, a field. */
  | { kind: 'sample'; language: string; title: string; text: string }
  | { kind: 'branches'; branches: Array<{ condition: string; action: string }> }
  | { kind: 'steps'; steps: PageStep[] }
  /** Live state of `checks`, `alerts`, or of the check or alert with that id. */
  | { kind: 'state'; of: string }
  | { kind: 'contact'; id: string }
  /** Facts made from definitions, so that no page writes a number twice. */
  | { kind: 'facts'; of: PageFacts; id: string | null }
);

export type PageFacts = 'alert' | 'alerts' | 'checks' | 'contacts' | 'dashboard';

export interface PageStep {
  /** Stable through rewording: progress and incident logs name it. */
  id: string;
  markdown: string;
}

/** A query that a page runs in place, read-only. */
export interface QueryBlock {
  kind: 'query';
  id: string;
  title: string;
  /** With the placeholders of the engine's query/render.ts; `retention_days` and `schema_name` are filled in too. */
  sql: string;
  /** Without these it makes no sense: the page asks for them first. */
  needs: PageParameter[];
  /** Most rows that are shown. */
  rows: number;
  plot: { style: 'line' | 'bars'; x: string; y: string[] } | null;
}
