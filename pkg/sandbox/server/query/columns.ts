import type { Column } from './runSql.ts';
import type { Field, FieldKind } from './frame.ts';

/** PostgreSQL's identifiers of the types that the data source knows; everything else becomes text. */
const OID = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  float4: 700,
  float8: 701,
  unknown: 705,
  varchar: 1043,
  date: 1082,
  time: 1083,
  timestamp: 1114,
  timestamptz: 1184,
  timetz: 1266,
  numeric: 1700,
} as const;

const KINDS: Record<number, FieldKind> = {
  [OID.bool]: 'bool',
  [OID.int2]: 'int16',
  [OID.int4]: 'int32',
  [OID.int8]: 'int64',
  [OID.float4]: 'float64',
  [OID.float8]: 'float64',
  [OID.numeric]: 'float64',
  [OID.date]: 'time.Time',
  [OID.time]: 'time.Time',
  [OID.timestamp]: 'time.Time',
  [OID.timestamptz]: 'time.Time',
  [OID.timetz]: 'time.Time',
};

/** Types of a column that can name series (besides one called "metric"). `text` and `varchar`; `char` is `bpchar`'s cousin. */
const METRIC_OIDS = new Set<number>([OID.unknown, OID.text, OID.varchar, 18]);

/** A column's values with the types that Grafana's data source gives them. Throws for a time that it can't read either. */
export function toField({ name, oid }: Column, texts: Array<string | null>, index: number): Field {
  const kind = KINDS[oid] ?? 'string';
  const where = `sql: Scan error on column index ${index}, name ${JSON.stringify(name)}`;
  if (kind === 'time.Time') {
    return timeField(name, oid, texts, where);
  }
  const convert = CONVERT[kind];
  const values = texts.map((text) => (text === null ? null : convert(text, oid, where)));
  return { name, kind, nullable: true, values };
}

/** Whether a column can name series by its type. */
export function isMetricType(oid: number): boolean {
  return METRIC_OIDS.has(oid);
}

type Convert = (text: string, oid: number, where: string) => unknown;

const CONVERT: Record<Exclude<FieldKind, 'time.Time'>, Convert> = {
  bool: (text) => text === 't',
  int16: (text, _, where) => parseInteger(text, 'int16', where),
  int32: (text, _, where) => parseInteger(text, 'int32', where),
  int64: (text, _, where) => parseInteger(text, 'int64', where),
  float64: parseFloat64,
  string: (text, oid) => (oid === OID.bytea ? decodeBytea(text) : text),
};

/** Beyond 2^53 a number would lose digits here already; Grafana's answer has them all. */
function parseInteger(text: string, kind: string, where: string): number | bigint {
  if (!/^-?\d+$/.test(text)) {
    throw new Error(
      `${where}: converting driver.Value type string (${JSON.stringify(text)}) to a ${kind}: invalid syntax`
    );
  }
  return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
}

function parseFloat64(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) && /^-?\d/.test(text)) {
    throw new Error(`strconv.ParseFloat: parsing ${JSON.stringify(text)}: value out of range`);
  }
  return value;
}

/** Bytes read as UTF-8, which is what Grafana makes of them. */
function decodeBytea(text: string): string {
  return text.startsWith('\\x') ? Buffer.from(text.slice(2), 'hex').toString('utf8') : text;
}

const DATE_TIME = /^(\d{4,})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-]\d\d(?::\d\d){0,2})?)?( BC)?$/;
const TIME_ONLY = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-]\d\d(?::\d\d){0,2})?$/;

/** Milliseconds since 1970 in UTC; what is finer goes to `nanos`. */
function timeField(name: string, oid: number, texts: Array<string | null>, where: string): Field {
  const nanos: number[] = new Array(texts.length).fill(0);
  const values = texts.map((text, index) => {
    if (text === null) {
      return null;
    }
    const micros = oid === OID.time || oid === OID.timetz ? timeOfDay(text) : dateTime(text);
    if (micros === undefined) {
      throw new Error(`${where}: unsupported Scan, storing driver.Value type []uint8 into type *time.Time`);
    }
    const milliseconds = Math.floor(micros / 1000);
    nanos[index] = (micros - milliseconds * 1000) * 1000;
    return milliseconds;
  });
  return {
    name,
    kind: 'time.Time',
    nullable: true,
    values,
    nanos: nanos.some((value) => value !== 0) ? nanos : undefined,
  };
}

/** Microseconds since 1970; nothing for `infinity`. */
function dateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) {
    return undefined;
  }
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone, bc] = match;
  const date = new Date(0);
  date.setUTCFullYear(bc ? 1 - Number(year) : Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  return (date.getTime() - offsetMs(zone)) * 1000 + Number(fraction.padEnd(6, '0'));
}

/** Microseconds since 1970 of a time of day, which Go places in the year 0. */
function timeOfDay(text: string): number | undefined {
  const match = TIME_ONLY.exec(text);
  if (!match) {
    return undefined;
  }
  const [, hour, minute, second, fraction = '', zone] = match;
  const date = new Date(0);
  date.setUTCFullYear(0, 0, 1);
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  return (date.getTime() - offsetMs(zone)) * 1000 + Number(fraction.padEnd(6, '0'));
}

function offsetMs(zone: string | undefined): number {
  if (!zone) {
    return 0;
  }
  const [hours = 0, minutes = 0, seconds = 0] = zone.slice(1).split(':').map(Number);
  return (zone.startsWith('-') ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
