/** Values that would break SQL made without care, and what PostgreSQL's own parser says about SQL. For tests. */
import fc from 'fast-check';
import { parse } from 'libpg-query';

/** Anything that PostgreSQL text can hold, mostly what is special to PostgreSQL, Grafana or us. */
export const nastyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        `'`,
        `''`,
        `"`,
        '\\',
        `\\'`,
        `\\\\`,
        '$',
        '$$',
        '$1',
        '${x}',
        '$__timeTo()',
        '$__timeFilter(ts)',
        '[[x]]'
      ),
      fc.constantFrom(
        '{{x}}',
        '{{tenant_is r.tenant}}',
        '{',
        '}',
        '--',
        '---',
        '/*',
        '*/',
        ';',
        `E'`,
        `U&'`,
        `\\x27`,
        `\\u0027`,
        '\n',
        '\r',
        '\t'
      ),
      fc.constantFrom(
        '%',
        '_',
        '%s',
        'Ж',
        '漢字',
        '🙂',
        '\u2028',
        '\u00a0',
        '\ufeff',
        '\u0001',
        '\u007f',
        '\u0080',
        '´',
        '’',
        '＇',
        'é'
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.string({ maxLength: 10 })
    ),
    { maxLength: 12 }
  )
  .map((parts) => parts.join('').replaceAll('\0', ''))
  .filter((value) => !/\p{Surrogate}/u.test(value));

/** The statements that PostgreSQL's own parser finds, places in the text left out. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a tree of whatever the SQL holds
export async function statementsOf(sql: string): Promise<any[]> {
  // The parser answers at once: thousands in a row would keep the test runner from hearing of its worker.
  await new Promise((resolve) => setImmediate(resolve));
  return JSON.parse(JSON.stringify((await parse(sql)).stmts), (key, value) =>
    key === 'location' || key === 'stmt_len' || key === 'stmt_location' ? undefined : value
  );
}

/** The tree of the SQL with its text literals taken out, and the literals. */
export async function withoutLiterals(sql: string): Promise<{ tree: string; literals: string[] }> {
  const literals: string[] = [];
  const tree = JSON.stringify(await statementsOf(sql), (key, value) => {
    if (key === 'sval' && value && typeof value === 'object') {
      literals.push(value.sval ?? '');
      return 'literal';
    }
    return value;
  });
  return { tree, literals };
}
