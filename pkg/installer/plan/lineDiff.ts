import { diffArrays } from 'diff';
import type { Json } from '@devdiag/catalog/types';

/** One line of a difference: on both sides, only in the first text, only in the second, or lines that were left out. */
export interface DiffLine {
  sign: ' ' | '-' | '+' | '…';
  text: string;
}

/** Values up to this many characters on one line are read at a glance; longer ones are told line by line. */
const AT_A_GLANCE = 100;
/** Unchanged lines that are shown before and after each change. */
const CONTEXT = 2;
/** Texts that differ in more lines than these are told as one block for another: finding the least would take too long. */
const MOST_CHANGES = 2_000;
/** Of a line that is longer, the part that differs is shown. */
const LONGEST_LINE = 160;
/** Characters shown on either side of that part. */
const AROUND = 40;

/** A value as text for people: JSON that is no text is laid out once it is long. */
export function valueText(value: Json): string {
  if (typeof value === 'string') {
    return value;
  }
  const short = JSON.stringify(value);
  return short.length > AT_A_GLANCE ? JSON.stringify(value, null, 2) : short;
}

/**
 * The difference of two values, line by line.
 * @returns undefined where both are short, or one is not there: they are then shown as they are
 */
export function valueDiff(one: Json | undefined, other: Json | undefined): DiffLine[] | undefined {
  if (one === undefined || other === undefined) {
    return undefined;
  }
  const [before, after] = [laidOut(one, other), laidOut(other, one)];
  return [before, after].every((text) => text.length <= AT_A_GLANCE && !text.includes('\n'))
    ? undefined
    : lineDiff(before, after);
}

/** Both sides are laid out, or neither: otherwise every line would differ. */
function laidOut(value: Json, beside: Json): string {
  const isLong = [value, beside].some((each) => valueText(each).includes('\n'));
  return typeof value === 'string' || !isLong ? valueText(value) : JSON.stringify(value, null, 2);
}

/** Changed lines with a few around them; everything else is left out, and that is marked. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const lines = narrowed(compared(before.split('\n'), after.split('\n')));
  const isNear = lines.map((_, at) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ sign }) => sign !== ' ')
  );
  return lines.flatMap((line, at): DiffLine[] => {
    if (isNear[at]) {
      return [line];
    }
    return at === 0 || isNear[at - 1] ? [{ sign: '…', text: '' }] : [];
  });
}

function compared(before: string[], after: string[]): DiffLine[] {
  const changes = diffArrays(before, after, { maxEditLength: MOST_CHANGES }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return changes.flatMap(({ value, added, removed }) =>
    value.map((text): DiffLine => ({ sign: added ? '+' : removed ? '-' : ' ', text }))
  );
}

/** A long line that was changed is cut to where it differs from the one that took its place. */
function narrowed(lines: DiffLine[]): DiffLine[] {
  const shown = lines.map((line) => ({ ...line }));
  for (let at = 0; at < lines.length;) {
    const minus = count(lines, at, '-');
    const plus = count(lines, at + minus, '+');
    for (let n = 0; n < Math.min(minus, plus); n++) {
      const [one, other] = [lines[at + n].text, lines[at + minus + n].text];
      if (one.length > LONGEST_LINE || other.length > LONGEST_LINE) {
        [shown[at + n].text, shown[at + minus + n].text] = cutToDifference(one, other);
      }
    }
    at += Math.max(1, minus + plus);
  }
  return shown;
}

function count(lines: DiffLine[], from: number, sign: DiffLine['sign']): number {
  let number = 0;
  while (lines[from + number]?.sign === sign) {
    number++;
  }
  return number;
}

function cutToDifference(one: string, other: string): [string, string] {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) {
    start++;
  }
  let end = 0;
  while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) {
    end++;
  }
  const [from, behind] = [start - AROUND, end - AROUND];
  const cut = (text: string) =>
    `${from > 0 ? '…' : ''}${text.slice(Math.max(0, from), text.length - Math.max(0, behind))}${behind > 0 ? '…' : ''}`;
  return [cut(one), cut(other)];
}
