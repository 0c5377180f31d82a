import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { PageParameter, QueryBlock } from '@devdiag/catalog/types';
import { expandTimeTo, TIME_TO } from '../query/render.ts';
import { nastyText, withoutLiterals } from '../query/testing.ts';
import { completeSettings } from '../settings/settings.ts';
import { PARAMETERS } from './blocks.ts';
import { offerQuery } from './offer.ts';
import { parsePage } from './parse.ts';
import { missingParameters, renderForCopy, renderPageSql, runnableQuery, type PageQuestion } from './query.ts';
import { allBlocks } from './testing.ts';

const AS_OF = Date.parse('2026-03-18T12:00:00Z');
const { settings: SETTINGS } = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
);
const PLAIN = { settings: SETTINGS, tenant: 'the tenant', problem: 'the problem', target: 'the target' };
const USES_PARAMETERS = /\{\{\s*(tenant|problem|target)_(is|in)\s/;
/** Those of pages, and those that offer values for a parameter that nobody gave. */
const QUERIES = [
  ...allBlocks('query'),
  ...PARAMETERS.map((name) => ({ page: 'offer', where: `offer ${name}`, block: offerQuery(name) })),
];
const ASKING = QUERIES.filter(({ block }) => USES_PARAMETERS.test(block.sql));

const sqlOf = (block: QueryBlock, question: PageQuestion) => expandTimeTo(runnableQuery(block, question).sql, AS_OF);

/** A value as a page's address may hold it: now and then a very long one. An empty one is no value, another question. */
const value = fc
  .oneof(
    { arbitrary: nastyText, weight: 50 },
    { arbitrary: fc.tuple(nastyText, fc.integer({ min: 1, max: 400 })).map(([text, n]) => text.repeat(n)), weight: 1 }
  )
  .map((text) => text || `'`);

describe('values of the address', () => {
  it('never change the shape of a page’s query, only literals: 10,000 of them, by PostgreSQL’s own parser', async () => {
    expect(ASKING.length).toBeGreaterThan(20);
    const plain = await Promise.all(ASKING.map(({ block }) => withoutLiterals(sqlOf(block, PLAIN))));
    await fc.assert(
      fc.asyncProperty(fc.nat(ASKING.length - 1), value, value, value, async (at, tenant, problem, target) => {
        const sql = sqlOf(ASKING[at].block, { ...PLAIN, tenant, problem, target });
        expect(sql).not.toMatch(/\$|\[\[|\{\{/);
        const { tree, literals } = await withoutLiterals(sql);
        expect(tree === plain[at].tree, `${ASKING[at].where} keeps its shape`).toBe(true);
        const instead = new Map([
          [PLAIN.tenant, tenant],
          [PLAIN.problem, problem],
          [PLAIN.target, target],
        ]);
        expect(literals).toEqual(plain[at].literals.map((literal) => instead.get(literal) ?? literal));
      }),
      { numRuns: 10_000 }
    );
  }, 300_000);

  it('with a NUL are refused with a sentence, in every query that asks about them', () => {
    for (const { where, block } of ASKING) {
      for (const name of ['tenant', 'problem', 'target'] as const) {
        const ask = () => sqlOf(block, { ...PLAIN, [name]: 'a\0b' });
        if (new RegExp(`\\{\\{\\s*${name}_(is|in)\\s`).test(block.sql)) {
          expect(ask, where).toThrow(/^The value contains a NUL character, .+\. Remove it\.$/);
        } else {
          expect(ask, where).not.toThrow();
        }
      }
    }
  });
});

describe('a query of a page', () => {
  const block = (info: string, sql: string) =>
    parsePage(`# T\n\n\`\`\`sql ${info}\n${sql}\n\`\`\`\n`).blocks.find((found) => found.kind === 'query')!;

  it('asks for one row more than it shows', () => {
    expect(runnableQuery(block('id=a title=A rows=7', 'select 1 as one;'), PLAIN)).toEqual({
      sql: 'select * from (\nselect 1 as one\n) as shown limit 8',
      rows: 7,
    });
  });

  it('that ends in a comment is whole all the same', async () => {
    const { tree } = await withoutLiterals(sqlOf(block('id=a title=A', 'select 1 as one -- the only one'), PLAIN));
    expect(tree).toContain('limitCount');
  });

  it.each<[PageParameter[], Partial<PageQuestion>]>([
    [['problem'], { problem: null }],
    [['problem'], { problem: '' }],
    [['tenant', 'target'], { tenant: null, target: '' }],
  ])('needs %j', (missing, given) => {
    const needing = block(`id=a title=A needs=${missing.join(',')}`, 'select 1');
    expect(missingParameters(needing, { ...PLAIN, ...given })).toEqual(missing);
    expect(() => runnableQuery(needing, { ...PLAIN, ...given })).toThrow(`needs ${missing.join(' and ')}: choose one.`);
    expect(missingParameters(needing, PLAIN)).toEqual([]);
  });

  it('holds thresholds in force, the policy and the schema', () => {
    const settings = { ...SETTINGS, schema: 'Ops', retentionDays: 30, thresholds: { 'stale-data': { warn: 17 } } };
    const sql = 'select {{stale_data_warn}}, {{retention_days}}, {{schema_name}} from {{schema}}.diag_run';
    expect(renderPageSql(sql, { ...PLAIN, settings })).toBe(`select 17, 30, 'Ops' from "Ops".diag_run`);
  });

  it('with a placeholder that nothing fills says which', () => {
    expect(() => renderPageSql('select {{nobody_knows}}', PLAIN)).toThrow('{{nobody_knows}}');
  });
});

describe('what is copied', () => {
  it('holds the instant as a literal and its last semicolon', () => {
    const copied = renderForCopy('delete from {{schema}}.diag_run where ts < {{as_of}};\n', PLAIN, AS_OF);
    expect(copied).toBe(
      `delete from "devdiag".diag_run where ts < ('2026-03-18T12:00:00.000Z'::timestamptz at time zone 'UTC');`
    );
  });

  it.each([...allBlocks('statement'), ...allBlocks('shell')])('$where holds nothing unfilled', ({ block }) => {
    const text = block.kind === 'statement' ? block.sql : block.commands;
    expect(renderForCopy(text, PLAIN, AS_OF)).not.toMatch(/\{\{|\$__/);
  });

  it('every query', () => {
    for (const { where, block } of QUERIES) {
      expect(runnableQuery(block, PLAIN).sql.replaceAll(TIME_TO, ''), where).not.toMatch(/\$|\[\[|\{\{/);
    }
  });
});
