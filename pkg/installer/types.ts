/**
 * The words of the installer. Types only.
 *
 * options + settings + catalog → desired resources → held against what Grafana has (observed) and against what was
 * installed last (the base, kept on the resources) → plan → apply, with undo → verify.
 */
import type { Json } from '@devdiag/catalog/types';

/** What an admin chooses. One installation is one set of resources; the prefix tells several in one Grafana apart. */
export interface InstallOptions {
  /** '' for the first one; otherwise [a-z0-9-], at most 10 characters; part of every uid and title. */
  prefix: string;
  datasourceUid: string;
  /** Only this tenant's rows; null means all. */
  tenant: string | null;
  /** `managed` rules are changed through this app only (label `__grafana_origin`), `editable` ones in Grafana too. */
  mode: 'managed' | 'editable';
  /** Name of an existing contact point for these rules; null leaves it to the notification policies. */
  receiver: string | null;
  /** Uid of the folder for the dashboard; null is the installation's own folder. */
  dashboardFolder: string | null;
  /** By alert id; complete. */
  rules: Record<string, RuleOptions>;
}

export interface RuleOptions {
  install: boolean;
  /** In the alert's unit. */
  threshold: number;
  forMinutes: number;
}

/** What is wrong with an option. `path` is dotted: "rules.runs-stalled.threshold". */
export interface OptionProblem {
  path: string;
  message: string;
}

/** `group` is an evaluation group's interval; its rules are resources of their own. */
export type ResourceKind = 'folder' | 'dashboard' | 'rule' | 'group';

/** Names a resource in plans, choices and reports: "rule/devdiag-runs-stalled". */
export type ResourceKey = `${ResourceKind}/${string}`;

/** A resource as it should be: named fields, each compared and merged on its own. */
export interface DesiredResource {
  kind: ResourceKind;
  /** For a group: "<folder uid>/<group>". */
  uid: string;
  title: string;
  /** By field name ("threshold", "query", "labels.severity", "panel 3: title"), in the order of display. */
  fields: Record<string, Json>;
}

/** What was installed, kept on the resource itself. Short values as they are, long ones as '#' and a hash. */
export interface Base {
  /** Version of the release that wrote it. */
  version: string;
  prefix: string;
  fields: Record<string, Json>;
  /** Of a rule's evaluation group, in seconds: a group has no place of its own for it. */
  interval?: number;
  /**
   * What the admin chose, on the dashboard: it is written before the rules, so that an installation that ended in between
   * still knows which rules are wanted.
   */
  options?: InstallOptions;
}

export type PlanAction =
  /** Not there. */
  | 'create'
  /** There and ours; something is to be changed. */
  | 'update'
  /** There, ours, as it should be. */
  | 'unchanged'
  /** There and ours; people changed it here and that is kept. Nothing is written. */
  | 'drifted'
  /** The same uid, not ours: never touched. */
  | 'foreign'
  /** Cannot be written: permission, provisioned from files, locked. */
  | 'blocked'
  /** Ours and no longer wanted (a rule that was deselected). */
  | 'remove';

/** One field where not everybody agrees. */
export interface FieldChange {
  field: string;
  /** As installed; undefined when unknown; '#…' when only its hash is. */
  base?: Json;
  theirs?: Json;
  ours?: Json;
  /** `ours` changed only, `theirs` changed only, or both and differently. */
  changedBy: 'ours' | 'theirs' | 'both';
  /** What applying does with it. */
  keep: 'ours' | 'theirs';
  /** Both changed it and nobody has chosen yet; `keep` is what happens otherwise. */
  undecided?: true;
}

export interface PlanItem {
  key: ResourceKey;
  kind: ResourceKind;
  uid: string;
  title: string;
  action: PlanAction;
  changes: FieldChange[];
  /** Why it is foreign, blocked, or created again; what to do about it. One or two sentences. */
  reason?: string;
  /** What would be sent. */
  requests: GrafanaRequest[];
  /** Blocked, and not there. */
  missing?: true;
  /** Grafana reads it from a provisioning file and takes no change from elsewhere; `file` where Grafana tells which. */
  provisioned?: { file: string | null };
}

export interface Plan {
  /** Version that would be installed, and the one that is (null: none). */
  version: string;
  installed: string | null;
  items: PlanItem[];
  /** Items that write something. */
  pending: number;
  /** Foreign or blocked items, and fields that nobody has chosen for: applying is refused while there are any. */
  obstacles: string[];
}

/** Field by field: whose value is kept where both changed, or where somebody wants ours back. */
export type Choices = Record<ResourceKey, Record<string, 'ours' | 'theirs'>>;

export interface GrafanaRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From /api or /apis on. */
  path: string;
  body?: Json;
  headers?: Record<string, string>;
}

export interface GrafanaAnswer {
  status: number;
  /** Parsed JSON; null for an empty body. */
  body: Json;
}

/** The way to a Grafana: getBackendSrv in the browser, fetch on the command line, a fake in tests. */
export interface Transport {
  /**
   * Any status is an answer.
   * @throws NoAnswer when there was none: whether the request was carried out is then unknown
   */
  send(request: GrafanaRequest, signal?: AbortSignal): Promise<GrafanaAnswer>;
  /** Namespace of the organisation in Grafana's resource API: "default", "org-2", "stacks-7". */
  namespace(): Promise<string>;
}

/** Runs SQL through the data source as Grafana does: in the browser through its own class, otherwise through HTTP. */
export interface QueryPort {
  run(
    datasourceUid: string,
    queries: Array<{ refId: string; sql: string; format: 'table' | 'time_series' }>,
    range: { from: number; to: number },
    signal?: AbortSignal
  ): Promise<Record<string, { rows: number } | { error: string }>>;
}

export type StepState = 'waiting' | 'running' | 'done' | 'failed' | 'undone' | 'skipped';

/** One step of an apply or uninstall, for the progress list. */
export interface StepReport {
  key: ResourceKey;
  title: string;
  action: PlanAction;
  state: StepState;
  /** What went wrong, in a sentence; nothing secret. */
  error?: string;
}

export interface ApplyReport {
  /**
   * `installed`: everything is as planned, read back. `as-before`: it failed and everything was put back, read back.
   * `partly`: it failed and not all could be put back; `remains` says what.
   */
  result: 'installed' | 'as-before' | 'partly';
  steps: StepReport[];
  /** The failure that ended it, a sentence with what to do. */
  error?: string;
  /** What is there now that should not be, or the other way round. A sentence each. */
  remains: string[];
}

/** What one rule says when it is evaluated at once. */
export interface RuleVerification {
  uid: string;
  title: string;
  state: 'normal' | 'firing' | 'no-data' | 'error';
  /** What the state means for this rule: a rule may count no data as fine. */
  ok: boolean;
  values: Array<{ labels: Record<string, string>; value: number | null; firing: boolean }>;
  error?: string;
  /** Somebody paused it: the scheduler does not evaluate it, whatever it says here. */
  paused?: true;
  /** ISO time at the latest by which the scheduler evaluates it; null when it has, and while it is paused. */
  firstEvaluationBy: string | null;
}

export interface PanelVerification {
  number: number;
  title: string;
  rows: number;
  error?: string;
}

export interface VerifyReport {
  /** Nothing is missing and nothing fails. Green is this without warnings. */
  ok: boolean;
  /** What is missing or somebody else's, or could not be looked at, a sentence each. */
  differences: string[];
  /** What works and shows nothing, a sentence each: nobody knows yet whether it would. */
  warnings: string[];
  /** What people changed here and paused, a sentence each. It is kept, so it is no failure. */
  edited: string[];
  rules: RuleVerification[];
  panels: PanelVerification[];
}

/** An installation that was found in a Grafana. */
export interface Installation {
  prefix: string;
  version: string;
  options: InstallOptions;
  /**
   * Folder of each of its rules that may be read, uid by uid: people move rules, and a folder that Grafana made for
   * provisioning files has a uid of its own choice.
   */
  folders: Record<string, string>;
}

/** Where an alert's notification goes. */
export interface Delivery {
  receiver: string;
  /** Receivers beside it, where a policy says `continue`. */
  further?: string[];
  /** `rule`: set on the rules; `policy`: by the notification policies. */
  by: 'rule' | 'policy';
  integrations: Array<{ type: string; summary: string }>;
  /** Grafana's placeholder address, or nothing at all: nobody is told. */
  placeholder: boolean;
}

export type ExportFormat = 'api' | 'provisioning' | 'terraform' | 'resources';

export interface ExportFile {
  /** Relative path, such as "alerting/devdiag.yaml". */
  path: string;
  text: string;
}
