/** A time range in milliseconds since 1970. */
export interface TimeRange {
  from: number;
  to: number;
}

const UNIT = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const STEP = /([+\-/])(\d*)([smhdwMy])/y;

/**
 * Reads `from` and `to` as Grafana does: milliseconds since 1970 as text, or relative to now (`now-7d`, `now/d`). Days,
 * weeks, months and years are UTC's. What can't be read is 1970, as in Grafana.
 */
export function parseTimeRange(from: unknown, to: unknown, now = Date.now()): TimeRange {
  return { from: parseTime(String(from ?? ''), now, false), to: parseTime(String(to ?? ''), now, true) };
}

function parseTime(text: string, now: number, roundUp: boolean): number {
  if (/^-?\d+$/.test(text)) {
    return Number(text);
  }
  if (!text.startsWith('now')) {
    const instant = Date.parse(text);
    return Number.isNaN(instant) ? 0 : instant;
  }
  const date = new Date(now);
  let at = 3;
  while (at < text.length) {
    STEP.lastIndex = at;
    const step = STEP.exec(text);
    if (!step) {
      return 0;
    }
    const [all, sign, digits, unit] = step as unknown as [string, string, string, string];
    if (sign === '/') {
      round(date, unit, roundUp);
    } else {
      shift(date, (sign === '-' ? -1 : 1) * Number(digits || 1), unit);
    }
    at += all.length;
  }
  return date.getTime();
}

function shift(date: Date, amount: number, unit: string): void {
  if (unit === 'M') {
    date.setUTCMonth(date.getUTCMonth() + amount);
  } else if (unit === 'y') {
    date.setUTCFullYear(date.getUTCFullYear() + amount);
  } else {
    date.setTime(date.getTime() + amount * UNIT[unit as keyof typeof UNIT]);
  }
}

function round(date: Date, unit: string, up: boolean): void {
  if (unit === 'M' || unit === 'y') {
    date.setUTCHours(0, 0, 0, 0);
    date.setUTCDate(1);
    if (unit === 'y') {
      date.setUTCMonth(0);
    }
  } else if (unit === 'w') {
    date.setUTCHours(0, 0, 0, 0);
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  } else {
    const size = UNIT[unit as keyof typeof UNIT];
    date.setTime(Math.floor(date.getTime() / size) * size);
  }
  if (up) {
    shift(date, 1, unit);
    date.setTime(date.getTime() - 1);
  }
}

/** RFC 3339 in UTC without superfluous zeros, the way macros write times: `2026-01-02T00:00:00Z`, `…:00.25Z`. */
export function formatMacroTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.?0*Z$/, 'Z');
}
