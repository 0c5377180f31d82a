import type { ThresholdDefinition } from '@devdiag/catalog/types';
import { formatValue } from '@devdiag/engine/report/format';
import type { CatalogContent } from './read.ts';

/** docs/checks.md: every check with its thresholds, made from the definitions so that it cannot lag behind them. */
export function checksDocument({ checks }: CatalogContent): string {
  const definitions = checks
    .flatMap(({ definition }) => (definition ? [definition] : []))
    .sort((a, b) => a.order - b.order);
  const rows = definitions.map((check) => {
    const thresholds = check.thresholds.map(thresholdText).join('<br>') || 'none';
    const notes = [
      check.history === 'none' ? 'no history' : '',
      check.scope === 'database' ? 'whole database' : '',
    ].filter(Boolean);
    return `| \`${check.id}\` | ${check.title} | ${check.description} | ${thresholds} | ${check.severity} | ${notes.join(', ')} |`;
  });
  return `# The checks

Written by \`npm run generate\` from \`pkg/catalog/checks\`. Thresholds are defaults; the configuration page changes them.
"No history" means that only the present can be asked about; "whole database" means that the tenant filter does not apply.

| id | title | measures | thresholds | severity | |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

function thresholdText({ label, unit, default: value }: ThresholdDefinition): string {
  return `${label}: ${formatValue(value, unit)}`;
}
