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
    expect(connectionFindings('ops', rows(2, 2, 2)).map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'pass']);
  });

  it('says only that the schema is missing when it is', () => {
    const findings = connectionFindings('ops', rows(0, 0, 0));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ outcome: 'fail', message: expect.stringContaining('no schema "ops"') });
  });

  it('offers the DDL and the grants for what is missing, with schema and role quoted', () => {
    const [{ sql = '' }] = connectionFindings('ops', rows(0, 0, 0));
    expect(sql).toMatch(/create schema[^;]*"ops"/);
    expect(sql).toContain('to "gra""fana"');
    expect(sql.indexOf('create schema')).toBeLessThan(sql.indexOf('grant '));
    expect(sql).not.toMatch(/\{\{|\}\}/);
  });

  it('names the server, and warns of one that is too old', () => {
    const server = (version: string, state: number) => [
      ...rows(2, 2, 2),
      { kind: 'server', name: version, role: 'grafana', state },
    ];
    expect(connectionFindings('ops', server('15.4', 150004))[0]).toEqual({
      outcome: 'pass',
      message: 'The server is PostgreSQL 15.4.',
    });
    expect(connectionFindings('ops', server('14.9', 140009))[0]).toMatchObject({
      outcome: 'warn',
      remedy: expect.stringContaining('15 and newer'),
    });
  });

  it('offers the grant for a schema that may not be used, with the role quoted', () => {
    expect(connectionFindings('ops', rows(1, 1, 1))[0].sql).toContain('grant usage on schema "ops" to "gra""fana";');
  });

  it('tells a missing table from one that may not be read', () => {
    const [, run, outcome] = connectionFindings('ops', rows(2, 1, 0));
    expect(run).toMatchObject({ outcome: 'fail', sql: 'grant select on "ops".diag_run to "gra""fana";' });
    expect(outcome).toMatchObject({ outcome: 'fail', message: 'Table fix_outcome is missing from the schema "ops".' });
    expect(outcome.sql).toContain('create table');
  });

  it('never calls silence well', () => {
    expect(connectionFindings('ops', [])[0].outcome).toBe('fail');
    expect(connectionFindings('ops', rows(2, 2, 2).slice(0, 1)).some(({ outcome }) => outcome === 'fail')).toBe(true);
  });

  it('holds no dollar sign, which Grafana would take for a macro', () => {
    expect(connectionQuery('dev_diag')).not.toContain('$');
    expect(() => connectionQuery('a\0b')).toThrow(QuoteError);
  });
});
