import fc from 'fast-check';
import { parse } from 'libpg-query';
import { describe, expect, it } from 'vitest';
import {
  expandTenantVariable,
  tenantOfVariable,
  tenantVariableFilterSql,
  tenantVariableValue,
} from './tenantVariable.ts';

/** Any text that PostgreSQL can hold, often with what has a meaning in arrays, SQL or Grafana. */
const tenants = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('"', '\\', "'", ',', '{', '}', '$', '${x}', 'NULL', ' ', '\n', 'é', '🙂', 'a'))
    .map((parts) => parts.join(''))
);

describe("the dashboard's variable for tenants", () => {
  it.each([
    ['acme', '~000061cme'],
    ['Acme-2_x.y', '~000041cme-2_x.y'],
    ['', '~00fffe'],
    ['All', '~000041ll'],
    ['17', '~0000317'],
    [`l'été`, '~00006c~000027~0000e9t~0000e9'],
    ['🙂', '~01f642'],
  ])('the value of %j is %s', (tenant, value) => {
    expect(tenantVariableValue(tenant)).toBe(value);
    expect(tenantOfVariable(value)).toBe(tenant);
  });

  it('a value tells its tenant and is plain in addresses and SQL, for 10,000 names', () => {
    fc.assert(
      fc.property(tenants, (tenant) => {
        const value = tenantVariableValue(tenant);
        expect(value).toMatch(/^~[A-Za-z0-9_.~-]+$/);
        expect(encodeURIComponent(value)).toBe(value);
        expect(tenantOfVariable(value)).toBe(tenant);
      }),
      { numRuns: 10_000 }
    );
  });

  it('a plain name in an address is that tenant', () => {
    expect(tenantOfVariable('acme-2')).toBe('acme-2');
  });

  it.each(['', '*', '-all-', '$__all', 'a b', `'`, '~', '~12', '~00006G', '~110000', 'é'])(
    '%j is no value of a tenant',
    (value) => {
      expect(tenantOfVariable(value)).toBeUndefined();
    }
  );

  it('is written into SQL as Grafana writes it', () => {
    const sql = tenantVariableFilterSql('r.tenant');
    expect(expandTenantVariable(sql, null)).toMatch(/^\('-all-' = '-all-' or r\.tenant = any \(/);
    expect(expandTenantVariable(sql, ['acme', 'b'])).toContain(`'%7B~000061cme%2C~000062%7D' = '-all-'`);
    expect(expandTenantVariable(sql, [])).toContain(`'%7B%7D' = '-all-'`);
  });

  it('is one expression, whatever it holds', async () => {
    const shape = async (chosen: string[]) =>
      JSON.stringify(
        (await parse(`select ${expandTenantVariable(tenantVariableFilterSql('t'), chosen)}`)).stmts,
        (key, value) => (key === 'sval' || key.endsWith('location') || key === 'stmt_len' ? undefined : value)
      );
    const expected = await shape(['acme']);
    for (const chosen of [[], ['a', 'b'], [`'); drop table x; --`], ['$__timeFilter(ts)', '${x}', '[[y]]', '\\']]) {
      expect(await shape(chosen)).toBe(expected);
    }
  });
});
