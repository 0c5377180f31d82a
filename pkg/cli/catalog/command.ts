import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { CheckEntry } from '@devdiag/catalog/types';
import { formatValue } from '@devdiag/engine/report/format';
import { plainTable } from '../check/table.ts';
import { CannotRun } from '../failure.ts';
import type { Io } from '../io.ts';

/**
 * `devdiag-ops checks`: the catalog, in the order of reports.
 * @returns the exit code
 * @throws CannotRun for a format that there isn't
 */
export function listChecks(format: string, io: Io, catalog: CheckEntry[] = CHECKS): number {
  const definitions = catalog.map(({ definition }) => definition).sort((a, b) => a.order - b.order);
  if (format === 'json') {
    const listed = definitions.map(({ id, title, description, severity, unit, history, scope, thresholds }) => ({
      id,
      title,
      description,
      severity,
      unit,
      history,
      scope,
      thresholds: thresholds.map(({ id: name, label, unit: thresholdUnit, default: value }) => ({
        id: name,
        label,
        unit: thresholdUnit,
        default: value,
      })),
    }));
    io.out(`${JSON.stringify(listed, null, 2)}\n`);
    return 0;
  }
  if (format !== 'table') {
    throw new CannotRun('--format must be table or json.');
  }
  const table = plainTable([21, 59], ['CHECK', 'WHAT IT MEASURES']);
  for (const { id, description, severity, thresholds } of definitions) {
    const limits = thresholds.map(
      (threshold) => `${threshold.label}: ${formatValue(threshold.default, threshold.unit)}`
    );
    table.push([`${id}\n(${severity})`, [description, ...limits].join('\n')]);
  }
  io.out(`${table.toString().replace(/ +$/gm, '')}\n`);
  return 0;
}
