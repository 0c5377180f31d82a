/** Numbers for a small plot: where its axis ends and where its lines go. Pure. */

/** The smallest round number (1, 2, 2.5, 5 times a power of ten) at or above a positive value; 1 for anything else. */
export function roundUp(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** `roundUp` in the units that bytes are shown in, so that 110 kB end at 200 kB and not at 195. */
function roundUpBytes(value: number): number {
  const unit = value > 0 ? 1024 ** Math.floor(Math.log(value) / Math.log(1024)) : 1;
  return roundUp(value / unit) * unit;
}

/**
 * The top of the value axis. A threshold is part of the plot only where it does not flatten what was measured.
 * @returns `showThreshold` false when the threshold lies beyond the plot
 */
export function valueAxis(
  values: number[],
  threshold: number | null,
  inBytes = false
): { max: number; showThreshold: boolean } {
  const highest = Math.max(0, ...values);
  const showThreshold = threshold !== null && threshold > 0 && (highest === 0 || threshold <= highest * 3);
  const top = Math.max(highest, showThreshold ? threshold : 0);
  return { max: inBytes ? roundUpBytes(top) : roundUp(top), showThreshold };
}

/** SVG path through the points; a gap where a value is missing. */
export function linePath(points: Array<{ x: number; y: number | null }>): string {
  let path = '';
  let drawing = false;
  for (const { x, y } of points) {
    if (y === null) {
      drawing = false;
      continue;
    }
    path += `${drawing ? 'L' : 'M'}${x.toFixed(1)},${y.toFixed(1)}`;
    drawing = true;
  }
  return path;
}

/** Which of `count` points get a label below: first, last and evenly between, as many as fit. */
export function labelledPoints(count: number, width: number, labelWidth: number): number[] {
  const fit = Math.max(1, Math.min(count, Math.floor(width / labelWidth)));
  if (fit === 1) {
    return count > 0 ? [count - 1] : [];
  }
  return Array.from({ length: fit }, (_, i) => Math.round((i * (count - 1)) / (fit - 1)));
}
