import { of, throwError } from 'rxjs';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { DataQueryRequest } from '@grafana/data';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { testConnection } from './testConnection';

const health = jest.fn();
const query = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: () => ({ get: health }),
  getDataSourceSrv: () => ({
    get: async () => ({ type: 'grafana-postgresql-datasource', getRef: () => ({ uid: 'pg' }), query }),
  }),
}));

const { settings: SETTINGS } = completeSettings(
  {},
  CHECKS.map(({ definition }) => definition)
);

type Row = [section: string, key: string | null, value: number | null, detail: object | null];

/** What is found, by refId; each test changes what it is about. */
let found: { connection: Array<[string, string, string, number]>; checks: Record<string, Row[] | { error: string }> };

const VIEWS = [
  'v_problem_counts',
  'v_fix_success',
  'v_ttr_days',
  'v_env_diversity',
  'v_recent_activity',
  'v_fix_ranking',
];
const view = (name: string, exists = true): Row => [
  'view',
  name,
  exists ? 1 : 0,
  { exists, is_view: exists, missing: [], unreadable: [], columns: 4 },
];
const index = (name: string, state = 'in place'): Row => [
  'index',
  name,
  state === 'in place' ? 1 : 0,
  { table: 'diag_run', wanted: '(ts desc)', state, found: null, recommended: false },
];
const role = (detail: object): Row => ['role', 'grafana', null, detail];
const LIMITED = { time_limit: '30s', is_limited: true, is_off_here: false };

beforeEach(() => {
  jest.resetAllMocks();
  health.mockResolvedValue({ message: 'Database Connection OK' });
  found = {
    connection: [
      ['schema', 'devdiag', 'grafana', 2],
      ['server', '18.1', 'grafana', 180001],
      ['table', 'diag_run', 'grafana', 2],
      ['table', 'fix_outcome', 'grafana', 2],
    ],
    checks: {
      views: [role({ schema_exists: true, schema_usable: true }), ...VIEWS.map((name) => view(name))],
      indexes: Array.from({ length: 9 }, (_, n) => index(`i${n}`)),
      'role-privileges': [role(LIMITED)],
      'stale-data': [['newest', null, 7, null]],
    },
  };
  query.mockImplementation(({ targets }: DataQueryRequest) => {
    const errors: object[] = [];
    const data = targets.flatMap(({ refId }): object[] => {
      if (refId === 'connection') {
        const columns = ['kind', 'name', 'role', 'state'];
        return [{ refId, fields: columns.map((name, n) => ({ name, values: found.connection.map((row) => row[n]) })) }];
      }
      const answer = found.checks[refId];
      if ('error' in answer) {
        errors.push({ refId, message: answer.error });
        return [];
      }
      const rows: Row[] = [...answer, ['took', null, 3, null]];
      const fields = {
        section: rows.map(([section]) => section),
        key: rows.map(([, key]) => key),
        at: rows.map(() => (refId === 'stale-data' ? Date.now() - 420_000 : null)),
        value: rows.map(([, , value]) => value),
        detail: rows.map(([, , , detail]) => detail && JSON.stringify(detail)),
      };
      return [{ refId, fields: Object.entries(fields).map(([name, values]) => ({ name, values })) }];
    });
    return of({ data, errors });
  });
});

const test = () => testConnection('pg', 'devdiag', SETTINGS);
const about = async (beginning: RegExp) => (await test()).find(({ message }) => beginning.test(message));

describe('the test of a data source', () => {
  it('is content with all that is read, and names version and freshness', async () => {
    const findings = await test();
    expect(findings.filter(({ outcome, remedy, sql }) => outcome !== 'pass' || remedy || sql)).toEqual([]);
    const words = findings.map(({ message }) => message).join('\n');
    expect(words).toContain('The data source answers: Database Connection OK.');
    expect(words).toContain('The server is PostgreSQL 18.1.');
    expect(words).toContain('Views: All 6 views are there and grafana may read them.');
    expect(words).toContain('Indexes: All 9 indexes are in place.');
    expect(words).toContain('Privileges of the role: The role grafana can only read, each query for at most 30 s.');
    expect(words).toMatch(/Data freshness: .*7 min/);
  });

  it('warns of a server that is older than the queries are tested on', async () => {
    found.connection[1] = ['server', '14.9', 'grafana', 140009];
    expect(await about(/PostgreSQL 14\.9/)).toMatchObject({
      outcome: 'warn',
      remedy: expect.stringContaining('15 and newer'),
    });
  });

  it('offers the DDL of a view that is missing, with its grant', async () => {
    found.checks.views = [
      role({ schema_exists: true, schema_usable: true }),
      ...VIEWS.map((name) => view(name, name !== 'v_fix_ranking')),
    ];
    const finding = await about(/^Views/);
    expect(finding).toMatchObject({ outcome: 'fail', remedy: expect.stringMatching(/^Let the owner/) });
    expect(finding?.sql).toContain('create or replace view "devdiag".v_fix_ranking as\nselect');
    expect(finding?.sql).toContain('grant select on "devdiag".v_fix_ranking to "grafana";');
    expect(finding?.sql).not.toContain('v_ttr_days');
  });

  it('offers the DDL of an index that is missing', async () => {
    found.checks.indexes = [
      index('idx_diag_run_ts', 'missing'),
      ...Array.from({ length: 8 }, (_, n) => index(`i${n}`)),
    ];
    expect(await about(/^Indexes/)).toMatchObject({
      outcome: 'fail',
      sql: expect.stringMatching(/^create index if not exists idx_diag_run_ts +on "devdiag"\.diag_run +\(ts desc\);$/),
    });
  });

  it('warns of a role that can write, and offers what takes that away', async () => {
    found.checks['role-privileges'] = [
      role({ ...LIMITED, is_limited: false }),
      ['privilege', 'INSERT', 1, { subjects: ['diag_run'] }],
    ];
    expect(await about(/^Privileges of the role/)).toMatchObject({
      outcome: 'warn',
      sql: `revoke insert on "devdiag"."diag_run" from "grafana";\nalter role "grafana" set statement_timeout = '30s';`,
    });
  });

  it('tells that nothing new arrives, and that no SQL mends it', async () => {
    found.checks['stale-data'] = [['newest', null, 1000, null]];
    const finding = await about(/^Data freshness/);
    expect(finding).toMatchObject({ outcome: 'fail', remedy: expect.stringContaining('playbook') });
    expect(finding?.sql).toBeUndefined();
  });

  it('never calls well what could not be asked', async () => {
    found.checks.indexes = { error: 'canceling statement due to statement timeout' };
    expect(await about(/^Indexes/)).toMatchObject({ outcome: 'fail' });
  });

  it('looks no further than to what is missing', async () => {
    found.connection = [['schema', 'devdiag', 'grafana', 0]];
    const findings = await test();
    expect(findings.map(({ outcome }) => outcome)).toEqual(['pass', 'fail']);
    expect(findings[1].sql).toContain('create schema if not exists "devdiag"');
    expect(query).toHaveBeenCalledTimes(1);
  });

  it('passes on why the database was not reached', async () => {
    health.mockRejectedValue({
      status: 400,
      data: { message: 'no', details: { verboseMessage: 'password authentication failed' } },
    });
    expect(await test()).toEqual([
      {
        outcome: 'fail',
        message: 'no – password authentication failed',
        remedy: expect.stringContaining('user or password'),
      },
    ]);
    expect(query).not.toHaveBeenCalled();
  });

  it('says that the data source may not be queried', async () => {
    query.mockReturnValue(throwError(() => ({ status: 403, data: { message: 'Not for you' } })));
    expect((await test())[1]).toMatchObject({
      outcome: 'fail',
      message: 'A query through this data source failed: Not for you',
    });
  });
});
