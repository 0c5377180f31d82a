/** Parts of a Terraform file; `hcl()` writes them down. */
export type HclValue = string | number | boolean | HclExpression | HclValue[] | { [key: string]: HclValue };

export interface HclBlock {
  /** "resource", "rule", "data" … */
  type: string;
  labels?: string[];
  body: Array<HclAttribute | HclBlock>;
}

export interface HclAttribute {
  name: string;
  value: HclValue;
}

/** Written as it is: a reference to something else, a function's call. */
export class HclExpression {
  constructor(readonly text: string) {}
}

/** Attributes of an object's entries, without those that hold nothing. */
export function attributes(values: Record<string, HclValue | undefined>): HclAttribute[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

/** Blocks as text, formatted as `terraform fmt` leaves it: two spaces a level, equals signs below each other. */
export function hcl(blocks: HclBlock[]): string {
  return blocks.map((block) => written(block, '')).join('\n');
}

function written({ type, labels = [], body }: HclBlock, indent: string): string {
  const inner = `${indent}  `;
  const head = [type, ...labels.map(quoted)].join(' ');
  if (body.length === 0) {
    return `${indent}${head} {}\n`;
  }
  const parts = groups(body).map((group) =>
    group.map((part) => ('type' in part ? written(part, inner) : attribute(part, group, inner))).join('')
  );
  return `${indent}${head} {\n${parts.join('\n')}${indent}}\n`;
}

/** Runs of attributes and runs of blocks of one type stand apart from each other. */
function groups(body: HclBlock['body']): Array<HclBlock['body']> {
  const kind = (part: HclBlock['body'][number]) => ('type' in part ? `block ${part.type}` : 'attribute');
  const found: Array<HclBlock['body']> = [];
  for (const part of body) {
    const last = found.at(-1);
    if (last && kind(last[0]) === kind(part)) {
      last.push(part);
    } else {
      found.push([part]);
    }
  }
  return found;
}

function attribute({ name, value }: HclAttribute, beside: HclBlock['body'], indent: string): string {
  return `${indent}${name.padEnd(width(alignedWith(name, beside)))} = ${valueText(value, indent)}\n`;
}

/** A value of several lines ends a run of aligned equals signs. */
function alignedWith(name: string, body: HclBlock['body']): string[] {
  let run: string[] = [];
  for (const part of body) {
    if ('type' in part) {
      continue;
    }
    if (isObject(part.value)) {
      if (part.name === name) {
        return [name];
      }
      if (run.includes(name)) {
        return run;
      }
      run = [];
    } else {
      run.push(part.name);
    }
  }
  return run;
}

function width(names: string[]): number {
  return Math.max(...names.map(({ length }) => length));
}

function isObject(value: HclValue): value is { [key: string]: HclValue } {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof HclExpression);
}

function valueText(value: HclValue, indent: string): string {
  if (value instanceof HclExpression) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => valueText(item, indent)).join(', ')}]`;
  }
  if (!isObject(value)) {
    return typeof value === 'string' ? quoted(value) : String(value);
  }
  const entries = Object.entries(value).map(([key, item]) => [keyText(key), valueText(item, `${indent}  `)]);
  const widest = width(entries.map(([key]) => key));
  const lines = entries.map(([key, text]) => `${indent}  ${key.padEnd(widest)} = ${text}\n`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`;
}

/** Keys that are no identifiers are quoted. */
function keyText(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) ? key : quoted(key);
}

/** A quoted text that HCL takes literally: `${` and `%{` would begin a template. */
export function quoted(text: string): string {
  const inside = text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => `\\u${hex(character)}`)
    .replace(/\$(?=\{)/g, '$$$$')
    .replace(/%(?=\{)/g, '%%');
  return `"${inside}"`;
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0');
}
