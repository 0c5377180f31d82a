import { EMPTY, firstValueFrom, NEVER, of, Subject, throwError, type Observable } from 'rxjs';
import type { DataQueryRequest, DataQueryResponse } from '@grafana/data';
import { runQueries, type SqlAnswer } from './runQueries';

const source = {
  uid: 'pg',
  name: 'DevDiag',
  type: 'grafana-postgresql-datasource',
  getRef: () => ({ uid: 'pg' }),
  query: jest.fn(),
};
const get = jest.fn(async (_: string): Promise<unknown> => source);
jest.mock('@grafana/runtime', () => ({ getDataSourceSrv: () => ({ get: (uid: string) => get(uid) }) }));

const QUERIES = [
  { id: 'a', sql: 'select $__timeTo()' },
  { id: 'b', sql: 'select 2' },
];
const OPTIONS = { dataSourceUid: 'pg', asOf: Date.UTC(2026, 2, 18, 12), limitMs: 1000 };
const run = (reply: Observable<DataQueryResponse> | Promise<DataQueryResponse>): Promise<Map<string, SqlAnswer>> => {
  source.query.mockReturnValue(reply);
  return firstValueFrom(runQueries(QUERIES, OPTIONS));
};
const frame = (refId: string) =>
  ({ refId, length: 1, fields: [{ name: 'n', values: [1] }] }) as unknown as DataQueryResponse['data'][number];

beforeEach(() => {
  source.query.mockReset();
  source.type = 'grafana-postgresql-datasource';
});

describe('queries through the data source', () => {
  it('sends the text as it is, as tables, with the instant as the end of an absolute range', async () => {
    await run(of({ data: [frame('a'), frame('b')] }));
    const [request] = source.query.mock.calls[0] as [DataQueryRequest<never>];
    expect(request.targets).toMatchObject([
      { refId: 'a', rawSql: 'select $__timeTo()', format: 'table' },
      { refId: 'b', rawSql: 'select 2', format: 'table' },
    ]);
    expect(request.range.to.valueOf()).toBe(OPTIONS.asOf);
    expect(request).toMatchObject({ hideFromInspector: true, skipQueryCache: true, scopedVars: {} });
  });

  it('keeps good answers beside a failed one', async () => {
    const errors = [{ refId: 'b', message: 'db query error: pq: relation "x" does not exist', status: 500 }];
    // Grafana sends an empty frame along with an error.
    const answers = await run(of({ data: [frame('a'), { ...frame('b'), fields: [] }], errors, error: errors[0] }));
    expect(answers.get('a')).toMatchObject({ ok: true });
    expect(answers.get('b')).toEqual({
      ok: false,
      error: { kind: 'missing-relation', message: 'relation "x" does not exist', subject: 'x' },
    });
  });

  it('takes an answer without rows, which has no fields, as an answer', async () => {
    const answers = await run(of({ data: [frame('a'), { refId: 'b', length: 0, fields: [] }] }));
    expect(answers.get('b')).toEqual({ ok: true, fields: [] });
  });

  it('never takes a missing answer as an empty one', async () => {
    expect((await run(of({ data: [frame('a')] }))).get('b')).toMatchObject({ ok: false, error: { kind: 'other' } });
    expect((await run(EMPTY)).get('a')).toMatchObject({ ok: false });
  });

  it.each([
    [403, 'Not for you', 'forbidden'],
    [401, 'Unauthorized', 'forbidden'],
    [404, 'Data source not found', 'data-source-missing'],
    [504, 'Gateway Timeout', 'timeout'],
    [undefined, 'Failed to fetch', 'offline'],
    [500, 'something else', 'other'],
  ])('says for every query what was wrong with the request: %s %s', async (status, message, kind) => {
    const thrown = await run(throwError(() => ({ status, data: { message } })));
    const answered = await run(of({ data: [], error: { status, data: { message } } }));
    for (const answers of [thrown, answered]) {
      expect([...answers]).toEqual(
        ['a', 'b'].map((id) => [id, { ok: false, error: expect.objectContaining({ kind, message }) }])
      );
    }
  });

  it('takes an answer with neither frames nor errors for what it is: Grafana was not reached', async () => {
    const answers = await run(of({ data: [] }));
    expect([...answers.values()]).toEqual(
      ['a', 'b'].map(() => ({ ok: false, error: expect.objectContaining({ kind: 'offline' }) }))
    );
  });

  it('waits for the last of several answers and understands promises', async () => {
    expect((await run(of({ data: [] }, { data: [frame('a'), frame('b')] }))).get('a')).toMatchObject({ ok: true });
    expect((await run(Promise.resolve({ data: [frame('a'), frame('b')] }))).get('b')).toMatchObject({ ok: true });
  });

  it('gives up after the limit', async () => {
    jest.useFakeTimers();
    const answers = run(NEVER);
    await jest.advanceTimersByTimeAsync(1001);
    expect((await answers).get('a')).toEqual({
      ok: false,
      error: { kind: 'timeout', message: 'Grafana did not answer within 1 s' },
    });
    jest.useRealTimers();
  });

  it('cancels the request when nobody waits any more', async () => {
    const reply = new Subject<DataQueryResponse>();
    source.query.mockReturnValue(reply);
    const subscription = runQueries(QUERIES, OPTIONS).subscribe();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(reply.observed).toBe(true);
    subscription.unsubscribe();
    expect(reply.observed).toBe(false);
  });

  it('never uses a request id twice', async () => {
    await run(of({ data: [] }));
    await run(of({ data: [] }));
    const ids = source.query.mock.calls.map(([{ requestId }]) => requestId);
    expect(new Set(ids).size).toBe(2);
  });

  it('says so when the data source is gone or is something else', async () => {
    get.mockRejectedValueOnce(new Error('Datasource pg was not found'));
    expect((await run(of({ data: [] }))).get('a')).toMatchObject({ ok: false, error: { kind: 'data-source-missing' } });
    source.type = 'prometheus';
    expect((await run(of({ data: [] }))).get('a')).toMatchObject({
      error: { message: expect.stringContaining('not a PostgreSQL') },
    });
    expect(source.query).toHaveBeenCalledTimes(0);
  });

  it('sends nothing for no queries', async () => {
    expect(await firstValueFrom(runQueries([], OPTIONS))).toEqual(new Map());
    expect(source.query).not.toHaveBeenCalled();
  });
});
