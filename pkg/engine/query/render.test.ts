import fc from 'fast-check';
import { parse } from 'libpg-query';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { completeSettings } from '../settings/settings.ts';
import { QuoteError } from './quote.ts';
import { tenantVariableFilterSql, tenantVariableValueSql } from './tenantVariable.ts';
import { expandTimeRange, expandTimeTo, renderCheckQuery, renderQuery, TIME_TO, type RenderContext } from './render.ts';
import { withStopwatch } from './stopwatch.ts';

const { settings } = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
);
const context = (changes: Partial<RenderContext> = {}): RenderContext => ({ settings, tenant: null, ...changes });

describe('placeholders', () => {
  it.each<[string, string]>([
    ['{{schema}}.diag_run', '"devdiag".diag_run'],
    ['{{ schema }}', '"devdiag"'],
    ['{{zone}}', `'UTC'`],
    ['{{as_of}}', `($__timeTo()::timestamptz at time zone 'UTC')`],
    ['{{as_of_tz}}', '$__timeTo()::timestamptz'],
    ['{{from}}', `($__timeFrom()::timestamptz at time zone 'UTC')`],
    ['{{tenant_is r.tenant}}', 'true'],
    ['{{problem_is code}} and {{problem_in r.problems}} and {{target_is r.target_hash}}', 'true and true and true'],
    ['{{days}}, {{minRuns}}, {{top10}}, {{name}}', `7, 20, (-1), 'a b'`],
  ])('%s becomes %s', (text, expected) => {
    expect(renderQuery(text, context({ parameters: { days: 7, minRuns: 20, top10: -1, name: 'a b' } }))).toBe(expected);
  });

  it('filters by tenant, whatever stands around it', () => {
    expect(renderQuery('not {{tenant_is r.tenant}}', context({ tenant: 'acme' }))).toBe(`not (r.tenant = 'acme')`);
  });

  it('filters by problem code and target', () => {
    const asked = context({ problem: `it's`, target: 'ab12' });
    expect(renderQuery('not {{problem_is p.code}}', asked)).toBe(`not (p.code = E'it\\x27s')`);
    expect(renderQuery('{{problem_in r.problems}}', asked)).toBe(
      `(r.problems @> jsonb_build_array(E'it\\x27s'::text))`
    );
    expect(renderQuery('{{target_is r.target_hash}}', asked)).toBe(`(r.target_hash = 'ab12')`);
  });

  it('names the value of a tenant in the dashboard’s variable', () => {
    expect(renderQuery('{{tenant_value r.tenant}} as v', context())).toBe(`${tenantVariableValueSql('r.tenant')} as v`);
  });

  it('filters by the tenants that a dashboard shows', () => {
    const filter = renderQuery('not {{tenant_is r.tenant}}', context({ tenant: { fromVariable: true } }));
    expect(filter).toBe(`not ${tenantVariableFilterSql('r.tenant')}`);
    expect(filter).toContain('${tenant:percentencode}');
  });

  it('may stand in the arguments of another one', () => {
    const text = renderQuery('{{expected_minutes x at time zone {{zone}} | {{as_of_tz}}}}', context());
    expect(text).toContain(`(x at time zone 'UTC') < ($__timeTo()::timestamptz)`);
  });

  it.each<[string, RegExp]>([
    ['{{nope}}', /nobody fills: \{\{nope\}\}/],
    ['{{toString}}', /nobody fills/],
    ['{{days7}}', /nobody fills: \{\{days7\}\}/],
    ['{{daysMore}}', /nobody fills: \{\{daysMore\}\}/],
    ['{{days 8}}', /takes nothing beside its name/],
    ['{{schema x}}', /takes nothing beside its name/],
    ['{{tenant_is}}', /says not of what/],
    ['{{problem_is}}', /says not of what/],
    ['{{problem_in}}', /says not of what/],
    ['{{target_is}}', /says not of what/],
    ['{{expected_minutes a}}', /needs two expressions/],
    ['{{expected_minutes a | b | c}}', /needs two expressions/],
    ['{{expected_minutes a || b}}', /needs two expressions/],
    ['{{expected_minutes | b}}', /needs two expressions/],
    ['{{schema', /not closed near "\{\{schema"/],
    ['schema}}', /not closed/],
    ['{{}}', /not closed/],
    ['{{bad}}', /\{\{bad\}\}: NaN is not a number/],
  ])('%s is refused', (text, message) => {
    expect(() => renderQuery(text, context({ parameters: { days: 7, bad: NaN } }))).toThrow(message);
  });

  it('values are never read again: a tenant that looks like a placeholder stays text, for 10,000 values', () => {
    const text = 'select {{tenant_is r.tenant}}, {{name}}, {{as_of}}';
    const tenants = fc
      .array(
        fc.constantFrom(
          '{{',
          '}}',
          '{',
          '}',
          'schema',
          'name',
          'tenant_is ',
          ' ',
          TIME_TO,
          '$',
          `'`,
          '$&',
          '$1',
          '\\',
          'x'
        )
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(tenants, tenants, (tenant, name) => {
        const rendered = renderQuery(text, context({ tenant, parameters: { name } }));
        const expanded = expandTimeTo(rendered, 0);
        expect(rendered.split(TIME_TO)).toHaveLength(2);
        expect(expanded).not.toMatch(/\$|\{\{|\}\}/);
      }),
      { numRuns: 10_000 }
    );
  });

  it('refuses a schema or a tenant that no query can hold', () => {
    expect(() => renderQuery('{{schema}}', context({ settings: { ...settings, schema: 'a"b' } }))).toThrow(QuoteError);
    expect(() => renderQuery('{{tenant_is t}}', context({ tenant: 'a\0' }))).toThrow(QuoteError);
    expect(() => renderQuery('{{problem_is p}}', context({ problem: 'a\0' }))).toThrow(QuoteError);
    expect(() => renderQuery('{{problem_in p}}', context({ problem: 'a\0' }))).toThrow(QuoteError);
    expect(() => renderQuery('{{target_is t}}', context({ target: '\ud800' }))).toThrow(QuoteError);
  });
});

describe('the end of the time range', () => {
  it('becomes a literal such as Grafana’s', () => {
    expect(expandTimeTo('select $__timeTo()::timestamptz, $__timeTo()', Date.parse('2026-01-02T00:00:00Z'))).toBe(
      `select '2026-01-02T00:00:00.000Z'::timestamptz, '2026-01-02T00:00:00.000Z'`
    );
  });
});

describe('both ends of the time range', () => {
  it('become literals', () => {
    expect(expandTimeRange('$__timeFrom() $__timeTo()', { from: 0, to: 1000 })).toBe(
      `'1970-01-01T00:00:00.000Z' '1970-01-01T00:00:01.000Z'`
    );
  });
});

describe('every query of the catalog', () => {
  const WITH_QUERY = CHECKS.filter(({ query }) => query !== null);
  const shape = async (sql: string) =>
    JSON.stringify((await parse(sql)).stmts, (key, value) =>
      key === 'sval' || key.endsWith('location') || key === 'stmt_len' ? undefined : value
    );

  it.each(WITH_QUERY.map((entry) => [entry.definition.id, entry] as const))(
    '%s is one statement whose shape no tenant changes',
    async (_, entry) => {
      const judged = { asOf: 0, isNow: true, settings, thresholds: settings.thresholds[entry.definition.id] };
      const sql = (tenant: string) => expandTimeTo(withStopwatch(renderCheckQuery(entry, { ...judged, tenant })!), 0);
      const expected = await shape(sql('acme'));
      for (const tenant of [
        `'; drop table devdiag.diag_run; --`,
        `\\'`,
        '$__timeTo()',
        '{{schema}}',
        '/*',
        'Ж漢🙂',
        '\n--',
      ]) {
        expect(await shape(sql(tenant))).toBe(expected);
      }
      expect((await parse(sql('acme'))).stmts).toHaveLength(1);
    }
  );
});

describe('the stopwatch', () => {
  it.each(['select 1', 'select 1;', 'select 1 ;;\n', 'select 1 -- a comment', '-- first\nselect 1\n'])(
    'goes around %j as one statement',
    async (sql) => {
      expect((await parse(withStopwatch(sql))).stmts).toHaveLength(1);
    }
  );
});
