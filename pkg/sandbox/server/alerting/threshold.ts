import { neverRecorded } from '../http/refusal.ts';

type Predicate = (value: number) => boolean;

/** Grafana's comparisons by name (source); `gt` is recorded. */
const COMPARISONS: Record<string, (limits: number[]) => Predicate> = {
  gt:
    ([limit = NaN]) =>
    (value) =>
      value > limit,
  lt:
    ([limit = NaN]) =>
    (value) =>
      value < limit,
  eq:
    ([limit = NaN]) =>
    (value) =>
      value === limit,
  ne:
    ([limit = NaN]) =>
    (value) =>
      value !== limit,
  gte:
    ([limit = NaN]) =>
    (value) =>
      value >= limit,
  lte:
    ([limit = NaN]) =>
    (value) =>
      value <= limit,
  within_range:
    ([low = NaN, high = NaN]) =>
    (value) =>
      value > low && value < high,
  outside_range:
    ([low = NaN, high = NaN]) =>
    (value) =>
      value < low || value > high,
  within_range_included:
    ([low = NaN, high = NaN]) =>
    (value) =>
      value >= low && value <= high,
  outside_range_included:
    ([low = NaN, high = NaN]) =>
    (value) =>
      value <= low || value >= high,
};

/** A threshold expression: what it looks at, and when a value is over it. */
export interface Threshold {
  input: string;
  isOver: Predicate;
}

/**
 * Reads an expression's model. Only thresholds without a second limit are known: refuses the rest with 501, so that
 * nobody takes a guess for what Grafana computes.
 */
export function readThreshold(model: Record<string, unknown>): Threshold {
  if (model.type !== 'threshold') {
    throw neverRecorded(`an expression of type ${String(model.type)}`);
  }
  const conditions = Array.isArray(model.conditions) ? model.conditions : [];
  const [condition] = conditions as Array<{
    evaluator?: { type?: string; params?: number[] };
    unloadEvaluator?: object;
  }>;
  const comparison = COMPARISONS[condition?.evaluator?.type ?? ''];
  if (conditions.length !== 1 || !comparison || condition?.unloadEvaluator) {
    throw neverRecorded('a threshold of this kind');
  }
  return { input: String(model.expression ?? ''), isOver: comparison(condition?.evaluator?.params ?? []) };
}
