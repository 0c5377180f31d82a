import type { AlertDefinition, CheckEntry, Contact, PageBlock, PanelEntry, Settings } from '@devdiag/catalog/types';
import { withUnit } from '../settings/units.ts';

/** An alert rule as Grafana's provisioning API takes it, as far as somebody fills it in by hand. */
export interface RuleBody {
  uid: string;
  title: string;
  ruleGroup: string;
  condition: string;
  noDataState: string;
  execErrState: string;
  for: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  data: Array<{
    refId: string;
    relativeTimeRange: { from: number };
    model: { rawSql?: string; conditions?: Array<{ evaluator: { type: string; params: number[] } }> };
  }>;
}

/** What the facts of a page are made from. */
export interface FactsContext {
  settings: Settings;
  checks: readonly CheckEntry[];
  panels: readonly PanelEntry[];
  contacts: readonly Contact[];
  /** How a contact is reached, as Markdown; left out: a table of contacts doesn't say. */
  reachedAt?(id: string): string;
  /** By alert id, in the order in which they are listed: exactly what the installer would write. */
  rules: ReadonlyMap<string, { alert: AlertDefinition; body: RuleBody; folderTitle: string; groupSeconds: number }>;
}

/** The blocks that stand for a block of facts: headings, tables, texts to copy. */
export function factsBlocks(block: Extract<PageBlock, { kind: 'facts' }>, context: FactsContext): PageBlock[] {
  const { line } = block;
  switch (block.of) {
    case 'alert': {
      const rule = context.rules.get(block.id ?? '');
      return rule ? alertBlocks(rule, line) : [];
    }
    case 'alerts':
      return [{ kind: 'text', line, markdown: alertsTable(context) }];
    case 'checks':
      return [...context.checks]
        .sort((one, other) => one.definition.order - other.definition.order)
        .flatMap((entry) => checkBlocks(entry, context, line));
    case 'contacts':
      return [{ kind: 'text', line, markdown: contactsTable(context) }];
    case 'dashboard':
      return [{ kind: 'text', line, markdown: panelsTable(context) }];
  }
}

/** Ids of the headings that a block of facts brings along, for links. */
export function factsAnchors(
  block: Extract<PageBlock, { kind: 'facts' }>,
  checks: ReadonlyArray<{ id: string }>
): string[] {
  return block.of === 'checks' ? checks.map(({ id }) => checkAnchor(id)) : [];
}

function checkAnchor(id: string): string {
  return `check-${id}`;
}

function alertBlocks(
  rule: FactsContext['rules'] extends ReadonlyMap<string, infer R> ? R : never,
  line: number
): PageBlock[] {
  const { body, folderTitle, groupSeconds } = rule;
  const [query] = body.data;
  const condition = body.data.flatMap(({ model }) => model.conditions ?? []).at(0)?.evaluator;
  const above = condition?.type === 'gt';
  const rows = [
    ['Name', code(body.title)],
    ['Folder', folderTitle],
    ['Evaluation group', `${code(body.ruleGroup)}, every ${minutes(groupSeconds / 60)}`],
    ['Query A', `the SQL below; format Table, time range now-${query.relativeTimeRange.from}s to now`],
    ['Expression C', `Threshold, input A, is ${above ? 'above' : 'below'} ${code(String(condition?.params[0]))}`],
    ['Alert condition', body.condition],
    ['Pending period', code(body.for)],
    ['Alert state if no data or all values are null', stateName(body.noDataState)],
    ['Alert state if execution error or timeout', stateName(body.execErrState)],
    ...Object.entries(body.labels).map(([name, value]) => [`Label ${code(name)}`, code(value)]),
  ];
  const annotations = Object.entries(body.annotations).map(([name, value]): PageBlock => {
    return { kind: 'sample', line, language: 'text', title: `Annotation ${name}`, text: value };
  });
  return [
    { kind: 'text', line, markdown: table(['Field', 'Value'], rows) },
    { kind: 'sample', line, language: 'sql', title: 'Query A', text: query.model.rawSql ?? '' },
    ...annotations,
  ];
}

function alertsTable({ rules, settings }: FactsContext): string {
  return table(
    ['Alert', 'Fires', 'For', 'Severity', 'Group', 'Without a row', 'On an error'],
    [...rules.values()].map(({ alert, body, groupSeconds }) => [
      `[${alert.title}](../../checks/${alert.check}/playbook.md)`,
      `${alert.firesWhen} ${withUnit(thresholdOf(alert, settings, body), alert.unit)}`,
      body.for,
      alert.severity,
      `${alert.group}, every ${minutes(groupSeconds / 60)}`,
      stateName(alert.noData),
      stateName(alert.execError),
    ])
  );
}

/** The alert's own number where the rule says one, else that of its check. */
function thresholdOf(alert: AlertDefinition, settings: Settings, body: RuleBody): number {
  const condition = body.data.flatMap(({ model }) => model.conditions ?? []).at(0);
  return condition?.evaluator.params[0] ?? settings.thresholds[alert.check]?.[alert.threshold] ?? NaN;
}

function checkBlocks({ definition, query }: CheckEntry, { settings }: FactsContext, line: number): PageBlock[] {
  const { id, title, description, severity, thresholds, alert, owner, history, scope } = definition;
  const inForce = settings.thresholds[id] ?? {};
  const rows = [
    ['Id', code(id)],
    ['Severity', severity],
    ['Owner', owner ?? 'on-call'],
    ...thresholds.map((threshold) => {
      const value = inForce[threshold.id] ?? threshold.default;
      const changed = value === threshold.default ? '' : ` (default ${withUnit(threshold.default, threshold.unit)})`;
      return [threshold.label, `${withUnit(value, threshold.unit)}${changed}`];
    }),
    ...(alert ? [['Alert', code(alert)]] : []),
    ['Follows the tenant filter', scope === 'tenant' ? 'yes' : 'no: looks at the whole database'],
    ['Knows the past', history === 'full' ? 'yes' : 'no'],
    ['Playbook', `[${title}](../../checks/${id}/playbook.md)`],
  ];
  return [
    { kind: 'heading', line, level: 3, text: title, id: checkAnchor(id) },
    { kind: 'text', line, markdown: `${description}\n\n${table(['Fact', 'Value'], rows)}` },
    ...(query === null
      ? []
      : [{ kind: 'sample', line, language: 'sql', title: `Query of ${title}`, text: query } satisfies PageBlock]),
  ];
}

function contactsTable({ contacts, reachedAt }: FactsContext): string {
  return table(
    ['Step', 'Who', 'When', ...(reachedAt ? ['Reached at'] : [])],
    contacts.map(({ id, title, when }, index) => [
      String(index + 1),
      title,
      when,
      ...(reachedAt ? [reachedAt(id)] : []),
    ])
  );
}

function panelsTable({ panels, checks }: FactsContext): string {
  const titles = new Map(checks.map(({ definition }) => [definition.id, definition.title]));
  return table(
    ['Panel', 'Shows', 'Playbook'],
    [...panels]
      .sort((one, other) => one.definition.number - other.definition.number)
      .map(({ definition: { title, description, check } }) => [
        title,
        description,
        `[${titles.get(check) ?? check}](../../checks/${check}/playbook.md)`,
      ])
  );
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => cell.replace(/(?<!\\)\|/g, '\\|').replace(/\n/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

function minutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`;
}

/** As Grafana's editor writes them. */
function stateName(state: string): string {
  return { OK: 'Normal', KeepLast: 'Keep Last State', NoData: 'No Data' }[state] ?? state;
}
