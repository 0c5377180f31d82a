import type { CheckDefinition, EvidenceColumn } from '@devdiag/catalog/types';
import { shorten } from '@devdiag/catalog/text';
import type { Comparison } from '../compare.ts';
import { formatAgainstThreshold, formatCell, formatInstant, formatValue } from '../format.ts';
import { groupChecks, type CheckGroup } from '../groups.ts';
import type { CheckResult, HealthReport } from '../report.ts';
import { codeSpan, prose } from './markdown-text.ts';

export interface MarkdownOptions {
  /** What changed since an earlier instant, to be added. */
  comparison?: Comparison;
}

const TOP_EVIDENCE = 5;
const LONGEST_CELL = 80;

/**
 * A report for an incident channel: verdict, summary, then what needs action with value, threshold and the first rows
 * of evidence; everything else in a line each. Texts from the data cannot format, link, mention or end anything.
 * @param definitions of the report's checks, for the evidence's columns
 */
export function toMarkdown(
  report: HealthReport,
  definitions: readonly CheckDefinition[],
  { comparison }: MarkdownOptions = {}
): string {
  const blocks = [
    headline(report),
    prose(report.summary),
    ...groupChecks(report.checks).flatMap((group) => grouped(group, definitions)),
    ...changes(comparison),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** One check, for a channel: title, outcome, sentence, value, evidence. */
export function checkToMarkdown(
  check: CheckResult,
  report: Pick<HealthReport, 'asOf' | 'isNow' | 'tenant'>,
  definitions: readonly CheckDefinition[]
): string {
  return `${entry(check, columnsOf(check, definitions))}\n\n${context(report)}\n`;
}

function headline(report: HealthReport): string {
  return `**DevDiag health: ${report.verdict.toUpperCase()}** · ${context(report)}`;
}

function context({ asOf, isNow, tenant }: Pick<HealthReport, 'asOf' | 'isNow' | 'tenant'>): string {
  const whose = tenant === null ? 'all tenants' : `tenant ${codeSpan(shorten(tenant, LONGEST_CELL))}`;
  return `as of ${formatInstant(asOf)}${isNow ? ' (now)' : ''} · ${whose}`;
}

function grouped({ id, title, checks }: CheckGroup, definitions: readonly CheckDefinition[]): string[] {
  switch (id) {
    case 'passing':
      return passing(checks);
    case 'muted':
      return muted(checks);
    default:
      return detailed(title, checks, definitions);
  }
}

function detailed(title: string, checks: CheckResult[], definitions: readonly CheckDefinition[]): string[] {
  return checks.length === 0
    ? []
    : [
        `**${title} (${checks.length})**`,
        checks.map((check) => entry(check, columnsOf(check, definitions))).join('\n'),
      ];
}

function entry(check: CheckResult, columns: EvidenceColumn[]): string {
  const named = `- **${prose(check.title)}** (${codeSpan(check.id)}, ${check.severity}) ${check.outcome.toUpperCase()}: ${prose(check.message)}`;
  const measured = check.value === null ? [] : [`  - measured: ${prose(formatAgainstThreshold(check))}`];
  const rows = check.evidence.slice(0, TOP_EVIDENCE).map((row) => `  - ${evidenceLine(row, columns)}`);
  const more = check.evidence.length - TOP_EVIDENCE;
  return [named, ...measured, ...rows, ...(more > 0 ? [`  - and ${more} more`] : [])].join('\n');
}

function evidenceLine(row: CheckResult['evidence'][number], columns: EvidenceColumn[]): string {
  return columns
    .filter((column) => row[column.id] !== undefined && row[column.id] !== null)
    .map((column, index) => {
      const text = shorten(formatCell(row[column.id], column.kind), LONGEST_CELL);
      const cell = column.kind === 'text' ? codeSpan(text) : prose(text);
      return index === 0 ? cell : `${prose(column.label)} ${cell}`;
    })
    .join(', ');
}

function passing(checks: CheckResult[]): string[] {
  return checks.length === 0
    ? []
    : [`**Passing (${checks.length})**: ${checks.map((check) => brief(check)).join(', ')}`];
}

function brief(check: CheckResult): string {
  const value = formatValue(check.value, check.unit);
  return check.value === null ? prose(check.title) : `${prose(check.title)} (${prose(value)})`;
}

function muted(checks: CheckResult[]): string[] {
  const lines = checks.map(({ title, underlying, mute }) => {
    const by = mute ? `, muted by ${prose(mute.owner)} until ${formatInstant(mute.until)}: ${prose(mute.reason)}` : '';
    return `- ${prose(title)}: would be ${underlying.toUpperCase()}${by}`;
  });
  return lines.length === 0 ? [] : [`**Muted (${lines.length})**`, lines.join('\n')];
}

function changes(comparison: Comparison | undefined): string[] {
  if (!comparison) {
    return [];
  }
  const lines = comparison.changes
    .filter(({ kind }) => kind !== 'unchanged' && kind !== 'no-history')
    .map(({ title, kind, message }) => `- ${kind}: **${prose(title)}**. ${prose(message)}`);
  return [`**Changes**: ${prose(comparison.message)}`, ...(lines.length === 0 ? [] : [lines.join('\n')])];
}

/** The columns of a check; a check that nobody defines shows its cells under their own names. */
function columnsOf(check: CheckResult, definitions: readonly CheckDefinition[]): EvidenceColumn[] {
  const known = definitions.find((definition) => definition.id === check.id)?.evidenceColumns;
  return known ?? Object.keys(check.evidence[0] ?? {}).map((id) => ({ id, label: id, kind: 'text' }));
}
