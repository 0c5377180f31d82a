/** Go's name of a field's type, which is what Grafana's frames carry. */
export type FieldKind = 'bool' | 'float64' | 'int16' | 'int32' | 'int64' | 'string' | 'time.Time';

export interface Field {
  name: string;
  kind: FieldKind;
  nullable: boolean;
  labels?: Record<string, string>;
  /** `int64` values beyond 2^53 are bigints; times are milliseconds since 1970. */
  values: unknown[];
  /** Nanoseconds below the millisecond, for times that have some. */
  nanos?: number[];
}

export interface Frame {
  refId: string;
  /** The SQL that was run; empty when it never came to that. */
  executedQueryString: string;
  fields: Field[];
  /** The data plane type, once a frame has been reshaped. */
  type?: string;
  notices?: Array<{ severity: string; text: string }>;
}

const JS_TYPES: Record<FieldKind, string> = {
  bool: 'boolean',
  float64: 'number',
  int16: 'number',
  int32: 'number',
  int64: 'number',
  string: 'string',
  'time.Time': 'time',
};

/** A frame as JSON text. Text, because integers beyond 2^53 keep their digits in Grafana's answer. */
export function frameJson(frame: Frame): string {
  const { fields } = frame;
  const schema = {
    refId: frame.refId,
    meta: {
      ...(frame.type ? { type: frame.type } : {}),
      typeVersion: frame.type ? [0, 1] : [0, 0],
      ...(frame.notices ? { notices: frame.notices } : {}),
      ...(frame.executedQueryString ? { executedQueryString: frame.executedQueryString } : {}),
    },
    fields: fields.map(({ name, kind, nullable, labels }) => ({
      name,
      type: JS_TYPES[kind],
      typeInfo: nullable ? { frame: kind, nullable } : { frame: kind },
      ...(labels ? { labels } : {}),
    })),
  };
  const data = [`"values":[${fields.map((field) => valuesJson(field.values)).join(',')}]`];
  const entities = fields.map(({ values }) => entitiesOf(values));
  if (entities.some(Boolean)) {
    data.push(`"entities":${JSON.stringify(entities)}`);
  }
  const nanos = fields.map((field) => field.nanos ?? null);
  if (nanos.some(Boolean)) {
    data.push(`"nanos":${JSON.stringify(nanos)}`);
  }
  return `{"schema":${JSON.stringify(schema)},"data":{${data.join(',')}}}`;
}

function valuesJson(values: unknown[]): string {
  return values.some((value) => typeof value === 'bigint')
    ? `[${values.map((value) => (typeof value === 'bigint' ? value.toString() : JSON.stringify(value))).join(',')}]`
    : JSON.stringify(values);
}

/** Where a column holds what JSON can't say: those values are null, and their rows are listed by kind. */
function entitiesOf(values: unknown[]): Record<string, number[]> | null {
  const found: Record<string, number[]> = {};
  values.forEach((value, row) => {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      const kind = Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : 'NegInf';
      (found[kind] ??= []).push(row);
    }
  });
  return Object.keys(found).length > 0 ? found : null;
}
