import type { AlertDefinition, CheckDefinition, ThresholdDefinition } from '@devdiag/catalog/types';
import { formatValue } from '@devdiag/engine/report/format';
import type { AlertFolder, CatalogContent } from './read.ts';

/** docs/checks.md: every check with its thresholds and every alert, made from the definitions so that it cannot lag behind them. */
export function checksDocument({ checks, alerts }: CatalogContent): string {
  const definitions = checks
    .flatMap(({ definition }) => (definition ? [definition] : []))
    .sort((a, b) => a.order - b.order);
  const rows = definitions.map((check) => {
    const thresholds = check.thresholds.map(thresholdText).join('<br>') || 'none';
    const notes = [
      check.history === 'none' ? 'no history' : '',
      check.scope === 'database' ? (check.source === 'grafana' ? 'Grafana itself' : 'whole database') : '',
    ].filter(Boolean);
    return `| \`${check.id}\` | ${check.title} | ${check.description} | ${thresholds} | ${check.severity} | ${notes.join(', ')} |`;
  });
  return `# The checks

Written by \`npm run generate\` from \`pkg/catalog/checks\`. Thresholds are defaults; the configuration page changes them.
"No history" means that only the present can be asked about; "whole database" and "Grafana itself" mean that the tenant
filter does not apply. A check on Grafana itself is left out where there is only a database.

| id | title | measures | thresholds | severity | |
|---|---|---|---|---|---|
${rows.join('\n')}

# The alerts

Written from \`pkg/catalog/alerts\`. Each watches what its check measures; its threshold begins as the check's, so that no
alert fires while Health is green, and can be chosen when it is installed. "Nothing measured" is what it says when its
query gives no row, "on errors" what it says when the query fails.

| uid | title | fires when | for | every | severity | component | nothing measured | on errors | check |
|---|---|---|---|---|---|---|---|---|---|
${alertRows(alerts, definitions).join('\n')}
`;
}

/** How often an evaluation group is evaluated. */
const EVERY: Record<AlertDefinition['group'], string> = { 'devdiag-health': '5m', 'devdiag-learning': '30m' };

function alertRows(alerts: AlertFolder[], checks: CheckDefinition[]): string[] {
  return alerts
    .flatMap(({ definition }) => (definition ? [definition] : []))
    .sort((a, b) => a.order - b.order)
    .map((alert) => {
      const check = checks.find(({ id }) => id === alert.check);
      const threshold = check?.thresholds.find(({ id }) => id === alert.threshold);
      const limit = threshold ? formatValue(threshold.default, threshold.unit) : '';
      return (
        `| \`devdiag-${alert.id}\` | ${alert.title} | ${alert.firesWhen} ${limit} | ${alert.forMinutes}m ` +
        `| ${EVERY[alert.group]} | ${alert.severity} | ${alert.component} | ${alert.noData} | ${alert.execError} ` +
        `| \`${alert.check}\` |`
      );
    });
}

function thresholdText({ label, unit, default: value }: ThresholdDefinition): string {
  return `${label}: ${formatValue(value, unit)}`;
}
