import { NEVER, of, throwError } from 'rxjs';
import { grafanaQueries } from './queryPort';

const source = { getRef: () => ({ uid: 'pg' }), query: jest.fn() };
const get = jest.fn(async (_: string): Promise<unknown> => source);
jest.mock('@grafana/runtime', () => ({ getDataSourceSrv: () => ({ get: (uid: string) => get(uid) }) }));

const run = () =>
  grafanaQueries.run(
    'pg',
    [
      { refId: 'P1', sql: 'select 1', format: 'table' },
      { refId: 'P2', sql: 'select 2', format: 'time_series' },
    ],
    { from: 0, to: 60_000 }
  );

describe('panels’ queries', () => {
  it('are asked as they are, in one request', async () => {
    source.query.mockReturnValue(of({ data: [] }));
    await run();
    expect(get).toHaveBeenCalledWith('pg');
    expect(source.query).toHaveBeenCalledTimes(1);
    expect(source.query.mock.calls[0][0]).toMatchObject({
      targets: [
        { refId: 'P1', rawSql: 'select 1', format: 'table' },
        { refId: 'P2', rawSql: 'select 2', format: 'time_series' },
      ],
    });
  });

  it('are counted beside one that broke, whatever its error looks like', async () => {
    const data = [
      { refId: 'P1', length: 2 },
      { refId: 'P1', length: 3 },
    ];
    for (const [error, words] of [
      [{ message: 'no such table' }, 'no such table'],
      [{ message: '', data: { message: 'said here' } }, 'said here'],
      [{ message: { message: 'deep down' } }, 'deep down'],
      [{ message: {} }, 'Grafana gave no reason'],
    ] as const) {
      source.query.mockReturnValue(of({ data, errors: [{ refId: 'P2', ...error }] }));
      expect(await run()).toEqual({ P1: { rows: 5 }, P2: { error: words } });
    }
  });

  it('without an answer are no empty ones', async () => {
    source.query.mockReturnValue(of({ data: [{ refId: 'P1', length: 0 }] }));
    expect(await run()).toEqual({ P1: { rows: 0 }, P2: { error: 'Grafana gave no answer to this query' } });
  });

  it.each<[string, () => void, string]>([
    [
      'the data source refuses',
      () => source.query.mockReturnValue(throwError(() => ({ status: 403, data: { message: 'Not for you' } }))),
      'Not for you',
    ],
    [
      'it throws an object of its own',
      () => source.query.mockReturnValue(throwError(() => ({ error: { reason: 7 } }))),
      'Grafana gave no reason',
    ],
    [
      'its code cannot be loaded, and that is no Error',
      () => get.mockRejectedValueOnce({ message: { data: { message: 'plugin not found' } } }),
      'plugin not found',
    ],
    [
      'there is none',
      () => get.mockRejectedValueOnce(new Error('Datasource pg was not found')),
      'Datasource pg was not found',
    ],
  ])('say what was wrong with all of them: %s', async (_, prepare, words) => {
    prepare();
    expect(await run()).toEqual({ P1: { error: words }, P2: { error: words } });
  });

  it('are given up after the limit', async () => {
    jest.useFakeTimers();
    source.query.mockReturnValue(NEVER);
    const answers = run();
    await jest.advanceTimersByTimeAsync(35_001);
    expect(await answers).toMatchObject({ P1: { error: 'Grafana did not answer within 35 s' } });
    jest.useRealTimers();
  });
});
