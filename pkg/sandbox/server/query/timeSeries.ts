import { isMetricType } from './columns.ts';
import type { Field, Frame } from './frame.ts';
import type { Column } from './runSql.ts';

/** Grafana's words when a time series has no time. */
const NO_TIME =
  "db has no time column: time column is missing; make sure your data includes a time column for time series format or switch to a table format that doesn't require it";

/** A frame can't be given the shape that was asked for. `source` tells whose fault that is, in Grafana's terms. */
export class ShapeError extends Error {
  readonly source: 'downstream' | 'plugin';

  constructor(message: string, source: 'downstream' | 'plugin') {
    super(message);
    this.source = source;
  }
}

/** Numbers in columns called `time` (and `timeend`, in tables) become times: seconds, milliseconds or nanoseconds. */
export function convertTimeColumns(frame: Frame, format: string): void {
  frame.fields = frame.fields.map((field) => {
    const isTime = field.name === 'time' || (format === 'table' && field.name.toLowerCase() === 'timeend');
    if (!isTime || field.kind === 'time.Time') {
      return field;
    }
    if (field.kind === 'string' || field.kind === 'bool') {
      throw new ShapeError(
        'converting time columns failed: failed to convert time column: unable to convert data to a time field',
        'plugin'
      );
    }
    const values = field.values.map((value) => (value === null ? null : Math.trunc(epochToMs(Number(value)))));
    return { name: field.name, kind: 'time.Time', nullable: true, values };
  });
}

/** Turns a table into a time series: a `Time` field, numbers, and one field for each combination of text values. */
export function toTimeSeries(frame: Frame, columns: Column[]): Frame {
  const timeIndex = columns.findIndex(({ name }) => name === 'time');
  const time = frame.fields[timeIndex];
  if (!time) {
    throw new ShapeError(NO_TIME, 'downstream');
  }
  const metricIndex = findMetric(columns);
  const fields = frame.fields.map((field, index) => {
    if (index === timeIndex) {
      return { ...field, name: 'Time' };
    }
    return index === metricIndex || field.kind === 'string' ? field : toFloat(field);
  });
  const factors = fields.filter(({ kind }) => kind === 'string' || kind === 'bool');
  const values = fields.filter((field, index) => index !== timeIndex && !factors.includes(field));
  if (factors.length === 0 || values.length === 0) {
    return { ...frame, fields };
  }
  return longToWide({ ...frame, fields }, fields[timeIndex]!, factors, values);
}

function findMetric(columns: Column[]): number {
  const named = columns.map(({ name }) => name).lastIndexOf('metric');
  return named >= 0 ? named : columns.findIndex(({ oid }) => isMetricType(oid));
}

function toFloat(field: Field): Field {
  if (field.kind === 'time.Time') {
    return { ...field, kind: 'float64', nanos: undefined };
  }
  const values = field.values.map((value) => (value === null ? null : Number(value)));
  return { ...field, kind: 'float64', values };
}

function longToWide(frame: Frame, time: Field, factors: Field[], values: Field[]): Frame {
  const times: number[] = [];
  const series = new Map<string, Field>();
  time.values.forEach((instant, row) => {
    if (instant === null) {
      throw longError(
        'unable to process the data to wide series because input has null time values, make sure all time values are not null'
      );
    }
    const at = instant as number;
    const last = times.at(-1);
    if (last !== undefined && at < last) {
      throw longError(
        'unable to process the data because it is not sorted in ascending order by time, please updated your query to sort the data by time if possible'
      );
    }
    if (at !== last) {
      times.push(at);
    }
    const labels = Object.fromEntries(factors.map(({ name, values: texts }) => [name, String(texts[row] ?? '')]));
    for (const value of values) {
      const key = JSON.stringify([value.name, labels]);
      const field = series.get(key) ?? { name: value.name, kind: value.kind, nullable: true, labels, values: [] };
      series.set(key, field);
      field.values[times.length - 1] = value.values[row];
    }
  });
  const wide = [...series.values()].map((field) => ({
    ...field,
    values: times.map((_, row) => field.values[row] ?? null),
  }));
  const single = frame.fields.length === 3;
  return {
    ...frame,
    type: 'timeseries-wide',
    fields: [
      { name: time.name, kind: 'time.Time', nullable: false, values: times },
      ...sortByNameAndLabels(wide, factors).map((field) => (single ? nameAfterMetric(field) : field)),
    ],
  };
}

/** A single value column is called by its metric alone, as before version 8. */
function nameAfterMetric(field: Field): Field {
  const names = Object.keys(field.labels ?? {});
  return names.length === 1 && names[0] === 'metric'
    ? { ...field, name: field.labels!.metric!, labels: undefined }
    : field;
}

function sortByNameAndLabels(fields: Field[], factors: Field[]): Field[] {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const keys = (field: Field) => [field.name, ...factors.map(({ name }) => field.labels?.[name] ?? '')];
  return fields.sort((a, b) => {
    const other = keys(b);
    return keys(a).reduce((compared, key, index) => compared || order(key, other[index]!), 0);
  });
}

function longError(message: string): ShapeError {
  return new ShapeError(
    `failed to convert long to wide series when converting from dataframe: ${message}`,
    'downstream'
  );
}

/** Ten digits are seconds, nineteen nanoseconds, anything else milliseconds. */
function epochToMs(value: number): number {
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return exponent === 9 ? value * 1000 : exponent === 18 ? value / 1e6 : value;
}
