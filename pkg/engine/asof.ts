/** The instant that a question is about. */
export interface AsOf {
  /** Milliseconds since 1970. */
  asOf: number;
  /** The present was asked for: only then can checks without a past be answered. */
  isNow: boolean;
  /** What was assumed, as a sentence: that a time without a zone was read as UTC. */
  note?: string;
}

/** Why a text is no instant that can be asked about, and what to write instead. */
export interface AsOfProblem {
  problem: string;
}

const EXAMPLES = 'Write now, now-24h, now-7d, 2026-03-18 or 2026-03-18T12:00:00Z.';
// Units in lower case only: where people write times, M is a month.
const RELATIVE = /^now(?:\s*-\s*(\d{1,9})\s*([smhdw]))?$/;
const ABSOLUTE =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * Reads an as-of instant: "now", "now-24h" (s, m, h, d, w), a date or a date with a time (ISO 8601). A bare date means
 * its beginning; without a zone UTC is meant, and `note` says so.
 * @param now milliseconds since 1970; later instants are refused, as are those before 1970
 */
export function parseAsOf(text: string, now: number): AsOf | AsOfProblem {
  const trimmed = text.trim();
  const relative = RELATIVE.exec(trimmed.replace(/^now/i, 'now'));
  if (relative) {
    const back = relative[1] === undefined ? 0 : Number(relative[1]) * UNIT_MS[relative[2]];
    return back === 0 ? { asOf: now, isNow: true } : past(trimmed, now - back, now);
  }
  const absolute = ABSOLUTE.exec(trimmed);
  return absolute
    ? fromAbsolute(trimmed, absolute, now)
    : { problem: `"${shown(trimmed)}" is not an instant. ${EXAMPLES}` };
}

function fromAbsolute(text: string, match: RegExpExecArray, now: number): AsOf | AsOfProblem {
  const [, ...parts] = match;
  const [year, month, day, hour, minute, second] = parts.slice(0, 6).map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59) {
    return { problem: `"${shown(text)}" is not a time of day (00:00:00 to 23:59:59). ${EXAMPLES}` };
  }
  const millisecond = Number((parts[6] ?? '').slice(0, 3).padEnd(3, '0'));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  // Date rolls 30 February over to March, and reads a year below 100 as one of the last century.
  if (!Number.isFinite(wall) || !new Date(wall).toISOString().startsWith(match[0].slice(0, 10))) {
    return { problem: `"${shown(text)}" is not a day of the calendar. ${EXAMPLES}` };
  }
  const zone = parts[7];
  const offset = zone === undefined || /^z$/i.test(zone) ? 0 : offsetMs(zone);
  if (offset === undefined) {
    return { problem: `"${zone}" is not an offset from UTC (-12:00 to +14:00). ${EXAMPLES}` };
  }
  const read = past(text, wall - offset, now);
  return zone === undefined && 'asOf' in read
    ? { ...read, note: `"${text}" names no time zone and was read as ${new Date(read.asOf).toISOString()} (UTC).` }
    : read;
}

function offsetMs(zone: string): number | undefined {
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  const total = (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
  return minutes > 59 || total < -12 * 60 || total > 14 * 60 ? undefined : total * 60_000;
}

function past(text: string, asOf: number, now: number): AsOf | AsOfProblem {
  if (asOf > now) {
    return {
      problem: `"${shown(text)}" lies in the future; it is ${new Date(now).toISOString()} now. Write now for the present.`,
    };
  }
  if (asOf < 0) {
    return { problem: `"${shown(text)}" lies before 1970, where there is no data. ${EXAMPLES}` };
  }
  return { asOf, isNow: false };
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
