import fc from 'fast-check';
import { parse } from 'libpg-query';
import { describe, expect, it } from 'vitest';
import { numberLiteral, QuoteError, quoteLiteral, quoteSchema, schemaNameProblem } from './quote.ts';

/** What Grafana would rewrite before PostgreSQL sees it: macros, and variables in each of their three forms. */
const REWRITTEN = /\$|\[\[|\]\]|\{\{|\}\}/;

const nasty = fc
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

/** The one statement that PostgreSQL's own parser finds, places in the text left out. */
async function statements(sql: string): Promise<any[]> {
  return JSON.parse(JSON.stringify((await parse(sql)).stmts), (key, value) =>
    key === 'location' || key === 'stmt_len' || key === 'stmt_location' ? undefined : value
  );
}

/** The statement's tree with its text literals taken out, and the literals. */
async function parted(sql: string): Promise<{ tree: string; literals: string[] }> {
  const literals: string[] = [];
  const tree = JSON.stringify(await statements(sql), (key, value) => {
    if (key === 'sval' && value && typeof value === 'object') {
      literals.push(value.sval ?? '');
      return 'literal';
    }
    return value;
  });
  return { tree, literals };
}

const around = (literal: string) => `select count(*) from devdiag.diag_run r where r.tenant = ${literal} and true`;

describe('a literal', () => {
  it('is the value and nothing else to PostgreSQL’s parser, for 10,000 values', async () => {
    const { tree } = await parted(around(`'x'`));
    await fc.assert(
      fc.asyncProperty(nasty, async (value) => {
        const found = await parted(around(quoteLiteral(value)));
        expect(found.tree).toBe(tree);
        expect(found.literals).toEqual([value]);
      }),
      { numRuns: 10_000 }
    );
  });

  it('holds nothing that Grafana rewrites, for 10,000 values', () => {
    fc.assert(
      fc.property(nasty, (value) => {
        expect(quoteLiteral(value)).not.toMatch(REWRITTEN);
      }),
      { numRuns: 10_000 }
    );
  });

  it('may be very long', async () => {
    for (const value of ['x'.repeat(1_000_000), `'`.repeat(100_000), '漢'.repeat(100_000), '-'.repeat(100_001)]) {
      expect((await parted(around(quoteLiteral(value)))).literals).toEqual([value]);
    }
  });

  it('cannot begin or end a comment', async () => {
    for (const value of ['--', 'a--', '--a', '---', '----', '-', '/* x', '*/']) {
      const literal = quoteLiteral(value);
      expect(literal).not.toMatch(/--|\/\*|\*\//);
      expect((await parted(around(literal))).literals).toEqual([value]);
    }
  });

  it('stays readable where nothing has to be escaped', () => {
    expect(quoteLiteral('acme corp, 12:30 +02')).toBe(`'acme corp, 12:30 +02'`);
    expect(quoteLiteral('Жanna')).toBe(`E'Жanna'`);
    expect(quoteLiteral(`it's`)).toBe(`E'it\\x27s'`);
    expect(quoteLiteral('')).toBe(`''`);
  });

  it('does not exist for a NUL or half a surrogate pair', () => {
    for (const value of ['\0', 'a\0b', '\ud800', 'a\udc00', '\udc00\ud800', '\ud83d\ud83d\ude42']) {
      expect(() => quoteLiteral(value)).toThrow(QuoteError);
    }
    expect(quoteLiteral('🙂')).toContain('🙂');
  });
});

describe('a schema name', () => {
  it.each(['devdiag', '_a1', 'Ops', 'größe', '漢字'])('%s is used as it is', async (name) => {
    const [{ stmt }] = await statements(`select 1 from ${quoteSchema(name)}.diag_run`);
    expect(stmt.SelectStmt.fromClause[0].RangeVar.schemaname).toBe(name);
  });

  it.each(['', 'a"b', `a'b`, 'a b', '1a', 'a-b', 'a.b', 'a;b', '$a', 'a\0', 'x'.repeat(64), 'ж'.repeat(32)])(
    '%j is refused with a sentence',
    (name) => {
      expect(schemaNameProblem(name)).toMatch(/^[A-Z].*\.$/);
      expect(() => quoteSchema(name)).toThrow(QuoteError);
    }
  );

  it('is refused or stays inside its quotes', () => {
    const name = fc.oneof(
      nasty,
      fc.string({ unit: fc.constantFrom('a', 'B', '_', '7', 'é', '漢', '"', "'", ' ', '\\', ';', '$') })
    );
    fc.assert(
      fc.property(name, (candidate) => {
        if (schemaNameProblem(candidate) === undefined) {
          expect(quoteSchema(candidate)).toBe(`"${candidate}"`);
          expect(candidate).not.toMatch(/["'\\\s;$]/);
        } else {
          expect(() => quoteSchema(candidate)).toThrow(QuoteError);
        }
      }),
      { numRuns: 1000 }
    );
  });
});

describe('a number', () => {
  it('reads back as itself', async () => {
    const values = [0, -0, 1, -1, 0.2, -0.5, 1e21, 1e-7, Number.MAX_SAFE_INTEGER, 5e-324, -1.7e308];
    for (const value of values) {
      expect(await statements(`select 1 -${numberLiteral(value)}`)).toHaveLength(1);
      expect(Number(numberLiteral(value).replace(/[()]/g, ''))).toBe(value === 0 ? 0 : value);
    }
  });

  it('does not exist for NaN and infinities', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      expect(() => numberLiteral(value)).toThrow(QuoteError);
    }
  });
});
