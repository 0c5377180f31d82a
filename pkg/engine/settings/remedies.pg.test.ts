import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { CheckRow } from '@devdiag/catalog/types';
import { createDevdiagDatabase, withClient, type DevdiagDatabase } from '@devdiag/sandbox/postgres/database';
import { startPostgres, type PostgresServer } from '@devdiag/sandbox/postgres/server';
import { evaluateChecks, planQueries } from '../report/evaluate.ts';
import { completeSettings } from './settings.ts';
import { remedyOf } from './remedies.ts';

/** What is offered to copy is run, on a real PostgreSQL, and mends what was found. */

const SCHEMA = 'Ops_1';
const SETTINGS = completeSettings(
  { schema: SCHEMA },
  CHECKS.map(({ definition }) => definition)
).settings;
const QUESTION = { asOf: Date.now(), isNow: true, tenant: null, settings: SETTINGS };
const AT = '"Ops_1"';

let server: PostgresServer;
let database: DevdiagDatabase;

beforeAll(async () => void (server = await startPostgres({ fast: true })), 180_000);
afterAll(() => server?.stop());
beforeEach(async () => {
  database = await createDevdiagDatabase(server, { name: 'ops', schema: SCHEMA, role: 'gra"fana' });
});
afterEach(() => database.drop());

const asOwner = (sql: string) => withClient(database.superuserDsn, (client) => client.query(sql));

async function judged(id: string) {
  const checks = CHECKS.filter(({ definition }) => definition.id === id);
  const [{ sql }] = planQueries(checks, QUESTION);
  const rows = await withClient(
    database.readerDsn,
    async (client) => (await client.query(sql)).rows as unknown as CheckRow[]
  );
  const answers = new Map([[id, { ok: true as const, rows, tookMs: null }]]);
  const [{ outcome }] = evaluateChecks(checks, QUESTION, answers, [], QUESTION.asOf).checks;
  return { outcome, remedy: remedyOf(id, rows, SCHEMA) };
}

describe('what mends a finding', () => {
  it.each<[string, string, string]>([
    [
      'all views are gone',
      'views',
      `drop view ${['problem_counts', 'fix_success', 'ttr_days', 'env_diversity', 'recent_activity', 'fix_ranking'].map((name) => `${AT}.v_${name}`).join(', ')}`,
    ],
    [
      'a view lacks columns',
      'views',
      `drop view ${AT}.v_fix_ranking; create view ${AT}.v_fix_ranking as select 1 as rank`,
    ],
    ['a view may not be read', 'views', `revoke select on ${AT}.v_ttr_days from "gra""fana"`],
    [
      'every plain index is gone',
      'indexes',
      ['tenant_ts', 'target_ts', 'ts', 'problems_gin']
        .map((name) => `drop index ${AT}.idx_diag_run_${name}`)
        .join(';') + `; drop index ${AT}.idx_fix_outcome_support, ${AT}.idx_fix_outcome_tenant_problem`,
    ],
    [
      'keys are gone',
      'indexes',
      `alter table ${AT}.diag_run drop constraint diag_run_pkey; alter table ${AT}.fix_outcome drop constraint fix_outcome_pkey, drop constraint fix_outcome_tenant_problem_code_fix_code_env_fp_key`,
    ],
    [
      'another index has the name',
      'indexes',
      `drop index ${AT}.idx_diag_run_ts; create index idx_diag_run_ts on ${AT}.diag_run (tenant)`,
    ],
    [
      'an index is invalid',
      'indexes',
      `update pg_index set indisvalid = false where indexrelid = '${AT}.idx_diag_run_ts'::regclass`,
    ],
    [
      'the role may write',
      'role-privileges',
      `grant insert, update, delete on all tables in schema ${AT} to "gra""fana"; grant update (notes) on ${AT}.fix_outcome to "gra""fana"`,
    ],
    [
      'the role may create, and count sequences',
      'role-privileges',
      `grant create on schema ${AT} to "gra""fana"; grant create on database ops to "gra""fana"; grant usage on sequence ${AT}.diag_run_id_seq to "gra""fana"`,
    ],
    [
      'the role is more than it should be',
      'role-privileges',
      'alter role "gra""fana" createrole createdb bypassrls; grant pg_write_all_data to "gra""fana"',
    ],
    ['the role is a superuser', 'role-privileges', 'alter role "gra""fana" superuser'],
    ['the role has no time limit', 'role-privileges', 'alter role "gra""fana" reset statement_timeout'],
  ])(
    '%s',
    async (_, id, fault) => {
      expect(await judged(id)).toEqual({ outcome: 'pass', remedy: undefined });
      await asOwner(fault);
      const { outcome, remedy } = await judged(id);
      expect(outcome).not.toBe('pass');
      const changesRole = /^(alter role|revoke "[^ ]+" from)/m.test(remedy?.sql ?? '');
      expect(remedy?.remedy).toMatch(changesRole ? /^Let a superuser/ : /^Let the owner/);
      await asOwner(remedy?.sql ?? '');
      expect(await judged(id)).toEqual({ outcome: 'pass', remedy: undefined });
    },
    60_000
  );

  it('a table in the place of a view is never dropped', async () => {
    await asOwner(`drop view ${AT}.v_fix_ranking; create table ${AT}.v_fix_ranking (rank int)`);
    expect((await judged('views')).remedy).toEqual({
      remedy: expect.stringMatching(/^Something else has the name of v_fix_ranking: rename it first\./),
    });
  });

  it('what the role owns is given up by nobody but people', async () => {
    await asOwner(`alter table ${AT}.diag_run owner to "gra""fana"`);
    const { remedy } = await judged('role-privileges');
    expect(remedy?.remedy).toMatch(/^It owns something: choose a role for Grafana that owns nothing\./);
    expect(remedy?.sql ?? '').not.toMatch(/owner/);
  });

  it('stale data has a way, and no SQL', () => {
    expect(remedyOf('stale-data', [], SCHEMA)).toEqual({ remedy: expect.stringMatching(/playbook/) });
  });
});
