import type { EvidenceCell, EvidenceColumn, Unit } from '@devdiag/catalog/types';
import { bytes, duration, percent, plural, thousands } from '@devdiag/catalog/text';
import type { CheckResult } from './report.ts';

/** What stands where nothing was measured. */
export const NOTHING = '–';

/**
 * A value with its unit, as the page, the table and the exports show it: 0.83 share is "83 %", 125 minutes "2 h 5 min".
 * The same text everywhere: no locale. null, NaN and infinities are an en dash.
 */
export function formatValue(value: number | null, unit: Unit): string {
  if (value === null || !Number.isFinite(value)) {
    return NOTHING;
  }
  switch (unit) {
    case 'runs':
      return Number.isInteger(value) ? plural(value, 'run') : `${decimal(value)} runs`;
    case 'count':
      return decimal(value);
    case 'share':
      return percent(value);
    case 'minutes':
      return span(value);
    case 'hours':
      return span(value * 60);
    case 'days':
      return span(value * 24 * 60);
    case 'bytes':
      return bytes(value);
    case 'milliseconds':
      return milliseconds(value);
    case 'score':
      return value.toFixed(2);
  }
}

/** "7 h (threshold 6 h)"; the value alone where there is no threshold. */
export function formatAgainstThreshold({
  value,
  threshold,
  unit,
}: Pick<CheckResult, 'value' | 'threshold' | 'unit'>): string {
  return threshold === null
    ? formatValue(value, unit)
    : `${formatValue(value, unit)} (threshold ${formatValue(threshold, unit)})`;
}

/** A cell of evidence by its column's kind. Text is returned whole and unescaped. */
export function formatCell(cell: EvidenceCell | undefined, kind: EvidenceColumn['kind']): string {
  if (cell === null || cell === undefined) {
    return NOTHING;
  }
  if (typeof cell === 'string' || kind === 'text') {
    return String(cell);
  }
  return kind === 'time' ? formatInstant(cell) : formatValue(cell, kind);
}

/** Milliseconds since 1970 as "2026-03-18 12:00 UTC", with seconds where they are not zero. */
export function formatInstant(at: number): string {
  const iso = isoInstant(at);
  if (iso === null) {
    return NOTHING;
  }
  const seconds = iso.slice(16, 19) === ':00' ? '' : iso.slice(16, 19);
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}${seconds} UTC`;
}

/** Milliseconds since 1970 as ISO 8601 in UTC; null for what is no instant. */
export function isoInstant(at: number): string | null {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function span(minutes: number): string {
  if (minutes < 0) {
    return `-${span(-minutes)}`;
  }
  return minutes === 0 ? '0 minutes' : duration(minutes);
}

function milliseconds(value: number): string {
  if (Math.abs(value) < 1000) {
    return `${Math.round(value)} ms`;
  }
  return `${(value / 1000).toFixed(1)} s`;
}

/** Whole numbers grouped by thousands, others with one decimal. */
function decimal(value: number): string {
  if (Number.isInteger(value)) {
    return thousands(value);
  }
  const [whole, fraction] = Math.abs(value).toFixed(1).split('.');
  return `${value < 0 ? '-' : ''}${thousands(Number(whole))}.${fraction}`;
}
