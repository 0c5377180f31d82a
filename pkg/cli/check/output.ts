import type { CheckDefinition } from '@devdiag/catalog/types';
import { toJsonReport } from '@devdiag/engine/report/export/json';
import { toJunit } from '@devdiag/engine/report/export/junit';
import { toMarkdown } from '@devdiag/engine/report/export/markdown';
import type { HealthReport } from '@devdiag/engine/report/report';
import type { FailOn } from './exit.ts';
import { printable } from './printable.ts';

export const FORMATS = ['table', 'json', 'markdown', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

/** A report as text that ends with a line end. Terminal tables are only loaded when one is wanted. */
export async function reportText(
  report: HealthReport,
  definitions: CheckDefinition[],
  { format, failOn, colour }: { format: Format; failOn: FailOn; colour: boolean }
): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(toJsonReport(report, definitions), null, 2)}\n`;
    case 'markdown':
      return toMarkdown(report, definitions);
    case 'junit':
      return toJunit(report, definitions, { warnIsFailure: failOn === 'warn' });
    case 'table': {
      const { toTable } = await import('./table.ts');
      return toTable(report, definitions, colour);
    }
  }
}

/** All that is said on success with --quiet: the summary with the verdict, and which checks are muted. */
export function quietLine(report: HealthReport): string {
  const muted = report.checks.filter(({ outcome }) => outcome === 'skipped').map(({ id }) => id);
  const beside = muted.length === 0 ? '' : ` · muted: ${muted.join(', ')}`;
  return `DevDiag health: ${printable(report.summary)}${beside}\n`;
}
