import type { Field, FieldKind, Frame } from '../query/frame.ts';

/** One number of a query that alerting can judge, told from others by its labels. */
export interface LabelledNumber {
  labels: Record<string, string> | undefined;
  /** NaN for the database's NULL. */
  value: number;
}

const NUMERIC: FieldKind[] = ['float64', 'int16', 'int32', 'int64'];

/** A table that isn't one number a row. */
export class TableShapeError extends Error {}

/**
 * Reads a table as numbers: the one numeric column is the value, columns of text are labels. NULL becomes NaN, text that
 * is NULL the empty text. Throws for tables of another shape (source).
 */
export function toNumbers({ fields }: Frame): LabelledNumber[] {
  const values = fields.filter(({ kind }) => NUMERIC.includes(kind));
  const labels = fields.filter(({ kind }) => kind === 'string');
  const [value] = values;
  if (!value || values.length > 1 || labels.length + 1 < fields.length) {
    throw new TableShapeError('input data must be a wide series but got type not (input refid)');
  }
  return value.values.map((item, row) => ({
    labels: labels.length > 0 ? labelsOf(labels, row) : undefined,
    value: item === null ? NaN : Number(item),
  }));
}

function labelsOf(fields: Field[], row: number): Record<string, string> {
  return Object.fromEntries(fields.map(({ name, values }) => [name, String(values[row] ?? '')]));
}
