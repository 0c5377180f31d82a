import { stringify } from 'yaml';

const STEP = 4;

/**
 * YAML as Go's library writes it, which indents to the next multiple of four. Scalars are left to the library that knows
 * when they need quotes.
 */
export function goYaml(value: object): string {
  return write(value, 0).join('\n') + '\n';
}

function write(value: unknown, column: number): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const lines = isNested(item) ? write(item, column + 2) : [scalar(item)];
      return lines.map((line, index) => (index === 0 ? `${pad(column)}- ${line.trimStart()}` : line));
    });
  }
  return Object.entries(value as object).flatMap(([key, item]) => {
    const name = `${pad(column)}${scalar(key)}:`;
    return isNested(item) ? [name, ...write(item, nextStep(column))] : [`${name} ${scalar(item)}`];
  });
}

function nextStep(column: number): number {
  return (Math.floor(column / STEP) + 1) * STEP;
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function scalar(value: unknown): string {
  return stringify(value, { lineWidth: 0 }).trimEnd();
}

function pad(column: number): string {
  return ' '.repeat(column);
}
