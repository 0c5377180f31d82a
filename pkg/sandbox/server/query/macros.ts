import { formatMacroTime, type TimeRange } from './timeRange.ts';

/** `$word(arguments)`: whatever looks like this is taken for a macro, in string literals too. */
const MACRO = /\$([_a-zA-Z0-9]+)\(([^)]*)\)/g;

const INTERVAL = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w|M|y)$/;
const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

export interface MacroContext {
  range: TimeRange;
  /** Milliseconds; 1000 when a query names none. */
  intervalMs: number;
}

/**
 * Expands the macros of Grafana's PostgreSQL data source. Throws an Error whose message is what Grafana says after
 * "interpolation failed: ", for example `unknown macro "__nope"`.
 */
export function expandMacros(sql: string, { range, intervalMs }: MacroContext): string {
  const seconds = (milliseconds: number) => String(Math.floor(milliseconds / 1000));
  const prepared = sql
    .replaceAll('$__interval_ms', String(intervalMs))
    .replaceAll('$__interval', formatInterval(intervalMs))
    .replaceAll('$__unixEpochFrom()', seconds(range.from))
    .replaceAll('$__unixEpochTo()', seconds(range.to));
  return prepared.replace(MACRO, (whole, name: string, list: string, offset: number) => {
    const args = list.split(',').map((arg) => arg.replace(/^ +| +$/g, ''));
    // `$__timeGroup(…),` in a select list gets a column name, as it did in old Grafanas.
    const aliased = name === '__timeGroup' && prepared[offset + whole.length] === ',';
    return expandMacro(aliased ? '__timeGroupAlias' : name, args, range);
  });
}

function expandMacro(name: string, args: string[], range: TimeRange): string {
  const column = args[0] ?? '';
  const literal = (milliseconds: number) => `'${formatMacroTime(milliseconds)}'`;
  const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
  const nanoseconds = (milliseconds: number) => `${BigInt(Math.floor(milliseconds)) * 1_000_000n}`;
  switch (name) {
    case '__time':
      return `${column} AS "time"`;
    case '__timeEpoch':
      return `extract(epoch from ${column}) as "time"`;
    case '__timeFilter':
      return `${column} BETWEEN ${literal(range.from)} AND ${literal(range.to)}`;
    case '__timeFrom':
      return literal(range.from);
    case '__timeTo':
      return literal(range.to);
    case '__timeGroup': {
      const size = groupSize(name, args);
      return `floor(extract(epoch from ${column})/${size})*${size}`;
    }
    case '__timeGroupAlias':
      return `${expandMacro('__timeGroup', args, range)} AS "time"`;
    case '__unixEpochFilter':
      return `${column} >= ${seconds(range.from)} AND ${column} <= ${seconds(range.to)}`;
    case '__unixEpochNanoFilter':
      return `${column} >= ${nanoseconds(range.from)} AND ${column} <= ${nanoseconds(range.to)}`;
    case '__unixEpochNanoFrom':
      return nanoseconds(range.from);
    case '__unixEpochNanoTo':
      return nanoseconds(range.to);
    case '__unixEpochGroup': {
      const size = groupSize(name, args);
      return `floor((${column})/${size})*${size}`;
    }
    case '__unixEpochGroupAlias':
      return `${expandMacro('__unixEpochGroup', args, range)} AS "time"`;
    default:
      throw new Error(`unknown macro ${JSON.stringify(name)}`);
  }
}

/** Seconds of a group macro's interval. Filling gaps (a third argument) was never recorded. */
function groupSize(name: string, args: string[]): number {
  if (args.length < 2) {
    throw new Error(`macro ${name} needs time column and interval and optional fill value`);
  }
  if (args.length > 2) {
    throw new Error(`filling gaps with macro ${name} is not part of the stand-in`);
  }
  const interval = args[1] ?? '';
  const [, amount, unit] = INTERVAL.exec(interval.replace(/^'+|'+$/g, '')) ?? [];
  const size = SECONDS[unit ?? ''];
  if (unit === 'M' || unit === 'y') {
    throw new Error(`calendar intervals in macro ${name} are not part of the stand-in`);
  }
  if (amount === undefined || size === undefined) {
    throw new Error(`error parsing interval ${interval}`);
  }
  return Number(amount) * size;
}

/** The largest whole unit, as Grafana writes `$__interval`: `90000` is `1m`. */
function formatInterval(milliseconds: number): string {
  const units: Array<[name: string, size: number]> = [
    ['y', 31_536_000_000],
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1],
  ];
  const [name, size] = units.find(([, unitSize]) => milliseconds >= unitSize) ?? ['ms', 1];
  return `${Math.max(1, Math.floor(milliseconds / size))}${name}`;
}
