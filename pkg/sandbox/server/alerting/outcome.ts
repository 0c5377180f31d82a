import { BuildError, type Condition, type NodeResult } from './evaluate.ts';
import type { Labels } from './instance.ts';
import { EXPRESSION_UID } from './rule.ts';

/** What the evaluation of a rule says, before the rule's own settings are applied to it. */
export type Outcome =
  | { kind: 'values'; series: OutcomeSeries[] }
  /** No query gave a row. */
  | { kind: 'no data'; refId: string; datasourceUid: string }
  /** `refId` and `datasourceUid` when a query failed. */
  | { kind: 'error'; message: string; refId?: string; datasourceUid?: string };

export interface OutcomeSeries {
  labels: Labels;
  alerting: boolean;
  /** The number of each query and expression by its refId. */
  values: Record<string, number>;
  /** The same with labels, in words that notifications carry. */
  description: string;
}

/** Reads what a rule's condition came to. */
export function toOutcome({ data, condition }: Condition, results: Map<string, NodeResult>): Outcome {
  const failed = data.find(({ refId, datasourceUid }) => {
    return datasourceUid !== EXPRESSION_UID && results.get(refId)?.kind === 'failed';
  });
  const failure = failed && results.get(failed.refId);
  if (failed && failure?.kind === 'failed') {
    return { kind: 'error', message: failure.message, refId: failed.refId, datasourceUid: failed.datasourceUid };
  }
  const empty = data.filter(({ refId, datasourceUid }) => {
    return datasourceUid !== EXPRESSION_UID && results.get(refId)?.kind === 'no data';
  });
  if (empty[0]) {
    const refId = empty.map((query) => query.refId).join(',');
    return { kind: 'no data', refId, datasourceUid: empty[0].datasourceUid };
  }
  const decisive = results.get(condition);
  const numbers = decisive?.kind === 'numbers' ? decisive.numbers : [];
  const series = numbers.map(({ labels = {}, value }, index) => {
    const captures = [...results].flatMap(([refId, result]) =>
      result.kind === 'numbers' && result.numbers[index] ? [[refId, result.numbers[index].value] as const] : []
    );
    captures.sort(([a], [b]) => (a < b ? -1 : 1));
    const text = labelsText(labels);
    return {
      labels,
      alerting: value !== 0,
      values: Object.fromEntries(captures),
      description: captures.map(([refId, one]) => `[ var='${refId}' labels={${text}} value=${one} ]`).join(', '),
    };
  });
  const twice = series.find(({ labels }, index) =>
    series.slice(0, index).some((other) => labelsText(other.labels) === labelsText(labels))
  );
  if (twice) {
    const message =
      'invalid format of evaluation results for the alert definition : frame cannot uniquely be identified by its ' +
      `labels: has duplicate results with labels {${labelsText(twice.labels)}}`;
    return { kind: 'error', message };
  }
  return { kind: 'values', series };
}

/** A condition that can't be evaluated at all, as an outcome. Throws on what isn't that. */
export function outcomeOfError(error: unknown): Outcome {
  if (error instanceof BuildError) {
    return { kind: 'error', message: error.message };
  }
  throw error;
}

/** Labels as Grafana writes them in texts: `a=1, b=2`. */
export function labelsText(labels: Labels): string {
  return Object.keys(labels)
    .sort()
    .map((name) => `${name}=${labels[name]}`)
    .join(', ');
}
