import type { PageBlock, PageParameter, QueryBlock } from '@devdiag/catalog/types';
import { parseAttributes } from './attributes.ts';
import { ATTRIBUTES, PARAMETERS, ROWS, SAMPLE_LANGUAGES } from './blocks.ts';

/** A fence's block without its place, and what is wrong with it. */
type Fence = { block: PageBlock | null; mistakes: string[] };

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const COLUMN = /^[a-z_][a-z0-9_]*$/;

/**
 * A fenced block by its language and what stands behind it.
 *
 * @param line where it begins, from 1
 */
export function parseFence(language: string, info: string, code: string, line: number): Fence {
  const { values, mistakes } = parseAttributes(info);
  const kind = kindOf(language, values);
  if (kind === undefined) {
    const known = ['sql', 'shell', ...SAMPLE_LANGUAGES].join(', ');
    return { block: null, mistakes: [`a fenced block of "${language}"; known are ${known}`] };
  }
  const { needed, allowed } = ATTRIBUTES[kind];
  mistakes.push(...needed.filter((name) => !values.has(name)).map((name) => `a ${kind} block without ${name}`));
  mistakes.push(
    ...[...values.keys()]
      .filter((name) => !allowed.includes(name))
      .map((name) => `a ${kind} block knows no ${name}; it takes ${allowed.join(', ')}`)
  );
  mistakes.push(
    ...[...values]
      .filter(([name, value]) => allowed.includes(name) && (value === '') !== (name === 'copy'))
      .map(([name]) => (name === 'copy' ? 'copy takes no value' : `${name} has no value`))
  );
  if (code.trim() === '') {
    mistakes.push(`a ${kind} block without content`);
  }
  const text = (name: string) => values.get(name) ?? '';
  switch (kind) {
    case 'query': {
      const query = queryOf(values, code, mistakes);
      return { block: { line, ...query }, mistakes };
    }
    case 'statement':
      return { block: { line, kind, sql: code, changes: text('changes') }, mistakes };
    case 'shell': {
      const changes = text('changes');
      return { block: { line, kind, commands: code, changes: changes === 'nothing' ? null : changes }, mistakes };
    }
    case 'sample':
      return { block: { line, kind, language, title: text('title'), text: code }, mistakes };
  }
}

function kindOf(language: string, values: Map<string, string>) {
  if (language === 'sql') {
    return values.has('copy') ? 'statement' : 'query';
  }
  if (language === 'shell') {
    return 'shell';
  }
  return SAMPLE_LANGUAGES.includes(language) ? 'sample' : undefined;
}

function queryOf(values: Map<string, string>, sql: string, mistakes: string[]): QueryBlock {
  const id = values.get('id') ?? '';
  if (id !== '' && !NAME.test(id)) {
    mistakes.push(`the id "${id}" is not of small letters, digits and hyphens`);
  }
  const needs = (values.get('needs') ?? '').split(',').filter(Boolean);
  const unknown = needs.filter((name) => !PARAMETERS.includes(name as PageParameter));
  mistakes.push(
    ...unknown.map((name) => `needs "${name}", which no address holds; known are ${PARAMETERS.join(', ')}`)
  );
  const rows = Number(values.get('rows') ?? ROWS.default);
  if (!Number.isInteger(rows) || rows < 1 || rows > ROWS.most) {
    mistakes.push(`rows is a whole number from 1 to ${ROWS.most}`);
  }
  return {
    kind: 'query',
    id,
    title: values.get('title') ?? '',
    sql,
    needs: needs as PageParameter[],
    rows,
    plot: plotOf(values, mistakes),
  };
}

function plotOf(values: Map<string, string>, mistakes: string[]): QueryBlock['plot'] {
  const style = values.get('plot');
  const x = values.get('x') ?? '';
  const y = (values.get('y') ?? '').split(',').filter(Boolean);
  if (style === undefined) {
    if (x !== '' || y.length > 0) {
      mistakes.push('x and y say what a plot shows; there is no plot');
    }
    return null;
  }
  if (style !== 'line' && style !== 'bars') {
    mistakes.push(`plot is line or bars, not "${style}"`);
    return null;
  }
  if (x === '' || y.length === 0) {
    mistakes.push('a plot needs x=COLUMN and y=COLUMN[,COLUMN]');
  }
  mistakes.push(
    ...[x, ...y].filter((name) => name !== '' && !COLUMN.test(name)).map((name) => `"${name}" is no column`)
  );
  return { style, x, y };
}
