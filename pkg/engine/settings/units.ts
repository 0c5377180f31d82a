import type { Unit } from '@devdiag/catalog/types';

/**
 * Numbers as people enter and read them. A setting is stored in the unit of its definition (a share from 0 to 1, bytes,
 * milliseconds); people think in per cent and gigabytes. Durations already are in a unit that people use.
 */

const GIGABYTE = 1024 ** 3;

const SCALE: Partial<Record<Unit, number>> = { share: 1 / 100, bytes: GIGABYTE };

const SUFFIX: Record<Unit, string> = {
  runs: 'runs',
  count: '',
  share: '%',
  minutes: 'minutes',
  hours: 'hours',
  days: 'days',
  bytes: 'GB',
  milliseconds: 'ms',
  score: '',
};

/** The word or sign that stands behind a number of this unit, as it is entered; empty for plain numbers. */
export function unitSuffix(unit: Unit): string {
  return SUFFIX[unit];
}

/** A stored number as the text of an input field: 0.2 of unit `share` is "20". */
export function toInput(value: number, unit: Unit): string {
  const scaled = value / (SCALE[unit] ?? 1);
  // Twelve digits hide what binary fractions add (0.07 / 0.01 is 7.000000000000001), not what a person typed.
  const text = String(Number(scaled.toPrecision(12)));
  return text.includes('e') ? scaled.toFixed(12).replace(/\.?0+$/, '') : text;
}

/**
 * The text of an input field as the number to store; NaN for anything that isn't one plain number. A comma is refused,
 * since "1,500" means different numbers to different people.
 */
export function fromInput(text: string, unit: Unit): number {
  const trimmed = text.trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed)) {
    return NaN;
  }
  const value = Number(trimmed) * (SCALE[unit] ?? 1);
  return unit === 'bytes' ? Math.round(value) : Number(value.toPrecision(12));
}

/** A stored number for reading, with its unit: "20 %", "5 GB", "120 minutes". */
export function withUnit(value: number, unit: Unit): string {
  const number = toInput(value, unit).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',');
  const suffix = SUFFIX[unit];
  const word = value === 1 && /^[a-z]+s$/.test(suffix) && suffix !== 'ms' ? suffix.slice(0, -1) : suffix;
  return word === '' ? number : `${number} ${word}`;
}
