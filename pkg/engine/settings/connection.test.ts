import { describe, expect, it } from 'vitest';
import { QuoteError } from '../query/quote.ts';
import { connectionFindings, connectionQuery, type ConnectionRow } from './connection.ts';

const rows = (schema: number, diagRun: number, fixOutcome: number): ConnectionRow[] => [
  { kind: 'schema', name: 'ops', role: 'gra"fana', state: schema },
  { kind: 'table', name: 'diag_run', role: 'gra"fana', state: diagRun },
  { kind: 'table', name: 'fix_outcome', role: 'gra"fana', state: fixOutcome },
];

describe('the connection test', () => {
  it('is content with a readable schema and tables', () => {
    expect(connectionFindings('ops', rows(2, 2, 2)).map(({ ok }) => ok)).toEqual([true, true, true]);
  });

  it('says only that the schema is missing when it is', () => {
    const findings = connectionFindings('ops', rows(0, 0, 0));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ ok: false, message: expect.stringContaining('no schema "ops"') });
  });

  it('offers the grant for a schema that may not be used, with the role quoted', () => {
    expect(connectionFindings('ops', rows(1, 1, 1))[0].sql).toContain('grant usage on schema "ops" to "gra""fana";');
  });

  it('tells a missing table from one that may not be read', () => {
    const [, run, outcome] = connectionFindings('ops', rows(2, 1, 0));
    expect(run).toMatchObject({ ok: false, sql: 'grant select on "ops".diag_run to "gra""fana";' });
    expect(outcome).toMatchObject({ ok: false, message: 'Table fix_outcome is missing from the schema "ops".' });
    expect(outcome.sql).toBeUndefined();
  });

  it('never calls silence well', () => {
    expect(connectionFindings('ops', [])[0].ok).toBe(false);
    expect(connectionFindings('ops', rows(2, 2, 2).slice(0, 1)).some(({ ok }) => !ok)).toBe(true);
  });

  it('holds no dollar sign, which Grafana would take for a macro', () => {
    expect(connectionQuery('dev_diag')).not.toContain('$');
    expect(() => connectionQuery('a\0b')).toThrow(QuoteError);
  });
});
