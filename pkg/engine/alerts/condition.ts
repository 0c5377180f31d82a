import type { Labels, Measured, RuleCondition } from './alerts.ts';
import { field, listIn, textIn } from './json.ts';

const EXPRESSION = '__expr__';
const COMPARISONS: Record<string, RuleCondition['comparison']> = { gt: 'above', lt: 'below' };

/**
 * When a rule fires, from the text of its queries: what Grafana compares, not what was installed.
 * @returns null for a rule that is not one query and one threshold, such as one that people rebuilt
 */
export function readCondition(queries: string): RuleCondition | null {
  const parts = parsed(queries);
  const thresholds = parts.filter(
    (part) => textIn(part, 'datasourceUid') === EXPRESSION && textIn(field(part, 'model'), 'type') === 'threshold'
  );
  const [threshold] = thresholds;
  const conditions = listIn(field(threshold, 'model'), 'conditions');
  const evaluator = field(conditions[0], 'evaluator');
  const comparison = COMPARISONS[textIn(evaluator, 'type')];
  const limit = listIn(evaluator, 'params')[0];
  if (thresholds.length !== 1 || conditions.length !== 1 || comparison === undefined || typeof limit !== 'number') {
    return null;
  }
  const compared = textIn(field(threshold, 'model'), 'expression');
  const query = parts.find((part) => textIn(part, 'refId') === compared);
  const sql = textIn(field(query, 'model'), 'rawSql');
  return {
    comparison,
    threshold: limit,
    sql: sql === '' ? null : sql,
    dataSourceUid: textIn(query, 'datasourceUid') || null,
  };
}

/**
 * The answer to a rule's query as Grafana reads it: one numeric column, and texts that become labels.
 * A row without a number is none: Grafana takes it for normal.
 */
export function readMeasured(
  fields: Array<{ name: string; values: ArrayLike<unknown> }>,
  { comparison, threshold }: Pick<RuleCondition, 'comparison' | 'threshold'>
): Measured[] {
  const columns = fields.map(({ name, values }) => ({ name, values: Array.from(values) }));
  const number = columns.find(({ values }) => values.some((value) => typeof value === 'number'));
  return (number?.values ?? []).flatMap((value, row) => {
    if (typeof value !== 'number') {
      return [];
    }
    const labels: Labels = {};
    for (const { name, values } of columns) {
      const label = values[row];
      if (typeof label === 'string') {
        labels[name] = label;
      }
    }
    return [{ labels, value, isBeyond: comparison === 'above' ? value > threshold : value < threshold }];
  });
}

function parsed(queries: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(queries);
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
