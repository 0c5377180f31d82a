import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberLiteral, QuoteError, quoteLiteral, quoteSchema, schemaNameProblem } from './quote.ts';
import { nastyText, statementsOf, withoutLiterals } from './testing.ts';

/** What Grafana would rewrite before PostgreSQL sees it: macros, and variables in each of their three forms. */
const REWRITTEN = /\$|\[\[|\]\]|\{\{|\}\}/;

const around = (literal: string) => `select count(*) from devdiag.diag_run r where r.tenant = ${literal} and true`;

describe('a literal', () => {
  it('is the value and nothing else to PostgreSQL’s parser, for 10,000 values', async () => {
    const { tree } = await withoutLiterals(around(`'x'`));
    await fc.assert(
      fc.asyncProperty(nastyText, async (value) => {
        const found = await withoutLiterals(around(quoteLiteral(value)));
        expect(found.tree).toBe(tree);
        expect(found.literals).toEqual([value]);
      }),
      { numRuns: 10_000 }
    );
  });

  it('holds nothing that Grafana rewrites, for 10,000 values', () => {
    fc.assert(
      fc.property(nastyText, (value) => {
        expect(quoteLiteral(value)).not.toMatch(REWRITTEN);
      }),
      { numRuns: 10_000 }
    );
  });

  it('may be very long', async () => {
    for (const value of ['x'.repeat(1_000_000), `'`.repeat(100_000), '漢'.repeat(100_000), '-'.repeat(100_001)]) {
      expect((await withoutLiterals(around(quoteLiteral(value)))).literals).toEqual([value]);
    }
  });

  it('cannot begin or end a comment', async () => {
    for (const value of ['--', 'a--', '--a', '---', '----', '-', '/* x', '*/']) {
      const literal = quoteLiteral(value);
      expect(literal).not.toMatch(/--|\/\*|\*\//);
      expect((await withoutLiterals(around(literal))).literals).toEqual([value]);
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
    const [{ stmt }] = await statementsOf(`select 1 from ${quoteSchema(name)}.diag_run`);
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
      nastyText,
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
      expect(await statementsOf(`select 1 -${numberLiteral(value)}`)).toHaveLength(1);
      expect(Number(numberLiteral(value).replace(/[()]/g, ''))).toBe(value === 0 ? 0 : value);
    }
  });

  it('does not exist for NaN and infinities', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      expect(() => numberLiteral(value)).toThrow(QuoteError);
    }
  });
});
