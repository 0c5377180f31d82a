import Table from 'cli-table3';
import type { CheckDefinition, Outcome } from '@devdiag/catalog/types';
import { shorten } from '@devdiag/catalog/text';
import { formatAgainstThreshold, formatCell, formatInstant, formatValue } from '@devdiag/engine/report/format';
import { groupChecks } from '@devdiag/engine/report/groups';
import type { CheckResult, HealthReport } from '@devdiag/engine/report/report';
import { printable } from './printable.ts';

/** Together 80 columns, gaps included. */
export const COLUMN_WIDTHS = { outcome: 14, check: 23, what: 43 };
const TOP_EVIDENCE = 3;

/** What a character is drawn with; the texts say the same without it. */
const COLOURS: Record<Outcome, number> = {
  fail: 31,
  error: 35,
  'not-evaluated': 35,
  warn: 33,
  pass: 32,
  skipped: 90,
};

/**
 * A report for a terminal of 80 columns or more: verdict, summary, then each check, what needs action first.
 * @param colour with ANSI colours; for a terminal only
 */
export function toTable(report: HealthReport, definitions: readonly CheckDefinition[], colour: boolean): string {
  const table = plainTable([COLUMN_WIDTHS.outcome, COLUMN_WIDTHS.check, COLUMN_WIDTHS.what]);
  for (const { checks } of groupChecks(report.checks)) {
    for (const check of checks) {
      table.push([
        painted(check.outcome.toUpperCase(), check.outcome, colour),
        check.outcome === 'pass' ? printable(check.title) : `${printable(check.title)}\n(${check.id})`,
        whatOf(check, definitions),
      ]);
    }
  }
  const verdict = painted(report.verdict.toUpperCase(), report.verdict, colour);
  const whose = report.tenant === null ? 'all tenants' : `tenant ${printable(shorten(report.tenant, 40))}`;
  return [
    `DevDiag health: ${verdict}`,
    `as of ${formatInstant(report.asOf)}${report.isNow ? ' (now)' : ''}, ${whose}`,
    ...wrapped(printable(report.summary)),
    '',
    table.toString().replace(/ +$/gm, ''),
    '',
  ].join('\n');
}

/** A table without lines: columns divided by space, texts wrapped. */
export function plainTable(colWidths: number[], head: string[] = []): InstanceType<typeof Table> {
  const none = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'];
  const also = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'];
  return new Table({
    head,
    colWidths,
    wordWrap: true,
    chars: Object.fromEntries([...none, ...also].map((name) => [name, ''])),
    style: { 'padding-left': 0, 'padding-right': 1, head: [], border: [] },
  });
}

function whatOf(check: CheckResult, definitions: readonly CheckDefinition[]): string {
  const message = printable(check.message);
  if (check.outcome === 'pass') {
    return message;
  }
  const columns = definitions.find(({ id }) => id === check.id)?.evidenceColumns ?? [];
  const evidence = check.evidence.slice(0, TOP_EVIDENCE).map(
    (row) =>
      `- ${columns
        .filter(({ id }) => row[id] !== null && row[id] !== undefined)
        .map(({ id, label, kind }, index) => {
          const cell = printable(shorten(formatCell(row[id], kind), 60));
          return index === 0 ? cell : `${label} ${cell}`;
        })
        .join(', ')}`
  );
  const more = check.evidence.length - TOP_EVIDENCE;
  const { mute } = check;
  return [
    ...(mute
      ? [
          `Muted by ${printable(mute.owner)} until ${formatInstant(mute.until)}: ${printable(mute.reason)}. It would be ${check.underlying.toUpperCase()}:`,
        ]
      : []),
    message,
    ...(check.value === null
      ? []
      : [check.threshold === null ? formatValue(check.value, check.unit) : formatAgainstThreshold(check)]),
    ...(mute ? [] : evidence),
    ...(more > 0 && !mute ? [`- and ${more} more`] : []),
  ].join('\n');
}

function painted(text: string, outcome: Outcome, colour: boolean): string {
  return colour ? `\u001b[${COLOURS[outcome]}m${text}\u001b[39m` : text;
}

function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line !== '' && line.length + 1 + word.length > 80) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    }
  }
  return lines;
}
